"""The programme as iCalendar (RFC 5545): hours in universal time, so that no zone need be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from proceedings.publishing.citations.keys import volume_key
from proceedings.publishing.record import ProgrammeItem, Record

_WIDTH = 75
"""Octets of a line; what is longer is folded (3.1)."""


def calendar(record: Record) -> str:
    """An event for each item of the programme that has an hour."""
    stamp = f"{record.date or record.ends or dt.date(2000, 1, 1):%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(record.event.name)}//proceedings//EN"]
    for day in record.days:
        for item in day.items:
            if item.starts is not None:
                lines += _event(record, day.date, item, stamp)
    return "\r\n".join([*(folded for line in lines for folded in _folded(line)), "END:VCALENDAR", ""])


def _event(record: Record, day: dt.date, item: ProgrammeItem, stamp: str) -> Iterator[str]:
    starts, ends = _moment(record, day, item.starts, item.past_midnight), None
    if item.ends is not None:
        late = item.past_midnight or (item.starts is not None and item.ends < item.starts)
        ends = _moment(record, day, item.ends, late)
    yield "BEGIN:VEVENT"
    yield f"UID:{item.id}@{volume_key(record)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART:{starts}"
    if ends:
        yield f"DTEND:{ends}"
    yield f"SUMMARY:{_text(item.title)}"
    if where := ", ".join(part for part in (item.room, record.event.venue, record.place) if part):
        yield f"LOCATION:{_text(where)}"
    yield "END:VEVENT"


def _moment(record: Record, day: dt.date, hour: dt.time | None, next_day: bool) -> str:
    """A time in UTC; of an event without a zone the time of the place itself (3.3.5, form 1)."""
    moment = dt.datetime.combine(day + dt.timedelta(days=next_day), hour or dt.time())
    if record.event.timezone is None:
        return f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.replace(tzinfo=ZoneInfo(record.event.timezone)).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A text with what iCalendar takes for its own marked (3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 octets; no letter is cut."""
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + length
    yield piece
