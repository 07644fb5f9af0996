"""Folios: every page of the volume is counted once, and parts open where they should."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.arranging.folios import PlanError, paginate, roman
from proceedings.values.geometry import Matrix
from proceedings.values.options import Opening
from proceedings.values.plan import Matter, Part, PartKind, Placement, Plan

VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def value(numeral: str) -> int:
    """A roman numeral read from the right: a smaller letter before a larger one is taken away."""
    total = largest = 0
    for letter in reversed(numeral):
        worth = VALUES[letter]
        total += worth if worth >= largest else -worth
        largest = max(largest, worth)
    return total


def part(name: str, matter: Matter, opening: Opening = Opening.ANY, kind: PartKind = PartKind.PAPER) -> Part:
    return Part(
        name, kind, matter, name.title(), opening=opening, verso_head=f"verso {name}", recto_head=f"recto {name}"
    )


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Part], dict[str, int]]:
    """Parts of front, body and back matter in that order, with one to twelve pages each."""
    matters = [m for m in Matter for _ in range(draw(st.integers(0, 6)))]
    parts = [part(f"p{k}", matter, draw(st.sampled_from(Opening))) for k, matter in enumerate(matters)]
    return parts, {p.id: draw(st.integers(1, 12)) for p in parts}


def parts_of(plan: Plan) -> dict[str, Part]:
    return {placed.part.id: placed.part for placed in plan.parts}


@given(st.integers(1, 6000))
def test_a_roman_numeral_reads_back_as_its_number(number: int) -> None:
    assert value(roman(number)) == number


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (49, "xlix"), (1999, "mcmxcix"), (4999, "mmmmcmxcix")]
)
def test_roman_numerals_are_written_the_usual_way(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_there_is_no_roman_zero() -> None:
    with pytest.raises(ValueError, match="no roman numeral"):
        roman(0)


@given(books())
def test_every_page_is_covered_once_and_in_order(book: tuple[list[Part], dict[str, int]]) -> None:
    parts, counts = book
    plan = paginate(parts, counts, {})
    assert [p.part.id for p in plan.parts if p.part.kind is not PartKind.BLANK] == [p.id for p in parts]
    covered = [(placed.part.id, k) for placed in plan.parts for k in range(placed.page_count)]
    assert covered == [(leaf.part, leaf.page_of_part) for leaf in plan.leaves]
    page = 1
    for placed in plan.parts:
        assert placed.first_page == page
        page += placed.page_count
    assert page == len(plan.leaves) + 1


@given(books())
def test_parts_open_on_the_side_they_ask_for(book: tuple[list[Part], dict[str, int]]) -> None:
    plan = paginate(*book, {})
    for placed in plan.parts:
        begins_arabic = placed.first_folio == "1"
        if begins_arabic or placed.part.opening is Opening.RECTO:
            assert placed.first_page % 2 == 1
        elif placed.part.opening is Opening.VERSO:
            assert placed.first_page % 2 == 0


@given(books())
def test_no_two_blank_pages_stand_together(book: tuple[list[Part], dict[str, int]]) -> None:
    plan = paginate(*book, {})
    blank = [parts_of(plan)[leaf.part].kind is PartKind.BLANK for leaf in plan.leaves]
    assert not any(one and other for one, other in pairwise(blank))


@given(books())
def test_labels_count_on_roman_in_front_and_arabic_after(book: tuple[list[Part], dict[str, int]]) -> None:
    plan = paginate(*book, {})
    front = [leaf.label for leaf in plan.leaves if parts_of(plan)[leaf.part].matter is Matter.FRONT]
    rest = [leaf.label for leaf in plan.leaves if parts_of(plan)[leaf.part].matter is not Matter.FRONT]
    assert [value(label) for label in front] == list(range(1, len(front) + 1))
    assert rest == [str(n) for n in range(1, len(rest) + 1)]
    assert [leaf.label for leaf in plan.leaves] == front + rest


@given(books())
def test_rectos_have_odd_arabic_folios(book: tuple[list[Part], dict[str, int]]) -> None:
    plan = paginate(*book, {})
    for page, leaf in enumerate(plan.leaves, start=1):
        if leaf.label.isdecimal():
            assert int(leaf.label) % 2 == page % 2


@given(books())
def test_heads_stand_on_every_page_but_openers_and_blanks(book: tuple[list[Part], dict[str, int]]) -> None:
    plan = paginate(*book, {})
    for page, leaf in enumerate(plan.leaves, start=1):
        if leaf.page_of_part == 0:
            assert leaf.head is None
        else:
            assert leaf.head == f"{'recto' if page % 2 else 'verso'} {leaf.part}"


def test_a_book_of_the_usual_shape() -> None:
    parts = [
        part("half-title", Matter.FRONT, Opening.RECTO),
        part("title", Matter.FRONT, Opening.RECTO),
        part("imprint", Matter.FRONT, Opening.VERSO),
        part("contents", Matter.FRONT, Opening.RECTO),
        part("divider", Matter.BODY, Opening.RECTO),
        part("paper", Matter.BODY, Opening.RECTO),
        part("index", Matter.BACK, Opening.RECTO),
    ]
    counts = {p.id: 1 for p in parts} | {"paper": 8}
    plan = paginate(parts, counts, {})
    assert [(p.part.id, p.first_page, p.first_folio) for p in plan.parts] == [
        ("half-title", 1, "i"),
        ("blank-1", 2, "ii"),
        ("title", 3, "iii"),
        ("imprint", 4, "iv"),
        ("contents", 5, "v"),
        ("blank-2", 6, "vi"),
        ("divider", 7, "1"),
        ("blank-3", 8, "2"),
        ("paper", 9, "3"),
        ("index", 17, "11"),
    ]


def test_a_part_that_prints_no_folio_is_counted_all_the_same() -> None:
    silent = Part("title", PartKind.TITLE, Matter.FRONT, "Title", prints_folio=False)
    plan = paginate([silent, part("contents", Matter.FRONT)], {"title": 1, "contents": 1}, {})
    assert [(leaf.label, leaf.folio) for leaf in plan.leaves] == [("i", None), ("ii", "ii")]


def test_placements_say_how_many_pages_a_submission_has() -> None:
    lying = tuple((Placement(k, Matrix()),) for k in range(3))
    plan = paginate([part("paper", Matter.BODY)], {"paper": 1}, {"paper": lying})
    assert [leaf.placements[0].source_page for leaf in plan.leaves] == [0, 1, 2]


def test_a_part_without_pages_is_refused() -> None:
    with pytest.raises(PlanError, match="“paper” has no pages"):
        paginate([part("paper", Matter.BODY)], {}, {})


def test_two_parts_of_one_id_are_refused() -> None:
    with pytest.raises(PlanError, match="two parts"):
        paginate([part("a", Matter.BODY), part("a", Matter.BODY)], {"a": 1}, {})


def test_roman_folios_after_arabic_ones_are_refused() -> None:
    with pytest.raises(PlanError, match="roman"):
        paginate([part("a", Matter.BODY), part("b", Matter.FRONT)], {"a": 1, "b": 1}, {})
