"""The words of the site are there in each language, and none besides."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, fields
from importlib import resources

import pytest

from proceedings.words.site_wording import SiteWords, site_words
from proceedings.words.wording import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_of_the_site_and_no_other(language: str) -> None:
    source = resources.files("proceedings") / "languages" / f"{language}.toml"
    said = tomllib.loads(source.read_text("utf-8"))["site"]
    assert set(said) == {field.name for field in fields(SiteWords)}
    words = site_words(language)
    assert all(word.strip() for word in asdict(words).values())
    assert "x@example.org" in words.accessibility_contact("x@example.org")
    assert "{count}" in words.found_template


def test_another_language_gets_english() -> None:
    assert site_words("xx").home == "Home"
