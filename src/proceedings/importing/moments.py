"""Times as exports write them: dates with offsets, spans, durations, and days that end after
midnight.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

NIGHT = 4
"""Hours after midnight that still belong to the day before, where a conference's day is meant."""
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?\s*"
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.hH](\d\d))?(?::\d\d)?\s*(?:h|Uhr)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_ISO_LENGTH = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")


class Moment(NamedTuple):
    """A local date and time, and its offset from UTC in minutes where the source has one."""

    local: dt.datetime
    offset: int | None
    has_time: bool = True


def moment(text: object) -> Moment | None:
    """The moment that a date or a text means; None where it means none.

    The clock is the one on the wall there: an offset is kept aside, never added.
    """
    if isinstance(text, dt.datetime):
        away = text.utcoffset()
        return Moment(text.replace(tzinfo=None), None if away is None else int(away.total_seconds() // 60))
    if isinstance(text, dt.date):
        return Moment(dt.datetime(text.year, text.month, text.day), None, False)
    shaped = _ISO.fullmatch(str(text).strip()) if text else None
    if not shaped:
        return None
    year, month, day, hour, minute, second, zone = shaped.groups()
    try:
        date = dt.datetime(int(year), int(month), int(day))
        late = hour == "24"
        local = date + dt.timedelta(days=late, hours=0 if late else int(hour or 0), minutes=int(minute or 0))
        if int(hour or 0) > 24 or int(minute or 0) > 59 or int(second or 0) > 60:
            return None
    except (ValueError, OverflowError):
        return None
    return Moment(local, _offset(zone), hour is not None)


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


def clock(text: object) -> tuple[int, int] | None:
    """Hour and minute of `9:30`, `09h30`, `9.30`, `9:30 pm`; hours may pass 24."""
    if isinstance(text, dt.time):
        return text.hour, text.minute
    shaped = _CLOCK.fullmatch(str(text).strip())
    if not shaped or not (shaped[2] or shaped[3]):
        return None
    hour, minute = int(shaped[1]), int(shaped[2] or 0)
    if shaped[3]:
        hour = hour % 12 + (12 if shaped[3].lower() == "p" else 0)
    return (hour, minute) if minute < 60 and hour < 48 else None


def length(text: object) -> dt.timedelta | None:
    """A duration: `HH:MM`, `D:HH:MM`, ISO 8601 (`PT30M`) or minutes as a number."""
    if isinstance(text, bool) or text is None:
        return None
    if isinstance(text, int | float):
        return dt.timedelta(minutes=float(text))
    written = str(text).strip()
    if shaped := _ISO_LENGTH.fullmatch(written):
        days, hours, minutes, seconds = (int(n or 0) for n in shaped.groups())
        return dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if re.fullmatch(r"\d{1,4}(:\d{1,2}){1,2}", written):
        parts = [int(n) for n in written.split(":")]
        days, hours, minutes = [0, *parts] if len(parts) == 2 else parts
        return dt.timedelta(days=days, hours=hours, minutes=minutes)
    return dt.timedelta(minutes=int(written)) if re.fullmatch(r"\d{1,4}", written) else None


def days_of(starts: Iterable[Moment | None]) -> set[dt.date]:
    """The days on which something begins after the small hours."""
    return {at.local.date() for at in starts if at is not None and (at.local.hour >= NIGHT or not at.has_time)}


def day_under(at: Moment, days: Collection[dt.date]) -> dt.date:
    """The day under which a moment stands: in the small hours the one before, if it is one."""
    day = at.local.date()
    before = day - dt.timedelta(days=1)
    return before if at.has_time and at.local.hour < NIGHT and before in days else day


class Span(NamedTuple):
    """When an entry is: its day, its times, and whether it ends after that day's midnight.

    `until` is the last day of what lasts a day or more, of which an agenda has only the start.
    """

    day: dt.date
    starts: dt.time | None
    ends: dt.time | None
    past_midnight: bool
    until: dt.date | None = None


def span(starts: Moment, ends: dt.datetime | None, day: dt.date | None = None) -> Span:
    """The span from a start to an end, under the day of the start unless another is given.

    An end that equals the start, or comes before it, is left out.
    """
    under = day or starts.local.date()
    if not starts.has_time:
        return Span(under, None, None, False)
    end = ends if ends is not None and ends > starts.local else None
    if end is not None and end - starts.local >= dt.timedelta(days=1):
        return Span(under, starts.local.time(), None, starts.local.date() > under, end.date())
    later = starts.local.date() > under or (end is not None and end.date() > under)
    return Span(under, starts.local.time(), end.time() if end else None, later)


def zone_of(name: str, moments: Iterable[Moment]) -> tuple[str, str | None]:
    """The zone to print, and a sentence where name and offsets of the source disagree.

    Offsets say when things are; the name is for the label only. All at UTC with no name is UTC.
    """
    met = [moment for moment in moments if moment.offset is not None]
    if not name:
        return ("UTC", None) if met and all(moment.offset == 0 for moment in met) else ("", _offsets_alone(met))
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "", f"the source's time zone `{name}` is no zone of the IANA data base; write `timezone:` in volume.yaml"
    for moment in met:
        there = zone.utcoffset(moment.local)
        if there is not None and there.total_seconds() != (moment.offset or 0) * 60:
            return "", (
                f"the source says that its time zone is {name}, but its times are {called(moment.offset or 0)}; the "
                "times are taken as they are written there, and no zone is: write `timezone:` in volume.yaml"
            )
    return name, None


def _offsets_alone(met: list[Moment]) -> str | None:
    if not met:
        return None
    offsets = sorted({moment.offset or 0 for moment in met})
    return (
        f"the times are {' and '.join(called(offset) for offset in offsets)}, and the source names no zone; "
        "write `timezone:` in volume.yaml"
    )


def called(offset: int) -> str:
    """An offset in minutes as people write it: UTC+1, UTC−4:30."""
    hours, minutes = divmod(abs(offset), 60)
    return "UTC" if not offset else f"UTC{'+' if offset > 0 else '−'}{hours}{f':{minutes:02}' if minutes else ''}"


def localized(value: object, language: str = "") -> str:
    """A text that may be given by language, as `{"en": …, "de": …}`."""
    if isinstance(value, Mapping):
        for choice in (language, "en", *value):
            if value.get(choice):
                return str(value[choice])
        return ""
    return "" if value is None else str(value)


def in_zone(at: Moment, asked: str, zone: str) -> Moment:
    """A clock of one zone as the clock of another shows it, with its offset; where a zone is not
    known the clock stays.
    """
    try:
        here, there = ZoneInfo(asked), ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return at
    moved = at.local.replace(tzinfo=here).astimezone(there)
    away = moved.utcoffset()
    return Moment(moved.replace(tzinfo=None), int(away.total_seconds() // 60) if away else 0, at.has_time)
