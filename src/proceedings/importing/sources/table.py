"""A programme as a table: CSV, Excel, OpenDocument; the columns are guessed, shown and kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from proceedings.importing import columns
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import Moment, clock, length, moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.tables import written_cell
from proceedings.importing.written_lines import day_of, hours_of
from proceedings.values.status import status_of

NAME = "table"
_HEADS = 15
"""Rows among which the head is looked for."""
_ZERO = dt.datetime(1899, 12, 31)
"""Midnight before the first day of a sheet: 24:00 comes as 1900-01-01."""


def recognises(source: Source) -> bool:
    """True where one of the first rows names a title or speakers, and a date or a time; or titles
    of papers and their authors.
    """
    file = source.only
    return file is not None and any(_head(sheet) is not None for _, sheet in file.sheets)


def _head(rows: list[list[Any]]) -> int | None:
    """The number of the row that names the columns, counted from 0."""
    for n, row in enumerate(rows[:_HEADS]):
        fields = columns.guessed([str(cell).strip() for cell in row])
        if columns.is_a_programme(fields) or columns.is_a_list(fields):
            return n
    return None


def read(source: Source) -> Programme:
    """The programme; an empty cell for day, session or room has that of the row above it."""
    file = source.only
    assert file is not None
    found = Gathering(file.name)
    kept: dict[str, str] = {}
    for name, rows in file.sheets:
        first = _head(rows)
        if first is None:
            if name:
                found.say(f"sheet {name}", "it names no days, hours and titles; it is left out", lost=True)
            continue
        heads = [str(cell).strip() for cell in rows[first]]
        fields = columns.with_words_of(source.columns, heads, columns.guessed(heads))
        kept |= {head: fields.get(head, "-") for head in heads if head}
        _rows(rows[first + 1 :], heads, fields, f"sheet {name}, row " if name else "row ", first + 2, found)
    for head, field in kept.items():
        found.say("", f"column `{head}` is " + (f"taken as {field}" if field != "-" else "not taken"))
    title = found.line(source.path.stem.replace("_", " ").replace("-", " "))
    return replace(found.programme(Meeting(title=title, event=title)), columns=kept)


def _rows(
    rows: list[list[Any]], heads: list[str], fields: Mapping[str, str], where: str, first: int, found: Gathering
) -> None:
    above: dict[str, Any] = {}
    for number, row in enumerate(rows, first):
        cells = {fields[h]: c for h, c in zip(heads, row, strict=False) if h in fields and str(c).strip()}
        if not cells:
            continue
        for field in ("date", "room", "session"):
            if field == "date" or (field in above and "title" not in cells):
                cells.setdefault(field, above.get(field, ""))
        above |= {field: cells[field] for field in ("date",) if cells.get(field)}
        _entry(cells, f"{where}{number}", found)


def _entry(cells: Mapping[str, Any], key: str, found: Gathering) -> None:
    title = found.line(cells.get("title") or cells.get("session"))
    subtitle = found.line(cells.get("subtitle"))
    speakers = _speakers(cells, found)
    at, ends = _when(cells)
    if at is None and title and not any(cells.get(field) for field in ("date", "start", "time")):
        _paper(title, speakers, cells, key, found)
        return
    if at is None:
        found.say(key, f"“{title}” has no day that can be read; it is left out", lost=True)
        return
    if not title and not speakers:
        found.say(key, "this row has neither title nor speakers; it is left out", lost=True)
        return
    if at.offset is not None:
        found.moments.append(at)
    when = span(at, ends)
    abstract = found.prose(cells.get("abstract"))
    files = [Deposit(kind) for kind in ("paper", "slides") if cells.get(kind)]
    session = found.line(cells.get("session"))
    chairs = tuple(found.human(one) for one in several(str(cells.get("chair", ""))))
    if chairs:
        found.say(key, f"“{title}” names {cells['chair']} as chair; single talks have none in agenda.yaml", lost=True)
    found.talk(
        when,
        title=f"{title}: {subtitle}" if subtitle else title,
        room=found.line(cells.get("room")),
        track=found.line(cells.get("track")) or (session if session != title else ""),
        speakers=speakers,
        abstract=abstract,
        doi=found.line(cells.get("doi")),
        status=status_of(str(cells.get("status") or "")),
        documents=tuple(files),
        origin=key,
    )


def _paper(title: str, speakers: list[str], cells: Mapping[str, Any], key: str, found: Gathering) -> None:
    """A row of which nothing says when it is."""
    number = written_cell(cells.get("id"))
    files = [Deposit(kind) for kind in ("paper", "slides") if cells.get(kind)]
    found.paper(
        title=title,
        speakers=speakers,
        abstract=found.prose(cells.get("abstract")),
        track=found.line(cells.get("track") or cells.get("session")),
        doi=found.line(cells.get("doi")),
        id=f"paper-{number.lower()}" if re.fullmatch(r"[A-Za-z0-9]+", number) else "",
        documents=tuple(files) or (Deposit("paper"),),
        origin=key,
    )


def _speakers(cells: Mapping[str, Any], found: Gathering) -> list[str]:
    names = several(str(cells.get("speakers", "")))
    if not names and (cells.get("given") or cells.get("family")):
        names = [f"{cells.get('given', '')} {cells.get('family', '')}".strip()]
    one = len(names) == 1
    houses = several(str(cells.get("affiliation", ""))) if not one else [str(cells.get("affiliation", ""))]
    known = {"biography": cells.get("biography"), "title": cells.get("role"), "country": cells.get("country")}
    known |= {"orcid": cells.get("orcid"), "email": cells.get("email")}
    keys = []
    for n, name in enumerate(names):
        inside = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
        house = inside[2] if inside else houses[n] if len(houses) == len(names) else ""
        more = known if one else {}
        keys.append(found.human(inside[1] if inside else name, None, affiliation=house, **more))
    return keys


def _when(cells: Mapping[str, Any]) -> tuple[Moment | None, dt.datetime | None]:
    """Start and end from what a row has: a date, times as clocks or whole moments, a duration."""
    day = _day(cells.get("date"))
    start, end = cells.get("start"), cells.get("end")
    if start is None and cells.get("time") not in (None, ""):
        hours = hours_of(str(cells["time"])) if isinstance(cells["time"], str) else None
        if hours:
            start, end = hours.starts, hours.ends
        else:
            start = cells["time"]
    whole = moment(start) if _is_whole(start) else None
    if whole is None and day is None:
        return None, None
    begins = whole or _at(day, start)
    if begins is None:
        return (Moment(dt.datetime.combine(day, dt.time()), None, False) if day else None), None
    ends = moment(end) if _is_whole(end) else _at(begins.local.date(), end)
    until = ends.local if ends else None
    if until is not None and until < begins.local:
        until += dt.timedelta(days=1)
    lasts = cells.get("duration")
    lasts = lasts if isinstance(lasts, dt.timedelta) else _clock_length(lasts)
    return begins, until if until is not None else begins.local + lasts if lasts else None


def _clock_length(value: Any) -> dt.timedelta | None:
    if isinstance(value, dt.time):
        return dt.timedelta(hours=value.hour, minutes=value.minute)
    text = re.sub(r"\s*(?:min(?:utes|uten|\.)?|')$", "", str(value).strip()) if isinstance(value, str) else value
    return length(text)


def _is_whole(value: Any) -> bool:
    """True for a date with a time; what sheets write for hours beyond a day is none."""
    if isinstance(value, dt.datetime):
        return value.year > 1910
    found = moment(value) if isinstance(value, str) else None
    return found is not None and found.has_time


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    found = moment(text)
    if found:
        return found.local.date()
    told = day_of(text)
    if told:
        return told[0]
    shaped = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if not shaped or (int(shaped[1]) <= 12 and int(shaped[2]) <= 12 and shaped[1] != shaped[2]):
        return None
    first, second = int(shaped[1]), int(shaped[2])
    day, month = (first, second) if first > 12 or first == second else (second, first)
    try:
        return dt.date(int(shaped[3]), month, day)
    except ValueError:
        return None


def _at(day: dt.date | None, value: Any) -> Moment | None:
    """A clock of a sheet on a day; 24:00 and beyond are on the next, however the sheet
    spells them.
    """
    if day is None or value is None or value == "":
        return None
    away: dt.timedelta | None = None
    if isinstance(value, dt.datetime):
        away = value - _ZERO if value.year < 1910 else dt.timedelta(hours=value.hour, minutes=value.minute)
    elif isinstance(value, dt.date):
        away = dt.datetime.combine(value, dt.time()) - _ZERO
    elif isinstance(value, dt.time):
        away = dt.timedelta(hours=value.hour, minutes=value.minute)
    elif isinstance(value, dt.timedelta):
        away = value
    elif isinstance(value, float):
        away = dt.timedelta(minutes=round(value % 2 * 24 * 60))
    elif str(value).startswith("PT"):
        away = length(str(value))
    elif hours := clock(str(value).strip()):
        away = dt.timedelta(hours=hours[0], minutes=hours[1])
    if away is None:
        return None
    local = dt.datetime.combine(day, dt.time()) + away
    return Moment(local.replace(second=0, microsecond=0), None)
