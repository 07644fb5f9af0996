"""The ends of lines: arrows, squares, circles and the like (ISO 32000-1, table 176)."""

from __future__ import annotations

import math

from proceedings.intake.cleaning.marks.drawing import Point, path
from proceedings.intake.cleaning.marks.style import join

_SIZE = 3.0
"""Half the size of a square, circle or diamond, in widths of the line."""
_ARROW = 9.0
_ANGLE = math.radians(25)
REACH = 10.0
"""How far an end reaches from its point, in widths of the line."""
_CURVE = 0.5523
_CLOSED = frozenset({"Square", "Circle", "Diamond", "ClosedArrow", "RClosedArrow"})


def setback(kind: str, width: float) -> float:
    """By how much the line is shorter, so that it does not show within its end."""
    if kind in ("Square", "Circle", "Diamond"):
        return _SIZE * width
    return _ARROW * width * math.cos(_ANGLE) if kind == "ClosedArrow" else 0.0


def ending(kind: str, at: Point, direction: float, width: float, filled: bool) -> str:
    """The operators that draw an end; nothing for none.

    Args:
        kind: its name, such as `OpenArrow`.
        at: the point where the line ends.
        direction: in which the line arrives there, in radians.
        width: of the line.
        filled: whether there is a colour for the inside.
    """
    size = max(width, 0.5)
    paint = ("B " if filled else "S ") if kind in _CLOSED else "S "
    if kind in ("OpenArrow", "ClosedArrow", "ROpenArrow", "RClosedArrow"):
        back = direction if kind.startswith("R") else direction + math.pi
        arms = [_away(at, back + turn, _ARROW * size) for turn in (_ANGLE, -_ANGLE)]
        return path([arms[0], at, arms[1]], kind in _CLOSED) + paint
    if kind == "Butt":
        return path([_away(at, direction + turn, _SIZE * size) for turn in (math.pi / 2, -math.pi / 2)]) + paint
    if kind == "Slash":
        return path([_away(at, direction + turn, 2 * _SIZE * size) for turn in (math.pi / 3, -2 * math.pi / 3)]) + paint
    if kind in ("Square", "Diamond"):
        first = math.pi / 4 if kind == "Square" else 0.0
        far = _SIZE * size * (math.sqrt(2) if kind == "Square" else 1.0)
        return path([_away(at, direction + first + n * math.pi / 2, far) for n in range(4)], True) + paint
    if kind == "Circle":
        return ellipse(at, _SIZE * size, _SIZE * size) + paint
    return ""


def ellipse(centre: Point, across: float, up: float) -> str:
    """The operators that make a closed ellipse with these half axes."""
    (x, y), k = centre, _CURVE
    curves = (
        (x + across, y + k * up, x + k * across, y + up, x, y + up),
        (x - k * across, y + up, x - across, y + k * up, x - across, y),
        (x - across, y - k * up, x - k * across, y - up, x, y - up),
        (x + k * across, y - up, x + across, y - k * up, x + across, y),
    )
    return f"{join((x + across, y))} m " + "".join(f"{join(curve)} c " for curve in curves) + "h "


def _away(at: Point, angle: float, far: float) -> Point:
    return at[0] + far * math.cos(angle), at[1] + far * math.sin(angle)
