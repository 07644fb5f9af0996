"""ConfTool: its exports of sessions and of papers, as tables (CSV, Excel) or XML."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from proceedings.importing.columns import plain_head
from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Deposit, Entry, Meeting, Programme
from proceedings.importing.tables import numbered, sheet_with
from proceedings.importing.xml_reading import parsed

NAME = "ConfTool"
_SESSIONS = ("session id", "session title", "session start")
_PAPERS = ("paper id", "title", "acceptance")
Rows = list[tuple[str, dict[str, str]]]


def _rows(source: Source, heads: tuple[str, ...]) -> Rows:
    """Records that have these fields, of the first table or XML file that has them."""
    sheet = sheet_with(source, *heads)
    if sheet:
        return list(sheet.records())
    for file in source.with_ending(".xml", ""):
        if file.beginning.startswith("<") and ("paperID" in file.beginning or "session_ID" in file.beginning):
            rows = list(_records(file.data))
            if rows and set(heads) <= rows[0][1].keys():
                return rows
    return []


def _records(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Records of an XML export; of a field that is there twice, as some are, the first."""
    for n, record in enumerate(parsed(data)):
        cells: dict[str, str] = {}
        for field in record:
            cells.setdefault(plain_head(field.tag), (field.text or "").strip())
        yield f"record {n + 1}", cells


def recognises(source: Source) -> bool:
    """True for ConfTool's columns of sessions, or of papers."""
    return bool(_rows(source, _SESSIONS) or _rows(source, _PAPERS))


def read(source: Source) -> Programme:
    """The programme by the sessions, with what the papers say more; papers alone are a list."""
    found = Gathering("")
    papers = _rows(source, _PAPERS)
    sessions = _rows(source, _SESSIONS) if not papers or source.is_folder else []
    sessions = [(where, cells) for where, cells in sessions if "p1 title" in cells or "paper id" not in cells]
    known = {cells["paper id"]: cells for _, cells in papers}
    placed: set[str] = set()
    for where, cells in sessions:
        _session(cells, where, known, placed, found)
    for where, cells in papers:
        if cells["paper id"] not in placed:
            _loose(cells, where, bool(sessions), found)
    if found.entries:
        found.say("", "ConfTool does not say in which time zone its times are; write `timezone:` in volume.yaml")
    return found.programme(Meeting(event=found.named_by(source.path, "ConfTool's tables do")))


def _session(
    cells: Mapping[str, str], where: str, known: Mapping[str, Mapping[str, str]], placed: set[str], found: Gathering
) -> None:
    starts, ends = moment(cells["session start"]), moment(cells.get("session end"))
    title = found.line(cells["session title"])
    if starts is None:
        found.say(where, f"the session “{title}” has no start; it is left out", lost=True)
        return
    when = span(starts, ends.local if ends else None)
    contributions = []
    for n in numbered(cells, "p{} title"):
        number = cells.get(f"p{n} paper id", "")
        placed.add(number)
        contributions.append(_presentation(cells, n, known.get(number, {}), number, f"{where}, p{n}", found))
    people = [cells.get(f"chair{n}") or cells.get(f"chair{n} name") or "" for n in range(1, 6)]
    chairs = tuple(filter(None, (found.human(_unmarked(person)) for person in people)))
    if chairs and not contributions:
        found.say(where, f"“{title}” has chairs and no presentations; they are left out", lost=True)
    found.entries.append(
        Entry(
            title=title,
            session=cells.get("session short") or ("" if contributions else None),
            room=found.line(cells.get("session room")),
            chairs=chairs if contributions else (),
            contributions=tuple(contributions),
            note="" if contributions else found.line(cells.get("session info")),
            origin=where,
        ).during(when)
    )


