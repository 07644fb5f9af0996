"""Language tags (BCP 47) and time zones (IANA): are they ones, and what was meant if not."""

from __future__ import annotations

import re

from proceedings.reading.findings import Findings
from proceedings.values.diagnostics import Place
from proceedings.words.suggestions import nearest

# RFC 5646, 2.1: language, script, region, variants, extensions, private use;
# the irregular old tags are left out.
_TAG = re.compile(
    r"[a-z]{2,8}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def checked_language(tag: str | None, place: Place, findings: Findings) -> str | None:
    """A language tag as it is usually written (`pt-BR`); None, with an error, where it is none."""
    if tag is None:
        return None
    shaped = tag.replace("_", "-")
    if _TAG.fullmatch(shaped) and _is_known(shaped.split("-", 1)[0].lower()):
        return _usual(shaped)
    meant = _meant(shaped)
    findings.error(
        "bad-language",
        place,
        f"`{tag[:60]}` is not a language tag",
        f"write `{meant}`" if meant else "write a tag such as `en`, `en-GB`, `fr` or `pt-BR`",
    )
    return None


def _is_known(language: str) -> bool:
    """True for languages that CLDR names;
    the registry of BCP 47 has thousands more, seldom met in print.
    """
    from babel.core import Locale

    return language in Locale("en").languages or language in ("mul", "und")


def _usual(tag: str) -> str:
    """Language in small letters, script capitalised, region in capitals (RFC 5646, 2.1.1)."""
    first, *others = tag.split("-")
    usual = [first.lower()]
    after_single = False
    for part in others:
        after_single = after_single or len(part) == 1
        if after_single or len(part) not in (2, 4) or not part.isalpha():
            usual.append(part.lower())
        else:
            usual.append(part.upper() if len(part) == 2 else part.title())
    return "-".join(usual)


def _meant(text: str) -> str | None:
    """The tag of a language given by its name in English or in itself: `english`, `Français`."""
    from babel.core import Locale

    wanted = text.casefold()
    for tag, name in sorted(Locale("en").languages.items()):
        if str(name).casefold() == wanted:
            return str(tag)
    for tag in ("ar", "cs", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh"):
        if (Locale(tag).display_name or "").casefold() == wanted:
            return tag
    return None


_OFFSET = re.compile(r"[A-Za-z]{0,5}\s*[-+−–]?\s*\d[\d:.]*|[A-Z]{1,5}")
_TIME = re.compile(r"\s+(?:standard |summer |daylight )?time\b", re.IGNORECASE)


def checked_timezone(name: str | None, place: Place, findings: Findings, city: str | None = None) -> str | None:
    """The name of a time zone;
    None, with an error, where the IANA data base has none of that name.

    `city` is that of the event, whose zone the hint names where there is one. Offsets and
    abbreviations are not compared by spelling: `Etc/GMT+2` lies west of Greenwich.
    """
    if name is None:
        return None
    from zoneinfo import available_timezones

    known = available_timezones()
    if name in known:
        return name
    cities = {z.rsplit("/", 1)[-1].replace("_", " "): z for z in sorted(known) if "/" in z and not z.startswith("Etc/")}
    meant = None
    if not _OFFSET.fullmatch(name):
        spelt = _TIME.sub("", name.rsplit("/", 1)[-1].replace("_", " "))
        meant = cities.get(nearest(spelt, cities, 0.75) or "")
    here = cities.get((city or "").strip())
    usual = f"write the zone of a city, {'such as Europe/Zurich' if here is None else f'that of {city}: {here}'}"
    findings.error(
        "unknown-timezone",
        place,
        f"`{name[:60]}` is not a time zone",
        f"did you mean `{meant}`?" if meant else f"{usual}; it knows when summer time begins",
    )
    return None
