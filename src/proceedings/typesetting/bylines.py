"""Bylines: authors in a row with marks, and below them the houses that the marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.typesetting.bonds import bound_name
from proceedings.values.book import Speaker


@dataclass(frozen=True, slots=True)
class Byline:
    """Names, each with the numbers of their houses, and the houses in the order of their numbers.

    There are no numbers where there is nothing to tell apart: all come from one house.
    """

    names: tuple[tuple[str, tuple[int, ...]], ...]
    houses: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Whether numbers tell who comes from where."""
        return any(marks for _, marks in self.names)


def byline(speakers: Sequence[Speaker]) -> Byline:
    """The byline of an abstract: each house, an affiliation with its country, once."""
    homes = [_homes(speaker) for speaker in speakers]
    houses = tuple(dict.fromkeys(house for theirs in homes for house in theirs))
    is_plain = len(houses) < 2 and all(homes)
    marks = [() if is_plain else tuple(houses.index(house) + 1 for house in theirs) for theirs in homes]
    named = (bound_name(speaker.person.name) for speaker in speakers)
    return Byline(tuple(zip(named, marks, strict=True)), houses)


def _homes(speaker: Speaker) -> tuple[str, ...]:
    """Where somebody works; a title stands for the house of somebody who names none."""
    houses = speaker.affiliations
    if len(houses) == 1 or not houses:
        return tuple(said for said in (speaker.home or speaker.person.title,) if said)
    return tuple(dict.fromkeys(houses))
