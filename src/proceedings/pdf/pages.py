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


def visible_box(page: Any) -> Box:
    """The part of a page that is shown:
    CropBox within MediaBox (ISO 32000-2, 14.11.2), in user space units.
    """
    media = objects.box(objects.inherited(page, "/MediaBox")) or US_LETTER
    crop = objects.box(objects.inherited(page, "/CropBox")) or media
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    right, top = min(media.right, crop.right), min(media.top, crop.top)
    return Box(left, bottom, right, top) if right > left and top > bottom else media


def rotation_of(page: Any) -> int:
    """0, 90, 180 or 270 degrees clockwise; anything else counts as 0."""
    turned = int(objects.number(objects.inherited(page, "/Rotate")) or 0)
    return turned % 360 if turned % 90 == 0 else 0


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
