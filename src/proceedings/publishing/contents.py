"""contents.json: what stands on which page of the volume, for web pages, cataloguers and audits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proceedings.values.book import Contribution, Item, Volume
from proceedings.values.claim_record import ClaimRecord, JudgeRecord, LoweringRecord
from proceedings.values.edition import Edition
from proceedings.values.language_told import language_of
from proceedings.values.plan import PartKind, PlacedPart, Plan
from proceedings.values.submission import Submission

VERSION = 1
"""Of the format for a book in one volume."""

SET_VERSION = 2
"""Of the format for a book in several volumes."""

_WHERE_THERE = ("doi", "abstract", "abstracts", "edition", "status", "note", "see", "presenters", "changes")
"""Keys that are left out where there is nothing to say."""

PLACEHOLDER = "placeholder"
"""The treatment of a document that has only a page in its place."""


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One part of the volume as contents.json has it; the fields are its keys, in their order.

    `session` is the id of the agenda's item to which the part belongs. `source` is relative to the
    workspace. `language` is a submission's (BCP 47), None for other parts. `first_page` is the
    1-based position in the PDF.
    """

    id: str
    kind: str
    title: str
    people: tuple[str, ...]
    session: str | None
    source: str | None
    source_sha256: str | None
    language: str | None
    treatment: tuple[str, ...]
    first_page: int
    page_count: int
    first_folio: str
    last_folio: str
    doi: str | None = None
    """Of the document, else of its contribution; the key is there where there is one."""
    abstract: str | None = None
    """Of the contribution to which a document belongs, as Markdown;
    the key is there where there is one.
    """
    abstracts: tuple[AbstractEntry, ...] = ()
    """On the part of a session or a talk:
    the abstracts of contributions without a document in the volume.
    """
    status: str | None = None
    """Of the session, or of the contribution to which a document belongs: `cancelled`, `withdrawn`,
    `retracted`, `moved`. This key and the following are there where there is something to say.
    """
    note: str | None = None
    see: str | None = None
    """Id of the entry of the agenda of which this is another presentation, or to which it moved."""
    presenters: tuple[str, ...] = ()
    """Who spoke, where not all of `people` did."""
    changes: tuple[ChangedEntry, ...] = ()
    """On the part of a session or a talk: contributions without a document in the volume that did
    not happen as announced, or are presented elsewhere too.
    """


