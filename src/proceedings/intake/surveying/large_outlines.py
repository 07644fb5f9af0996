"""Letters of a watermark that are drawn as paths: large, light and filled, with slanted lines."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.values.geometry import Box, Matrix

_LEAST = 40.0
"""Points that an outline measures both ways; smaller ones belong to figures."""
_SLANTED = (12.0, 78.0)
"""Degrees from the level."""
_FEWEST_LINES = 6
"""So many slanted lines have the outlines of a slanted word, and no frame, panel or wave."""
_MOST_PATHS, _MOST_SEGMENTS = 2000, 400
"""Looked at on a page, and of one path: a map has more, a watermark does not."""
_LIGHT, _FAINT = 140, 150
"""Red, green and blue of which the mean is higher, and opacity below which an outline is light."""


class LargeOutlines:
    """The large light outlines of a page, as they are met."""

    def __init__(self) -> None:
        self._seen = self._lines = 0
        self._found = tuple(ctypes.c_float() for _ in range(4))
        self._box: Box | None = None

    def see(self, shape: Any, matrix: Matrix, own: Callable[[Any], Matrix]) -> None:
        """Look at a path.

        Args:
            shape: the path, of pdfium.
            matrix: from around the path to the upright page.
            own: gives the matrix from a path's own space to around it; few are asked.
        """
        self._seen += 1
        left, bottom, right, top = self._found
        if self._seen > _MOST_PATHS or not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            return
        if right.value - left.value < _LEAST and top.value - bottom.value < _LEAST:
            return
        box = matrix.box(Box(left.value, bottom.value, right.value, top.value))
        if min(box.width, box.height) < _LEAST or not _is_light_and_filled(shape):
            return
        lines = _slanted_lines(shape, own(shape).then(matrix))
        if lines:
            self._lines += lines
            self._box = box if self._box is None else _around(self._box, box)

    def box(self) -> Box | None:
        """Around all of them, in points of the upright page; None where there is no word."""
        return self._box if self._lines >= _FEWEST_LINES else None


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _is_light_and_filled(shape: Any) -> bool:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(shape, mode, stroked) or not mode.value:
        return False
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, opacity):
        return False
    mean = (red.value + green.value + blue.value) / 3
    return 0 < opacity.value <= _FAINT or (_LIGHT <= mean < 255 and opacity.value > 0)


def _slanted_lines(shape: Any, matrix: Matrix) -> int:
    """How many straight segments of a path slant on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    count, before = 0, (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = matrix.a * x.value + matrix.c * y.value, matrix.b * x.value + matrix.d * y.value
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            across, up = abs(here[0] - before[0]), abs(here[1] - before[1])
            slope = math.degrees(math.atan2(up, across))
            count += across + up > 1 and _SLANTED[0] <= slope <= _SLANTED[1]
        before = here
    return count
