"""The volume's own words, dates and lists, in the language of the volume."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import asdict, fields
from importlib import resources

import pytest

from proceedings.values.book import DocumentKind
from proceedings.words.wording import (
    LANGUAGES,
    Words,
    date_range,
    day_month_year,
    long_date,
    name_list,
    time_range,
    words,
)

MONDAY = dt.date(2007, 10, 8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_no_other(language: str) -> None:
    source = resources.files("proceedings") / "languages" / f"{language}.toml"
    said = tomllib.loads(source.read_text("utf-8"))
    assert set(said) - {"letters", "site"} == {f.name for f in fields(Words)} - {"language"}
    assert all(word.strip() for word in asdict(words(language)).values())


def test_every_file_of_words_is_a_language_of_the_volume() -> None:
    stems = {f.name.removesuffix(".toml") for f in (resources.files("proceedings") / "languages").iterdir()}
    assert stems == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_in_words_are_filled(language: str) -> None:
    said = words(language)
    for filled in (said.session_number("IV"), said.all_times("Europe/Zurich"), said.proceedings_of("the Workshop")):
        assert "{" not in filled
    assert "IV" in said.session_number("IV")
    assert "Europe/Zurich" in said.all_times("Europe/Zurich")


def test_a_region_uses_the_words_of_its_language() -> None:
    assert words("pt-BR").contents == words("pt").contents
    assert words("de_AT").contents == "Inhalt"


def test_a_language_without_words_is_worded_in_english() -> None:
    assert words("ja").contents == "Contents"


def test_roles_agree_in_number() -> None:
    english = words("en")
    assert (english.role("moderator"), english.role("moderator", 2)) == ("Moderator", "Moderators")
    assert english.role("chair", 3) == "Chairs"
    assert english.role("rapporteur", 2) == "Rapporteur"


def test_slides_are_called_a_presentation() -> None:
    assert [words("en").document(kind) for kind in DocumentKind] == ["Paper", "Presentation", "Poster", "Handout"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Monday, 8 October 2007"),
        ("en-US", "Monday, October 8, 2007"),
        ("fr", "lundi 8 octobre 2007"),
        ("es", "lunes, 8 de octubre de 2007"),
        ("de", "Montag, 8. Oktober 2007"),
        ("sv", "måndag 8 oktober 2007"),
        ("pl", "poniedziałek, 8 października 2007"),
        ("not-a-language", "Monday, 8 October 2007"),
    ],
)
def test_a_long_date_is_written_as_the_language_writes_it(language: str, said: str) -> None:
    assert long_date(MONDAY, language) == said


@pytest.mark.parametrize(
    ("first", "last", "language", "said"),
    [
        (MONDAY, MONDAY, "en", "8 October 2007"),
        (MONDAY, dt.date(2007, 10, 9), "en", "8–9 October 2007"),
        (dt.date(2007, 10, 30), dt.date(2007, 11, 2), "en", "30 October – 2 November 2007"),
        (dt.date(2007, 12, 31), dt.date(2008, 1, 2), "en", "31 December 2007 – 2 January 2008"),
        (MONDAY, dt.date(2007, 10, 9), "en-US", "October 8–9, 2007"),
        (MONDAY, dt.date(2007, 10, 9), "de", "8.–9. Oktober 2007"),
        (MONDAY, dt.date(2007, 10, 9), "es", "8–9 de octubre de 2007"),
        (dt.date(2007, 10, 1), dt.date(2007, 10, 11), "fr", "1er–11 octobre 2007"),
        (dt.date(2020, 1, 2), dt.date(2020, 1, 20), "en", "2–20 January 2020"),
    ],
)
def test_a_range_of_dates_says_nothing_twice(first: dt.date, last: dt.date, language: str, said: str) -> None:
    assert date_range(first, last, language) == said


def test_french_writes_the_first_of_a_month_as_an_ordinal() -> None:
    assert day_month_year(dt.date(2011, 11, 1), "fr") == "1er novembre 2011"
    assert day_month_year(dt.date(2011, 11, 11), "fr") == "11 novembre 2011"


def test_times_are_joined_by_an_en_dash() -> None:
    assert time_range(dt.time(9), dt.time(10, 15)) == "09:00–10:15"
    assert time_range(dt.time(9), None) == "09:00"
    assert time_range(None, None) == ""


def test_names_are_joined_as_the_language_joins_them() -> None:
    assert name_list(["A", "B", "C"], "en") == "A, B and C"
    assert name_list(["A", "B"], "fr") == "A et B"
    assert name_list([], "en") == ""
