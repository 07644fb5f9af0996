"""Ink that one picture of a page shows and another does not:
letters may have other shapes, but none may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.values.geometry import Box

if TYPE_CHECKING:
    from PIL import Image

DPI = 36
_WHITE = 245
_REACH = 5
"""Dots: the side of the square in which ink counts as the same ink."""
_LEAST = 12
"""Dots of lost ink that say something: less is the edge of a letter with another shape."""
_LARGEST = 1600


@dataclass(frozen=True, slots=True)
class Places:
    """Boxes of an upright page, in points:
    marks that may look otherwise, and what is not to be looked at.
    """

    marks: tuple[Box, ...] = ()
    ignored: tuple[Box, ...] = ()


def lost_ink(before: Image.Image, after: Image.Image, height: float, places: Places = Places()) -> float:
    """The share of a page that had ink and has none any more;
    0 where only the shapes of letters differ.

    Args:
        before: a grey picture of the page.
        after: the same of what was made of it.
        height: of the page in points.
        places: a mark counts as there when something is drawn in its box.
    """
    from PIL import ImageChops, ImageFilter

    was, now = _inked(before), _inked(after.resize(before.size) if after.size != before.size else after)
    scale = before.height / max(height, 1.0)
    near = now.filter(ImageFilter.MaxFilter(_REACH))
    for box in places.marks:
        dots = _dots(box, height, scale, 2)
        if now.crop(dots).getbbox() is not None:
            near.paste(255, dots)
    for box in places.ignored:
        near.paste(255, _dots(box, height, scale, 3))
    lost = sum(ImageChops.subtract(was, near).histogram()[128:])
    return lost / (was.width * was.height) if lost >= _LEAST else 0.0


def _inked(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    grey.thumbnail((_LARGEST, _LARGEST))
    return grey.point([255 if value < _WHITE else 0 for value in range(256)])


def _dots(box: Box, height: float, scale: float, more: int) -> tuple[int, int, int, int]:
    left, top = int(box.left * scale) - more, int((height - box.top) * scale) - more
    right, bottom = int(box.right * scale) + 1 + more, int((height - box.bottom) * scale) + 1 + more
    return max(0, left), max(0, top), max(1, right), max(1, bottom)


def boxes(marks: Sequence[Box | None]) -> tuple[Box, ...]:
    """Those that have an area."""
    return tuple(box for box in marks if box is not None)
