"""MiniConf (ICLR and others): a calendar of events with hours, and tables of speakers, papers,
workshops.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Committee, Meeting, Programme
from proceedings.importing.yaml_reading import loaded

NAME = "MiniConf site data"
_TABLE_OF_PEOPLE = {"uid", "title"}


def _calendar(source: Source) -> Material | None:
    for file in source.with_ending(".json"):
        first = file.json[0] if isinstance(file.json, list) and file.json else None
        if (
            isinstance(first, Mapping)
            and {"title", "start", "end"} <= first.keys()
            and {"calendarId", "category"} & first.keys()
        ):
            return file
    return None


def recognises(source: Source) -> bool:
    """True where a list of calendar entries has `title`, `start`, `end` and `calendarId`."""
    return _calendar(source) is not None


def read(source: Source) -> Programme:
    """The calendar as the programme; what stands in tables alone has no hour and is listed."""
    calendar = _calendar(source)
    assert calendar is not None
    found = Gathering("")
    tables = {file.name: _rows(file) for file in source.with_ending(".csv")}
    taken: set[tuple[str, str]] = set()
    for n, event in enumerate(calendar.json):
        _event(event, f"{calendar.name}: [{n}]", tables, taken, found)
    for name, rows in tables.items():
        for number, row in rows:
            if (name, row.get("uid", "")) not in taken:
                found.say(f"{name}: line {number}", f"“{row.get('title', '')}” has no hour in the calendar", lost=True)
    meeting = _meeting(source, found)
    return found.programme(meeting)


def _rows(file: Material) -> list[tuple[int, dict[str, str]]]:
    rows = [(n, {name.lower(): cell for name, cell in row.items()}) for n, row in file.records()]
    return rows if rows and rows[0][1].keys() >= _TABLE_OF_PEOPLE else []


def _event(
    event: Mapping[str, Any],
    key: str,
    tables: Mapping[str, list[tuple[int, dict[str, str]]]],
    taken: set[tuple[str, str]],
    found: Gathering,
) -> None:
    title = found.line(event.get("title"))
    starts, ends = moment(event.get("start")), moment(event.get("end"))
    if starts is None:
        found.say(key, f"“{title}” has no date that can be read; it is left out", lost=True)
        return
    found.moments.append(starts)
    when = span(starts, ends.local if ends else None)
    speakers: list[str] = []
    abstract = ""
    if row := _row_of(event, title, tables):
        taken.add((row[0], row[1].get("uid", "")))
        speakers, abstract = _people(row[1], found), found.prose(row[1].get("abstract"))
    place = str(event.get("location") or "")
    found.talk(
        when,
        title=title,
        room="" if place.startswith(("http:", "https:")) else found.line(place),
        speakers=speakers,
        abstract=abstract,
        origin=key,
    )


def _row_of(
    event: Mapping[str, Any], title: str, tables: Mapping[str, list[tuple[int, dict[str, str]]]]
) -> tuple[str, dict[str, str]] | None:
    """The row that an entry's link names (`speaker_5.html`), or whose title it has."""
    linked = re.search(r"([a-z]+)_([\w-]+)\.html", str(event.get("link") or event.get("location") or ""))
    for name, rows in tables.items():
        for _, row in rows:
            stem = name.rpartition("/")[2].removesuffix(".csv").rstrip("s")
            by_link = linked is not None and linked[1].rstrip("s") == stem and linked[2] == row.get("uid")
            if by_link or (title and row.get("title", "").casefold() == title.casefold()):
                return name, row
    return None


def _people(row: Mapping[str, str], found: Gathering) -> list[str]:
    one = row.get("speaker")
    names = [one] if one else several(row.get("authors", ""))
    affiliation = row.get("institution") if one else ""
    return [found.human(name, None, affiliation=affiliation, biography=row.get("bio") if one else "") for name in names]


def _meeting(source: Source, found: Gathering) -> Meeting:
    about: dict[str, Any] = {}
    for file in source.with_ending(".yml", ".yaml"):
        data = loaded(file.text, file.name, found)
        about |= data if isinstance(data, Mapping) else {}
    members = tuple(
        (found.line(m.get("name")), found.line(m.get("aff")), found.line(m.get("role")))
        for m in about.get("committee") or ()
        if isinstance(m, Mapping) and m.get("name")
    )
    committees = (Committee("Organizing Committee", members),) if members else ()
    title = found.line(about.get("name") or about.get("tagline")) or _from_calendars(source, found)
    return Meeting(title=title, event=title, committees=committees)


def _from_calendars(source: Source, found: Gathering) -> str:
    for file in source.files.values():
        if shaped := re.search(r"^X-WR-CALNAME:(.+)$", file.text if file.name.endswith(".ics") else "", re.MULTILINE):
            return found.line(shaped[1])
    return ""
