"""The programme of a day in stretches: one thing after the other, parallel items side by side, or
a grid of halls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from proceedings.typesetting.grid import Band, bands, items_in_grid
from proceedings.values.book import Day, Item, ItemKind

_NARROWEST = 88.0
"""Points that a column of a parallel item has at least:
three or four words of the programme's type.
"""

_MOST = 3
"""Columns side by side at most."""

_LONG = 5
"""A session of more contributions has a table of its own, whose head is repeated on every page it
runs onto.
"""

_MANY = 12
"""From more contributions without documents than this on, a session's are set in brief."""

_CONTENT = 0.775
"""The share of the measure beside the column of times (style.css)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items in the agenda's order. `parallel` ones are at one time and fit side by side, a column
    each.

    One that is `long` is a session alone; `bands` are the tables of a grid.
    """

    items: tuple[Item, ...]
    parallel: bool = False
    long: bool = False
    bands: tuple[Band, ...] = ()

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


def programme(day: Day, measure: float) -> tuple[Stretch, ...]:
    """The stretches of a day, those that have many halls, or hours that differ, as grids;
    `measure` as in `stretches`.

    A grid stands where the first of its items does.
    """
    groups = items_in_grid(day)
    of_item = {item.id: group for group in groups for item in group}
    found: list[Stretch] = []
    between: list[Item] = []
    for item in day.items:
        group = of_item.get(item.id)
        if group is None:
            between.append(item)
        elif item is next(i for i in day.items if of_item.get(i.id) is group):
            found += _plain(day, between, measure)
            found.append(Stretch(group, bands=bands(group, measure)))
            between = []
    return (*found, *_plain(day, between, measure))


def is_brief(item: Item) -> bool:
    """Whether the contributions of a session are so many, and without documents, that title and
    names must do.
    """
    return len(item.contributions) > _MANY and not item.documents


def is_gallery(item: Item) -> bool:
    """Whether a session is one of posters and the like: set in brief and without hours, so that
    two fit on a line.
    """
    return is_brief(item) and all(contribution.starts is None for contribution in item.contributions)


def _plain(day: Day, items: list[Item], measure: float) -> Iterator[Stretch]:
    """These stretches, with long sessions on their own."""
    for stretch in stretches(replace(day, items=tuple(items)), measure) if items else ():
        if stretch.parallel:
            yield stretch
            continue
        run: list[Item] = []
        for item in stretch.items:
            if item.kind is not ItemKind.SESSION or len(item.contributions) <= _LONG:
                run.append(item)
                continue
            if run:
                yield Stretch(tuple(run))
            yield Stretch((item,), long=True)
            run = []
        if run:
            yield Stretch(tuple(run))


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
