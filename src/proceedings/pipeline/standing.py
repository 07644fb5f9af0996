"""Where the book stands: what is here, what is owed, and which answers are waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from proceedings.corresponding.memory import Memory, recall
from proceedings.corresponding.owing import Debt, debts, session_name
from proceedings.corresponding.points import Point, points_of
from proceedings.corresponding.status_forms import counted
from proceedings.pipeline.coming_in import came_in
from proceedings.pipeline.gathering import Gathered
from proceedings.values.book import Person, Volume
from proceedings.words.author_sentences import AuthorSentences

__all__ = ["counted", "standing"]


def standing(workspace: Path, gathered: Gathered) -> tuple[Debt, ...]:
    """Who owes what, with answers to what the checks ask of authors. Empty without a volume."""
    volume = gathered.volume
    if volume is None:
        return ()
    rows = debts(volume, gathered.submissions, came_in(workspace, gathered))
    points = points_of(volume, rows, gathered.findings, gathered.submissions)
    return (*rows, *_answers(volume, points, recall(workspace)))


def _answers(volume: Volume, points: dict[Person, tuple[Point, ...]], memory: Memory) -> Iterator[Debt]:
    """A row for each thing that authors must mend: `asked` where a letter said it, else `open`."""
    sentences = AuthorSentences((volume.language,))
    until = dict(volume.deadlines).get("answer")
    places = {d.id: (item, c) for item in volume.items for c in item.contributions for d in c.documents}
    people: dict[str, list[Person]] = {}
    for person, of_them in points.items():
        for point in of_them:
            if point.sentence is not None:
                people.setdefault(point.key, []).append(person)
    for point in {p.key: p for of_them in points.values() for p in of_them if p.sentence is not None}.values():
        item, contribution = places.get(point.document.id, (None, None)) if point.document else (None, None)
        whom = people[point.key]
        asked = any(point.key in memory.said_to(person.id) for person in whom)
        yield Debt(
            ", ".join(person.id for person in whom),
            ", ".join(person.name for person in whom),
            session_name(item) if item else "",
            contribution.id if contribution else "",
            point.title,
            "answer",
            "asked" if asked else "open",
            str(point.document.source or "") if point.document else "",
            point.document.id if point.document else "",
            until.isoformat() if until else "",
            note=sentences.asked(point.sentence) if point.sentence else "",
        )
