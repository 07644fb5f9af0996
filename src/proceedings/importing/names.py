"""Names as sources write them: family name first, capitals, several affiliations; identifiers of
people.
"""

from __future__ import annotations

import html
import re

from proceedings.values.identifiers import orcid_problem
from proceedings.values.name_words import LOWER_PARTICLES, PARTICLES

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)")
_OF_FAMILIES = PARTICLES | LOWER_PARTICLES - {"an", "im", "in", "li", "am", "ap"}
"""Words in small letters inside of a name; those that are family names too stay capitals."""
_NUMERAL = re.compile(r"I{2,3}|IV|VI{0,3}")
_VOWELS = frozenset("AEIOUY")
_SUFFIXES = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|msc|mba|dr|prof)\.?", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:;|\||\n)\s*")
_AND = re.compile(r"\s*(?:,\s*and\s+|,\s*und\s+|\s+and\s+|\s+und\s+|\s+&\s+|\s+et\s+|,)\s*")


def turned(name: str) -> tuple[str, str]:
    """A name in the order of speech, and its family name where the source told it: `Lovelace, Ada`.

    What follows a comma and is a degree or `Jr.` stays where it is.
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given or "," in given or _SUFFIXES.fullmatch(given) or len(given.split()) > 4:
        return without_capitals(name), ""
    return without_capitals(f"{given} {family}"), without_capitals(family)


def without_capitals(name: str) -> str:
    """A name written in capitals throughout, as forms do; `Ada LOVELACE` loses its capitals too.

    Initials (`JOHN E SMITH`, `JP MORGAN`) and numbers of generations stay, as do words of three or
    fewer letters beside small ones (`AJ`, `IBM`).
    """
    words = name.split()
    long = [word for word in words if sum(map(str.isalpha, word)) > 1]
    loud = [word for word in long if word.isupper()]
    if not loud:
        return name
    whole = len(loud) == len(long) and len(words) > 1
    return " ".join(
        _softened(word, whole, n, len(words)) if word in loud and (whole or len(word) > 3) else word
        for n, word in enumerate(words)
    )


def _softened(word: str, whole: bool, place: int, words: int) -> str:
    inside = whole and 0 < place < words - 1
    if inside and word.lower() in _OF_FAMILIES:
        return word.lower()
    if place == words - 1 and place > 1 and _NUMERAL.fullmatch(word):
        return word
    if whole and place < words - 1 and _are_initials(word):
        return word
    small = re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower().replace("i\u0307", "i"), word)
    return re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda found: f"Mc{found[1].upper()}", small)


def _are_initials(word: str) -> bool:
    """True for `JP`, `DJ`, `AJ` and `J.R.`: two letters that are no syllable, or several with
    full stops.
    """
    return "." in word.rstrip(".") or (len(word) == 2 and (not _VOWELS & set(word) or word[1] == "J"))


def several(text: str) -> list[str]:
    """The names in one cell: by semicolons, bars or lines, else by commas and `and`; a semicolon
    that ends an entity (`&quot;`) is none.

    `Lovelace, Ada` alone, with one word before the comma, is one name.
    """
    text = html.unescape(text) if "&" in text else text
    parts = [part for part in _JOINED.split(text.strip()) if part]
    if len(parts) > 1:
        return parts
    alone = text.strip()
    before, comma, after = alone.partition(",")
    if comma and "," not in after and len(before.split()) == 1 and not re.search(r"\s(?:and|und|et|&)\s", alone):
        return [alone] if alone else []
    return _with_suffixes([part for part in _AND.split(alone) if part])


def _with_suffixes(parts: list[str]) -> list[str]:
    names: list[str] = []
    for part in parts:
        if names and _SUFFIXES.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def orcid(text: object) -> str:
    """The ORCID iD in an address or a number, as 0000-0002-1825-0097; empty where its last digit is
    wrong.
    """
    found = _ORCID.search(str(text or ""))
    shaped = "-".join(found.groups()).upper() if found else ""
    return "" if orcid_problem(shaped) else shaped
