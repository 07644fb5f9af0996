"""Names of people as an index and a running head want them: family name first, or alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.model import Person

# fmt: off
PARTICLES = frozenset((
    "af", "al", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "dello", "den", "der", "des", "di",
    "do", "dos", "du", "el", "ibn", "la", "las", "le", "lo", "los", "'t", "’t", "te", "ten", "ter", "tot", "van",
    "vande", "vanden", "vander", "vom", "von", "zu", "zum", "zur",
))
# fmt: on
"""Words that belong to a family name when they stand before it."""

SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])

ELIDED = re.compile(r"^(?:d|l|dell|dall|all)['’](?=\w)")
"""A particle joined to its name by an apostrophe; only in lower case is it one."""


@dataclass(frozen=True, slots=True)
class SortedName:
    """A name split for sorting: `family` decides, then `given`; `heading` is what is printed."""

    heading: str
    family: str
    given: str


def family_name(person: Person) -> str:
    """The family name as a running head gives it, particles included: `de Luca`."""
    if person.family:
        return person.family
    if person.sort_name and "," in person.sort_name:
        family = person.sort_name.partition(",")[0].strip()
        # A sort name may have put the particles last (`Gogh, Vincent van`); the name itself says how it is printed.
        before, found, _ = person.name.rpartition(family)
        return " ".join([*_trailing_particles(before.split()), family]) if found else family
    return _split(person.name)[1]


def sorted_name(person: Person, particles: str) -> SortedName:
    """How an index prints and sorts a person.

    Args:
        person: `sort_name` wins; `family` says where the name divides; else the last word with its particles.
        particles: `keep` puts *de Luca, Cristina* under D; `ignore` puts *Luca, Cristina de* under L.

    Source: The Chicago Manual of Style, 17th ed., 16.71-16.87.
    """
    if person.sort_name:
        family, _, given = person.sort_name.partition(",")
        return SortedName(person.sort_name, family.strip(), given.strip())
    given, family, suffix = _split(person.name, person.family)
    if not given:
        return SortedName(person.name, family, suffix)
    if person.family and person.name.startswith(f"{person.family} "):
        # The family name already stands first, as in Chinese, Hungarian, Korean: nothing is inverted.
        return SortedName(person.name, family, given)
    moved = ""
    if particles == "ignore":
        moved, family = _without_particles(family)
    tail = f"{given} {moved}".strip() if moved else given
    return SortedName(", ".join(part for part in (family, tail, suffix) if part), family, f"{tail} {suffix}".strip())


def _split(name: str, family: str | None = None) -> tuple[str, str, str]:
    """Given names, family name with particles, and a suffix such as `Jr.`"""
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in SUFFIXES else ""
    if family:
        given = " ".join(words)
        for end in (f" {family}", f"{family} "):
            given = given.removesuffix(end) if end.startswith(" ") else given.removeprefix(end)
        return ("" if given == family else given), family, suffix
    if len(words) < 2:
        return "", " ".join(words), suffix
    particles = _trailing_particles(words[1:-1])
    rest = words[: len(words) - 1 - len(particles)]
    return " ".join(rest), " ".join([*particles, words[-1]]), suffix


def _trailing_particles(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in reversed(words):
        if word.lower() not in PARTICLES:
            break
        found.insert(0, word)
    return found


def _without_particles(family: str) -> tuple[str, str]:
    """Leading particles in lower case and what is left; `De Niro` is a name, `de Luca` has a particle."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    moved, rest = words[:count], " ".join(words[count:])
    elided = ELIDED.match(rest)
    if elided:
        moved, rest = [*moved, elided.group()], rest[elided.end() :]
    return " ".join(moved), rest
