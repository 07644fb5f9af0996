"""Does a first page name somebody? By the family name alone:
given names are shortened, moved or left out at will.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from proceedings.checking.comparison import folded
from proceedings.values.book import Person, Speaker

_SHORT = 4
"""Letters of a name from which on it counts inside a longer word too:
hyphens, spaces and marks may stand in it.
"""
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters of the Latin alphabet that Unicode does not take for another with an accent."""
_DIGRAPH = re.compile("ae|oe|ue")
"""What stands for ä, ö, ü where they cannot be written, and for æ and œ."""
_ACCENTS = re.compile("[\u00a8\u00af\u00b4\u00b8\u02b0-\u02ff'`´^~]")
"""Accents that a program left beside their letters."""


def unnamed(speakers: tuple[Speaker, ...], page: str) -> tuple[Person, ...]:
    """The speakers whom a page does not name, neither themselves nor those for whom they speak.

    Args:
        speakers: of the agenda; who is not in people.yaml is passed over.
        page: the text of a page. Where it is written in another script than a name,
            nothing can be said of that name.
    """
    words = re.findall(r"[^\W\d_]+", _plain(page))
    seen = _Page(frozenset(words), "".join(words))
    script = _script(page)
    return tuple(
        speaker.person
        for speaker in speakers
        if not speaker.person.is_stand_in
        and _script(speaker.person.name) == script
        and not any(seen.names(person) for person in (speaker.person, speaker.on_behalf_of) if person is not None)
    )


class _Page:
    """A page's words, and its letters without anything between them."""

    def __init__(self, words: frozenset[str], letters: str) -> None:
        self._words, self._letters = words, letters

    def names(self, person: Person) -> bool:
        return any(
            name in self._words or (len(name) >= _SHORT and name in self._letters) for name in _family_names(person)
        )


def _family_names(person: Person) -> Iterator[str]:
    """The family name in one piece, and each of its words that is more than a particle."""
    words = [re.sub(r"[\W\d_]+", "", _plain(word)) for word in re.split(r"[\s-]+", person.parts.family)]
    yield "".join(words)
    yield from (word for word in words if len(word) >= _SHORT)


def _plain(text: str) -> str:
    """Without case, accents, ligatures,
    hyphens at the ends of lines, and differences of spelling.
    """
    return _DIGRAPH.sub(lambda two: two[0][0], folded(_ACCENTS.sub("", text)).translate(_LETTERS))


def _script(text: str) -> str:
    """The script of most letters, such as `LATIN`; empty where there are none."""
    scripts = Counter[str]()
    for letter, count in Counter(filter(str.isalpha, text[:2000])).items():
        scripts[unicodedata.name(letter, "").partition(" ")[0]] += count
    return scripts.most_common(1)[0][0] if scripts else ""
