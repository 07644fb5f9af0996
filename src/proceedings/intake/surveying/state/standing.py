"""Pictures that stand across the text of a page: watermarks that are drawn and not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

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


def pictures_across(images: Sequence[ImageFact], textpage: Any, facts: PageFacts) -> Iterator[Place]:
    """The pictures over the middle of an upright page with much text under or over them.

    On a wide page, a slide, a picture behind the text is its background.
    """
    if facts.rotation or facts.user_unit != 1 or facts.width > facts.height:
        return
    for image in images:
        box = image.box
        share = box.width * box.height / (facts.width * facts.height)
        over = box.left < facts.width / 2 < box.right and box.bottom < facts.height / 2 < box.top
        if over and _SHARE[0] <= share <= _SHARE[1]:
            said = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
            if sum(map(len, said.split())) >= _LETTERS:
                yield (*(round(v) for v in (box.left, box.bottom, box.right, box.top)), image.width, image.height)
