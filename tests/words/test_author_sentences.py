"""Sentences to authors: every language that has them fills them, and what is missing is told."""

from __future__ import annotations

import re
import string
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from proceedings.values.book import DocumentKind
from proceedings.values.sentence import LanguageTag, Pages, Spots, sentence
from proceedings.words.author_sentences import AuthorSentences
from proceedings.words.wording import LANGUAGES

SOURCE = Path(__file__).parents[2] / "src/proceedings"


def table(language: str) -> dict[str, Any]:
    text = (resources.files("proceedings") / "languages" / f"{language}.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text).get("letters", {})
    return found


def forms(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said.values())


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_speaks_of_nothing_that_the_english_one_does_not(language: str) -> None:
    english = table("en")
    words = set(english)
    for key, said in table(language).items():
        assert key in english
        asked = set().union(*(names(form) for form in forms(english[key]))) | words
        assert {name for form in forms(said) for name in names(form)} <= asked, key
        assert isinstance(said, str) or "other" in said


def test_every_sentence_that_a_rule_asks_for_is_there_and_none_is_idle() -> None:
    asked = set()
    for path in (SOURCE / "checking").rglob("*.py"):
        asked |= set(re.findall(r'\bsentence\(\s*"([a-z-]+)"', path.read_text("utf-8")))
    asked |= {"charts-lost", "diagrams-lost", "objects-lost", "films-lost", "sounds-lost"}
    assert len(asked) > 40
    assert asked <= set(table("en"))


def test_number_pages_kinds_and_languages_are_worded() -> None:
    english = AuthorSentences(("en",))
    assert english.say(sentence("page-limit", kind=DocumentKind.SLIDES, count=12, allowed=8)) == (
        "Your presentation has 12 pages. Please shorten it to 8 at most."
    )
    assert "page 3" in english.say(sentence("low-resolution", pages=Pages((3,), 9), least=150.0))
    assert "all 2 pages" in english.say(sentence("low-resolution", pages=Pages((1, 2), 2), least=150.0))
    assert "“Table ??” (page 2) …" in english.say(sentence("leftovers", spots=Spots((("Table ??", 2),), 1)))
    lost = english.say(sentence("formulas-lost", count=1, where=Pages(())))
    assert lost.startswith("1 formula of your file could not be printed. Please send a PDF made with")
    german = AuthorSentences(("de-AT", "fr"))
    assert "Französisch (fr)" in german.say(sentence("language-guessed", language=LanguageTag("fr")))
    assert "(Seiten 4, 7)" in german.say(sentence("notes-cut", where=Pages((4, 7))))
    assert german.missing == {}


def test_what_a_language_lacks_comes_from_the_volumes_and_is_told() -> None:
    swahili = AuthorSentences(("sw", "de"))
    assert swahili.say(sentence("encrypted")) == "Bitte senden Sie die Datei ohne Sicherheitseinstellungen."
    assert swahili.missing == {"encrypted": "de"}
    with pytest.raises(KeyError):
        swahili.say(sentence("nothing-of-the-kind"))
