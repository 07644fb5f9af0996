"""The programme as its pages show it: days, items with their hours, halls side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proceedings.publishing.record import Author, ProgrammeDay, ProgrammeItem, Record
from proceedings.values.book import ItemKind
from proceedings.words.wording import Words, long_date, time_range


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the programme, ready for print."""

    id: str
    kind: str
    title: str
    page: str | None
    time: str
    where: str
    hall: str
    chairs: str
    contributions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day of the programme."""

    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What happens in a hall at one time; `span` is how many halls it takes."""

    items: tuple[ShownItem, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A day with halls across and hours down."""

    title: str
    halls: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def session_page(item: ProgrammeItem) -> str | None:
    """The page of a session or of a talk outside one; breaks and plain entries have none."""
    return f"sessions/{item.id}.html" if item.contributions or item.kind is ItemKind.SESSION else None


def shown_days(record: Record, words: Words, entries: Mapping[str, Mapping[str, Any]]) -> tuple[ShownDay, ...]:
    """All days; `entries` are contributions as lists show them, by id."""

    def shown(item: ProgrammeItem) -> ShownItem:
        title = f"{words.session_number(item.number)}. {item.title}" if item.number else item.title
        own = tuple(entries[name] for name in item.contributions if name in entries)
        return ShownItem(
            item.id,
            item.kind.value,
            title,
            session_page(item),
            time_range(item.starts, item.ends),
            " · ".join(part for part in (item.track, item.room) if part),
            item.room or item.track or "",
            chaired(item, words),
            own if item.kind is ItemKind.SESSION else (),
        )

    return tuple(ShownDay(day_title(day, record.language), tuple(map(shown, day.items))) for day in record.days)


def day_title(day: ProgrammeDay, language: str) -> str:
    """`Day I · Monday, 8 October 2007`."""
    date = long_date(day.date, language)
    return f"{day.title} · {date}" if day.title else date


def chaired(item: ProgrammeItem, words: Words) -> str:
    """`Chair: A, B`, in the words of the volume."""
    if not item.chairs:
        return ""
    several = len(item.chairs) > 1
    if item.chair_role == "chair":
        word = words.chairs if several else words.chair
    else:
        word = words.moderators if several else words.moderator
    return f"{word}: {_names(item.chairs)}"


def _names(people: Sequence[Author]) -> str:
    return ", ".join(author.name for author in people)


def grids(days: Sequence[ShownDay]) -> tuple[Grid, ...]:
    """The days on which several halls are in use; what has no hall goes across all."""
    return tuple(grid for day in days if (grid := _grid(day)) is not None)


def _grid(day: ShownDay) -> Grid | None:
    halls = tuple(dict.fromkeys(item.hall for item in day.items if item.hall))
    if len(halls) < 2:
        return None
    times = sorted({item.time for item in day.items if item.time})
    return Grid(day.title, halls, tuple((time, tuple(_row(day, time, halls))) for time in times))


def _row(day: ShownDay, time: str, halls: Sequence[str]) -> Iterator[Cell]:
    there = [item for item in day.items if item.time == time]
    common = tuple(item for item in there if not item.hall)
    if common and len(common) == len(there):
        yield Cell(common, len(halls))
        return
    for number, hall in enumerate(halls):
        own = tuple(item for item in there if item.hall == hall)
        yield Cell((*(common if number == 0 else ()), *own))


Rendering = Callable[[str, Mapping[str, Any]], str]
"""Fills a template of the layout: its name, and what it may print."""
