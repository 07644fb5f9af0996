"""Time zones as the agenda prints them: the place of the event, and a second one for those who
join from afar.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from proceedings.values.book import Event, Volume
from proceedings.words.wording import Words, time_range


def zones_line(volume: Volume, words: Words) -> str:
    """`all times Europe/Zurich, CEST (UTC+2)`; nothing where the event has no zone.

    Where clocks are changed between the days, the names of both times are given. A second zone
    follows.
    """
    event = volume.event
    if event.timezone is None:
        return ""
    dates = [day.date for day in volume.days]
    said = words.all_times(_described(event.timezone, dates))
    return f"{said} · {_described(event.second_timezone, dates)}" if event.second_timezone else said


def times_afar(event: Event, date: dt.date, starts: dt.time | None, ends: dt.time | None) -> str:
    """`17:00–18:00 JST` in the second zone for a time of the event; `+1` where it is the next day
    there.

    Nothing where there is no second zone, no first one, or no time.
    """
    if event.second_timezone is None or event.timezone is None or starts is None:
        return ""
    here, there = ZoneInfo(event.timezone), ZoneInfo(event.second_timezone)
    begins = dt.datetime.combine(date, starts, here).astimezone(there)
    finishes = dt.datetime.combine(date, ends, here).astimezone(there).time() if ends else None
    apart = (begins.date() - date).days
    other_day = f" ({apart:+d})" if apart else ""
    return f"{time_range(begins.time(), finishes)} {_short(begins)}{other_day}"


def _described(zone: str, dates: list[dt.date]) -> str:
    """`Europe/Zurich, CEST (UTC+2)`."""
    noons = [dt.datetime.combine(date, dt.time(12), ZoneInfo(zone)) for date in dates]
    named = dict.fromkeys(_named(noon) for noon in noons)
    return ", ".join((zone, *named))


def _named(moment: dt.datetime) -> str:
    name, offset = moment.tzname() or "", _offset(moment)
    return f"{name} ({offset})" if name.isalpha() and name != "UTC" else offset


def _short(moment: dt.datetime) -> str:
    """`JST`, or `UTC+3` where the zone has no name of letters."""
    name = moment.tzname() or ""
    return name if name.isalpha() else _offset(moment)


def _offset(moment: dt.datetime) -> str:
    """`UTC+2`, `UTC−3:30`, `UTC`."""
    minutes = round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "\u2212" if minutes < 0 else "+"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
