"""The grid of a day: halls across, hours down, over as many tables as the halls need."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from proceedings.values.book import Contribution, Day, Item, ItemKind

_HOURS = 34.0
"""Points that the column of hours takes."""

_NARROWEST_HALL = 58.0
"""Points that the column of a hall has at least: a long word of the grid's type."""

_FEWEST_HALLS = 4
"""So many parallel halls make a grid; fewer at one time stand in columns or below one time."""

_FILLED = 0.45
"""Share of cells that something begins in, below which the hours are told in longer steps."""

_STEPS = (30, 60)
"""Minutes of the longer steps."""

_PAUSE = 20
"""Minutes between talks that follow each other."""

_LISTED = 8
"""More contributions without hours than this are not listed in a cell, but where the session
opens.
"""

_LETTER = 3.9
"""Points that a letter of the grid's type takes on average."""

_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that begins in a hall: an item, or a contribution of one. `starts` and `ends`
    count minutes.
    """

    item: Item
    contribution: Contribution | None
    starts: int
    ends: int

    @property
    def timed(self) -> Item | Contribution:
        """What says its hours."""
        return self.contribution or self.item


@dataclass(frozen=True, slots=True)
class Cell:
    """What begins in one hall in one step, and whether something from before goes on in it."""

    slots: tuple[Slot, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the hours: when it begins, and a cell for each hall."""

    starts: dt.time
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A hall, and its session where it has just one: the head of the column names it."""

    hall: str
    session: Item | None


@dataclass(frozen=True, slots=True)
class Band:
    """Halls that have room side by side; the other halls of the same hours are in further bands."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    starts: dt.time
    ends: dt.time | None
    in_steps: bool
    """Whether several hours may fall in one row, so that every entry must say its own."""
    lines: int
    """About how many lines of its type it takes: a small one is not divided."""


def items_in_grid(day: Day) -> tuple[tuple[Item, ...], ...]:
    """The groups of parallel items that make a grid each: many halls, or hours that differ, with
    halls or tracks.

    Talks that follow each other in step are one group; each time of sessions is one of its own,
    named in its head.
    """
    timed = sorted((_with_end(i, day) for i in day.items if i.starts and _hall(i)), key=lambda i: _span(i)[0])
    joined: list[tuple[Item, ...]] = []
    for group in _overlapping(timed):
        if joined and _follow(joined[-1], group):
            joined[-1] += group
        else:
            joined.append(group)
    of_day = {item.id: item for item in day.items}
    return tuple(tuple(of_day[item.id] for item in group) for group in joined if _is_grid(group))


