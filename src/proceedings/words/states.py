"""The words that tell the state of a document, read from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns by the letters that a text must hold for them to match:
    asking for letters is quicker by far.
    """

    patterns: tuple[tuple[str, str], ...]
    """Compiled only where the letters are there: most never are."""

    def within(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text, phrase by phrase."""
        folded = text.casefold()
        for key, pattern in self.patterns:
            if key in folded:
                yield from re.finditer(pattern, text, re.I)

    def fills(self, line: str) -> bool:
        """Whether a line consists of one of the phrases."""
        folded = line.casefold()
        return any(key in folded and re.fullmatch(pattern, line, re.I) for key, pattern in self.patterns)

    def count(self, text: str) -> int:
        """How many different phrases stand in a text."""
        folded = text.casefold()
        return sum(1 for key, pattern in self.patterns if key in folded and re.search(pattern, text, re.I))


@dataclass(frozen=True, slots=True)
class Words:
    """All tables of `words.toml`, whose comments say what each holds;
    languages are taken together.
    """

    review_lines: Phrases
    review_parts: Phrases
    watermark: Phrases
    leftovers: Phrases
    nouns: frozenset[str]
    prepositions: frozenset[str]
    paper_headings: re.Pattern[str]
    form_titles: Phrases
    signatures: re.Pattern[str]
    legal: re.Pattern[str]
    cover: Phrases
    shell: re.Pattern[str]
    small_words: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables, compiled."""
    table = tomllib.loads(Path(__file__).with_name("states.toml").read_text("utf-8"))
    return Words(
        _phrases(table["review"]["lines"]),
        _phrases(table["review"]["parts"]),
        _phrases(table["watermark"]),
        _phrases(table["leftovers"]),
        _listed(table["reference-nouns"]),
        _listed(table["reference-prepositions"]),
        re.compile(rf"^\W*(?:[\divx]+[.:]?\s+)?(?:{table['paper-headings']['all']})\b", re.I | re.M),
        _phrases(table["form"]["titles"]),
        re.compile(rf"(?<!\w)(?:{table['form']['signatures']['all']})(?!\w)", re.I),
        re.compile(rf"(?<!\w)(?:{table['form']['legal']['all']})", re.I),
        _phrases(table["cover"]),
        re.compile(table["shell"]["all"], re.I),
        _listed(table["small-words"]),
    )


def _phrases(languages: Mapping[str, Mapping[str, str]]) -> Phrases:
    return Phrases(
        tuple(
            (key.casefold(), pattern or re.escape(key))
            for table in languages.values()
            for key, pattern in table.items()
        )
    )


def _listed(languages: Mapping[str, str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(row.split() for row in languages.values()))
