"""Default appearance strings: font, size and colour of variable text (ISO 32000-1, 12.7.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proceedings.pdf import objects
from proceedings.pdf.operations import UnreadableContent, name_in, numbers, operations

_COLOURS = (b"g", b"rg", b"k")


@dataclass(frozen=True, slots=True)
class DefaultAppearance:
    """`font` is the name of a resource, without its slash; a `size` of 0 asks for one that fits."""

    font: str = ""
    size: float = 0.0
    colour: tuple[float, ...] = (0.0,)


def default_appearance(text: str) -> DefaultAppearance:
    """What a string says; the usual where it says nothing."""
    font, size = "", 0.0
    colour: tuple[float, ...] = (0.0,)
    try:
        for operation in operations(text.encode("latin-1", "replace")):
            values = operation.operands
            if operation.operator == b"Tf" and len(values) == 2:
                font, size = name_in(values[0])[1:], abs(numbers(values[1:])[0])
            elif operation.operator in _COLOURS:
                colour = tuple(numbers(values))
    except UnreadableContent:
        pass
    return DefaultAppearance(font, size, colour if len(colour) in (1, 3, 4) else (0.0,))


def base_font(name: str, resources: Sequence[Any]) -> tuple[str, int]:
    """The `BaseFont` behind the name of a resource, and its flags;
    the name itself where no resource has it.
    """
    for holder in resources:
        font = objects.dictionary(objects.get(holder, "/Font"), f"/{name}")
        if font is not None:
            flags = objects.number(objects.get(objects.get(font, "/FontDescriptor"), "/Flags"))
            return objects.name(objects.get(font, "/BaseFont")) or name, int(flags or 0)
    return _USUAL.get(name, name or "Helvetica"), 0


_USUAL = {"Helv": "Helvetica", "HeBo": "Helvetica-Bold", "TiRo": "Times-Roman", "TiBo": "Times-Bold",
          "Cour": "Courier", "CoBo": "Courier-Bold", "TiIt": "Times-Italic", "CoOb": "Courier-Oblique"}  # fmt: skip
"""Names that programs give to standard fonts."""