def _overlapping(timed: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Runs of items of which each begins before those before it have all ended."""
    group: list[Item] = []
    end = 0
    for item in timed:
        begins, ends = _span(item)
        if group and begins >= end:
            yield tuple(group)
            group = []
        end = max(end, ends) if group else ends
        group.append(item)
    if group:
        yield tuple(group)


def _with_end(item: Item, day: Day) -> Item:
    """An item that lasts until the next one in its hall, where the editor does not say how long."""
    if item.ends or item.starts is None:
        return item
    same = (i.starts for i in day.items if i.starts and i.starts > item.starts and _hall(i) == _hall(item))
    return replace(item, ends=min(same, default=None))


def _follow(before: Sequence[Item], group: Sequence[Item]) -> bool:
    """Whether parallel talks go on after others, with no more than a short pause."""
    if any(item.kind is ItemKind.SESSION for item in (*before, *group)):
        return False
    if min(len({_hall(item) for item in run}) for run in (before, group)) < 2:
        return False
    return min(_span(i)[0] for i in group) - max(_span(i)[1] for i in before) <= _PAUSE


def bands(group: Sequence[Item], measure: float) -> tuple[Band, ...]:
    """The tables for a group of parallel items; `measure` is the width of the text in points."""
    halls = sorted({_hall(item) for item in group}, key=_natural)
    most = max(1, int((measure - _HOURS) / _NARROWEST_HALL))
    across = ceil(len(halls) / ceil(len(halls) / most))
    letters = int((measure - _HOURS) / across / _LETTER)
    slots = {hall: tuple(_slots([i for i in group if _hall(i) == hall])) for hall in halls}
    steps, in_steps = _steps(slots.values())
    return tuple(
        _band(halls[first : first + across], group, slots, steps, in_steps, letters)
        for first in range(0, len(halls), across)
    )


def _is_grid(group: Sequence[Item]) -> bool:
    halls = {_hall(item) for item in group}
    return len(halls) >= _FEWEST_HALLS or (len(halls) > 1 and len({_span(item) for item in group}) > 1)


def _natural(hall: str) -> tuple[tuple[bool, int, str], ...]:
    """Halls in the order of their names, with 2 before 10."""
    pieces = re.findall(r"\d+|\D+", hall.casefold())
    return tuple((piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces)


def _lines(slot: Slot, letters: int) -> int:
    """Lines of an entry: its hours, its title, its speakers and the space below it."""
    heading = slot.contribution.heading if slot.contribution else slot.item.title
    return 3 + ceil(len(heading) / letters)


def _hall(item: Item) -> str:
    return item.room or item.track or ""


def _band(
    halls: Sequence[str],
    group: Sequence[Item],
    slots: dict[str, tuple[Slot, ...]],
    steps: Sequence[int],
    in_steps: bool,
    letters: int,
) -> Band:
    columns = []
    for hall in halls:
        own = [item for item in group if _hall(item) == hall]
        columns.append(Column(hall, own[0] if len(own) == 1 and own[0].kind is ItemKind.SESSION else None))
    told = {column.session for column in columns if column.session}
    shown = {hall: [s for s in slots[hall] if s.contribution or s.item not in told] for hall in halls}
    rows = []
    for begins, ends in zip(steps, [*steps[1:], _MINUTES_OF_DAY * 2], strict=True):
        cells = tuple(_cell(shown[hall], slots[hall], begins, ends) for hall in halls)
        if any(cell.slots or cell.goes_on for cell in cells):
            rows.append(Row(_clock(begins), cells))
    first, last = min(_span(i)[0] for i in group), max(_span(i)[1] for i in group)
    has_end = any(item.ends for item in group)
    lines = sum(max(sum(_lines(slot, letters) for slot in cell.slots) for cell in row.cells) for row in rows)
    return Band(tuple(columns), tuple(rows), _clock(first), _clock(last) if has_end else None, in_steps, lines)


def _cell(shown: Sequence[Slot], every: Sequence[Slot], begins: int, ends: int) -> Cell:
    own = tuple(slot for slot in shown if begins <= slot.starts < ends)
    return Cell(own, any(slot.starts < begins < slot.ends for slot in every))


def _slots(items: Sequence[Item]) -> Iterator[Slot]:
    """What begins in one hall, in the order of the hours; contributions follow their session."""
    for item in sorted(items, key=lambda i: _span(i)[0]):
        begins, ends = _span(item)
        yield Slot(item, None, begins, ends)
        if item.kind is not ItemKind.SESSION:
            continue
        untimed = sum(contribution.starts is None for contribution in item.contributions)
        told = [c for c in item.contributions if c.starts or untimed <= _LISTED]
        starts: list[int] = []
        for contribution in told:
            before = starts[-1] if starts else begins
            starts.append(_within(contribution.starts, begins, ends) if contribution.starts else before)
        later = [*starts[1:], ends][: len(starts)]
        for contribution, start, following in zip(told, starts, later, strict=True):
            own_end = _within(contribution.ends, start, ends) if contribution.ends else following
            yield Slot(item, contribution, start, own_end)


def _steps(halls: Collection[Sequence[Slot]]) -> tuple[list[int], bool]:
    """Where the rows begin: at every hour at which something begins, or in even steps where that
    leaves holes.
    """
    starts = sorted({slot.starts for slots in halls for slot in slots})
    if _filled(halls, starts) >= _FILLED:
        return starts, False
    for step in _STEPS:
        even = sorted({start // step * step for start in starts})
        if _filled(halls, even) >= _FILLED:
            break
    return even, True


def _filled(halls: Collection[Sequence[Slot]], steps: Sequence[int]) -> float:
    """The share of cells in which something begins."""
    filled = {(hall, bisect_right(steps, slot.starts)) for hall, slots in enumerate(halls) for slot in slots}
    return len(filled) / (len(halls) * len(steps))


def _span(item: Item) -> tuple[int, int]:
    """When an item begins and ends, in minutes of its day; after midnight they go on counting."""
    begins = _minutes(item.starts) if item.starts else 0
    ends = _minutes(item.ends) if item.ends else begins + 1
    if item.past_midnight and ends >= begins:
        return begins + _MINUTES_OF_DAY, ends + _MINUTES_OF_DAY
    return begins, ends if ends > begins else ends + _MINUTES_OF_DAY


def _within(time: dt.time, begins: int, ends: int) -> int:
    """A time of a contribution, in minutes of the day on which its session begins."""
    minutes = _minutes(time)
    is_next_day = begins >= _MINUTES_OF_DAY or (ends > _MINUTES_OF_DAY and minutes < begins)
    return minutes + _MINUTES_OF_DAY if is_next_day else minutes


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _clock(minutes: int) -> dt.time:
    return dt.time(minutes // 60 % 24, minutes % 60)
