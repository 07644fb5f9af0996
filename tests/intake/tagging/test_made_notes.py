"""Notes, folios and leaders of documents without tags."""

from __future__ import annotations

from test_made_tags import body, shown, tagged

CITED = shown("A claim that needs a source", 72, 600) + shown("1", 190, 604, 6) + shown("and goes on", 200, 600)
NOTE = shown("1", 72, 63, 5) + shown("The source of the claim", 78, 60, 8)


def test_a_note_follows_the_paragraph_that_cites_it() -> None:
    said = tagged(body(800) + CITED + body(560) + NOTE)
    at = next(n for n, (kind, _) in enumerate(said) if kind == "Note")
    assert said[at][1].startswith("1 The source")
    assert "A claim" in said[at - 1][1]
    assert said[-1][0] == "P"


def test_a_note_that_nothing_cites_stays_where_it_stands() -> None:
    said = tagged(body(800) + body(560) + NOTE)
    assert said[-1] == ("Note", "1 The source of the claim")


def test_two_notes_are_two() -> None:
    second = shown("2", 72, 51, 5) + shown("Another source", 78, 48, 8)
    said = tagged(body(800) + NOTE + second)
    assert [words for kind, words in said if kind == "Note"] == ["1 The source of the claim", "2 Another source"]


def test_affiliations_above_the_text_are_no_notes() -> None:
    page = (
        shown("The Title of It All", 72, 780, 16) + shown("1", 72, 758, 5) + shown("University of Nowhere", 78, 755, 8)
    )
    assert "Note" not in [kind for kind, _ in tagged(page + body(700))]


def test_folios_of_a_single_page_and_in_words_are_not_read() -> None:
    for folio in ("1", "- 1 -", "Page 1 of 1", "Seite 7", "3 / 12"):
        assert folio not in [words for _, words in tagged(body(800) + shown(folio, 290, 30, 9))], folio


def test_a_number_in_the_text_is_read() -> None:
    said = tagged(body(800) + shown("1", 72, 60) + shown("2", 72, 48) + shown("Words below them", 72, 36))
    assert any("1" in words for _, words in said)


def test_dots_that_lead_to_a_number_are_not_read() -> None:
    line = shown("A chapter", 72, 700) + shown(". . . . . . . .", 130, 700) + shown("17", 300, 700)
    (words,) = [words for _, words in tagged(body(800) + line) if "chapter" in words]
    assert words.split() == ["A", "chapter", "17"]


def test_formulas_and_keywords_are_no_headings() -> None:
    page = shown("The Title of It All", 72, 780, 16) + shown("Abstract", 72, 750, 12, "B") + body(735)
    page += shown("Keywords: tags, books", 72, 640, 10, "B") + body(620) + shown("(k-n)*/{}", 72, 520, 14) + body(500)
    assert [words for kind, words in tagged(page) if kind.startswith("H")] == ["The Title of It All", "Abstract"]
