"""When a meeting is, where nobody said: by titles and names of files, else today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_DAYS = re.compile(
    r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)(?:\s*(?:\.\.|–|_?to_?|/)\s*(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d))?"
)
_YEAR = re.compile(r"(?<![\d.,])((?:19[5-9]|20\d)\d)(?![\d.,]*\d)")
_SHORT = re.compile(r"(?<=[a-zA-Z])\s?['’](\d\d)(?!\d)")
LONGEST = 60
"""Days of a meeting; what is longer is none."""


def guessed_dates(texts: Iterable[str], today: dt.date) -> tuple[dt.date, dt.date, str]:
    """First and last day, and where they are from, as an end of a sentence.

    Whole dates go before years, the first text before the others; a year is taken as its first day.
    """
    known = [text for text in texts if text]
    for text in known:
        if found := _whole(text):
            return *found, f"a date in “{_short(text)}”"
    for text in known:
        year = _YEAR.search(text.replace("_", " ")) or _SHORT.search(text)
        if year:
            number = int(year[1]) if len(year[1]) == 4 else 2000 + int(year[1])
            return dt.date(number, 1, 1), dt.date(number, 1, 1), f"the first day of the year in “{_short(text)}”"
    return today, today, "today, for no date was found"


def _whole(text: str) -> tuple[dt.date, dt.date] | None:
    for shaped in _DAYS.finditer(text):
        numbers = [int(part) for part in shaped.groups() if part]
        try:
            days = [dt.date(*numbers[n : n + 3]) for n in range(0, len(numbers), 3)]
        except ValueError:
            continue
        if days[0].year >= 1950 and 0 <= (days[-1] - days[0]).days <= LONGEST:
            return days[0], days[-1]
    return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
