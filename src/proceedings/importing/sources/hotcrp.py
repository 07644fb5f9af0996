"""HotCRP: the JSON of submissions (`data.json`, files beside it), and the CSV of authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.shapes import blocks
from proceedings.importing.tables import Sheet, sheet_with

NAME = "HotCRP"
_OF_HOTCRP = {"pid", "status", "decision", "pc_conflicts", "contacts", "topics", "submission", "final", "object"}


def _papers(file: Material) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Submissions of a file: an array, one object where one was selected, or a block of them."""
    data = file.json
    if isinstance(data, Mapping) and isinstance(data.get("papers"), list):
        data = data["papers"]
    for n, paper in enumerate(data if isinstance(data, list) else [data]):
        if isinstance(paper, Mapping) and paper.get("object", "paper") == "paper" and _number(paper):
            yield f"[{n}]", paper


def _number(paper: Mapping[str, Any]) -> str:
    return str(paper.get("pid") or paper.get("_id_") or "")


def _authors_sheet(source: Source) -> Sheet | None:
    return sheet_with(source, "paper", "title", "given name", "family name") or sheet_with(
        source, "paper", "title", "first", "last"
    )


def recognises(source: Source) -> bool:
    """True where submissions have a `pid`, a title and authors, or a table has HotCRP's columns."""
    for file in source.with_ending(".json", ""):
        for _, paper in _papers(file):
            if "title" in paper and ("authors" in paper or len(_OF_HOTCRP & paper.keys()) > 2):
                return True
    return _authors_sheet(source) is not None


def read(source: Source) -> Programme:
    """The accepted papers, which have no hours there."""
    found = Gathering("")
    papers = [
        (f"{file.name}: {where}" if source.is_folder else where, paper)
        for file in source.with_ending(".json", "")
        for where, paper in _papers(file)
    ]
    judged = any("accept" in str(paper.get("decision") or paper.get("status")).lower() for _, paper in papers)
    for key, paper in sorted(papers, key=lambda pair: _order(_number(pair[1]))):
        _paper(paper, key, judged, source, found)
    if papers and not judged:
        found.say("", "the export says of no paper that it is accepted: all that are not withdrawn are taken")
    if not papers:
        _from_table(source, found)
    return found.programme(Meeting(event=found.named_by(source.path, "HotCRP does")))


def _order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdecimal() else (1_000_000_000, number)


def _paper(paper: Mapping[str, Any], key: str, judged: bool, source: Source, found: Gathering) -> None:
    words = (paper.get("status"), paper.get("decision"), "withdrawn" if paper.get("withdrawn") else "")
    why = refusal(*words)
    if paper.get("error") or (why and (judged or why != "undecided")):
        found.refuse(why or "unreadable")
        return
    title = found.line(paper.get("title"))
    cut = [field for field in ("truncated", "overlong") if paper.get(field)]
    if cut:
        found.say(key, f"HotCRP cut long fields of “{title}”; export it with the hard word limit", lost=True)
    speakers = [_author(author, found) for author in blocks(paper.get("authors"))]
    found.paper(
        title=title,
        speakers=speakers,
        abstract=found.prose(paper.get("abstract")),
        track=found.line(paper.get("track") or paper.get("submission_class")),
        id=f"paper-{_number(paper)}",
        documents=(_document(paper, source, key, found),),
        origin=key,
    )


def _author(author: Mapping[str, Any], found: Gathering) -> str:
    given, last = (author.get(name) for name in ("first", "last"))
    given, last = given or author.get("given_name"), last or author.get("family_name")
    name = f"{given or ''} {last or ''}".strip() or author.get("name")
    return found.human(
        name,
        None,
        family=str(last) if last and " " in str(last) else "",
        affiliation=author.get("affiliation"),
        country=author.get("country"),
        orcid=author.get("orcid"),
        email=author.get("email"),
    )


def _document(paper: Mapping[str, Any], source: Source, key: str, found: Gathering) -> Deposit:
    """The final version, else the submission, where its file lies in the source; else a promise."""
    for version in ("final", "submission"):
        about = paper.get(version)
        name = str(about.get("content_file") or about.get("filename") or "") if isinstance(about, Mapping) else ""
        path = source.file(name) if name else None
        if path is not None:
            if version == "submission":
                found.say(key, f"{name} is the version that was submitted; the source has no final one")
            return Deposit("paper", str(path))
    return Deposit("paper")


def _from_table(source: Source, found: Gathering) -> None:
    """Papers by the table of authors, one row an author; contacts who are no authors are passed."""
    sheet = _authors_sheet(source)
    papers: dict[str, tuple[str, str, list[Mapping[str, str]]]] = {}
    for where, cells in sheet.records() if sheet else ():
        if cells.get("iscontact", "").lower() not in ("nonauthor", "contact only"):
            papers.setdefault(cells["paper"], (where, cells["title"], []))[2].append(cells)
    for number, (where, title, rows) in papers.items():
        people = [{**row, "given_name": row.get("given name"), "family_name": row.get("family name")} for row in rows]
        speakers = [_author(one, found) for one in people]
        found.paper(
            title=found.line(title),
            speakers=speakers,
            id=f"paper-{number}",
            documents=(Deposit("paper"),),
            origin=where,
        )
