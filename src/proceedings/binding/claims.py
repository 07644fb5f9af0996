"""What the volume may claim to be:
the level that the editor asked for, lowered to what all its parts hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from proceedings.standards.levels import LEVELS, Level
from proceedings.values.book import Document, Volume
from proceedings.values.conformance import Conformance
from proceedings.values.diagnostics import Diagnostic, Severity
from proceedings.values.submission import Submission
from proceedings.values.tagged import TAGGED_BY_US

ATTACHING = "4f"
"""The level of a volume that brings the submissions along; without any it is PDF/A-4."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The levels that hold: one of PDF/A or none, and whether PDF/UA-1."""

    archival: Level | None
    accessible: bool = False

    @property
    def levels(self) -> tuple[Level, ...]:
        """All of them."""
        found = (self.archival,) if self.archival else ()
        return (*found, LEVELS["ua-1"]) if self.accessible else found


def wanted(conformance: Conformance) -> Claim:
    """What the editor asks for."""
    return Claim(LEVELS[conformance.archival], conformance.accessible)


def claim(volume: Volume, submissions: Mapping[str, Submission]) -> Claim:
    """The highest claim that holds for all documents.

    Our own pages hold every level. PDF/UA-1 is claimed wherever it holds, asked for or not.
    """
    asked = wanted(volume.settings.conformance).archival
    trusted = volume.settings.options.trust_made_tags
    taken = _taken(volume, submissions)
    archival = _held(asked, taken, trusted) if asked else None
    if archival and archival.name == ATTACHING and not taken:  # ISO 19005-4, 6.9: it has something attached
        archival = LEVELS["4"]
    return Claim(archival, not any(_barriers(submission, trusted) for submission in taken))


@dataclass(frozen=True, slots=True)
class Lowering:
    """A document that keeps the volume from a level that was asked for:
    why, and what may be done about it.
    """

    document: Document
    level: str
    reason: str
    remedy: str | None


def in_the_way(
    volume: Volume, submissions: Mapping[str, Submission], told: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """What stands in the way of a higher claim, at the line of each such document in the agenda.

    Args:
        volume: what is asked for.
        submissions: what was taken in.
        told: what intake said of the documents;
            `not-conforming` among it is the reason that is given again.

    Returns:
        A warning for each document for which the level of PDF/A that was asked for is lowered; a
        notice for each that stands in the way of PDF/UA-1, or a warning where it is what the editor
        asked for.
    """
    asked, trusted = wanted(volume.settings.conformance), volume.settings.options.trust_made_tags
    taken = _taken(volume, submissions)
    held = _held(asked.archival, taken, trusted) if asked.archival else None
    claims = f"PDF/A-{held.name}" if held else "no level of PDF/A"
    for found in archival_lowerings(volume, submissions, told):
        message = (
            f"{found.document.source} keeps the volume from being PDF/A-{found.level}: {found.reason}. "
            f"The volume claims {claims}."
        )
        place, document = found.document.place, found.document.id
        yield Diagnostic("claim-lowered", Severity.WARNING, place, message, found.remedy, document)
    for found in barriers_to_access(volume, submissions):
        yield Diagnostic(
            "not-accessible",
            Severity.WARNING if asked.accessible else Severity.NOTICE,
            found.document.place,
            f"the document keeps the volume from being PDF/UA-1: {found.reason}",
            found.remedy,
            found.document.id,
        )


def archival_lowerings(
    volume: Volume, submissions: Mapping[str, Submission], told: Iterable[Diagnostic]
) -> tuple[Lowering, ...]:
    """The documents for which the level of PDF/A that was asked for is lowered;
    of `told` as `in_the_way` has it.
    """
    asked, trusted = wanted(volume.settings.conformance).archival, volume.settings.options.trust_made_tags
    if asked is None:
        return ()
    reasons: dict[str, list[Diagnostic]] = {}
    for diagnostic in told:
        if diagnostic.code == NOT_CONFORMING and diagnostic.document is not None:
            reasons.setdefault(diagnostic.document, []).append(diagnostic)
    documents = {d.id: d for d in volume.documents}
    return tuple(
        Lowering(documents[submission.document], asked.name, *_why(reasons.get(submission.document, ()), asked))
        for submission in _taken(volume, submissions)
        if not _holds(submission, asked, trusted)
    )


def barriers_to_access(volume: Volume, submissions: Mapping[str, Submission]) -> tuple[Lowering, ...]:
    """The documents that keep the volume from being PDF/UA-1."""
    trusted, documents = volume.settings.options.trust_made_tags, {d.id: d for d in volume.documents}
    barred = ((submission, _barriers(submission, trusted)) for submission in _taken(volume, submissions))
    return tuple(
        Lowering(documents[submission.document], "ua-1", "; ".join(barriers), _TAGGED_REMEDY)
        for submission, barriers in barred
        if barriers
    )


def _taken(volume: Volume, submissions: Mapping[str, Submission]) -> list[Submission]:
    return [submissions[d.id] for d in volume.documents if d.id in submissions]


def _held(asked: Level, taken: Sequence[Submission], trusted: bool) -> Level | None:
    chain = [asked, *(LEVELS[name] for name in asked.lower)]
    return next((level for level in chain if all(_holds(submission, level, trusted) for submission in taken)), None)


def _why(told: Sequence[Diagnostic], asked: Level) -> tuple[str, str | None]:
    """The first reason that intake gave, its page and the number of others; and the remedy."""
    if not told:
        return _REASONS[asked.tagged], _REMEDIES[asked.tagged]
    first = told[0]
    page = f", page {first.place.page}" if first.place.page else ""
    more = f", and {len(told) - 1} more" if len(told) > 1 else ""
    return first.message.partition(": ")[2] + page + more, first.hint


NOT_CONFORMING = "not-conforming"
"""Intake's code for a document that cannot be made PDF/A."""
_TAGGED_REMEDY = "ask its author for a tagged PDF, or for the file it was made from"
_REASONS = {
    True: "its author did not tag it, or a font does not explain its characters, as level A asks",
    False: "a font does not explain its characters, as level U asks",
}
_REMEDIES = {
    True: "ask its author for a tagged PDF, or for the file it was made from; or ask for a lower level",
    False: "ask its author for a PDF made by the program that wrote the text; or ask for a lower level",
}


def _holds(submission: Submission, level: Level, trusted: bool) -> bool:
    """True when the document holds what the level asks of content,
    and has tags of its author's where it wants them.
    """
    if submission.conforms is None:
        return False
    if level.tagged and (
        any("Unicode" in barrier for barrier in submission.barriers or ()) or not _has_tags(submission, trusted)
    ):
        return False
    return not level.unicode or submission.conforms[-1:] in ("u", "a")


def _has_tags(submission: Submission, trusted: bool) -> bool:
    return trusted if TAGGED_BY_US in submission.treatment else submission.barriers is not None


def _barriers(submission: Submission, trusted: bool) -> tuple[str, ...]:
    """Why a document is not PDF/UA-1, in sentences; empty where it is."""
    if TAGGED_BY_US in submission.treatment:
        unclear = () if (submission.conforms or "")[-1:] in ("u", "a") else ("a font does not explain its characters",)
        return unclear if trusted else ("its author did not tag it, plain tags were added", *unclear)
    if submission.barriers is None:
        return ("it was not examined",)
    return submission.barriers
