"""Pictures that stand across the text of a page: watermarks that are drawn and not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from proceedings.values.geometry import Box
from proceedings.values.submission import ImageFact, PageFacts

_SHARE = (0.08, 0.85)
"""How much of the page it covers:
smaller ones are figures or logos, larger ones backgrounds and scans.
"""
_LETTERS = 200
"""So many letters of the page lie on or under it; figures have labels at most."""

Place = tuple[int, ...]
"""The edges of a picture in points of the upright page,
and its width and height in pixels: equal for the same one.
"""


def pictures_across(
    images: Sequence[ImageFact], outlines: Box | None, textpage: Any, facts: PageFacts
) -> Iterator[Place]:
    """The pictures, and the letters drawn as paths,
    over the middle of an upright page with much text under or over them.

    On a wide page, a slide, a picture behind the text is its background.
    """
    if facts.rotation or facts.user_unit != 1 or facts.width > facts.height:
        return
    for image in images:
        if _stands_across(image.box, textpage, facts):
            yield (*_rounded(image.box), image.width, image.height)
    if outlines is not None and _stands_across(outlines, textpage, facts):
        yield (*_rounded(outlines), 0, 0)


def _rounded(box: Box) -> tuple[int, ...]:
    return tuple(round(v) for v in (box.left, box.bottom, box.right, box.top))


def _stands_across(box: Box, textpage: Any, facts: PageFacts) -> bool:
    share = box.width * box.height / (facts.width * facts.height)
    over = box.left < facts.width / 2 < box.right and box.bottom < facts.height / 2 < box.top
    if not over or not _SHARE[0] <= share <= _SHARE[1]:
        return False
    said = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
    return sum(map(len, said.split())) >= _LETTERS
