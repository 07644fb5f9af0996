"""Which edition a text speaks of, and the dates that prose names."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.words.editions import ordinals, sentences, years
from proceedings.words.written_dates import written_dates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Proceedings of the 13th International Workshop on Tests", [13]),
        ("XIV Congreso de Pruebas", [14]),
        ("the Twenty-First Annual Conference", [21]),
        ("13. Tagung der Tester", [13]),
        ("12e édition des Journées", [12]),
        ("the first two workshops", []),
        ("in the 19th century, conferences were rare", []),
        ("World War II conference", []),
        ("Session II Workshop", []),
        ("On 12 May the workshop began", []),
        ("the 5th of May, a conference day", []),
    ],
)
def test_numbers_of_meetings(text: str, wanted: list[int]) -> None:
    assert [number for number, _ in ordinals(text)] == wanted


@given(st.integers(1, 199))
def test_every_number_in_digits_is_read(number: int) -> None:
    end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    assert [found for found, _ in ordinals(f"the {number}{end} Workshop")] == [number]


def test_years_are_no_parts_of_dates_and_identifiers() -> None:
    assert years("TestConf 2025, 10.5555/2024.5, 2023-05-01, 12.5.2022, 20261") == {2025}


def test_sentences_are_not_cut_after_days_and_titles() -> None:
    text = "# Welcome\n\nDear all. On 12. May 2025 Prof. Dr. Example spoke. “Yes.”\n- one item\n"
    assert list(sentences(text)) == [
        "# Welcome",
        "Dear all.",
        "On 12. May 2025 Prof. Dr. Example spoke.",
        "“Yes.”",
        "- one item",
    ]


@pytest.mark.parametrize(
    ("text", "language", "day", "weekday"),
    [
        ("on Monday, 12 May 2025, in Bern", "en", 12, 0),
        ("on 12–14 May 2025", "en", 12, None),
        ("May 12-14, 2025", "en", 12, None),
        ("am Montag, den 12. Mai 2025", "de", 12, 0),
        ("le 12 mai 2025", "fr", 12, None),
        ("el 12 de mayo de 2025", "es", 12, None),
    ],
)
def test_dates_of_prose(text: str, language: str, day: int, weekday: int | None) -> None:
    (found,) = written_dates(text, language)
    assert (found.date, found.weekday) == (dt.date(2025, 5, day), weekday)
