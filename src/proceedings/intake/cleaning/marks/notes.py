"""Words and signs laid on a page:
free text, stamps, notes, attached files (ISO 32000-1, 12.5.6.4, .6, .12 and .15).
"""

from __future__ import annotations

import re
from typing import Any

from proceedings.intake.cleaning.marks.default_appearance import base_font, default_appearance
from proceedings.intake.cleaning.marks.drawing import Drawing, around, path
from proceedings.intake.cleaning.marks.lettering import Lettering, plain
from proceedings.intake.cleaning.marks.shapes import callout, inner_box
from proceedings.intake.cleaning.marks.style import border, colour, filled, join, stroked
from proceedings.intake.cleaning.marks.text_block import block
from proceedings.pdf import objects
from proceedings.values.geometry import Box

_SIZE = 12.0
_GREEN, _RED, _BLUE = (0.1, 0.45, 0.15), (0.75, 0.1, 0.1), (0.1, 0.25, 0.6)
_STAMPS = {"Approved": _GREEN, "Final": _GREEN, "ForPublicRelease": _GREEN, "AsIs": _BLUE, "Departmental": _BLUE,
           "ForComment": _BLUE, "Sold": _BLUE}  # fmt: skip
_SIGN = 20.0
"""Points: the size of the sign of a note."""


def free_text(annotation: Any) -> Drawing | None:
    """The words of a free text in their box, with the line that leads from it."""
    box = inner_box(annotation)
    if box is None:
        return None
    default = default_appearance(_default(annotation))
    text = plain(_words(annotation))
    style = border(annotation)
    typed = objects.name(objects.get(annotation, "/IT")) == "FreeTextTypeWriter"
    edge = 0.0 if typed and objects.dictionary(annotation, "/BS") is None else style.width
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    ground = colour(annotation, "/C")
    frame = path([(x + edge / 2 * (1 if x == box.left else -1), y + edge / 2 * (1 if y == box.bottom else -1))
                  for x, y in corners], True)  # fmt: skip
    paint = ("B " if edge else "f ") if ground else ("S " if edge else "n ")
    leads, reach = callout(annotation, style)
    lettering = Lettering([text], *base_font(default.font, ()))
    inside = Box(box.left + edge + 2, box.bottom + edge + 1, box.right - edge - 2, box.top - edge - 1)
    side = int(objects.number(objects.get(annotation, "/Q")) or 0)
    words = block(lettering, text, inside, default.size or _SIZE, side) if text else ""
    lines = stroked(default.colour) + style.operators
    content = f"{filled(ground)}{lines}{frame}{paint}{leads}{filled(default.colour)}{words}"
    return Drawing(content, around(corners + reach, 10 * style.width if reach else 0.0), lettering if text else None)


def stamp(annotation: Any) -> Drawing | None:
    """The words of a rubber stamp in a frame; `Draft` where it has no name."""
    box = objects.box(objects.get(annotation, "/Rect"))
    if box is None:
        return None
    name = objects.name(objects.get(annotation, "/Name")) or "Draft"
    text = plain(re.sub(r"(?<=[a-z])(?=[A-Z])|[_#]+", " ", name)).strip().upper() or "DRAFT"
    lettering = Lettering([text], "Helvetica-Bold")
    ink = colour(annotation, "/C") or _STAMPS.get(name, _RED)
    edge = max(0.5, min(box.height, box.width) * 0.06)
    wide = lettering.width(text, 1.0)
    size = max(1.0, min((box.height - 4 * edge) * 0.9, (box.width - 6 * edge) / wide))
    start = ((box.left + box.right - wide * size) / 2, (box.bottom + box.top) / 2 - 0.36 * size)
    frame = join((box.left + edge, box.bottom + edge, box.width - 2 * edge, box.height - 2 * edge))
    content = (
        f"{stroked(ink)}{join([edge])} w 1 j {frame} re S "
        f"BT {filled(ink)}/Words {join([size])} Tf {join(start)} Td {lettering.shown(text)} Tj ET"
    )
    return Drawing(content, box, lettering)


def note(annotation: Any) -> Drawing | None:
    """The sign of a note: a sheet with lines, at the upper left of its place."""
    box = _sign(annotation)
    if box is None:
        return None
    ground = colour(annotation, "/C") or (1.0, 0.9, 0.4)
    less, size = box.width * 0.1, box.width
    sheet = f"{join((box.left + less, box.bottom + less, size - 2 * less, size - 2 * less))} re B "
    rows = "".join(
        path([(box.left + 0.25 * size, box.bottom + at * size), (box.left + 0.75 * size, box.bottom + at * size)])
        + "S "
        for at in (0.35, 0.5, 0.65)
    )
    return Drawing(f"{filled(ground)}0 G {join([size * 0.05])} w {sheet}{rows}", box)


def attachment(annotation: Any) -> Drawing | None:
    """The sign of an attached file: a paper clip."""
    box = _sign(annotation)
    if box is None:
        return None
    x, y, s = box.left, box.bottom, box.width
    ink = colour(annotation, "/C") or (0.3,)
    wire = [(0.62, 0.3), (0.62, 0.75), (0.38, 0.75), (0.38, 0.15), (0.74, 0.15), (0.74, 0.85)]
    clip = path([(x + a * s, y + b * s) for a, b in wire])
    return Drawing(f"{stroked(ink)}{join([s * 0.07])} w 1 J 1 j {clip}S", box)


def _sign(annotation: Any) -> Box | None:
    box = objects.box(objects.get(annotation, "/Rect"))
    if box is None:
        return None
    size = min(_SIGN, box.width, box.height)
    return Box(box.left, box.top - size, box.left + size, box.top)


def _words(annotation: Any) -> str:
    said = objects.text(objects.get(annotation, "/Contents"))
    return said or re.sub(r"<[^>]*>", "", re.sub(r"</p>|<br\s*/?>", "\n", objects.text(objects.get(annotation, "/RC"))))


def _default(annotation: Any) -> str:
    return objects.text(objects.get(annotation, "/DA"))
