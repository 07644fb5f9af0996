"""Sentences to authors in their language; they stand in the table `letters` of languages/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from proceedings.values.book import DocumentKind
from proceedings.values.sentence import LanguageTag, Pages, Sentence, Spots, Value
from proceedings.words.wording import FALLBACK, LANGUAGES, locale_of, primary

_LISTED = 12
"""Pages that a sentence names at most."""
_KINDS = ("paper", "slides", "poster", "handout")


class AuthorSentences:
    """The sentences of one language. What it lacks comes from the next of the languages given.

    `missing` grows by the keys that had to come from another language than the first.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        """Take the languages in the order in which they are asked; English is always the last."""
        wanted = [primary(language) for language in (*languages, FALLBACK)]
        self.language = wanted[0]
        self._tables = {language: _table(language) for language in wanted}
        self.worded = next(language for language, table in self._tables.items() if table)
        """The first of them in which we have words: that of dates and kinds of documents."""
        self.missing: dict[str, str] = {}

    def say(self, sentence: Sentence) -> str:
        """The sentence in words.

        Raises:
            KeyError: no language has it.
        """
        return self.words(sentence.key, **dict(sentence.values))

    def asked(self, sentence: Sentence) -> str:
        """What is asked of an author: the sentence; of a file that cannot be used for a reason that
        has none, that of all such files.
        """
        if sentence.key.startswith("unusable-") and not self.has(sentence.key):
            return self.words("unusable")
        return self.say(sentence)

    def words(self, key: str, **values: Value) -> str:
        """What a key stands for, with its placeholders filled."""
        for language, table in self._tables.items():
            if key in table:
                if language != self.language and key not in _KINDS:
                    self.missing[key] = language
                return _form(table[key], values, language).format_map(_Filled(values, language, self))
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether any of the languages has a sentence of this key."""
        return any(key in table for table in self._tables.values())


class _Filled(Mapping[str, str]):
    """Values by name, put into words where a sentence asks for them."""

    def __init__(self, values: Mapping[str, Value], language: str, sentences: AuthorSentences) -> None:
        self._values, self._language, self._sentences = values, language, sentences

    def __getitem__(self, name: str) -> str:
        if name not in self._values:
            return self._sentences.words(name)
        value = self._values[name]
        if name == "where" and isinstance(value, Pages):
            return self._sentences.words("on", pages=value) if value.numbers else ""
        return self._worded(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _worded(self, value: Value) -> str:
        if isinstance(value, DocumentKind):
            return self._sentences.words(value.value)
        if isinstance(value, Pages):
            return self._pages(value)
        if isinstance(value, Spots):
            listed = [f"“{words}” ({self._pages(Pages((page,)))})" for words, page in value.words]
            return ", ".join(listed) + (" …" if value.more else "")
        if isinstance(value, LanguageTag):
            return _language_name(value.tag, self._language)
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _pages(self, pages: Pages) -> str:
        numbers = pages.numbers
        if len(numbers) == pages.total > 1:
            return self._sentences.words("all_pages", numbers=len(numbers))
        listed = ", ".join(map(str, numbers[:_LISTED])) + (" …" if len(numbers) > _LISTED else "")
        return self._sentences.words("page" if len(numbers) == 1 else "pages", numbers=listed)


def _form(said: Any, values: Mapping[str, Value], language: str) -> str:
    """The form of a sentence that agrees with `count` in number (CLDR, plural rules)."""
    if isinstance(said, str):
        return said
    count = values.get("count")
    form = locale_of(language).plural_form(count if isinstance(count, int) else 2)
    return str(said.get(form, said["other"]))


def _language_name(tag: str, language: str) -> str:
    """`German (de)`, in the language of the reader."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(primary(tag)).get_display_name(locale_of(language))
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({tag})" if name else tag


@lru_cache(maxsize=32)
def _table(language: str) -> Mapping[str, Any]:
    """The table `letters` of a language; empty where we have no words in it."""
    if language not in LANGUAGES:
        return {}
    source = resources.files("proceedings") / "languages" / f"{language}.toml"
    found: Mapping[str, Any] = tomllib.loads(source.read_text("utf-8")).get("letters", {})
    return found
