"""Who owes what: each document, biography and portrait that the volume waits for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from proceedings.values.book import Contribution, Item, Person, Volume

COLUMNS = ("person", "name", "session", "contribution", "title", "what", "state", "file")


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that is there or is waited for, by person and by session.

    `state` is `here`, `promised` (no file named), `missing` (named and not there) or `withheld`.
    A biography and a portrait belong to a person alone: their session is the first in which the
    person speaks.
    """

    person: str
    name: str
    session: str
    contribution: str
    title: str
    what: str
    state: str
    file: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody owes it still."""
        return self.state in ("promised", "missing")


def debts(volume: Volume) -> tuple[Debt, ...]:
    """All documents of the agenda, and biography and portrait of all who speak, in its order."""
    found: list[Debt] = []
    seen: set[str] = set()
    for item in volume.items:
        for contribution in item.contributions:
            found += _documents(item, contribution)
            for speaker in contribution.speakers:
                if speaker.person.id not in seen:
                    seen.add(speaker.person.id)
                    found += _of_person(speaker.person, item, contribution)
    return tuple(found)


def _documents(item: Item, contribution: Contribution) -> Iterator[Debt]:
    people = contribution.speakers
    for document in contribution.documents:
        state = "here" if document.supplied else "missing" if document.source else "promised"
        yield Debt(
            ", ".join(speaker.person.id for speaker in people),
            ", ".join(speaker.person.name for speaker in people),
            _session(item),
            contribution.id,
            contribution.heading,
            document.kind.value,
            "withheld" if document.withheld else state,
            str(document.source or ""),
        )


def _of_person(person: Person, item: Item, contribution: Contribution) -> Iterator[Debt]:
    for what, there in (("biography", person.bio), ("portrait", person.photo)):
        state = "here" if there else "missing"
        yield Debt(person.id, person.name, _session(item), contribution.id, contribution.heading, what, state)


def _session(item: Item) -> str:
    return f"{item.number}: {item.title}" if item.number else item.title


def as_csv(rows: tuple[Debt, ...]) -> str:
    """The rows as a table for spreadsheets; cells that a spreadsheet would compute are
    made text.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        cells = [str(getattr(row, column)) for column in COLUMNS]
        table.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells])
    return text.getvalue()


def as_json(rows: tuple[Debt, ...]) -> str:
    """The rows as a list of objects."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)


def as_table(rows: tuple[Debt, ...]) -> str:
    """What is open, a line each person and talk, then how much is here of all."""
    lines: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.is_open:
            word = row.what if row.state != "missing" or not row.file else f"{row.what} ({row.file} is not there)"
            talk = row.title if row.what not in ("biography", "portrait") else ""
            lines.setdefault((row.name or "(nobody)", talk), []).append(word)
    wide = min(max((len(name) for name, _ in lines), default=0), 40)
    told = [
        f"{name:<{wide}}  {', '.join(owed)}" + (f"  ·  {talk}" if talk and talk != name else "")
        for (name, talk), owed in lines.items()
    ]
    return "\n".join([*told, *([""] if told else []), counted(rows)])


def counted(rows: tuple[Debt, ...]) -> str:
    """How many of each kind are here: `papers 3 of 5 · biographies 2 of 9`."""
    plurals = {"paper": "papers", "slides": "slides", "poster": "posters", "handout": "handouts"}
    plurals |= {"biography": "biographies", "portrait": "portraits"}
    parts = []
    for what, name in plurals.items():
        all_of = [row for row in rows if row.what == what and row.state != "withheld"]
        if all_of:
            parts.append(f"{name} {sum(row.state == 'here' for row in all_of)} of {len(all_of)}")
    return " · ".join(parts) or "nothing is promised"
