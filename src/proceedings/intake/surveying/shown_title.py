"""The title of a submission as its first page shows it: the lines in the largest type."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium

_MOST_RUNS = 400
_LONGEST = 300
"""Characters: more is not a title but a text in one size."""
_SAME = 0.97
_TOLERANCE = 2.0
"""Points around a place on the page in which a character is looked for."""


def shown_title(text: Any) -> str | None:
    """The words in the largest type on a page, in one line; None where nothing stands out.

    Args:
        text: a text page of pdfium.
    """
    runs = [text.get_rect(index) for index in range(min(text.count_rects(), _MOST_RUNS))]
    # Numbers and initials as high as a thumb are no titles.
    sized = [(_size(text, run), run) for run in runs if run[2] - run[0] > 2 * (run[3] - run[1]) > 0]
    largest = max((size for size, _ in sized), default=0.0)
    lines = [run for size, run in sized if size >= _SAME * largest]
    if not largest or (len(lines) > len(sized) / 2 and len(sized) > 3):
        return None
    said = " ".join(" ".join(text.get_text_bounded(*line) for line in lines).replace("\0", "").split())
    return said if 3 < len(said) <= _LONGEST else None


def _size(text: Any, run: tuple[float, float, float, float]) -> float:
    """The size of a run's type as it appears, in points; 0 where it cannot be found."""
    left, bottom, _, top = run
    index = text.get_index(left + 1, (bottom + top) / 2, _TOLERANCE, _TOLERANCE)
    matrix = pdfium.FS_MATRIX()
    if index is None or index < 0 or not pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        return 0.0
    size: float = pdfium.FPDFText_GetFontSize(text, index)
    return abs(size) * math.hypot(matrix.c, matrix.d)
