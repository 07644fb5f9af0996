"""What one line of a written programme says: a day, an hour, a session, somebody who speaks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from proceedings.importing.moments import clock

_CLOCK = r"\d{1,2}(?:[:.hH]\d\d|\s?[ap]\.?m\.?)(?:\s?[ap]\.?m\.?)?"
_HOURS = re.compile(
    rf"({_CLOCK})(?:\s*(?:[-‐‑‒–—−―~]|to|until|till|bis|à|a|-)\s*({_CLOCK}))?(?:\s*(?:h|Uhr|hrs?)\b\.?)?(?:[\s:|.,–-]\s*(.*)|$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*[•·▪◦‣●○*➢➤–—-]\s+(.*)")
_SESSION = re.compile(
    r"(?:session|sitzung|séance|sesión|sessione|sessão|sessie|sesja)\s+([IVXLC]+|\d+[a-z]?|[A-Z])\s*(?:[:.–—-]\s*(.*)|$)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(moderators?|moderation|moderiert von|modératrice|modérateur|moderador(?:a|es)?|facilitators?|chairs?|chaired by"
    r"|chairpersons?|session chairs?|vorsitz|président(?:e)? de séance)\s*[:–—]\s*(.+)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:end|close|closure|ende|fin|fine|fim|einde|koniec)\s+(?:of|der|des|du|de|della|van)\s.{3,40}", re.IGNORECASE
)
_PAPERS = re.compile(r"\s*\(((?:paper|presentation|slides|poster|handout|[\s/,;&+]|and)+)\)\s*$", re.IGNORECASE)
_BEHALF = re.compile(r",?\s+(?:on behalf of|im namen von|au nom de|en nombre de)\s+", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(ministry|department|university|institut\w*|organi[sz]ation|agency|bank|foundation|inc|ltd|gmbh|llc|college|"
    r"school|centre|center|commission|council|office|association|society|company|corporation|mission|embassy|union|"
    r"laborator\w+|academy|federation|universit\w*|minist\w+|hochschule|citizenship|programme of)\b",
    re.IGNORECASE,
)
_SMALL = {
    "de",
    "di",
    "da",
    "du",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "dos",
    "y",
    "e",
    "al",
    "bin",
    "ben",
    "del",
    "of",
}
_KINDS = {"paper": "paper", "presentation": "slides", "slides": "slides", "poster": "poster", "handout": "handout"}


class Hours(NamedTuple):
    """Hours at the beginning of a line, and what follows."""

    starts: dt.time
    ends: dt.time | None
    past_midnight: bool
    rest: str


class Said(NamedTuple):
    """Somebody as a line introduces them."""

    name: str
    title: str = ""
    affiliation: str = ""
    country: str = ""


def day_of(line: str) -> tuple[dt.date, str] | None:
    """The date of a line that is a day's heading, and the day's title: `8 October 2007 - Day I`."""
    if len(line) > 90:
        return None
    months = "|".join(sorted(map(re.escape, month_names()), key=len, reverse=True))
    ways = (
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s+(?:of\s+|de\s+)?(?P<m>{months})\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})",
        rf"(?P<m>{months})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
        r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
    )
    for way in ways:
        shaped = re.search(rf"(?<![\w.]){way}(?![\w.])", line, re.IGNORECASE)
        if shaped is None:
            continue
        before, after = line[: shaped.start()].strip(" ,–—-:|("), line[shaped.end() :].strip(" ,–—-:|)")
        month = month_names().get(shaped["m"].casefold()) or (int(shaped["m"]) if shaped["m"].isdigit() else 0)
        if len(before.split()) > 3 or len(after.split()) > 8:
            return None
        try:
            date = dt.date(int(shaped["y"]), month, int(shaped["d"]))
        except ValueError:
            return None
        return date, after or ("" if before.casefold() in _weekdays() else before.rstrip(","))
    return None


@lru_cache(1)
def month_names() -> Mapping[str, int]:
    """Names of months in the languages of programmes, in small letters."""
    from babel.dates import get_month_names

    return {
        name.casefold().rstrip("."): number
        for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
        if len(name) > 2
    }


@lru_cache(1)
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    languages = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv")
    return frozenset(
        n.casefold().rstrip(".")
        for one in languages
        for w in ("wide", "abbreviated")
        for n in get_day_names(w, locale=one).values()
    )


@lru_cache(1)
def _countries() -> frozenset[str]:
    from babel import Locale

    names = {name for code, name in Locale("en").territories.items() if len(code) == 2}
    return frozenset(name.casefold() for name in names) | {
        *("usa", "uk", "republic of korea", "korea", "czech republic", "holland", "turkey", "viet nam"),
        "russian federation",
    }


def hours_of(line: str) -> Hours | None:
    """Hours at the beginning of a line, with any dash between them."""
    shaped = _HOURS.match(line.strip())
    starts = clock(shaped[1].replace(" ", "")) if shaped else None
    if not shaped or starts is None or starts[0] > 24:
        return None
    ends = clock(shaped[2].replace(" ", "")) if shaped[2] else None
    told = [bool(re.search("[ap]", text or "", re.IGNORECASE)) for text in (shaped[1], shaped[2])]
    if ends and told == [False, True] and (starts[0] + 12, starts[1]) <= ends:
        starts = starts[0] + 12, starts[1]
    begin = dt.time(starts[0] % 24, starts[1])
    end = dt.time(ends[0] % 24, ends[1]) if ends and ends != starts else None
    return Hours(begin, end, bool(end and end <= begin), (shaped[3] or "").strip())


def bullet_of(line: str) -> str | None:
    """What stands behind a bullet."""
    shaped = _BULLET.fullmatch(line)
    return shaped[1].strip() if shaped else None


def session_of(line: str) -> tuple[str, str] | None:
    """Number and title of a session."""
    shaped = _SESSION.fullmatch(line)
    return (shaped[1], (shaped[2] or "").strip()) if shaped else None


def role_of(line: str) -> tuple[str, str] | None:
    """`moderator` or `chair`, and who it is."""
    shaped = _ROLE.fullmatch(line)
    if not shaped:
        return None
    return ("chair" if re.match(r"chair|session ch|vorsitz|prés", shaped[1], re.IGNORECASE) else "moderator"), shaped[
        2
    ].strip()


def is_an_end(line: str) -> bool:
    """True for `End of Day One` and the like, which is a line of its own."""
    return _END.fullmatch(line) is not None


def documents_of(line: str) -> tuple[str, tuple[str, ...]]:
    """The line without `(Paper / Presentation)` at its end, and the kinds of documents that it
    promises.
    """
    shaped = _PAPERS.search(line)
    if not shaped:
        return line, ()
    kinds = tuple(_KINDS[word] for word in re.findall(r"[a-z]+", shaped[1].lower()) if word in _KINDS)
    return (line[: shaped.start()], kinds) if kinds else (line, ())


def behalf_of(line: str) -> tuple[str, str | None]:
    """Who speaks, and for whom."""
    parts = _BEHALF.split(line, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else None


def titled_speaker(line: str) -> tuple[str, str] | None:
    """A title and who speaks: `Keynote, Ada Example, Director, Example House`, `Story: Ada Example,
    …`.
    """
    for separator in (": ", ", ", " – ", " — "):
        title, found, who = line.partition(separator)
        parts = who.split(", ")
        enough = len(parts) > 1 or separator in (" – ", " — ")
        if found and enough and is_a_name(parts[0]) and not is_a_name(title, strict=True):
            return title, who
    return None


def is_a_name(text: str, strict: bool = False) -> bool:
    """True where the words can be a person's name: two to five, each with a capital, none of a
    house.

    With `strict` at least one must be an initial or a word that stands in no title of a programme.
    """
    words = re.sub(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame|H\.E|Professor|Ambassador)\.?\s+)+", "", text).split()
    fits = 2 <= len(words) <= 5 and all(w[0].isupper() or w.lower() in _SMALL for w in words) and words[0][0].isupper()
    programme = (
        r"\b(welcome|opening|closing|keynote|session|remarks|break|discussion|presentation|address|story|panel|talk)\b"
    )
    clean = (
        fits
        and not re.search(r"[\d/&:;]", text)
        and not _HOUSE.search(text)
        and not re.search(programme, text, re.IGNORECASE)
    )
    return clean and (not strict or len(words) < 4)


def said(text: str) -> Said:
    """Name, title, affiliation and country, as `Ada Example, Director, Example House, Italy` has
    them.
    """
    name, *parts = [part.strip() for part in text.split(", ")]
    country = parts.pop() if parts and parts[-1].casefold() in _countries() else ""
    if len(parts) > 1 and re.fullmatch(r"(?:Inc|Ltd|LLC|GmbH|Co|Corp)\.?", parts[-1]):
        parts[-2:] = [", ".join(parts[-2:])]
    if not parts:
        return Said(name, country=country)
    house = next((n for n in range(len(parts) - 1, -1, -1) if _HOUSE.search(parts[n])), None)
    if house is None:
        house = len(parts) - 1 if len(parts) > 1 else len(parts)
    return Said(name, ", ".join(parts[:house]), ", ".join(parts[house:]), country)
