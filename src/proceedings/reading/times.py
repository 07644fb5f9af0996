"""Dates and times as editors write them, and what they may have meant by other spellings."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(\d{1,2})[:.h](\d{2})"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:(?:[-‐‑‒–—−]|to\b|until\b)\s*(?:{_CLOCK})?)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A time of day and perhaps another at which it ends."""

    starts: dt.time
    ends: dt.time | None = None


def date_of(text: str) -> dt.date | None:
    """The date written as year-month-day, `2007-10-08`,
    whatever the hyphens; None for anything else.
    """
    shaped = re.fullmatch(r"(\d{4})[-‐‑‒–−](\d{1,2})[-‐‑‒–−](\d{1,2})", text.strip(), re.ASCII)
    return _date(*map(int, shaped.groups())) if shaped else None


def date_hint(text: str) -> str:
    """How to write the date that a text may mean:
    `8 October 2007`, `October 8, 2007`, `8.10.2007`.
    """
    said = text.strip().casefold()
    found = None
    if words := re.search(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]{3})[a-z]*\.?,?\s+(\d{4})", said, re.ASCII):
        found = _named(words[1], words[2], words[3])
    elif words := re.search(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", said, re.ASCII):
        found = _named(words[2], words[1], words[3])
    elif words := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", said, re.ASCII):
        found = _date(int(words[3]), int(words[2]), int(words[1]))
    elif words := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", said, re.ASCII):
        found = _date(int(words[1]), int(words[2]), int(words[3]))
    return f"write {found.isoformat()}" if found else "write the date as year-month-day, for instance 2007-10-08"


def _named(day: str, month: str, year: str) -> dt.date | None:
    return _date(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def span_of(text: str) -> Span | None:
    """Start and perhaps end:
    `09:00–10:00`, `09:00-10:00`, `09:00 to 10:00`, `09:00 –`, `09:00`; None otherwise.
    """
    shaped = _SPAN.fullmatch(text.strip())
    if shaped is None:
        return None
    starts = _time(shaped[1], shaped[2])
    ends = _time(shaped[3], shaped[4]) if shaped[3] else None
    if starts is None or (shaped[3] and ends is None):
        return None
    return Span(starts, ends)


def clock_of(text: str) -> dt.time | None:
    """A time of day: `09:00`, `9.30`, `17h50`; None otherwise."""
    shaped = re.fullmatch(_CLOCK, text.strip(), re.ASCII)
    return _time(shaped[1], shaped[2]) if shaped else None


def clock_hint(text: str, example: str) -> str:
    """How to write the time that a text may mean."""
    said = text.strip().casefold()
    if re.search(r"\b24[:.h]00\b", said):
        return "midnight is 00:00; write next_day: true when an item ends after midnight"
    if re.search(r"\d\s*[ap]\.?m\b", said):
        return f"write the time of day with 24 hours: 2:30 pm is 14:30, as in {example}"
    return f"write hours and minutes of 24 hours, as in {example}"


def _time(hour: str, minute: str) -> dt.time | None:
    return dt.time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None
