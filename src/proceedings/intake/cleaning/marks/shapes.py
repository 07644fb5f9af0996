"""Lines, polygons, rectangles,
ellipses and strokes of a pen (ISO 32000-1, 12.5.6.7 to 12.5.6.9 and 12.5.6.13).
"""

from __future__ import annotations

import math
from typing import Any

import pikepdf

from proceedings.intake.cleaning.marks.drawing import Drawing, Point, around, path
from proceedings.intake.cleaning.marks.lettering import Lettering, plain
from proceedings.intake.cleaning.marks.line_endings import REACH, ellipse, ending, setback
from proceedings.intake.cleaning.marks.style import BLACK, Border, border, colour, filled, join, numbers, stroked
from proceedings.pdf import objects
from proceedings.values.geometry import Box

_BUMP = 4.0
"""Points of the radius of a cloud's bumps at intensity 1."""
_CAPTION = 9.0


def line(annotation: Any) -> Drawing | None:
    """A line with its leader lines, ends and caption."""
    ends = numbers(annotation, "/L")
    if len(ends) != 4:
        return None
    start, end = (ends[0], ends[1]), (ends[2], ends[3])
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    leader, beyond, gap = (objects.number(objects.get(annotation, key)) or 0.0 for key in ("/LL", "/LLE", "/LLO"))
    side, offset = angle + math.copysign(math.pi / 2, leader), abs(leader) + (gap if leader else 0.0)
    moved = [_away(point, side, offset) for point in (start, end)]
    style, inside = border(annotation), colour(annotation, "/IC")
    content = _pen(annotation, style) + filled(inside)
    reach = [*moved]
    if leader:
        for point in (start, end):
            whole = [_away(point, side, far) for far in (gap, offset + beyond)]
            content += path(whole) + "S "
            reach += whole
    caption, room = _caption(annotation, moved, angle)
    content += _ended(moved, _endings(annotation), style.width, bool(inside), room)
    if caption is not None:
        return Drawing(content + caption.content, _union(around(reach, _reach(style)), caption.box), caption.lettering)
    return Drawing(content, around(reach, _reach(style)))


def poly_line(annotation: Any) -> Drawing | None:
    """A line through several points, with its ends."""
    points = _points(numbers(annotation, "/Vertices"))
    if len(points) < 2:
        return None
    style, inside = border(annotation), colour(annotation, "/IC")
    content = _pen(annotation, style) + filled(inside)
    return Drawing(
        content + _ended(points, _endings(annotation), style.width, bool(inside)), around(points, _reach(style))
    )


def polygon(annotation: Any) -> Drawing | None:
    """A closed line through several points, filled where an inner colour is given."""
    points = _points(numbers(annotation, "/Vertices"))
    if len(points) < 2:
        return None
    style = border(annotation)
    return _cornered(annotation, points, style)


def square(annotation: Any) -> Drawing | None:
    """A rectangle within `Rect`, less the differences `RD`."""
    style = border(annotation)
    box = _inner(annotation, style)
    if box is None:
        return None
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    return _cornered(annotation, corners, style)


def circle(annotation: Any) -> Drawing | None:
    """An ellipse within `Rect`, less the differences `RD`."""
    style = border(annotation)
    box = _inner(annotation, style)
    if box is None:
        return None
    centre, across, up = ((box.left + box.right) / 2, (box.bottom + box.top) / 2), box.width / 2, box.height / 2
    shape = ellipse(centre, across, up)
    if style.cloud:
        count = max(8, round(math.pi * (across + up) / (1.6 * _BUMP * style.cloud)))
        turns = [2 * math.pi * n / count for n in range(count)]
        shape = _cloud([(centre[0] + across * math.cos(t), centre[1] + up * math.sin(t)) for t in turns], style.cloud)
    corners = [(box.left, box.bottom), (box.right, box.top)]
    return _outlined(annotation, shape, around(corners, _edge(style)), style)


def ink(annotation: Any) -> Drawing | None:
    """The strokes of a pen."""
    strokes = [_points(_plain_numbers(stroke)) for stroke in objects.elements(annotation, "/InkList")]
    strokes = [stroke if len(stroke) > 1 else stroke * 2 for stroke in strokes if stroke]
    if not strokes:
        return None
    style = border(annotation)
    content = _pen(annotation, style) + "1 J 1 j " + "".join(path(stroke) + "S " for stroke in strokes)
    return Drawing(content, around([point for stroke in strokes for point in stroke], style.width))


def inner_box(annotation: Any) -> Box | None:
    """`Rect` less the differences `RD`; None where nothing is left."""
    rect = objects.box(objects.get(annotation, "/Rect"))
    less = numbers(annotation, "/RD")
    if rect is None or len(less) != 4 or min(less) < 0:
        return rect
    box = Box(rect.left + less[0], rect.bottom + less[1], rect.right - less[2], rect.top - less[3])
    return box if box.width > 0 and box.height > 0 else rect


def callout(annotation: Any, style: Border) -> tuple[str, list[Point]]:
    """The line from a free text to what it speaks of, and its points (ISO 32000-1, 12.5.6.6)."""
    points = _points(numbers(annotation, "/CL"))
    if len(points) < 2:
        return "", []
    kind = objects.name(objects.get(annotation, "/LE"))
    return _ended(points, (kind, "None"), style.width, False), points


