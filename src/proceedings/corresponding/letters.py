"""A letter to one person, in their language: the words of a template around their points."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proceedings.corresponding.memory import Memory, Written
from proceedings.corresponding.points import Point
from proceedings.values.book import Person, Volume
from proceedings.values.finding import PageMark
from proceedings.words.author_sentences import AuthorSentences
from proceedings.words.wording import day_month_year, words

_PICTURES = 4
"""Pictures attached to one letter at most."""

Fill = Callable[[str, Mapping[str, object]], str]
"""Makes the text of a letter of a language and what a template may print."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a document (1-based) that is to be attached, and what is to be marked on it."""

    name: str
    pdf: Path
    page: int
    marks: tuple[PageMark, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it would be sent. `message` is its Message-ID, `answers` those before it."""

    person: Person
    language: str
    subject: str
    text: str
    points: tuple[str, ...]
    pictures: tuple[Picture, ...]
    message: str
    answers: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    """Sentences that the language lacks, and the language from which each was taken."""

    @property
    def is_reminder(self) -> bool:
        """Whether something was written to the person before."""
        return bool(self.answers)

    @property
    def written(self) -> Written:
        """What is remembered of it."""
        return Written(int(self.message.split(".")[1].partition("@")[0]), self.message, self.points)


def letter_to(person: Person, points: Sequence[Point], volume: Volume, memory: Memory, run: int, fill: Fill) -> Letter:
    """The letter of one run that says these points, which are all that is open now.

    What was said before is told first, as still open.
    """
    sentences = AuthorSentences(tuple(filter(None, (person.language, volume.language))))
    before = memory.letters.get(person.id, ())
    known = memory.said_to(person.id)
    told = _Told(volume, sentences)
    groups = (
        told.groups([p for p in points if p.key in known], "_still")
        + told.groups([p for p in points if p.key not in known], "")
        if before
        else told.groups(points, "")
    )
    pictures = _pictures(points)
    title = volume.title
    values: dict[str, object] = {
        "name": person.name,
        "title": title,
        "event": volume.event.name,
        "reminder": bool(before),
        "greeting": sentences.words("greeting", name=person.name),
        "opening": sentences.words("reminder_opening" if before else "opening", title=title),
        "groups": groups,
        "attached": sentences.words("attached") if pictures else "",
        "closing": sentences.words("closing"),
        "regards": sentences.words("regards"),
        "signed": [member.name for member in volume.editors] or [volume.event.name],
    }
    subject = sentences.words("reminder_subject" if before else "subject", title=volume.short_title or title)
    text = fill(sentences.language, values)
    keys = tuple(point.key for point in points)
    return Letter(
        person,
        person.language or volume.language,
        " ".join(subject.split()),
        text,
        keys,
        pictures,
        _message_id(title, person.id, run),
        tuple(one.message for one in before),
        tuple(sentences.missing.items()),
    )


def _message_id(title: str, person: str, run: int) -> str:
    """An id (RFC 5322, 3.6.4) that names no machine; the same letter has the same."""
    digest = hashlib.sha256(f"{title}\n{person}\n{run}".encode()).hexdigest()
    return f"<{digest[:24]}.{run}@proceedings.invalid>"


class _Told:
    """Puts points into words, those of one document under its name."""

    def __init__(self, volume: Volume, sentences: AuthorSentences) -> None:
        self._deadlines = dict(volume.deadlines)
        self._sentences = sentences

    def groups(self, points: Iterable[Point], suffix: str) -> list[dict[str, object]]:
        """What is owed and what is to be mended, each with its heading; those that are empty go."""
        listed = list(points)
        owed = [self._owed(point) for point in listed if point.sentence is None]
        by_document: dict[str, list[str]] = {}
        for point in listed:
            if point.sentence is not None:
                asked = self._sentences.asked(point.sentence)
                by_document.setdefault(self._heading(point, file=True), []).append(asked)
        groups: list[dict[str, object]] = []
        if owed:
            heading = self._sentences.words(f"owed{suffix}")
            groups.append({"heading": heading, "entries": [{"about": "", "points": owed}]})
        if by_document:
            said = self._sentences.words(f"mend{suffix}")
            bare = said.rstrip(" :")
            heading = self._with_date(bare, "answer") + said[len(bare) :]
            entries = [{"about": about, "points": asked} for about, asked in by_document.items()]
            groups.append({"heading": heading, "entries": entries})
        return groups

    def _owed(self, point: Point) -> str:
        said = self._heading(point) if point.document else self._sentences.words(point.what)
        return self._with_date(said, point.what)

    def _with_date(self, said: str, what: str) -> str:
        day = self._deadlines.get(what)
        if day is None:
            return said
        date = day_month_year(day, self._sentences.worded)
        return f"{said} ({self._sentences.words('until', date=date)})"

    def _heading(self, point: Point, *, file: bool = False) -> str:
        if point.document is None:
            return ""
        kind = words(self._sentences.worded).document(point.document.kind)
        name = point.document.source.name if file and point.document.source else ""
        return f"{kind}: {point.document.title or point.title}" + (f" ({name})" if name else "")


def _pictures(points: Sequence[Point]) -> tuple[Picture, ...]:
    """The first marked page of each point, then others, as long as there is room."""
    pages: dict[tuple[str, int], list[PageMark]] = {}
    pdfs: dict[str, Path] = {}
    for point in points:
        if point.document is not None and point.pdf is not None:
            pdfs[point.document.id] = point.pdf
            for mark in point.marks[:1]:
                pages.setdefault((point.document.id, mark.page), [])
    for point in points:
        for mark in point.marks:
            if point.document is not None and (found := pages.get((point.document.id, mark.page))) is not None:
                found.append(mark)
    return tuple(
        Picture(f"{document}-page-{page}.png", pdfs[document], page, tuple(dict.fromkeys(marks)))
        for (document, page), marks in list(pages.items())[:_PICTURES]
    )