@dataclass(frozen=True, slots=True)
class AbstractEntry:
    """The abstract of a contribution that has no part of its own."""

    contribution: str
    title: str
    people: tuple[str, ...]
    abstract: str


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """What became of a contribution that has no part of its own."""

    contribution: str
    title: str
    people: tuple[str, ...]
    status: str | None = None
    note: str | None = None
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents.json: the volume's title, pages,
    the file name and SHA-256 of its PDF, its claim and its parts.
    """

    version: int
    title: str
    pages: int
    pdf: str
    sha256: str
    conformance: ClaimRecord
    parts: tuple[PrintedPart, ...]
    edition: str | None = None
    """Which one it is, where it is not the one for print; the key is there only then."""


@dataclass(frozen=True, slots=True)
class VolumeContents:
    """What contents.json says of one volume of several;
    `title` is None where the volume has none of its own.
    """

    number: int
    title: str | None
    pages: int
    pdf: str
    sha256: str
    conformance: ClaimRecord
    parts: tuple[PrintedPart, ...]


_Written = (
    Contents | VolumeContents | PrintedPart | AbstractEntry | ChangedEntry | ClaimRecord | JudgeRecord | LoweringRecord
)
"""Values whose fields are keys of contents.json."""


def book_contents(
    plans: Sequence[Plan],
    volume: Volume,
    submissions: Mapping[str, Submission],
    sums: Mapping[str, str],
    claims: Mapping[str, ClaimRecord],
) -> str:
    """The text of contents.json for a finished book.

    Args:
        plans: of its volumes. One alone is written as `contents_document` does;
            several stand below `volumes`, each with what is otherwise said of the one.
        volume: its title, and where its documents came from.
        submissions: what was done to each document, by document id.
        sums: SHA-256 of each volume, by the name of its file.
        claims: what each volume claims, by the name of its file.
    """
    if len(plans) == 1:
        (plan,) = plans
        return contents_document(plan, volume, submissions, sums[plan.file], claims[plan.file])
    volumes = [
        VolumeContents(
            plan.tome.number,
            plan.tome.title,
            len(plan.leaves),
            plan.file,
            sums[plan.file],
            claims[plan.file],
            _entries(plan, volume, submissions),
        )
        for plan in plans
        if plan.tome is not None
    ]
    which = {"edition": edition} if (edition := _edition(plans[0])) else {}
    return _as_text({"version": SET_VERSION, "title": volume.title, "volumes": volumes, **which})


def _edition(plan: Plan) -> str | None:
    """The edition as contents.json names it:
    the one for print is described as it was before there were others.
    """
    return None if plan.edition is Edition.PRINT else str(plan.edition)


def contents_document(
    plan: Plan, volume: Volume, submissions: Mapping[str, Submission], sha256: str, claimed: ClaimRecord
) -> str:
    """The text of contents.json for a finished volume.

    Args:
        plan: the parts, blanks included: they cover every page once, in order.
        volume: its title, and where its documents came from.
        submissions: what was done to each document, by document id.
        sha256: of the volume's file, in hexadecimal.
        claimed: what the volume claims, and who judged it.

    Returns:
        JSON with keys in a fixed order, two spaces of indent and a line feed at the end.
    """
    pages, entries = len(plan.leaves), _entries(plan, volume, submissions)
    contents = Contents(VERSION, volume.title, pages, plan.file, sha256, claimed, entries, _edition(plan))
    return _as_text(_keys(contents))


def _as_text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2, default=_keys) + "\n"


def _keys(value: _Written) -> dict[str, Any]:
    """The fields of a value; `dataclasses.asdict` would copy every text and list as well."""
    keys = {name: getattr(value, name) for name in value.__slots__}
    return {name: said for name, said in keys.items() if said or name not in _WHERE_THERE}


def _entries(plan: Plan, volume: Volume, submissions: Mapping[str, Submission]) -> tuple[PrintedPart, ...]:
    sources = {d.id: str(d.source) for d in volume.documents if d.source is not None}
    told = _Told.of(plan, volume, submissions)
    return tuple(_entry(placed, sources, submissions, told) for placed in plan.parts)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of contributions, by the part that has it: DOIs and languages by document,
    abstracts by contribution or, where that has no part, by item.
    """

    dois: Mapping[str, str]
    languages: Mapping[str, str]
    by_contribution: Mapping[str, str]
    by_item: Mapping[str, tuple[AbstractEntry, ...]]
    fates: Mapping[str, Item | Contribution]
    """Items and contributions by their ids."""
    changes: Mapping[str, tuple[ChangedEntry, ...]]

    @classmethod
    def of(cls, plan: Plan, volume: Volume, submissions: Mapping[str, Submission]) -> _Told:
        """Gather what is told of talks, from the volume and the part that each stands in."""
        present = {placed.part.contribution for placed in plan.parts}
        given = [(item, c, c.abstract.markdown) for item in volume.items for c in item.contributions if c.abstract]
        lone: dict[str, list[AbstractEntry]] = {}
        # A talk without a page of its own is told of where the reader finds it.
        elsewhere = PartKind.ABSTRACTS if plan.find(PartKind.ABSTRACTS) else PartKind.AGENDA
        for item, c, abstract in given:
            if c.id not in present:
                people = tuple(speaker.person.name for speaker in c.speakers)
                lone.setdefault(item.id if plan.find(item.id) else elsewhere, []).append(
                    AbstractEntry(c.id, c.heading, people, abstract)
                )
        dois = {d.id: d.doi or c.doi or "" for item in volume.items for c in item.contributions for d in c.documents}
        languages = {d.id: language_of(d, submissions[d.id], volume) for d in volume.documents if d.id in submissions}
        return cls(
            dois,
            languages,
            {c.id: text for _, c, text in given},
            {name: tuple(found) for name, found in lone.items()},
            {item.id: item for item in volume.items} | {c.id: c for item in volume.items for c in item.contributions},
            _changes(plan, volume),
        )


def _changes(plan: Plan, volume: Volume) -> dict[str, tuple[ChangedEntry, ...]]:
    """Contributions without a part that did not happen as announced, by the part where the reader
    finds them.
    """
    present = {placed.part.contribution for placed in plan.parts}
    found: dict[str, list[ChangedEntry]] = {}
    for item in volume.items:
        where = item.id if plan.find(item.id) else str(PartKind.AGENDA)
        for one in item.contributions:
            if one.id not in present and (one.status or one.see):
                people = tuple(speaker.person.name for speaker in one.speakers)
                said = ChangedEntry(one.id, one.heading, people, one.status, one.note, one.see)
                found.setdefault(where, []).append(said)
    return {name: tuple(entries) for name, entries in found.items()}


def _entry(
    placed: PlacedPart, sources: Mapping[str, str], submissions: Mapping[str, Submission], told: _Told
) -> PrintedPart:
    part = placed.part
    taken = submissions.get(part.document) if part.document else None
    missing = (PLACEHOLDER,) if part.document else ()
    fate = told.fates.get(part.contribution or part.item or "")
    opens = part.kind is PartKind.DIVIDER
    of_work = part.document is not None and isinstance(fate, Contribution)
    return PrintedPart(
        id=part.id,
        kind=str(part.kind),
        title=part.title,
        people=part.people,
        session=part.item,
        source=sources.get(part.document) if part.document else None,
        source_sha256=taken.source_sha256 if taken else None,
        language=told.languages.get(part.document) if part.document else None,
        treatment=taken.treatment if taken else missing,
        first_page=placed.first_page,
        page_count=placed.page_count,
        first_folio=placed.first_folio,
        last_folio=placed.last_folio,
        doi=told.dois.get(part.document or ""),
        abstract=told.by_contribution.get(part.contribution or ""),
        abstracts=told.by_item.get(part.id, ()),
        status=fate.status if fate and (opens or of_work) else None,
        note=fate.note if fate and (opens or of_work) else None,
        see=fate.see if fate and (opens or of_work) else None,
        presenters=tuple(p.name for p in fate.presenters) if isinstance(fate, Contribution) and of_work else (),
        changes=told.changes.get(part.id, ()),
    )
