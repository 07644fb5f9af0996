"""EasyChair: the tables of submissions and authors, as one workbook or as CSV files."""

from __future__ import annotations

from collections.abc import Mapping

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.names import several
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.tables import Sheet, sheet_with

NAME = "EasyChair"


def _submissions(source: Source) -> Sheet | None:
    return sheet_with(source, "#", "title", "authors", "decision")


def recognises(source: Source) -> bool:
    """True for a table with EasyChair's columns `#`, title, authors, decision."""
    return _submissions(source) is not None


def read(source: Source) -> Programme:
    """The accepted submissions; authors by their own table, in its order, else by the cell."""
    found = Gathering("")
    sheet = _submissions(source)
    assert sheet is not None
    rows = list(sheet.records())
    authors = _authors(source)
    judged = any(not refusal(cells.get("decision")) for _, cells in rows)
    for where, cells in rows:
        gone = "withdrawn" if cells.get("deleted", "").lower() in ("yes", "✔", "true") else ""
        why = refusal(gone, cells.get("decision"))
        if why and (judged or why != "undecided"):
            found.refuse(why)
            continue
        if "probably" in cells.get("decision", "").lower():
            found.say(where, f"“{found.line(cells['title'])}” is only “{cells['decision']}”; it is taken all the same")
        _paper(cells, where, authors.get(cells["#"], []), found)
    if rows and not judged:
        found.say("", "the table says of no submission that it is accepted: all that are not rejected are taken")
    return found.programme(Meeting(event=found.named_by(source.path, "EasyChair's tables do")))


def _authors(source: Source) -> dict[str, list[Mapping[str, str]]]:
    """Authors of each submission by its number."""
    sheet = sheet_with(source, "submission", "first name", "last name")
    authors: dict[str, list[Mapping[str, str]]] = {}
    for _, cells in sheet.records() if sheet else ():
        authors.setdefault(cells["submission"], []).append(cells)
    return authors


def _paper(cells: Mapping[str, str], where: str, authors: list[Mapping[str, str]], found: Gathering) -> None:
    speakers = [_author(one, found) for one in authors] or [found.human(one) for one in several(cells["authors"])]
    found.paper(
        title=found.line(cells["title"]),
        speakers=speakers,
        abstract=found.prose(cells.get("abstract")),
        track=found.line(cells.get("track name") or cells.get("track")),
        id=f"paper-{cells['#']}" if cells["#"].isdecimal() else "",
        documents=(Deposit("paper"),),
        origin=where,
    )


def _author(cells: Mapping[str, str], found: Gathering) -> str:
    last = found.line(cells["last name"])
    return found.human(
        f"{cells['first name']} {last}".strip(),
        f"easychair {cells['person']}" if cells.get("person") else None,
        family=last if " " in last else "",
        affiliation=cells.get("affiliation"),
        country=cells.get("country"),
        orcid=cells.get("orcid"),
        url=cells.get("web page"),
        email=cells.get("email"),
    )
