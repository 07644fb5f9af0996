"""What in a volume holds for that volume alone: sentences with its year, days, number or people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.values.predecessor import Predecessor, Remnant
from proceedings.words.editions import ordinals, sentences, years
from proceedings.words.written_dates import written_dates

_KEYS = ("title", "subtitle", "short_title", "edition", "description", "rights")
_VOLUME = "proceedings/volume.yaml"


def predecessor_of(book: Mapping[str, Any], front: Mapping[str, str], starts: dt.date) -> Predecessor:
    """All that may be out of date in the next volume.

    Args:
        book: volume.yaml as a plain library reads it.
        front: front texts by their paths in the workspace.
        starts: the first day of the meeting of that volume.
    """
    language = str(book.get("language") or "en")
    texts = [(f"{_VOLUME}: {key}", str(book[key])) for key in _KEYS if isinstance(book.get(key), str)]
    for block, key in (("event", "name"), ("series", "number")):
        inside = book.get(block)
        if isinstance(inside, Mapping) and isinstance(inside.get(key), str):
            texts.append((f"{_VOLUME}: {block}.{key}", inside[key]))
    found: list[Remnant] = []
    for where, text in texts:
        found += _in_sentence(where, " ".join(text.split()), starts, language, set())
    names = _names(book)
    for where, text in front.items():
        for sentence in sentences(text):
            found += _in_sentence(where, sentence, starts, language, names)
    return Predecessor(starts.year, tuple(dict.fromkeys(found)))


def _in_sentence(where: str, sentence: str, starts: dt.date, language: str, names: set[str]) -> Iterator[Remnant]:
    days = [found for found in written_dates(sentence, language) if abs((found.date - starts).days) <= 31]
    numbers = list(ordinals(sentence))
    if days:
        yield Remnant("date", days[0].words, sentence, where)
    elif starts.year in years(sentence):
        yield Remnant("year", str(starts.year), sentence, where)
    if numbers or where.endswith("series.number"):
        yield Remnant("ordinal", numbers[0][1] if numbers else sentence, sentence, where)
    yield from (Remnant("name", name, sentence, where) for name in sorted(names) if name in sentence)


def _names(book: Mapping[str, Any]) -> set[str]:
    """Names of editors and members of committees."""
    members: list[Any] = []
    for group in (book.get("editors"), *(one.get("members") for one in _blocks(book.get("committees")))):
        members += group if isinstance(group, list) else []
    said = (member.get("name") if isinstance(member, Mapping) else member for member in members)
    return {name for name in said if isinstance(name, str) and " " in name}


def _blocks(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
