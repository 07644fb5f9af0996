"""Is a converted document still the same? Words and pixels, page by page, read by a library that did not write it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SCALE = 1.0
"""Pixels a point: 72 dpi shows every letter."""
_NOTICEABLE = 64
"""Of 255: how far a pixel may be off before it counts; edges of letters move by less."""
_MOST_CHANGED = 0.004
"""Share of a page's pixels that may be off: about one letter in a hundred of a full page."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two documents: plain sentences, one a page at most for each kind; none when equal."""

    differences: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """True when a reader would see and find the same."""
        return not self.differences


def compare(before: Path, after: Path) -> Comparison:
    """Compare the words and the looks of each page.

    Raises:
        ValueError: one of the files cannot be opened.
    """
    import pypdfium2 as pdfium

    try:
        old, new = pdfium.PdfDocument(before), pdfium.PdfDocument(after)
    except pdfium.PdfiumError as problem:
        raise ValueError(str(problem)) from problem
    try:
        if len(old) != len(new):
            return Comparison((f"it has {len(new)} pages instead of {len(old)}",))
        return Comparison(
            tuple(said for number in range(len(old)) for said in _page(old[number], new[number], number + 1))
        )
    finally:
        old.close()
        new.close()


def _page(old: Any, new: Any, number: int) -> list[str]:
    said = []
    lost = _words(old) - _words(new)
    if lost:
        some = ", ".join(sorted(lost)[:3])
        said.append(f"page {number}: {lost.total()} words are missing ({some})")
    changed = _changed(old, new)
    if changed > _MOST_CHANGED:
        said.append(f"page {number}: {changed:.1%} of the page looks different")
    return said


def _words(page: Any) -> Counter[str]:
    text = page.get_textpage()
    try:
        return Counter(re.findall(r"\w+", text.get_text_bounded()))
    finally:
        text.close()


def _changed(old: Any, new: Any) -> float:
    from PIL import ImageChops

    first, second = (page.render(scale=_SCALE, may_draw_forms=False).to_pil().convert("L") for page in (old, new))
    if any(abs(a - b) > 1 for a, b in zip(first.size, second.size, strict=True)):
        return 1.0
    if first.size != second.size:
        second = second.resize(first.size)
    histogram = ImageChops.difference(first, second).histogram()
    off: int = sum(histogram[_NOTICEABLE:])
    return off / max(1, int(first.width) * int(first.height))
