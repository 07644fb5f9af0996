"""Ids of items, contributions and documents:
the editor's where given, else made from names; each only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from proceedings.reading.findings import Findings
from proceedings.values.book import Speaker
from proceedings.values.diagnostics import Place
from proceedings.words.suggestions import slug

BUILT_IN_PARTS = (
    "half-title",
    "title",
    "imprint",
    "contents",
    "committees",
    "sponsors",
    "agenda",
    "sessions",
    "biographies",
    "participants",
    "index",
    "keyword-index",
)
"""The names that `parts:` knows besides the texts in proceedings/front/."""

_KEPT_FOR_PAGES = re.compile(r"blank-\d+|foreword|divider|paper|slides|poster|handout|blank")


class IdPool:
    """Gives each part of the agenda an id that no other part of the volume has."""

    def __init__(self, findings: Findings, front: Iterable[str]) -> None:
        self._findings = findings
        self._reserved = {*BUILT_IN_PARTS, *front}
        self._taken: dict[str, Place] = {}
        self._counts: dict[str, int] = {}
        self._given: dict[Place, str] = {}

    def claim(self, wanted: str, place: Place) -> None:
        """Keep an id for the entry at which the editor wrote it;
        all are claimed before any is derived.
        """
        if wanted in self._taken:
            first = self._taken[wanted]
            self._findings.error(
                "duplicate-id",
                place,
                f"the id `{wanted}` is given twice",
                f"the first is in line {first.line}; each id may be given once",
            )
        elif self._is_reserved(wanted):
            self._findings.error(
                "reserved-id", place, f"the id `{wanted}` belongs to another part of the volume", "choose another"
            )
        else:
            self._taken[wanted] = place
            self._given[place] = wanted

    def given(self, place: Place) -> str | None:
        """The id that was claimed at a place; None where there was none, or it was refused."""
        return self._given.get(place)

    def derive(self, wanted: str, place: Place) -> str:
        """An id as wanted if it is free, otherwise with the first free number from 2 after it."""
        wanted = wanted or "entry"
        if wanted not in self._taken and not self._is_reserved(wanted):
            self._taken[wanted] = place
            return wanted
        number = self._counts.get(wanted, 1) + 1
        while f"{wanted}-{number}" in self._taken:
            number += 1
        self._counts[wanted] = number
        self._taken[f"{wanted}-{number}"] = place
        return f"{wanted}-{number}"

    def _is_reserved(self, wanted: str) -> bool:
        return wanted in self._reserved or _KEPT_FOR_PAGES.fullmatch(wanted) is not None


def family_slug(speakers: Iterable[Speaker]) -> str:
    """The id of a contribution within its item: the first speaker's family name;
    the person's id in other scripts.
    """
    for speaker in speakers:
        person = speaker.person
        return slug(person.parts.handle) or slug(person.id) or "speaker"
    return ""
