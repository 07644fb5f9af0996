"""Marks on words: highlights, lines under and through them,
carets (ISO 32000-1, 12.5.6.10 and 12.5.6.11).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proceedings.intake.cleaning.marks.drawing import Drawing, Point, around, path
from proceedings.intake.cleaning.marks.shapes import inner_box
from proceedings.intake.cleaning.marks.style import BLACK, YELLOW, border, colour, filled, numbers, stroked
from proceedings.pdf import objects

Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right, as all writers order the corners."""
_THIN = 0.06
"""Width of a line, in heights of the words."""


def highlight(annotation: Any) -> Drawing | None:
    """The ink of a highlighter over the words."""
    areas = _quads(annotation)
    if not areas:
        return None
    shapes = "".join(path([a, b, d, c], True) + "f " for a, b, c, d in areas)
    return Drawing(filled(colour(annotation, "/C", YELLOW)) + shapes, _around(areas), multiply=True)


def lines_at(height: float) -> Callable[[Any], Drawing | None]:
    """Draws a line along each row of words, at this height of the row."""

    def draw(annotation: Any) -> Drawing | None:
        rows = _quads(annotation)
        if not rows:
            return None
        lines = "".join(path([_between(c, a, height), _between(d, b, height)]) + "S " for a, b, c, d in rows)
        return Drawing(_pen(annotation, rows) + lines, _around(rows))

    return draw


def squiggly(annotation: Any) -> Drawing | None:
    """A wavy line under the words."""
    rows = _quads(annotation)
    if not rows:
        return None
    content = _pen(annotation, rows)
    for a, b, c, d in rows:
        step = max(1.0, _height((a, b, c, d)) * 0.12)
        count = min(2000, max(2, round(((d[0] - c[0]) ** 2 + (d[1] - c[1]) ** 2) ** 0.5 / step)))
        low, high = (
            [_between(c, d, n / count) for n in range(count + 1)],
            _between((0, 0), (a[0] - c[0], a[1] - c[1]), 0.1),
        )
        content += path([(x + high[0] * (n % 2), y + high[1] * (n % 2)) for n, (x, y) in enumerate(low)]) + "S "
    return Drawing(content, _around(rows))


def caret(annotation: Any) -> Drawing | None:
    """A wedge where something is to be put in."""
    box = inner_box(annotation)
    if box is None:
        return None
    top, middle = ((box.left + box.right) / 2, box.top), (box.bottom + box.height * 0.3)
    left, right = (box.left, box.bottom), (box.right, box.bottom)
    inner = [((foot[0] + top[0]) / 2, middle) for foot in (left, right)]
    wedge = path([left, inner[0], top, inner[1], right], True) + "f"
    return Drawing(filled(colour(annotation, "/C", BLACK)) + wedge, box)


def _pen(annotation: Any, rows: list[Quad]) -> str:
    own = objects.dictionary(annotation, "/BS") is not None or objects.get(annotation, "/Border") is not None
    width = border(annotation).width if own else max(0.5, _THIN * _height(rows[0]))
    return stroked(colour(annotation, "/C", BLACK)) + f"{width:.3f} w "


def _quads(annotation: Any) -> list[Quad]:
    """The rows of words that are marked; `Rect` where none is named."""
    values = numbers(annotation, "/QuadPoints")
    found = [values[i : i + 8] for i in range(0, len(values) - 7, 8)]
    if found:
        return [((q[0], q[1]), (q[2], q[3]), (q[4], q[5]), (q[6], q[7])) for q in found]
    box = objects.box(objects.get(annotation, "/Rect"))
    if box is None:
        return []
    return [((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))]


def _around(rows: list[Quad]) -> Any:
    return around([point for row in rows for point in row], 2)


def _height(row: Quad) -> float:
    (x1, y1), _, (x3, y3), _ = row
    return float(((x1 - x3) ** 2 + (y1 - y3) ** 2) ** 0.5)


def _between(a: Point, b: Point, at: float) -> Point:
    return a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at
