"""The geometry of a page:
visible box, Rotate, UserUnit, and what a reader sees (ISO 32000-2, 7.7.3 and 14.11.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.values.geometry import Box, Matrix

US_LETTER = Box(0, 0, 612, 792)
"""What readers assume for a page without a box."""


INHERITED = ("/MediaBox", "/CropBox", "/Resources", "/Rotate")
"""What a page may take from its ancestors (ISO 32000-2, table 31)."""
_LARGEST_ANGLE = 2**31 - 1
"""Readers hold Rotate in 32 bits; beyond, it counts as 0."""


def inherited_attributes(page: Any) -> dict[str, Any]:
    """The inheritable attributes of a page, its own or else the nearest ancestor's."""
    found = ((key, objects.inherited(page, key)) for key in INHERITED)
    return {key: value for key, value in found if value is not None}


def media_box(page: Any) -> Box | None:
    """MediaBox, in user space units; None where the page has none with an area."""
    return objects.box(objects.inherited(page, "/MediaBox"))


def crop_box(page: Any) -> Box | None:
    """CropBox as it is given, in user space units; None where the page has none with an area."""
    return objects.box(objects.inherited(page, "/CropBox"))


def visible_box(page: Any) -> Box:
    """The part of a page that is shown: CropBox within MediaBox, in user space units.

    Source: ISO 32000-2, 14.11.2.
    All of MediaBox where CropBox lies outside of it: readers would show nothing of the page,
    and nothing is to be lost.
    """
    media = media_box(page) or US_LETTER
    crop = crop_box(page) or media
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    right, top = min(media.right, crop.right), min(media.top, crop.top)
    return Box(left, bottom, right, top) if right > left and top > bottom else media


def rotation_of(page: Any) -> int:
    """By how many degrees a page is turned clockwise: 0, 90, 180 or 270.

    What is no multiple of 90 counts as the nearest one towards 0, as pdfium shows it;
    ISO 32000-2 (table 31) leaves it open.
    """
    given = objects.number(objects.inherited(page, "/Rotate")) or 0.0
    return 0 if abs(given) > _LARGEST_ANGLE else int(int(given) / 90) % 4 * 90


def unit_of(page: Any) -> float:
    """UserUnit: how many points one unit of the page's user space is."""
    unit = objects.number(objects.get(page, "/UserUnit"))
    return unit if unit is not None and unit > 0 else 1.0


def to_upright(page: Any) -> Matrix:
    """From a page's user space to points of the page as a reader sees it,
    origin at the lower left.
    """
    box, turned, unit = visible_box(page), rotation_of(page), unit_of(page)
    width, height = box.width, box.height
    turn = {
        0: Matrix(),
        90: Matrix(0, -1, 1, 0, 0, width),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, height, 0),
    }[turned]
    return Matrix(1, 0, 0, 1, -box.left, -box.bottom).then(turn).then(Matrix(unit, 0, 0, unit, 0, 0))


def annotations_of(page: Any) -> Iterator[Any]:
    """The annotation dictionaries of a page."""
    return (a for a in objects.elements(page, "/Annots") if isinstance(a, pikepdf.Dictionary))
