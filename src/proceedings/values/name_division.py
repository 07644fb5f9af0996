"""Where a name divides: which of its words are given names, particles and the family name.
Rules of many languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.values.name_words import (
    AFTER_DE,
    AND,
    BINDERS,
    DESCENDANTS,
    LOWER_PARTICLES,
    PARTICLES,
    PATRONYMS,
    REIGNING,
    SERVANTS,
)

_ELIDED = re.compile(r"(?:d|l|dell|dall|all|(?:al|el|ul|ad|an|ar|as|ash|at|az)(?=-))['’-](?=\w|[ʿʾ])")
"""A particle joined to its name by an apostrophe or a hyphen; only in small letters is it one."""
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+|[A-HJ-UWYZ]")
"""One letter or several with full stops; I, V and X alone may be numbers."""
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC")
_FATHERS = re.compile(r"\w+(?:ович|евич|ьич|овна|евна|инична|ична|ovna|evna)")
"""Russian patronymics; those in -ovich are family names
of other languages in Latin letters, so they are not here.
"""
_VOWELS = frozenset("AEIOUY")


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a name; `unclear` where another division would be as good.
    `handle`: see PersonName.
    """

    family: str
    given: str = ""
    particles: str = ""
    suffix: str = ""
    family_first: bool = False
    handle: str = ""
    spaced: bool = True
    unclear: bool = False


def divided(words: Sequence[str], suffix: str = "") -> Division:
    """The parts of a name of which nobody said how it divides,
    given without titles, degrees and suffix.
    """
    if len(words) < 2:
        return _parts("", words)
    if suffix == "" and is_reigning(words):
        return Division(" ".join(words[:-1]), suffix=words[-1], handle=" ".join(words[:-1]), unclear=True)
    if is_east_asian("".join(words)):
        return Division(words[0], " ".join(words[1:]), family_first=True, handle=words[-1])
    if {"of", "the", "and", "&"} & set(words[1:-1]) or any(";" in word for word in words):
        return Division(" ".join(words), handle=words[-1], unclear=True)
    loud = _in_capitals(words)
    if loud is not None:
        return loud
    if _family_leads(words):
        return _parts(" ".join(words[1:]), words[:1], unclear=True)
    last = len(words)
    while last > 1 and _INITIAL.fullmatch(words[last - 1]):
        last -= 1
    if last < len(words):
        start = _family_start(words[:last]) if not _INITIAL.fullmatch(words[0]) else len(words) - 1
        if start < last:
            given = " ".join([*words[last:], *words[:start]])
            return _parts(given, words[start:last], unclear=True)
    start = _family_start(words)
    doubtful = _all_capitals(words) or len(words[-1].strip(".")) == 1 or words[-1].casefold() in DESCENDANTS
    return _parts(" ".join(words[:start]), words[start:], unclear=doubtful)


def family_parts(words: Sequence[str]) -> tuple[str, str]:
    """The particles with which the words of a family name begin, and the rest."""
    count = 0
    while count < len(words) - 1 and _is_particle(words, count) and words[count].casefold() not in BINDERS | AFTER_DE:
        count += 1
    rest = " ".join(words[count:])
    elided = _ELIDED.match(rest)
    joined = elided.group() if elided else ""
    return " ".join([*words[:count], joined]).strip(), rest[len(joined) :]


def is_reigning(words: Sequence[str]) -> bool:
    """Whether a name ends in the number of a ruler: `Albert II`, `Juan Carlos I`.
    A family's numbers begin with II.
    """
    number, names = words[-1], words[:-1]
    if not names or not number or not _ROMAN.fullmatch(number) or (number == "X" and len(names) == 1):
        return False
    several = number == "I" or " ".join(names).casefold() in REIGNING
    return len(names) == 1 or several


def is_east_asian(text: str) -> bool:
    """Whether a name is written in Han, Kana or Hangul, where the family name stands first."""
    return any(unicodedata.name(sign, "").startswith(_EAST_ASIAN) for sign in text)


def _parts(given: str, family: Sequence[str], *, unclear: bool = False) -> Division:
    particles, rest = family_parts(family)
    return Division(rest, given, particles, handle=family[-1] if family else "", unclear=unclear)


def _family_start(words: Sequence[str]) -> int:
    """The index of the word with which the family name begins,
    particles included; never the first word.
    """
    start = len(words) - 1
    for place in range(len(words) - 2, 1, -1):
        if words[place] in AND:
            start = place - 1
            break
    else:
        if words[-1].casefold() in DESCENDANTS and len(words) > 2:
            start -= 1
    while start > 1 and _is_bound(words, start - 1):
        start -= 1
    return start


def _is_bound(words: Sequence[str], place: int) -> bool:
    """Whether a word belongs to the family name that begins after it."""
    return _is_particle(words, place) or _plain(words[place]) in SERVANTS


def _is_particle(words: Sequence[str], place: int) -> bool:
    word = words[place]
    low = word.casefold()
    if low in AFTER_DE:
        return place > 0 and words[place - 1].casefold() in ("de", "del", "da", "do")
    return low in PARTICLES or low in BINDERS or word in LOWER_PARTICLES


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in decomposed if sign.isascii() and sign.isalpha())


def _in_capitals(words: Sequence[str]) -> Division | None:
    """The parts where capitals tell the family name, at one end of the name:
    `Mino JUNG`, `JUNG Mino`.
    """
    loud = [_is_loud(word) for word in words]
    if all(loud) or not any(loud) or not any(any(sign.islower() for sign in word) for word in words):
        return None
    if loud[-1]:
        start = len(words)
        while loud[start - 1]:
            start -= 1
        while start > 1 and _is_bound(words, start - 1):
            start -= 1
        return _parts(" ".join(words[:start]), words[start:])
    if loud[0]:
        end = next(place for place, is_loud in enumerate(loud) if not is_loud)
        return _parts(" ".join(words[end:]), words[:end])
    return None


def _is_loud(word: str) -> bool:
    """Whether a word is a name in capitals: initials such as JP, AJ and JRR are none."""
    letters = [sign for sign in word if sign.isalpha()]
    if len(letters) < 2 or not word.isupper() or "." in word or _ROMAN.fullmatch(word):
        return False
    plain = [unicodedata.normalize("NFD", sign)[0] for sign in letters]
    if not all(sign.isascii() for sign in plain):
        return len(letters) > 2
    if len(plain) == 2:
        return word == "NG" or (plain[1] in _VOWELS and plain[0] not in _VOWELS)
    return bool(_VOWELS & set(plain))


def _all_capitals(words: Sequence[str]) -> bool:
    """Whether all of a name is in capitals, so that these say nothing."""
    return all(word.isupper() for word in words) and any(_is_loud(word) for word in words)


def _family_leads(words: Sequence[str]) -> bool:
    """Whether the name ends in a father's name,
    which follows the given name: Иванов Иван Иванович.
    """
    if words[-1].casefold() in PATRONYMS:
        return True
    folded = [word.casefold() for word in words]
    return len(words) == 3 and bool(_FATHERS.fullmatch(folded[2])) and not _FATHERS.fullmatch(folded[1])
