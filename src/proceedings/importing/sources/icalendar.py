"""iCalendar (.ics): one calendar, or a folder with one a room."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import Moment, day_under, days_of, in_zone, span
from proceedings.importing.names import several
from proceedings.importing.programme import Meeting, Programme

NAME = "iCalendar"
_SPEAKERS = re.compile(
    r"^[ \t*]*(?:speakers?|presenters?|presented by|with|referent(?:in|en|innen)?|vortragende[rn]?|ponentes?|"
    r"orateurs?|intervenants?)\**[ \t]*:\**[ \t]*(?P<names>\S[^\n]{1,300})$",
    re.IGNORECASE | re.MULTILINE,
)


def recognises(source: Source) -> bool:
    """True where a file begins as a calendar."""
    return any(file.beginning[:15].upper() == "BEGIN:VCALENDAR" for file in source.files.values())


def read(source: Source) -> Programme:
    """The programme; times are the clock on the wall in the calendar's zone."""
    found = Gathering("")
    calendars = [
        (name, calendar)
        for name, file in source.files.items()
        if file.beginning[:15].upper() == "BEGIN:VCALENDAR"
        for calendar in _calendars(file.bytes, name, found)
    ]
    events = [(name, calendar, event) for name, calendar in calendars for event in calendar.walk("VEVENT")]
    zone = _zone(calendars, events)
    starts = [_moment(event.get("DTSTART"), zone) for _, _, event in events]
    days = days_of(starts)
    several_rooms = len(calendars) > 1
    for n, ((name, calendar, event), at) in enumerate(zip(events, starts, strict=True)):
        key = f"{name}: event {n + 1}" if source.is_folder else f"event {n + 1}"
        room = found.line(event.get("LOCATION")) or (found.line(calendar.get("X-WR-CALNAME")) if several_rooms else "")
        _event(event, at, zone, room, key, days, str(calendar.get("PRODID") or ""), found)
    title = next((found.line(c.get("X-WR-CALNAME")) for _, c in calendars if c.get("X-WR-CALNAME")), "")
    if not title or several_rooms:
        title = found.line(source.path.resolve().stem.replace("-", " ").replace("_", " "))
        found.say("", f"the calendar does not say what the meeting is called; “{title}”, the file's name, is taken")
    if zone == "UTC":
        found.say("", "the calendar's times are UTC and it names no other zone: if hours are wrong, correct them there")
    return found.programme(Meeting(title=title, event=title), zone)


def _calendars(data: bytes, name: str, found: Gathering) -> list[Any]:
    """Calendars of a file. Lines are unfolded before they are decoded: a line may be folded inside
    of a letter (RFC 5545, 3.1).
    """
    import icalendar

    unfolded = re.sub(rb"\r?\n[ \t]", b"", data.removeprefix(b"\xef\xbb\xbf"))
    try:
        return list(icalendar.Calendar.from_ical(unfolded, multiple=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        found.say(name, "this calendar is broken; it is left out", lost=True)
        return []


def _zone(calendars: list[tuple[str, Any]], events: list[Any]) -> str:
    """The zone of the calendar: as it says, else that of most of its times, else of its time zone
    block; UTC where its times are nothing else.
    """
    for _, calendar in calendars:
        if calendar.get("X-WR-TIMEZONE"):
            return str(calendar["X-WR-TIMEZONE"]).strip()
    times = [event.get("DTSTART") for _, _, event in events if event.get("DTSTART") is not None]
    named = Counter(str(getattr(time.dt.tzinfo, "key", "")) for time in times if isinstance(time.dt, dt.datetime))
    for zone, _ in named.most_common():
        if zone and zone != "UTC":
            return zone
    blocks = [str(zone.get("TZID")) for _, calendar in calendars for zone in calendar.walk("VTIMEZONE")]
    if len(set(blocks)) == 1 and "/" in blocks[0]:
        return blocks[0]
    all_utc = times and all(isinstance(time.dt, dt.datetime) and time.dt.tzinfo is not None for time in times)
    return "UTC" if all_utc and set(named) == {"UTC"} else ""


def _moment(time: Any, zone: str) -> Moment | None:
    """A time of the calendar in its zone; a floating one is the clock on the wall."""
    value = getattr(time, "dt", None)
    if isinstance(value, dt.datetime):
        away = value.utcoffset()
        local = value.replace(tzinfo=None, second=0, microsecond=0)
        if away is None:
            return Moment(local, None)
        plain = Moment(local, int(away.total_seconds() // 60))
        if not zone or getattr(value.tzinfo, "key", "") == zone:
            return plain
        return in_zone(Moment(local - away, 0), "UTC", zone)
    return Moment(dt.datetime(value.year, value.month, value.day), None, False) if isinstance(value, dt.date) else None


def _end(event: Any, at: Moment, zone: str) -> dt.datetime | None:
    until = _moment(event.get("DTEND"), zone)
    if until is not None and until.has_time:
        return until.local
    lasts = getattr(event.get("DURATION"), "dt", None)
    return at.local + lasts if isinstance(lasts, dt.timedelta) else None


def _event(
    event: Any,
    at: Moment | None,
    zone: str,
    room: str,
    key: str,
    days: Collection[dt.date],
    maker: str,
    found: Gathering,
) -> None:
    title, speakers = found.line(event.get("SUMMARY")), []
    if at is None:
        found.say(key, f"“{title}” has no start; it is left out", lost=True)
        return
    if str(event.get("STATUS") or "").upper() == "CANCELLED":
        found.say(key, f"“{title}” is cancelled; it is left out", lost=True)
        return
    if event.get("RRULE") or event.get("RDATE"):
        found.say(
            key, f"“{title}” is repeated by a rule; only its first time, {at.local:%Y-%m-%d %H:%M}, is placed", True
        )
    _say_of_days(event, at, title, key, found)
    if "pretalx" in maker.lower() and " - " in title:
        title, _, names = title.rpartition(" - ")
        speakers = [found.human(name) for name in several(names)]
    text = str(event.get("DESCRIPTION") or "")
    if not speakers and (named := _SPEAKERS.search(text)):
        speakers = [found.human(name) for name in several(named["names"])]
        text = text[: named.start()] + text[named.end() :]
    if at.offset is not None:
        found.moments.append(at)
    found.talk(
        span(at, _end(event, at, zone), day_under(at, days)),
        title=title,
        room=room,
        track=found.line(_first(event.get("CATEGORIES"))),
        speakers=speakers,
        abstract=found.prose(text),
        origin=key,
    )


def _say_of_days(event: Any, at: Moment, title: str, key: str, found: Gathering) -> None:
    """Tell of an entry without hours that lasts several days: it stands under the first."""
    until = getattr(event.get("DTEND"), "dt", None)
    if not at.has_time and isinstance(until, dt.date) and not isinstance(until, dt.datetime):
        last = until - dt.timedelta(days=1)
        if last > at.local.date():
            found.say(key, f"“{title}” lasts until {last} without hours; it stands under its first day")


def _first(categories: Any) -> str:
    """The first category; the property may come several times."""
    one = categories[0] if isinstance(categories, list) and categories else categories
    cats = getattr(one, "cats", None)
    return str(cats[0]) if cats else str(one or "")
