"""iCalendar (.ics): one calendar, or a folder with one a room."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import Moment, day_under, days_of, in_zone, span
from proceedings.importing.names import several
from proceedings.importing.programme import Meeting, Programme
from proceedings.values.status import status_of

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
        for calendar in _calendars(file, found)
    ]
    events = [(name, calendar, _Event(event)) for name, calendar in calendars for event in calendar.walk("VEVENT")]
    zone = _zone(calendars, events)
    starts = [_moment(event.time("DTSTART"), zone) for _, _, event in events]
    days = days_of(starts)
    several_rooms = len(calendars) > 1
    for n, ((name, calendar, event), at) in enumerate(zip(events, starts, strict=True)):
        key = f"{name}: event {n + 1}" if source.is_folder else f"event {n + 1}"
        room = found.line(event.text("LOCATION")) or (found.line(calendar.get("X-WR-CALNAME")) if several_rooms else "")
        _event(event, at, zone, room, key, days, str(calendar.get("PRODID") or ""), found)
    title = next((found.line(c.get("X-WR-CALNAME")) for _, c in calendars if c.get("X-WR-CALNAME")), "")
    if not title or several_rooms:
        title = found.named_by(source.path, "the calendar does")
    silent = sum(event.invites() for _, _, event in events)
    if silent:
        found.say("", f"organizers and guests are left out ({silent}), for the calendar does not say who speaks", True)
    if zone == "UTC":
        found.say("", "the calendar's times are UTC and it names no other zone: if hours are wrong, correct them there")
    return found.programme(Meeting(title=title, event=title), zone)


class _Event:
    """An event, whose properties may be broken or stand twice."""

    def __init__(self, event: Any) -> None:
        self.properties = event

    def _all(self, name: str) -> list[Any]:
        value = self.properties.get(name)
        return value if isinstance(value, list) else [] if value is None else [value]

    def text(self, name: str) -> str:
        """The first property of this name as text."""
        return next((str(one) for one in self._all(name)), "")

    def time(self, name: str) -> Any:
        """A date, a date with a time, or a duration; None where there is none that can be read."""
        for one in self._all(name):
            try:
                return one.dt
            except (ValueError, AttributeError, TypeError):
                continue
        return None

    def speakers(self) -> list[str]:
        """Names of attendees who have no address, as programmes name speakers."""
        return [
            str(one.params.get("CN", ""))
            for one in self._all("ATTENDEE")
            if hasattr(one, "params") and str(one).lower().startswith("invalid:")
        ]

    def invites(self) -> bool:
        """True where it names people who are not known to speak."""
        return len(self._all("ATTENDEE")) > len(self.speakers()) or bool(self._all("ORGANIZER"))

    def category(self) -> str:
        """The first category."""
        one = next(iter(self._all("CATEGORIES")), None)
        cats = getattr(one, "cats", None)
        return str(cats[0]) if cats else str(one or "")


def _calendars(file: Material, found: Gathering) -> list[Any]:
    """Calendars of a file. Lines are unfolded before they are decoded: a line may be folded inside
    of a letter (RFC 5545, 3.1).
    """
    import warnings

    import icalendar

    unfolded = file.decoded(re.sub(rb"\r?\n[ \t]", b"", file.data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = list(icalendar.Calendar.from_ical(_closed(unfolded), multiple=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        found.say(file.name, "this calendar is broken; it is left out", lost=True)
        return []
    lost = unfolded.upper().count("BEGIN:VEVENT") - sum(len(calendar.walk("VEVENT")) for calendar in calendars)
    if lost > 0:
        found.say(file.name, f"the calendar breaks off or is broken: {lost} of its events cannot be read", lost=True)
    return calendars


def _closed(text: str) -> str:
    """A calendar that breaks off ends after its last whole event; a whole one stays as it is."""
    whole, _, rest = text.rpartition("END:VEVENT")
    if not whole or "END:VCALENDAR" in rest.upper():
        return text
    return f"{whole}END:VEVENT\r\nEND:VCALENDAR\r\n"


def _zone(calendars: list[tuple[str, Any]], events: list[Any]) -> str:
    """The zone of the calendar: as it says, else that of most of its times, else of its time zone
    block; UTC where its times are nothing else.
    """
    for _, calendar in calendars:
        for name in ("X-WR-TIMEZONE", "TIMEZONE-ID", "VTIMEZONE"):
            if calendar.get(name):
                return str(calendar[name]).strip()
    times = [time for _, _, event in events if (time := event.time("DTSTART")) is not None]
    named = Counter(str(getattr(time.tzinfo, "key", "")) for time in times if isinstance(time, dt.datetime))
    for zone, _ in named.most_common():
        if zone and zone != "UTC":
            return zone
    blocks = [str(zone.get("TZID")) for _, calendar in calendars for zone in calendar.walk("VTIMEZONE")]
    if len(set(blocks)) == 1 and "/" in blocks[0]:
        return blocks[0]
    all_utc = times and all(isinstance(time, dt.datetime) and time.tzinfo is not None for time in times)
    return "UTC" if all_utc and set(named) == {"UTC"} else ""


def _moment(value: Any, zone: str) -> Moment | None:
    """A time of the calendar in its zone; a floating one is the clock on the wall."""
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


def _end(event: _Event, at: Moment, zone: str) -> dt.datetime | None:
    until = _moment(event.time("DTEND"), zone)
    if until is not None and until.has_time:
        return until.local
    lasts = event.time("DURATION")
    return at.local + lasts if isinstance(lasts, dt.timedelta) else None


def _event(
    event: _Event,
    at: Moment | None,
    zone: str,
    room: str,
    key: str,
    days: Collection[dt.date],
    maker: str,
    found: Gathering,
) -> None:
    title = found.line(event.text("SUMMARY"))
    speakers = [found.human(name) for name in event.speakers()]
    if at is None:
        found.say(key, f"“{title}” has no start; it is left out", lost=True)
        return
    if event.text("RRULE") or event.text("RDATE"):
        found.say(
            key, f"“{title}” is repeated by a rule; only its first time, {at.local:%Y-%m-%d %H:%M}, is placed", True
        )
    _say_of_days(event, at, title, key, found)
    if "pretalx" in maker.lower() and " - " in title:
        title, _, names = title.rpartition(" - ")
        speakers = [found.human(name) for name in several(names)]
    text = event.text("DESCRIPTION")
    if not speakers and (named := _SPEAKERS.search(text)):
        speakers = [found.human(name) for name in several(named["names"])]
        text = text[: named.start()] + text[named.end() :]
    if at.offset is not None:
        found.moments.append(at)
    found.talk(
        span(at, _end(event, at, zone), day_under(at, days)),
        title=title,
        room=room,
        track=found.line(event.category()),
        status=status_of(event.text("STATUS")),
        speakers=speakers,
        abstract=found.prose(text),
        origin=key,
    )


def _say_of_days(event: _Event, at: Moment, title: str, key: str, found: Gathering) -> None:
    """Tell of an entry without hours that lasts several days: it stands under the first."""
    until = event.time("DTEND")
    if not at.has_time and isinstance(until, dt.date) and not isinstance(until, dt.datetime):
        last = until - dt.timedelta(days=1)
        if last > at.local.date():
            found.say(key, f"“{title}” lasts until {last} without hours; it stands under its first day")
