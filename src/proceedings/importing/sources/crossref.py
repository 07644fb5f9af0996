"""Crossref: the papers of a conference as they were deposited, or as its interface gives them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.xml_reading import parsed

NAME = "Crossref XML"
_PAPERS = ("conference_paper", "content_item", "journal_article", "posted_content")
_ROOT = re.compile(r"<(?:\w+:)?(?:doi_batch|crossref_result|doi_records|doi_record|crossref|conference)[\s>]")


def recognises(source: Source) -> bool:
    """True for a deposit (`doi_batch`) or a record of Crossref (unixref)."""
    return any(_ROOT.search(file.beginning) for file in source.files.values() if file.beginning.startswith("<"))


def read(source: Source) -> Programme:
    """The papers, which have no hours there, in the order of their pages."""
    found = Gathering("")
    roots = [
        (name, _plain(parsed(file.data)))
        for name, file in source.files.items()
        if file.beginning.startswith("<") and _ROOT.search(file.beginning)
    ]
    papers = [(name, paper) for name, root in roots for paper in root.iter() if paper.tag in _PAPERS]
    pages = [_first_page(paper) for _, paper in papers]
    if all(page is not None for page in pages):
        papers = [pair for _, pair in sorted(zip(pages, papers, strict=True), key=lambda both: both[0] or 0)]
    for n, (name, paper) in enumerate(papers):
        _paper(paper, f"{name}: {paper.tag} {n + 1}" if source.is_folder else f"{paper.tag} {n + 1}", found)
    return found.programme(_meeting([root for _, root in roots], source, found))


def _plain(root: Any) -> Any:
    """The tree with its names free of namespaces, which change with each version of the schema."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rpartition("}")[2]
    return root


def _text(node: Any) -> str:
    """The text of an element with everything in it: italics and formulas of a title too."""
    return "" if node is None else "".join(node.itertext())


def _first_page(paper: Any) -> int | None:
    page = (paper.findtext("pages/first_page") or "").strip()
    return int(page) if page.isdecimal() else None


def _paper(paper: Any, key: str, found: Gathering) -> None:
    title, subtitle = (found.line(_text(paper.find(f"titles/{part}"))) for part in ("title", "subtitle"))
    if not title:
        found.say(key, "it has no title; it is left out", lost=True)
        return
    number = re.sub(r"\W+", "-", (paper.findtext("publisher_item/item_number") or "").strip()).strip("-").lower()
    found.paper(
        title=f"{title}: {subtitle}" if subtitle else title,
        speakers=[_person(person, found) for person in _people(paper.find("contributors"), "author")],
        abstract=found.prose(_abstract(paper)),
        doi=(paper.findtext("doi_data/doi") or "").strip(),
        id=f"paper-{number}" if number else "",
        documents=(Deposit("paper"),),
        origin=key,
    )


def _abstract(paper: Any) -> str:
    """The first abstract, its paragraphs as such; other versions of it, such as a teaser, not."""
    abstract = paper.find("abstract")
    if abstract is None:
        return ""
    paragraphs = [_text(node) for node in abstract.iter() if node.tag in ("p", "title")]
    return "\n\n".join(" ".join(text.split()) for text in paragraphs or [_text(abstract)])


def _people(contributors: Any, *roles: str) -> Iterator[Any]:
    """Persons in a role, as an attribute (until 5.4) or an element (since 5.5); no role is one."""
    for person in contributors.findall("person_name") if contributors is not None else ():
        named = [person.get("contributor_role"), *(role.get("type") for role in person.findall("role"))]
        if not any(named) or any(role in roles for role in named):
            yield person


def _name(person: Any) -> str:
    parts = (person.findtext(part) or "" for part in ("given_name", "surname", "suffix"))
    return " ".join(" ".join(part.split()) for part in parts if part.strip())


def _houses(person: Any) -> str:
    free = [_text(node) for node in person.findall("affiliation")]
    named = [_text(node) for node in person.findall("affiliations/institution/institution_name")]
    return "; ".join(" ".join(name.split()) for name in free + named if name.strip())


def _person(person: Any, found: Gathering) -> str:
    last = " ".join((person.findtext("surname") or "").split())
    return found.human(
        _name(person),
        None,
        family=last if " " in last and not person.findtext("suffix") else "",
        affiliation=_houses(person),
        orcid=person.findtext("ORCID"),
    )


def _meeting(roots: list[Any], source: Source, found: Gathering) -> Meeting:
    """The event and the book, by the first record that tells of them."""

    def told(*paths: str) -> str:
        return next((line for root in roots for p in paths if (line := found.line(_text(root.find(f".//{p}"))))), "")

    title = told("proceedings_title", "book_metadata/titles/title", "book_series_metadata/titles/title")
    event = told("conference_name") or title or found.line(source.path.resolve().stem)
    dates = next((node for root in roots for node in root.iter("conference_date")), None)
    meta = [node for root in roots for node in root.iter() if node.tag in ("event_metadata", "proceedings_metadata")]
    editors = [person for node in meta for person in _people(node.find("contributors"), "editor", "chair")]
    return Meeting(
        title=title or event,
        event=event,
        city=told("conference_location"),
        starts=_day(dates, "start"),
        ends=_day(dates, "end") or _day(dates, "start"),
        publisher=told("publisher/publisher_name"),
        isbn=told("isbn"),
        editors=tuple(dict.fromkeys((found.line(_name(one)), found.line(_houses(one))) for one in editors)),
    )


def _day(date: Any, which: str) -> dt.date | None:
    """A day by the attributes of `conference_date`; a year alone is none."""
    try:
        return dt.date(*(int(date.get(f"{which}_{part}") or "") for part in ("year", "month", "day")))
    except (AttributeError, ValueError):
        return None
