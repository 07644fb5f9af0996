"""People as Indico gives them: speakers, authors, conveners, with their affiliations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proceedings.importing.gathering import Gathering

_TITLES = ("dr", "prof", "mr", "mrs", "ms", "mx")


def speakers_of(entry: Mapping[str, Any], found: Gathering) -> tuple[list[str], list[str]]:
    """Keys of those who speak, else of the authors; and of all authors, where some do not speak."""
    speaking = _people(entry.get("speakers") or entry.get("presenters"))
    authors = _people(entry.get("primaryauthors")) + _people(entry.get("coauthors"))
    speakers = [convener(one, found) for one in speaking or authors]
    keys = [convener(one, found) for one in authors]
    return speakers, keys if set(keys) - set(speakers) else []


def convener(entry: Mapping[str, Any], found: Gathering) -> str:
    """The key of somebody; `emailHash` and the like are not read."""
    last = found.line(entry.get("last_name") or entry.get("familyName"))
    name = _full(entry)
    title, _, rest = name.partition(" ")
    plain = rest if title.rstrip(".").lower() in _TITLES and rest else name
    return found.human(
        plain,
        None,
        family=last if " " in last and plain.endswith(last) else "",
        affiliation=entry.get("affiliation"),
        orcid=entry.get("orcid"),
        email=entry.get("email"),
    )


def _people(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _full(entry: Mapping[str, Any]) -> str:
    """First and last name; else the name as it is, which may begin with the family's."""
    given, last = (entry.get(key) for key in ("first_name", "last_name"))
    given, last = given or entry.get("firstName"), last or entry.get("familyName")
    if last:
        return f"{given or ''} {last}".strip()
    return str(entry.get("name") or entry.get("fullName") or entry.get("full_name") or "").strip()
