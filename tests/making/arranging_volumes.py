"""Volumes in a few lines, for tests of arranging and of what follows from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePosixPath
from typing import Any

from proceedings.arranging.parts import list_parts
from proceedings.values.book import (
    Contribution,
    Day,
    Document,
    DocumentKind,
    Event,
    Item,
    ItemKind,
    Person,
    Speaker,
    Text,
    Volume,
)
from proceedings.values.diagnostics import Place
from proceedings.values.geometry import Matrix
from proceedings.values.name_reading import read_name
from proceedings.values.options import Biographies, Options
from proceedings.values.plan import Part, Placement
from proceedings.values.settings import Settings
from proceedings.values.submission import Facts, PageFacts, Submission
from proceedings.words.wording import words

HERE = Place("proceedings/agenda.yaml")


def person(name: str, **more: Any) -> Person:
    read = read_name(name, more.pop("family", None), more.pop("sort_name", None))
    houses = more.pop("affiliation", None)
    houses = (houses,) if isinstance(houses, str) else tuple(houses or ())
    return Person(
        more.pop("id", name.lower().replace(" ", "-")), read.printed, HERE, read.parts, affiliations=houses, **more
    )


def document(name: str, kind: DocumentKind = DocumentKind.PAPER, **more: Any) -> Document:
    more.setdefault("source", PurePosixPath(f"papers/{name}.pdf"))
    return Document(name, kind, HERE, supplied=True, **more)


def contribution(
    name: str, *speakers: Person | Speaker, documents: tuple[Document, ...] = (), **more: Any
) -> Contribution:
    roles = tuple(s if isinstance(s, Speaker) else Speaker(s) for s in speakers)
    return Contribution(name, HERE, speakers=roles, documents=documents, **more)


def session(name: str, title: str, *contributions: Contribution, **more: Any) -> Item:
    moderators = tuple(Speaker(p) for p in more.pop("moderators", ()))
    kind = more.pop("kind", ItemKind.SESSION)
    return Item(name, kind, title, HERE, moderators=moderators, contributions=contributions, **more)


def volume(*days: tuple[Item, ...], **more: Any) -> Volume:
    dated = tuple(Day(dt.date(2007, 10, 8) + dt.timedelta(k), items) for k, items in enumerate(days))
    people = more.pop("people", None)
    if people is None:
        people = tuple(dict.fromkeys(p for day in dated for item in day.items for p in everybody(item)))
    more.setdefault("settings", Settings(options=Options(biographies=Biographies.ALL)))
    more.setdefault("front", (Text("proceedings/front/foreword.md", "…"),))
    return Volume("A Workshop", more.pop("language", "en"), Event("A Workshop"), dated, people, HERE, **more)


def everybody(item: Item) -> list[Person]:
    speakers = [*item.moderators, *(s for c in item.contributions for s in c.speakers)]
    return [p for s in speakers for p in (s.person, s.on_behalf_of) if p is not None]


def submissions(of: Volume, pages: int = 1, but: tuple[str, ...] = ()) -> dict[str, Submission]:
    facts = Facts((PageFacts(595.276, 841.89, None),) * pages)
    return {d.id: Submission(d.id, Path("x.pdf"), "f" * 64, "0" * 64, facts) for d in of.documents if d.id not in but}


def parts(of: Volume, taken: dict[str, Submission] | None = None, draft: bool = False) -> tuple[Part, ...]:
    return list_parts(of, submissions(of) if taken is None else taken, words(of.language), draft)


def lying(taken: dict[str, Submission]) -> dict[str, tuple[tuple[Placement, ...], ...]]:
    return {name: tuple((Placement(k, Matrix()),) for k in range(len(s.facts.pages))) for name, s in taken.items()}
