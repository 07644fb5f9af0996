"""Sentences to authors before they are put into words: which one, and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proceedings.values.book import DocumentKind


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages by their numbers (1-based). Where they are all of `total`, words say so in short."""

    numbers: tuple[int, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Spots:
    """Words of a document, each with its page (1-based); `more` are not listed."""

    words: tuple[tuple[str, int], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class LanguageTag:
    """A language by its BCP 47 tag, which words name in the reader's own."""

    tag: str


Value = str | int | float | DocumentKind | Pages | Spots | LanguageTag
"""What a sentence may speak of."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its key in the table `letters` of languages/*.toml, and its values by name.

    `count` among the values chooses between singular and plural.
    """

    key: str
    values: tuple[tuple[str, Value], ...] = ()


def sentence(key: str, **values: Value) -> Sentence:
    """The sentence with these values."""
    return Sentence(key, tuple(values.items()))


def pages(numbers: Iterable[int], total: int = 0) -> Pages:
    """The pages of these numbers, each once and in order."""
    return Pages(tuple(sorted(set(numbers))), total)
