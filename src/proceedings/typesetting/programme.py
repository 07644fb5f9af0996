"""The programme of a day in stretches:
one thing after the other, or parallel items that stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.values.book import Day, Item, ItemKind

_NARROWEST = 88.0
"""Points that a column of a parallel item has at least:
three or four words of the programme's type.
"""

_MOST = 3
"""Columns side by side at most."""

_CONTENT = 0.775
"""The share of the measure beside the column of times (style.css)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items in the agenda's order.
    `parallel` ones are at one time and fit side by side, a column each.
    """

    items: tuple[Item, ...]
    parallel: bool = False

    @property
    def rows(self) -> int:
        """How many contributions the longest of the items has."""
        return max((len(item.contributions) for item in self.items if item.kind is not ItemKind.TALK), default=0)


def stretches(day: Day, measure: float) -> tuple[Stretch, ...]:
    """The items of a day; `measure` is the width of the text in points."""
    columns = min(_MOST, int(measure * _CONTENT / _NARROWEST))
    found: list[Stretch] = []
    for group in _groups(day):
        if 1 < len(group) <= columns:
            found.append(Stretch(group, True))
        elif found and not found[-1].parallel:
            found[-1] = Stretch(found[-1].items + group)
        else:
            found.append(Stretch(group))
    return tuple(found)


def goes_on(item: Item, before: Item) -> bool:
    """Whether an item is at the time of the one before it,
    so that the time need not be printed again.
    """
    return _is_track(item) and _is_track(before) and _time(item) == _time(before)


def _groups(day: Day) -> Iterator[tuple[Item, ...]]:
    """Runs of items at one time, each with a track or room of its own; every other item alone."""
    group: list[Item] = []
    for item in day.items:
        if group and goes_on(item, group[-1]) and _mark(item) not in map(_mark, group):
            group.append(item)
            continue
        if group:
            yield tuple(group)
        group = [item]
    if group:
        yield tuple(group)


def _is_track(item: Item) -> bool:
    return item.starts is not None and any(_mark(item))


def _mark(item: Item) -> tuple[str | None, str | None]:
    return item.track, item.room


def _time(item: Item) -> tuple[object, ...]:
    return item.starts, item.ends, item.past_midnight
