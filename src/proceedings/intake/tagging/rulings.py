"""Straight rules of a page, across and down: those that stroke a line or fill a thin box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from proceedings.pdf.text_state import Transform

MOST_PATHS = 4000
"""A page with more paths is a drawing; its rules are not looked for."""
_MOST_LINES = 200
"""Lines in one path; one with more is a curve."""
THIN = 3.0
"""Points: a filled box thinner than this is a rule."""
_LEVEL = 0.7
"""Points by which the ends of a rule may stand apart."""
_NEAR = 1.5
"""Points within which rules that follow each other are one."""
_JOINED = 3.0
"""Points that may be between two pieces of one rule."""
_TAIL = re.compile(rb"[\x00\t\n\f\r ]*((?:[-+.\d]+[\x00\t\n\f\r ]+)*)([lcvyhSsn]|[fBbW]\*?|F)(?![^\x00\t\n\f\r ])")
_PAINTS = frozenset({b"S", b"s", b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*"})
_STROKES = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Begun:
    """A path or a part of one begins here: `m` or `re`, what it is given, where it ends in the
    content, and what leads to the user space of the page.
    """

    operator: bytes
    operands: bytes
    end: int
    matrix: Transform


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule across at a height, or down at a distance from the left;
    `low` and `high` are its ends.
    """

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """Those of a page."""

    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()


def rulings(content: bytes, paths: Sequence[Begun]) -> Rulings:
    """The rules of a page; pieces of one rule are joined.

    Args:
        content: of the page.
        paths: where its paths begin, in order.
    """
    if len(paths) > MOST_PATHS:
        return Rulings()
    across: list[Ruling] = []
    down: list[Ruling] = []
    pending: list[tuple[Point, Point, bool]] = []
    for path in paths:
        painted, edges = _finished(content, path)
        pending += edges
        if painted is None:
            continue
        for (x0, y0), (x1, y1), thin in pending if painted else ():
            if not (thin or painted in _STROKES):
                continue
            if abs(y0 - y1) < _LEVEL < abs(x0 - x1):
                across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < _LEVEL < abs(y0 - y1):
                down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        pending = []
    return Rulings(tuple(_joined(across)), tuple(_joined(down)))


def _finished(content: bytes, path: Begun) -> tuple[bytes | None, list[tuple[Point, Point, bool]]]:
    """What paints the path, nothing where it only clips, None where it goes on with another part;
    and its straight edges, with whether each is a thin box by itself.
    """
    given = _numbers(path.operands)
    edges: list[tuple[Point, Point, bool]] = []
    at = first = (0.0, 0.0)
    if path.operator == b"re" and len(given) == 4:
        edges += _box(given, path.matrix)
    elif path.operator == b"m" and len(given) == 2:
        at = first = _placed(given[0], given[1], path.matrix)
    place = path.end
    for _ in range(_MOST_LINES):
        found = _TAIL.match(content, place)
        if found is None:
            return None, edges
        place, operator = found.end(), found[2]
        numbers = _numbers(found[1])
        if operator == b"l" and len(numbers) == 2:
            to = _placed(numbers[0], numbers[1], path.matrix)
            edges.append((at, to, False))
            at = to
        elif operator in (b"c", b"v", b"y") and len(numbers) >= 2:
            at = _placed(numbers[-2], numbers[-1], path.matrix)
        elif operator in (b"h", b"s", b"b", b"b*") and at != first:
            edges.append((at, first, False))
            at = first
        if operator in _PAINTS:
            return operator, edges
        if operator == b"n":
            return b"", edges
    return b"", []


def _box(given: Sequence[float], matrix: Transform) -> Iterator[tuple[Point, Point, bool]]:
    """The edges of a rectangle, or its middle line where it is thin."""
    x, y, width, height = given
    (x0, y0), (x1, y1) = _placed(x, y, matrix), _placed(x + width, y + height, matrix)
    if min(abs(x1 - x0), abs(y1 - y0)) < THIN:
        if abs(y1 - y0) < abs(x1 - x0):
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2), True
        else:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), True
        return
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    for begin, end in pairwise(corners):
        yield begin, end, False


def _joined(found: Iterable[Ruling]) -> Iterator[Ruling]:
    """Rules at one height as one, where they touch."""
    group: list[Ruling] = []
    for ruling in sorted(found, key=lambda r: r.at):
        if group and ruling.at - group[-1].at > _NEAR:
            yield from _runs(group)
            group = []
        group.append(ruling)
    yield from _runs(group)


def _runs(group: Sequence[Ruling]) -> Iterator[Ruling]:
    level, low, high = 0.0, 0.0, None
    for ruling in sorted(group, key=lambda r: r.low):
        if high is not None and ruling.low <= high + _JOINED:
            high = max(high, ruling.high)
            continue
        if high is not None:
            yield Ruling(level, low, high)
        level, low, high = ruling.at, ruling.low, ruling.high
    if high is not None:
        yield Ruling(level, low, high)


def _placed(x: float, y: float, matrix: Transform) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _numbers(operands: bytes) -> list[float]:
    try:
        return [float(word) for word in operands.split()]
    except ValueError:
        return []