def _presentation(
    cells: Mapping[str, str], n: int, paper: Mapping[str, str], number: str, where: str, found: Gathering
) -> Entry:
    entry = Entry(
        title=found.line(cells[f"p{n} title"]),
        speakers=found.turns(
            *(
                _listed(paper, found)
                or _people(cells.get(f"p{n} authors", ""), cells.get(f"p{n} organisations", ""), found)
            )
        ),
        abstract=found.prose(cells.get(f"p{n} abstract") or paper.get("abstract plain") or paper.get("abstract")),
        documents=(Deposit("paper"),) if paper.get("original filename a") else (),
        id=f"paper-{number}" if number.isdecimal() else "",
        origin=where,
    )
    starts, ends = moment(cells.get(f"p{n} start")), moment(cells.get(f"p{n} end"))
    if starts is None or not starts.has_time:
        return entry
    when = span(starts, ends.local if ends else None)
    return dataclasses.replace(entry, starts=when.starts, ends=when.ends)


def _loose(cells: Mapping[str, str], where: str, scheduled: bool, found: Gathering) -> None:
    """A paper that no session has: refused ones are counted, accepted ones kept without a day."""
    accepted = cells["acceptance"]
    why = "" if accepted.isdecimal() and int(accepted) > 0 else refusal(accepted)
    if why:
        found.refuse(why)
        return
    starts = moment(cells.get("session start")) if not scheduled else None
    speakers = _listed(cells, found) or _people(cells.get("authors", ""), cells.get("organisations", ""), found)
    title, abstract = found.line(cells["title"]), found.prose(cells.get("abstract plain") or cells.get("abstract"))
    track = found.line(cells.get("session title") or cells.get("topics") or cells.get("contribution type"))
    if starts is None:
        number = cells["paper id"]
        found.paper(
            title=title,
            speakers=speakers,
            abstract=abstract,
            track=track.partition("\n")[0],
            id=f"paper-{number}" if number.isdecimal() else "",
            documents=(Deposit("paper"),),
            origin=where,
        )
        return
    ends = moment(cells.get("session end"))
    room = found.line(cells.get("session room"))
    found.talk(
        span(starts, ends.local if ends else None),
        title=title,
        room=room,
        track=track,
        speakers=speakers,
        abstract=abstract,
        origin=where,
    )


def _listed(cells: Mapping[str, str], found: Gathering) -> list[str]:
    """Authors in numbered columns; a presenter's name ends in a star."""
    people = []
    for n in numbered(cells, "authors formatted {} name"):
        house = cells.get(f"authors formatted {n} organisation")
        email = cells.get(f"authors formatted {n} email")
        orcid = cells.get(f"authors formatted {n} orcid")
        name = _unmarked(cells[f"authors formatted {n} name"])
        people.append(found.human(name, None, affiliation=house, email=email, orcid=orcid))
    return people


def _people(authors: str, organisations: str, found: Gathering) -> list[str]:
    """Authors of one cell: `Doe, Jane* (1,2); Roe, Max (2)`, and their houses: `1: A; 2: B`."""
    houses = dict(re.findall(r"(\d+)\s*:\s*([^;\n]+?)\s*(?=;|\n|$)", organisations))
    people = []
    for one in _parts(authors):
        marked = re.fullmatch(r"(.+?)\s*\((\d+(?:\s*,\s*\d+)*)\)\s*\*?", one)
        numbers = re.findall(r"\d+", marked[2]) if marked else []
        house = "; ".join(houses[number] for number in numbers if number in houses)
        alone = "" if houses or len(_parts(authors)) > 1 else organisations
        people.append(found.human(_unmarked(marked[1] if marked else one), None, affiliation=house or alone))
    return people


def _parts(authors: str) -> list[str]:
    """By semicolons; else by commas that are in no brackets."""
    if ";" in authors:
        return [part.strip() for part in authors.split(";") if part.strip()]
    parts = [part.strip() for part in re.split(r",(?![^()]*\))", authors) if part.strip()]
    return parts if any("(" in part for part in parts) else several(authors)


def _unmarked(name: str) -> str:
    return name.replace("*", "").strip()
