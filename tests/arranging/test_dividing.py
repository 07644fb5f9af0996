"""What falls to which volume where a book is split, and how each language names the volumes."""

from __future__ import annotations

from typing import Any

import pytest

from arranging_volumes import contribution, document, parts, person, session, submissions, volume
from proceedings.arranging.dividing import Share, divide
from proceedings.values.book import DocumentKind, ItemKind, Volume
from proceedings.values.settings import Settings, Split, SplitBy
from proceedings.words.wording import LANGUAGES, words


def shares(of: Volume, split: Split, pages: int = 1) -> list[list[str]]:
    """The items of each volume."""
    book = Volume(**{**{f: getattr(of, f) for f in of.__slots__}, "settings": Settings(split=split)})
    taken = submissions(book, pages)
    counts = {p.id: pages if p.document else 1 for p in parts(book, taken)}
    found: tuple[Share, ...] = divide(book, parts(book, taken), counts, words("en"))
    return [[p.id for p in share.parts if p.kind == "divider"] for share in found]


ADA = person("Ada Lovelace")


def held(name: str, kind: ItemKind = ItemKind.SESSION) -> Any:
    slot = contribution(f"{name}-slot", ADA, documents=(document(f"{name}-paper", DocumentKind.PAPER),))
    return session(name, name.title(), slot, kind=kind)


def test_talks_outside_sessions_make_no_volumes_of_their_own() -> None:
    talk = ItemKind.TALK
    days = (
        (held("a", talk), held("one"), held("b", talk), held("two"), held("c", talk)),
        (held("d", talk), held("three")),
        (held("e", talk),),
    )
    by_session = shares(volume(*days), Split(SplitBy.SESSION))
    assert by_session == [["a", "one", "b"], ["two", "c"], ["d", "three", "e"]]
    assert shares(volume(*days), Split(SplitBy.DAY)) == [["a", "one", "b", "two", "c"], ["d", "three"], ["e"]]


def test_pages_of_a_volume_count_with_the_blanks_between_its_sessions() -> None:
    book = volume((held("one"), held("two"), held("three")))
    # Divider, its blank back, two pages: four a session, and each opens on a recto.
    assert shares(book, Split(SplitBy.PAGES, 8), pages=2) == [["one", "two"], ["three"]]
    assert shares(book, Split(SplitBy.PAGES, 7), pages=2) == [["one"], ["two"], ["three"]]
    assert shares(book, Split(SplitBy.PAGES, 12), pages=2) == [["one", "two", "three"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_volumes_and_refers_to_them(language: str) -> None:
    said = words(language)
    assert "2" in said.volume(2) and "{" not in said.volume(2)
    assert {"2", "3"} <= set(said.volume_of(2, 3)) and "{" not in said.volume_of(2, 3)
    assert said.page("2:xi").endswith("xi") and ":" not in said.page("2:xi")
    assert said.page("17").endswith("\u00a017")
