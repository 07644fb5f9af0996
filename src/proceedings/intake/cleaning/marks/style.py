"""The colours, borders and opacity
that an annotation asks for (ISO 32000-1, tables 164, 166, 167 and 170).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.pdf.lexical import number

BLACK = (0.0,)
YELLOW = (1.0, 1.0, 0.0)
_OPERATORS = {1: "g", 3: "rg", 4: "k"}
_WIDEST = 144.0


@dataclass(frozen=True, slots=True)
class Border:
    """How a mark is outlined:
    width in points, dashes, style (`S`, `D`, `B`, `I`, `U`), size of a cloud's bumps.
    """

    width: float = 1.0
    dashes: tuple[float, ...] = ()
    style: str = "S"
    cloud: float = 0.0

    @property
    def operators(self) -> str:
        """What sets width and dashes in a content stream."""
        dashes = f"[{join(self.dashes)}] 0 d " if self.dashes else ""
        return f"{join([self.width])} w {dashes}"


def join(numbers: Sequence[float]) -> str:
    """Numbers as a content stream has them, to a thousandth."""
    return " ".join(number(n, 3) for n in numbers)


def numbers(holder: Any, key: str) -> list[float]:
    """The numbers of an array; none where it is no array, or where something else stands in it."""
    found = [objects.number(value) for value in objects.elements(holder, key)]
    return [] if None in found else [value for value in found if value is not None]


def colour(holder: Any, key: str, default: Sequence[float] = ()) -> tuple[float, ...]:
    """The components of a colour, between 0 and 1;
    empty for none, the default where the key is missing.
    """
    if not isinstance(objects.get(holder, key), pikepdf.Array):
        return tuple(default)
    parts = numbers(holder, key)
    return tuple(min(1.0, max(0.0, part)) for part in parts) if len(parts) in _OPERATORS else ()


def filled(parts: Sequence[float]) -> str:
    """The operators that set a colour for filling; nothing for none."""
    return f"{join(parts)} {_OPERATORS[len(parts)]} " if parts else ""


def stroked(parts: Sequence[float]) -> str:
    """The operators that set a colour for lines; nothing for none."""
    return f"{join(parts)} {_OPERATORS[len(parts)].upper()} " if parts else ""


def border(annotation: Any) -> Border:
    """The border that `BS`, else `Border`, asks for, with the effect that `BE` adds;
    a line of one point otherwise.
    """
    effect = objects.dictionary(annotation, "/BE")
    bumps = objects.number(objects.get(effect, "/I")) if objects.name(objects.get(effect, "/S")) == "C" else 0.0
    cloud = min(4.0, max(0.0, 1.0 if bumps is None else bumps))
    style = objects.dictionary(annotation, "/BS")
    if style is not None:
        kind = objects.name(objects.get(style, "/S")) or "S"
        dashes = tuple(numbers(style, "/D")) or (3.0,)
        return Border(_width(objects.get(style, "/W")), _usable(dashes) if kind == "D" else (), kind, cloud)
    plain = list(objects.elements(annotation, "/Border"))
    width = _width(plain[2]) if len(plain) > 2 else 1.0
    parts = [objects.number(v) for v in plain[3]] if len(plain) > 3 and isinstance(plain[3], pikepdf.Array) else []
    return Border(width, _usable(tuple(p for p in parts if p is not None)), "S", cloud)


def opacity(annotation: Any) -> float:
    """From 0, which hides, to 1."""
    given = objects.number(objects.get(annotation, "/CA"))
    return 1.0 if given is None else min(1.0, max(0.0, given))


def _width(value: Any) -> float:
    given = objects.number(value)
    return 1.0 if given is None else min(_WIDEST, max(0.0, given))


def _usable(dashes: tuple[float, ...]) -> tuple[float, ...]:
    """Dashes that may stand in a graphics state:
    none negative, not all nothing (ISO 32000-1, 8.4.3.6).
    """
    return dashes if dashes and min(dashes) >= 0 and any(dashes) else ()
