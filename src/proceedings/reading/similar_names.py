"""People who may be one, under names of different length: `J. Smith`, `John A. Smith`.

They are asked about and never taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations

from proceedings.reading.findings import Findings
from proceedings.values.book import Day, Person

_APART = re.compile(r"[\W_]+")
_ONE_BY_ONE, _LISTED = 3, 8
"""Pairs that are told one by one; of more, so many are listed."""
_HINT = "if two of them are one person, keep one id; if not, all is well: names in full, or ORCID iDs, tell them apart"


def report_similar(people: Iterable[Person], days: Iterable[Day], findings: Findings) -> None:
    """A notice for people of one family name whose given names may be the same, one of them
    shortened, or who have one ORCID iD; not for those who stand side by side in one contribution,
    or whose ORCID iDs differ.
    """
    beside = {
        pair
        for day in days
        for item in day.items
        for one in item.contributions
        for pair in combinations(sorted(speaker.person.id for speaker in one.speakers), 2)
    }
    pairs = [pair for pair in _alike(people) if tuple(sorted(person.id for person in pair)) not in beside]
    if len(pairs) <= _ONE_BY_ONE:
        for one, other in pairs:
            said = f"{one.name} may be {other.name} (`{other.id}`, line {other.place.line})"
            findings.notice("similar-names", one.place, said, _HINT)
        return
    named = ", ".join(f"{one.name} and {other.name}" for one, other in pairs[:_LISTED])
    more = f" and {len(pairs) - _LISTED} more" if len(pairs) > _LISTED else ""
    said = f"{len(pairs)} pairs of people may be one each: {named}{more}"
    findings.notice("similar-names", pairs[0][0].place, said, _HINT)


def _alike(people: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """The later of two and the earlier one, in the order of people.yaml."""
    families: dict[str, list[Person]] = {}
    by_orcid: dict[str, Person] = {}
    for person in people:
        if person.orcid and (same := by_orcid.setdefault(person.orcid, person)) is not person:
            yield person, same
            continue
        others = families.setdefault(_plain(person.parts.full_family), [])
        for other in others:
            apart = person.orcid and other.orcid and person.orcid != other.orcid
            apart = apart or person.parts.suffix != other.parts.suffix
            if not apart and may_be_one(person.parts.given, other.parts.given):
                yield person, other
                break
        others.append(person)


def may_be_one(one: str, other: str) -> bool:
    """Whether one of two given names may be the other shortened: by initials, or by a name less.

    The same name twice is none: two people may well have it.
    """
    first, second = _plain(one).split(), _plain(other).split()
    if not first or not second or first == second:
        return False
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(first, second, strict=False))


def _plain(name: str) -> str:
    """Without case and accents, parts of a name with a space between."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return _APART.sub(" ", "".join(sign for sign in decomposed if not unicodedata.combining(sign))).strip()
