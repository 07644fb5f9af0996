"""Dates as prose writes them: `Monday, 12 May 2026`, `12–14 May 2026`, `12. Mai 2026`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_WORD = r"[^\W\d_]{2,12}"
_DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?:\s*(?:[–—-]|to|and|und|et|y|bis)\s*\d{1,2}(?:st|nd|rd|th|\.)?)?"
_WAYS = (
    rf"(?:(?P<week>{_WORD}),?\s+(?:(?:the|den|le|el)\s+)?)?{_DAYS}\s+(?:(?:of|de|d')\s*)?(?P<month>{_WORD})\.?,?\s+"
    r"(?:de\s+)?(?P<year>\d{4})",
    rf"(?:(?P<week>{_WORD}),?\s+)?(?P<month>{_WORD})\.?\s+{_DAYS},?\s+(?P<year>\d{{4}})",
)
_FOUND = tuple(re.compile(rf"(?<![\w.]){way}(?!\w)", re.IGNORECASE) for way in _WAYS)


class Written(NamedTuple):
    """The first day that a date names, its words, and the day of the week that stands before it
    (0 is Monday), None where there is none.
    """

    date: dt.date
    words: str
    weekday: int | None


def written_dates(text: str, language: str) -> Iterator[Written]:
    """The dates of a text in English and in its language."""
    if not re.search(r"\d{4}", text):
        return
    months, weekdays = _names(language)
    for pattern in _FOUND:
        for found in pattern.finditer(text):
            month = months.get(found["month"].casefold())
            if month is None:
                continue
            try:
                date = dt.date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                continue
            weekday = weekdays.get((found["week"] or "").casefold())
            words = found[0] if weekday is not None else found[0].removeprefix(found["week"] or "")
            yield Written(date, " ".join(words.split()).strip(", "), weekday)


@lru_cache(8)
def _names(language: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Names of months and of days of the week, in small letters; of a language that is not known
    those in English.
    """
    from babel import Locale, UnknownLocaleError

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for tag in ("en", language):
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            months |= {name.rstrip(".").casefold(): n for n, name in locale.months["format"][width].items()}
            weekdays |= {name.rstrip(".").casefold(): n for n, name in locale.days["format"][width].items()}
    return months, weekdays
