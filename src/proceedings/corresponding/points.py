"""What there is to say to each author: what is owed, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proceedings.corresponding.owing import Debt, asked_of_people
from proceedings.values.book import Contribution, Document, DocumentKind, Person, Volume
from proceedings.values.diagnostics import Severity
from proceedings.values.finding import Finding, PageMark
from proceedings.values.sentence import Sentence
from proceedings.values.submission import Submission

_TOLD_AS_DEBTS = frozenset(("missing-document", "missing-biography"))
_FOR_THE_EDITOR = frozenset(("program-missing", "outside-workspace", "no-page-chosen"))
"""Codes of documents that cannot be used for no fault of their authors."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that somebody owes or must mend.

    `key` is the same as long as the thing is open. What is owed has no sentence; `what` names it.
    `document` is None for what belongs to a person.
    """

    key: str
    what: str
    document: Document | None = None
    title: str = ""
    sentence: Sentence | None = None
    marks: tuple[PageMark, ...] = ()
    pdf: Path | None = None

    @property
    def kind(self) -> DocumentKind | None:
        """The kind of its document."""
        return self.document.kind if self.document else None


def points_of(
    volume: Volume,
    debts: Sequence[Debt],
    findings: Sequence[Finding],
    submissions: Mapping[str, Submission],
    *,
    notices: bool = False,
) -> dict[Person, tuple[Point, ...]]:
    """By person, in the agenda's order, what a letter has to say to them.

    Notices tell what was put right without the author; they count only where asked for.
    """
    found: dict[str, dict[str, Point]] = {}
    for person, point in (
        *_owed(volume, debts),
        *_to_mend(volume, findings, submissions, notices),
        *_portraits(volume, findings),
    ):
        found.setdefault(person, {}).setdefault(point.key, point)
    people = {person.id: person for person in (*volume.people_on_stage, *volume.people)}
    return {people[name]: tuple(points.values()) for name, points in found.items() if name in people}


def _owed(volume: Volume, debts: Sequence[Debt]) -> Iterator[tuple[str, Point]]:
    documents = {document.id: document for document in volume.documents}
    asked = asked_of_people(volume)
    for debt in debts:
        document = documents.get(debt.document)
        if not debt.is_open or (document is None and debt.what not in asked):
            continue
        for person in filter(None, debt.person.split(", ")):
            key = f"owed {debt.what} {debt.document}".rstrip()
            yield person, Point(key, debt.what, document, debt.title if document else "")


def _to_mend(
    volume: Volume, findings: Sequence[Finding], submissions: Mapping[str, Submission], notices: bool
) -> Iterator[tuple[str, Point]]:
    by_document: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.diagnostic.document and finding.diagnostic.code not in _TOLD_AS_DEBTS:
            by_document.setdefault(finding.diagnostic.document, []).append(finding)
    for contribution, document in _documents(volume):
        of_it = by_document.get(document.id, [])
        taken = submissions.get(document.id)
        asked = [f for f in of_it if f.letter and (notices or f.diagnostic.severity is not Severity.NOTICE)]
        points = [
            Point(
                f"{f.diagnostic.code} {f.letter.key} {document.id}",
                "answer",
                document,
                contribution.heading,
                f.letter,
                f.marks,
                taken.pdf if taken else None,
            )
            for f in asked
            if f.letter
        ]
        if document.supplied and not document.withheld and taken is None:
            points += _unusable(contribution, document, of_it)
        for speaker in contribution.speakers:
            yield from ((speaker.person.id, point) for point in points)


def _documents(volume: Volume) -> Iterator[tuple[Contribution, Document]]:
    return ((c, d) for item in volume.items for c in item.contributions for d in c.documents)


def _unusable(contribution: Contribution, document: Document, findings: Sequence[Finding]) -> list[Point]:
    """The point about a file that could not be taken in, where its author can help."""
    codes = [f.diagnostic.code for f in findings if f.diagnostic.severity is not Severity.NOTICE]
    if not codes or set(codes) & _FOR_THE_EDITOR:
        return []
    key = f"unusable {document.id}"
    return [Point(key, "answer", document, contribution.heading, Sentence(f"unusable-{codes[0]}"))]


def _portraits(volume: Volume, findings: Sequence[Finding]) -> Iterator[tuple[str, Point]]:
    owners = {str(person.photo): person.id for person in volume.people if person.photo}
    for finding in findings:
        said = finding.diagnostic
        person = owners.get(said.place.file)
        if person and finding.letter and said.severity is not Severity.NOTICE:
            yield person, Point(f"{said.code} {person}", "answer", sentence=finding.letter)