def _pen(annotation: Any, style: Border) -> str:
    return stroked(colour(annotation, "/C", BLACK)) + style.operators


def _cornered(annotation: Any, corners: list[Point], style: Border) -> Drawing:
    """Draw a closed shape with ``corners``, as a cloud where the border wants one."""
    shape = _cloud(corners, style.cloud) if style.cloud else path(corners, True)
    return _outlined(annotation, shape, around(corners, _edge(style)), style)


def _outlined(annotation: Any, shape: str, box: Box, style: Border) -> Drawing:
    inside, outside = colour(annotation, "/IC"), colour(annotation, "/C", BLACK) if style.width else ()
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
        bool(inside), bool(outside)
    ]
    return Drawing(f"{filled(inside)}{stroked(outside)}{style.operators}{shape}{paint}", box)


def _ended(points: list[Point], kinds: tuple[str, str], width: float, inside: bool, room: float = 0.0) -> str:
    """A line with its ends, and so much room for words in the middle of one with two points."""
    first = math.atan2(points[0][1] - points[1][1], points[0][0] - points[1][0])
    last = math.atan2(points[-1][1] - points[-2][1], points[-1][0] - points[-2][0])
    whole = list(points)
    whole[0] = _away(points[0], first, -setback(kinds[0], width))
    whole[-1] = _away(points[-1], last, -setback(kinds[1], width))
    ends = ending(kinds[0], points[0], first, width, inside) + ending(kinds[1], points[-1], last, width, inside)
    if room and math.dist(*whole) > room:
        middle = ((whole[0][0] + whole[1][0]) / 2, (whole[0][1] + whole[1][1]) / 2)
        halves = ([whole[0], _away(middle, first, room / 2)], [_away(middle, last, room / 2), whole[1]])
        return "".join(path(half) + "S " for half in halves) + ends
    return path(whole) + "S " + ends


def _endings(annotation: Any) -> tuple[str, str]:
    kinds = [objects.name(kind) for kind in objects.elements(annotation, "/LE")]
    return (kinds[0], kinds[1]) if len(kinds) == 2 else ("None", "None")


def _caption(annotation: Any, ends: list[Point], angle: float) -> tuple[Drawing | None, float]:
    """The words of a line, where it asks for them, and the room that they take in it;
    above it they take none.
    """
    text = plain(objects.text(objects.get(annotation, "/Contents"))).replace("\r", " ").replace("\n", " ")
    if objects.get(annotation, "/Cap") is not True or not text:
        return None, 0.0
    lettering = Lettering([text])
    wide = lettering.width(text, _CAPTION)
    if math.cos(angle) < 0:
        angle += math.pi
    above = objects.name(objects.get(annotation, "/CP")) == "Top" or wide > math.dist(*ends)
    middle = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    rise = 3.0 if above else -0.33 * _CAPTION
    start = _away(_away(middle, angle + math.pi / 2, rise), angle, -wide / 2)
    matrix = join((math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), *start))
    words = f"BT 0 g /Words {join([_CAPTION])} Tf {matrix} Tm {lettering.shown(text)} Tj ET "
    box = around([start, _away(start, angle, wide)], _CAPTION + 3)
    return Drawing(words, box, lettering), 0.0 if above else wide + 4


def _cloud(corners: list[Point], intensity: float) -> str:
    """A closed line of bumps along the edges, which point outwards."""
    size = _BUMP * intensity
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    outwards = -1.0 if area > 0 else 1.0
    steps: list[Point] = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        count = max(1, round(math.dist(a, b) / (1.6 * size)))
        steps += [(a[0] + (b[0] - a[0]) * n / count, a[1] + (b[1] - a[1]) * n / count) for n in range(count)]
    content = f"{join(steps[0])} m "
    for p, q in zip(steps, steps[1:] + steps[:1], strict=True):
        across = (-(q[1] - p[1]) * outwards * 2 / 3, (q[0] - p[0]) * outwards * 2 / 3)
        content += f"{join((p[0] + across[0], p[1] + across[1], q[0] + across[0], q[1] + across[1], *q))} c "
    return content + "h "


def _inner(annotation: Any, style: Border) -> Box | None:
    box = inner_box(annotation)
    if box is None:
        return None
    less = min(style.width / 2, box.width / 2, box.height / 2)
    return Box(box.left + less, box.bottom + less, box.right - less, box.top - less)


def _reach(style: Border) -> float:
    """How far the ends of a line reach."""
    return max(style.width, 0.5) * REACH + 1


def _edge(style: Border) -> float:
    """How far an outline reaches beyond its path."""
    return style.width / 2 + 1.2 * _BUMP * style.cloud


def _union(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _points(values: list[float]) -> list[Point]:
    return list(zip(values[0::2], values[1::2], strict=False))


def _plain_numbers(array: Any) -> list[float]:
    found = [objects.number(value) for value in array] if isinstance(array, pikepdf.Array) else []
    return [value for value in found if value is not None]


def _away(at: Point, angle: float, far: float) -> Point:
    return at[0] + far * math.cos(angle), at[1] + far * math.sin(angle)
