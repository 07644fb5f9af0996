"""A mark as drawn: operators, the box they stay within, the letters they use;
and the form XObject made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from proceedings.intake.cleaning.marks.lettering import Lettering
from proceedings.values.geometry import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a mark looks like.

    `box` holds all of it, in the space in which the operators are written; `turn` (0, 90, 180 or
    270) turns it counterclockwise to the page. `multiply` lays it over the page as ink of a
    highlighter.
    """

    content: str
    box: Box
    lettering: Lettering | None = None
    dingbats: bool = False
    multiply: bool = False
    turn: int = 0

    @property
    def empty(self) -> bool:
        """True where nothing is drawn."""
        return not self.content.strip()


def around(points: Iterable[Point], margin: float) -> Box:
    """The box around points, so much wider on each side."""
    across, up = zip(*points, strict=True)
    return Box(min(across) - margin, min(up) - margin, max(across) + margin, max(up) + margin)


def path(points: Sequence[Point], closed: bool = False) -> str:
    """The operators that make a path of straight lines."""
    from proceedings.intake.cleaning.marks.style import join

    steps = " ".join(f"{join(point)} {'l' if index else 'm'}" for index, point in enumerate(points))
    return f"{steps} h " if closed else f"{steps} "


_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def form_of(pdf: pikepdf.Pdf, drawing: Drawing, opacity: float) -> Any:
    """The form XObject of a drawing."""
    content = drawing.content
    resources = pikepdf.Dictionary()
    if opacity < 1 or drawing.multiply:
        state = pikepdf.Dictionary(CA=opacity, ca=opacity)
        if drawing.multiply:
            state.BM = Name.Multiply
        resources.ExtGState = pikepdf.Dictionary(Look=state)
        content = f"/Look gs {content}"
    fonts = drawing.lettering.fonts(pdf) if drawing.lettering else {}
    if drawing.dingbats:
        fonts["/Marks"] = pdf.make_indirect(
            pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        )
    if fonts:
        resources.Font = pikepdf.Dictionary(fonts)
    box = drawing.box
    form = pdf.make_stream(
        content.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=pikepdf.Array([box.left, box.bottom, box.right, box.top]),
        Resources=resources,
    )
    if "/ExtGState" in resources:
        form.Group = pikepdf.Dictionary(S=Name.Transparency)
    if drawing.turn in _TURNS:
        form.Matrix = pikepdf.Array([*_TURNS[drawing.turn], 0, 0])
    return form
