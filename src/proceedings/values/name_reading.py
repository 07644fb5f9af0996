"""A name as somebody wrote it becomes a PersonName,
with doubts where its parts cannot be told for certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from proceedings.values.name_division import Division, divided, family_parts, is_east_asian, is_reigning
from proceedings.values.name_words import (
    DEGREES,
    FIRST_TITLES,
    HOUSES,
    LOWER_PARTICLES,
    PARTICLES,
    PLAIN_DEGREES,
    ROYAL,
    SUFFIXES,
    TITLES,
)
from proceedings.values.people import PersonName

_COMMA = re.compile(r"\s*[,،、，]\s*")
_BEHIND = re.compile(r"\s+(\([^()]*\)|(?:née?|geb\.|roz\.|born)\s.+)$")
"""What follows a name in brackets, or says how somebody was called before."""
_GIVEN_NAMES = 5
"""More words than these after a comma are no given names."""


class Doubt(StrEnum):
    """What an editor ought to look at."""

    TURNED = "name-inverted"
    TITLE = "name-with-title"
    ONE = "one-name"
    UNCLEAR = "unclear-family"


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name as it is printed, its parts, and doubts, each with the words that it is about."""

    printed: str
    parts: PersonName
    doubts: tuple[tuple[Doubt, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A name without what stands around it."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    suffix: str = ""
    beside: tuple[str, ...] = ()
    """Degrees and the like that follow."""
    turned: tuple[str, str] | None = None
    """Family and given names where a comma stood between them."""

    @property
    def around(self) -> str:
        """Titles and degrees, for a message."""
        return ", ".join((*((" ".join(self.titles),) if self.titles else ()), *self.beside))


def read_name(name: str, family: str | None = None, sort_name: str | None = None) -> ReadName:
    """Take a name apart.

    Args:
        name: as written; `Smith, John` is family and given name, and printed `John Smith`.
        family: the family name as the editor says it,
            where it is not the last word with its particles.
        sort_name: the form for the index as the editor says it; it wins.
    """
    cut = _cut(" ".join(name.split()))
    found = _given_by(cut, family) if family else (_turned(cut) if cut.turned else divided(cut.words, cut.suffix))
    parts = PersonName(
        found.family,
        found.given,
        found.particles,
        found.suffix or cut.suffix,
        found.family_first,
        sort_name,
        found.handle,
        found.spaced,
    )
    doubts = [(Doubt.TURNED, name)] if cut.turned else []
    doubts += [(Doubt.TITLE, cut.around)] if cut.around else []
    if not family and not cut.turned:
        doubts += [(Doubt.UNCLEAR, name)] if found.unclear else []
        alone = not found.given and not found.unclear and not is_east_asian(found.family)
        doubts += [(Doubt.ONE, name)] if alone else []
    if sort_name and not family:
        parts = _told_by(sort_name, parts, cut.words)
    return ReadName(_printed(name, cut, parts), parts, tuple(doubts))


def _printed(name: str, cut: _Cut, parts: PersonName) -> str:
    if cut.turned is None:
        return name
    plain = " ".join((*cut.titles, parts.natural))
    return ", ".join((plain, *cut.beside))


def _cut(text: str) -> _Cut:
    pieces = [piece for piece in _COMMA.split(text) if piece] or [text]
    suffix, beside = "", list[str]()
    while len(pieces) > 1 and (_is_suffix(pieces[-1]) or _are_degrees(pieces[-1])):
        last = pieces.pop()
        if _is_suffix(last):
            suffix = last
        else:
            beside.insert(0, last)
    if len(pieces) == 3 and _is_suffix(pieces[1]):
        suffix = pieces.pop(1)
    turned = len(pieces) == 2 and _could_be_given(pieces[1]) and not _is_house(pieces[0])
    if not turned:
        beside = [*pieces[1:], *beside]
        return _without_ends(_Cut(tuple(pieces[0].split()), (), suffix, tuple(beside)))
    family, titles = pieces[0], _titles(pieces[1].split())
    given = pieces[1].split()[len(titles) :]
    words = (*given, *family.split())
    return _Cut(words, tuple(titles), suffix, tuple(beside), (family, " ".join(given)))


def _without_ends(cut: _Cut) -> _Cut:
    """The same without titles before the name, and remarks, degrees and a suffix after it."""
    text, suffix, beside = " ".join(cut.words), cut.suffix, list(cut.beside)
    while behind := _BEHIND.search(text):
        text = text[: behind.start()]
        beside.insert(0, behind[1])
    words = text.split()
    titles = _titles(words)
    del words[: len(titles)]
    while count := _plain_degrees(words):
        beside.insert(0, " ".join(words[-count:]))
        del words[-count:]
    if len(words) > 2 and words[-1].casefold() in SUFFIXES and not is_reigning(words):
        suffix = words.pop()
    return replace(cut, words=tuple(words), titles=tuple(titles), suffix=suffix, beside=tuple(beside))


def _titles(words: list[str]) -> list[str]:
    """The titles with which words begin; at least one word is left."""
    found: list[str] = []
    for word in words[:-1]:
        bare = _bare(word)
        dotted = word.endswith(".") and bare in ("ing", "mag")
        royal = bare in ROYAL and re.fullmatch("[IVX]+", words[-1]) is not None
        if not (bare in (TITLES if found else FIRST_TITLES) or dotted or royal):
            break
        found.append(word)
    return found


def _plain_degrees(words: list[str]) -> int:
    """How many words at the end are a degree that is told without a comma; `Ph. D.` is two."""
    if not words:
        return 0
    if len(words) > 2 and re.sub(r"[.\s]", "", " ".join(words[-2:])).casefold() == "phd":
        return 2
    bare = _bare(words[-1])
    is_degree = bare in PLAIN_DEGREES or ("." in bare and bare.replace(".", "") in PLAIN_DEGREES)
    return int(is_degree and len(words) > (2 if "." in bare else 1))


def _bare(word: str) -> str:
    return word.casefold().strip(".")


def _is_suffix(text: str) -> bool:
    return text.casefold() in SUFFIXES or re.fullmatch(r"[IVX]{2,}|d\. ?[ÄJ]\.", text) is not None


def _are_degrees(text: str) -> bool:
    """Whether all of a text are degrees; `Ph. D.` is one of two words."""
    whole = re.sub(r"[.\s()-]", "", text).casefold()
    words = [re.sub(r"[.()-]", "", word).casefold() for word in re.split(r"[\s/&]+", text)]
    return whole in DEGREES or all(word in DEGREES for word in words if word)


def _could_be_given(text: str) -> bool:
    words = text.split()
    names = [word for word in words if word.casefold() not in PARTICLES | LOWER_PARTICLES]
    return (
        bool(names)
        and len(words) <= _GIVEN_NAMES
        and not _is_house(text)
        and not any(sign.isdigit() for sign in text)
        and not any(word[0].islower() for word in names)
    )


def _is_house(text: str) -> bool:
    return any(word.strip(".()").casefold() in HOUSES for word in text.split())


def _turned(cut: _Cut) -> Division:
    """A name that came with the family first and a comma."""
    assert cut.turned is not None
    family, given = cut.turned[0].split(), cut.turned[1].split()
    behind: list[str] = []
    while len(given) > 1 and given[-1] in PARTICLES | LOWER_PARTICLES:
        behind.insert(0, given.pop())
    particles, last = family_parts([*behind, *family])
    eastern = is_east_asian(cut.turned[0])
    return Division(last, " ".join(given), particles, family_first=eastern, handle=family[-1])


def _given_by(cut: _Cut, family: str) -> Division:
    """The parts where the editor says which is the family name; it counts as it stands."""
    name = " ".join(cut.words)
    particles, last = family_parts(family.split())
    where = name.casefold().find(family.casefold())
    before, after = (name[:where].strip(), name[where + len(family) :].strip()) if where >= 0 else (name, "")
    told = Division(last, before, particles, handle=family)
    if where == 0 and after:
        spaced = name[len(family)].isspace()
        if spaced or is_east_asian(family):
            return replace(told, given=after, family_first=True, spaced=spaced)
        return replace(told, given=name)
    return replace(told, family=f"{last} {after}") if after else told


def _told_by(sort_name: str, parts: PersonName, words: tuple[str, ...]) -> PersonName:
    """The same with the family name with
    which the editor's form for the index begins, if it has a comma.
    """
    if "," not in sort_name:
        return parts
    family, _, given = sort_name.partition(",")
    before, found, _ = " ".join(words).rpartition(family.strip())
    if not found:
        return replace(parts, family=family.strip(), particles="", given=given.strip())
    particles, last = family_parts(_with_particles(before.split(), family.split()))
    return replace(parts, family=last, particles=particles)


def _with_particles(before: list[str], family: list[str]) -> list[str]:
    """A sort name may have put the particles last (`Gogh, Vincent van`);
    the name itself says how it is printed.
    """
    start = len(before)
    while start and before[start - 1].casefold() in PARTICLES:
        start -= 1
    return [*before[start:], *family]
