"""Grids of rules: which cells they make, those that are one because no rule parts them too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from proceedings.intake.tagging.rulings import Ruling, Rulings
from proceedings.values.geometry import Box

T = TypeVar("T", int, tuple[int, int])

_TOUCH = 4.0
"""Points within which rules meet."""
_MOST_RULES = 800
_NARROWEST = 5.0
"""Points: rows and columns narrower than this stand between double rules."""
_MOST_CELLS = 5000


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid: its first row and column, counted from 0,
    how many it spans, and its box.
    """

    row: int
    column: int
    rows: int
    columns: int
    box: Box


def lattices(rulings: Rulings) -> list[tuple[Slot, ...]]:
    """The grids of a page with two rows and two columns at least, from the top."""
    if len(rulings.across) + len(rulings.down) > _MOST_RULES:
        return []
    found = [_grid(across, down) for across, down in _connected(rulings)]
    return sorted((slots for slots in found if slots), key=lambda slots: -slots[0].box.top)


def _connected(rulings: Rulings) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Rules that meet, directly or by way of others."""
    across, down = rulings.across, rulings.down
    group = {n: n for n in range(len(across) + len(down))}
    for i, level in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            meets = level.low - _TOUCH <= upright.at <= level.high + _TOUCH
            if meets and upright.low - _TOUCH <= level.at <= upright.high + _TOUCH:
                _unite(group, i, j)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for n in range(len(group)):
        both = members.setdefault(_root(group, n), ([], []))
        if n < len(across):
            both[0].append(across[n])
        else:
            both[1].append(down[n - len(across)])
    yield from (both for both in members.values() if len(both[0]) > 1 and both[1])


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[Slot, ...]:
    xs = _levels([r.at for r in down], [end for r in across for end in (r.low, r.high)])
    ys = _levels([r.at for r in across], [end for r in down for end in (r.low, r.high)])[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > _MOST_CELLS:
        return ()
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for row in range(rows):
        for column in range(columns):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _parted(down, xs[column + 1], middle_y):
                _unite(owner, (row, column), (row, column + 1))
            if row + 1 < rows and not _parted(across, ys[row + 1], middle_x):
                _unite(owner, (row, column), (row + 1, column))
    slots = tuple(_slots(owner, xs, ys))
    return slots if sum(slot.rows * slot.columns for slot in slots) == rows * columns else ()


def _slots(owner: dict[tuple[int, int], tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Iterator[Slot]:
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        members.setdefault(_root(owner, place), []).append(place)
    for places in members.values():
        top, left = min(row for row, _ in places), min(column for _, column in places)
        rows = max(row for row, _ in places) - top + 1
        columns = max(column for _, column in places) - left + 1
        yield Slot(top, left, rows, columns, Box(xs[left], ys[top + rows], xs[left + columns], ys[top]))


def _root(owner: dict[T, T], one: T) -> T:
    """The first of all that were united with something."""
    while owner[one] != one:
        owner[one] = owner[owner[one]]
        one = owner[one]
    return one


def _unite(owner: dict[T, T], one: T, other: T) -> None:
    first, second = sorted((_root(owner, one), _root(owner, other)))
    owner[second] = first


def _parted(rules: Iterable[Ruling], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.low - _TOUCH <= through <= rule.high + _TOUCH for rule in rules)


def _levels(rules: Iterable[float], ends: Sequence[float]) -> list[float]:
    """Where rules stand, those side by side as one; and the outermost ends of the rules that
    cross them, where a grid has no frame.
    """
    found: list[float] = []
    for value in sorted((*rules, min(ends), max(ends))):
        if not found or value - found[-1] > _NARROWEST:
            found.append(value)
    return found
