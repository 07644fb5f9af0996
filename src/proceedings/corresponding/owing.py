"""Who owes what: each document, biography, portrait and form that the volume waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proceedings.values.book import Contribution, Item, Person, Volume
from proceedings.values.options import Biographies
from proceedings.values.submission import Submission

OF_PEOPLE = ("biography", "portrait", "consent")
"""What belongs to a person and to no contribution."""


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that is there or is waited for, by person and by session.

    `state` is `here`, `promised` (no file named), `missing` (named and not there, or not here of a
    person), `withheld`; of an answer `open`, or `asked` where a letter asked for it. What belongs
    to a person alone stands with the first session in which they speak. `until` is a day, `pages`
    and `limit` are of a document.
    """

    person: str
    name: str
    session: str
    contribution: str
    title: str
    what: str
    state: str
    file: str = ""
    document: str = ""
    until: str = ""
    pages: int | None = None
    limit: int | None = None
    came: str = ""
    """The day on which it came in, as far as it is known."""
    note: str = ""
    """Of an answer: what was found."""

    @property
    def is_open(self) -> bool:
        """Whether somebody owes it still."""
        return self.state in ("promised", "missing", "open", "asked")

    @property
    def is_too_long(self) -> bool:
        """Whether it has more pages than its kind may have."""
        return bool(self.pages and self.limit and self.pages > self.limit)


def debts(
    volume: Volume, submissions: Mapping[str, Submission] | None = None, came: Mapping[str, str] | None = None
) -> tuple[Debt, ...]:
    """All documents of the agenda, and what belongs to all who speak, in its order.

    Args:
        volume: the book.
        submissions: what was taken in, by document id, for the number of pages.
        came: by file of the workspace, the day on which it came in.
    """
    found: list[Debt] = []
    seen: set[str] = set()
    told = _Told(volume, submissions or {}, came or {})
    for item in volume.items:
        for contribution in item.contributions:
            found += told.documents(item, contribution)
            status = contribution.status or item.status
            for speaker in () if status and status.owes_nothing else contribution.speakers:
                if speaker.person.id not in seen:
                    seen.add(speaker.person.id)
                    found += told.of_person(speaker.person, item, contribution)
    return tuple(found)


def asked_of_people(volume: Volume) -> frozenset[str]:
    """What letters ask of people besides documents.

    Biographies and portraits where anybody sent one, where volume.yaml has a deadline for them or
    shows everybody, and not where the check for them is off; forms of consent where somebody's is
    noted in people.yaml, or has a deadline.
    """
    wanted = {name for name, _ in volume.deadlines}
    sent = any(person.bio or person.photo for person in volume.people)
    if dict(volume.settings.checks).get("missing-biography") == "off":
        wanted -= {"biography", "portrait"}
    elif sent or volume.settings.options.biographies is Biographies.ALL:
        wanted |= {"biography", "portrait"}
    if _wants_consent(volume):
        wanted.add("consent")
    return frozenset(wanted)


def _wants_consent(volume: Volume) -> bool:
    return "consent" in dict(volume.deadlines) or any(person.consent is not None for person in volume.people)


class _Told:
    """Makes debts of what is known of a volume."""

    def __init__(self, volume: Volume, submissions: Mapping[str, Submission], came: Mapping[str, str]) -> None:
        self._submissions, self._came = submissions, came
        self._until = {name: day.isoformat() for name, day in volume.deadlines}
        self._limits = dict(volume.settings.limits)
        self._consent = _wants_consent(volume)

    def documents(self, item: Item, contribution: Contribution) -> Iterator[Debt]:
        """Its documents, as debts of all who speak."""
        people = contribution.speakers
        for document in contribution.documents:
            state = "here" if document.supplied else "missing" if document.source else "promised"
            taken = self._submissions.get(document.id)
            limits = {**self._limits, **dict(document.treatment.limits)}
            source = str(document.source or "")
            yield Debt(
                ", ".join(speaker.person.id for speaker in people),
                ", ".join(speaker.person.name for speaker in people),
                session_name(item),
                contribution.id,
                contribution.heading,
                document.kind.value,
                "withheld" if document.withheld else state,
                source,
                document.id,
                self._until.get(document.kind.value, ""),
                len(taken.facts.pages) if taken else None,
                int(limits.get(f"{document.kind}-pages", 0)) or None,
                self._came.get(source, ""),
            )

    def of_person(self, person: Person, item: Item, contribution: Contribution) -> Iterator[Debt]:
        """What belongs to a person, with the first contribution in which they speak."""
        things: list[tuple[str, bool, str]] = [
            ("biography", person.bio is not None, person.bio.file if person.bio else ""),
            ("portrait", person.photo is not None, str(person.photo or "")),
        ]
        if self._consent:
            things.append(("consent", bool(person.consent), ""))
        for what, there, file in things:
            yield Debt(
                person.id,
                person.name,
                session_name(item),
                contribution.id,
                contribution.heading,
                what,
                "here" if there else "missing",
                file if there else "",
                until=self._until.get(what, ""),
                came=self._came.get(file, ""),
            )


def session_name(item: Item) -> str:
    """`I: First things`; the title alone where the session has no number."""
    return f"{item.number}: {item.title}" if item.number else item.title
