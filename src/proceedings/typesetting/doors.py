"""Sheets for the doors of rooms: what happens there on one day, in type that is read standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from proceedings.typesetting.bonds import bound_name
from proceedings.values.book import Contribution, Day, Item, ItemKind, Speaker, Volume
from proceedings.words.wording import Words, long_date, name_list, time_range

_SIZES = (("large", 19.0, 23.0), ("medium", 14.0, 17.0), ("small", 10.5, 12.5))
"""The sizes of type in style.css with their leading, in points."""

_WIDTH, _DEPTH = 383.0, 570.0
"""Of the column of titles, and of a sheet below its head, in points."""

_LETTER = 0.47
"""A letter's width on average, as a share of the type size."""


@dataclass(frozen=True, slots=True)
class DoorLine:
    """What begins at a time: a session, a talk, a break."""

    time: str
    label: str
    title: str
    who: str
    is_session: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """The sheet of one room on one day; `size` says how large its type is: large, medium, small."""

    room: str
    date: str
    day: str | None
    lines: tuple[DoorLine, ...]

    @property
    def size(self) -> str:
        """The largest with which the day stays on one sheet; else the smallest."""
        fits = (name for name, size, leading in _SIZES if _depth(self.lines, size, leading) <= _DEPTH)
        return next(fits, _SIZES[-1][0])


def _depth(lines: Iterable[DoorLine], size: float, leading: float) -> float:
    """About how deep lines are in a size of type, in points."""
    whole = 0.0
    for line in lines:
        titles = ceil(len(line.title) * _LETTER * size / _WIDTH)
        names = ceil(len(line.who) * _LETTER * size * 0.8 / _WIDTH)
        whole += (titles + names + bool(line.label)) * leading + 0.8 * size
    return whole


def doors(volume: Volume, words: Words) -> tuple[Door, ...]:
    """A sheet for each room on each day on which something happens there: by day, and within it by
    the agenda's order of rooms.
    """
    return tuple(door for day in volume.days for door in _of_day(day, volume, words))


def _of_day(day: Day, volume: Volume, words: Words) -> Iterator[Door]:
    for room in dict.fromkeys(item.room for item in day.items if item.room):
        items = [item for item in day.items if item.room == room]
        lines = tuple(line for item in items for line in _of_item(item, volume.language, words))
        name = f"{words.room} {room}" if room[:1].isdigit() else room
        yield Door(name, long_date(day.date, volume.language), day.title, lines)


def _of_item(item: Item, language: str, words: Words) -> Iterator[DoorLine]:
    """A session, then its talks; anything else is a line of its own."""
    if item.kind is not ItemKind.SESSION:
        who = name_list(_names(item.contributions[0].speakers), language) if item.contributions else ""
        yield DoorLine(time_range(item.starts, item.ends), "", words.marked(item.title, item.status), who)
        return
    number = words.session_number(item.number) if item.number else ""
    label = " · ".join(said for said in (number, item.track or "") if said)
    chairs = name_list(_names(item.moderators), language)
    led = f"{words.role(item.moderator_role, len(item.moderators))}: {chairs}" if chairs else ""
    title = words.marked(item.title, item.status)
    yield DoorLine(time_range(item.starts, item.ends), label, title, led, is_session=True)
    for talk in item.contributions:
        yield _of_talk(talk, language, words)


def _of_talk(talk: Contribution, language: str, words: Words) -> DoorLine:
    names = name_list(_names(talk.speakers), language)
    title = words.marked(talk.title or names, talk.status)
    board = words.board(talk.board) if talk.board else ""
    return DoorLine(time_range(talk.starts, talk.ends), board, title, names if talk.title else "")


def _names(speakers: tuple[Speaker, ...]) -> list[str]:
    return [bound_name(speaker.person.name) for speaker in speakers]
