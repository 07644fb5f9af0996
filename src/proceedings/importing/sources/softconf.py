"""Softconf (START): the table of submissions, whose authors stand in numbered columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.names import several
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.tables import Sheet, numbered, sheet_with

NAME = "Softconf"


def _sheet(source: Source) -> Sheet | None:
    return sheet_with(source, "submission id", "title", "1 first name", "1 last name")


def recognises(source: Source) -> bool:
    """True for a table with the columns `1: First Name` and `1: Last Name`."""
    return _sheet(source) is not None


def read(source: Source) -> Programme:
    """The accepted submissions; a status such as `Accept-Poster` is acceptance."""
    found = Gathering("")
    sheet = _sheet(source)
    assert sheet is not None
    rows = list(sheet.records())
    judged = any(not refusal(_status(cells)) for _, cells in rows)
    for where, cells in rows:
        why = refusal(_status(cells))
        if why and (judged or why != "undecided"):
            found.refuse(why)
            continue
        speakers = list(_authors(cells, found)) or [found.human(one) for one in several(cells.get("authors", ""))]
        number = cells["submission id"]
        found.paper(
            title=found.line(cells["title"]),
            speakers=speakers,
            abstract=found.prose(cells.get("abstract")),
            track=found.line(cells.get("track") or cells.get("submission type")),
            id=f"paper-{number}" if number.isdecimal() else "",
            documents=(Deposit("paper"),),
            origin=where,
        )
    if rows and not judged:
        found.say("", "the table says of no submission that it is accepted: all that are not rejected are taken")
    return found.programme(Meeting(event=found.named_by(source.path, "Softconf's table does")))


def _status(cells: Mapping[str, str]) -> str:
    return cells.get("acceptance status") or cells.get("decision") or cells.get("status") or ""


def _authors(cells: Mapping[str, str], found: Gathering) -> Iterator[str]:
    for number in numbered(cells, "{} last name"):
        parts = [cells.get(f"{number} {part} name", "") for part in ("first", "middle", "last")]
        last = found.line(parts[2])
        yield found.human(
            " ".join(filter(None, parts)),
            None,
            family=last if " " in last else "",
            affiliation=cells.get(f"{number} affiliation"),
            country=cells.get(f"{number} country"),
            orcid=cells.get(f"{number} orcid"),
            email=cells.get(f"{number} email"),
        )
