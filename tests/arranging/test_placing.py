"""Placing: submissions lie upright and whole on the volume's pages,
and their ink is clear of head and folio.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.arranging.placing import NUMBER_ROOM, SLIDE_GAP, TRIM_CLEARANCE, mirrored, place_sheets
from proceedings.values.book import DocumentKind
from proceedings.values.geometry import Box, Matrix, PageDesign
from proceedings.values.plan import Placement
from proceedings.values.submission import Facts, PageFacts
from proceedings.values.treatment import Treatment

A4 = (595.276, 841.89)
LETTER = (612.0, 792.0)
DESIGN = PageDesign(*A4, 85, 119, 85, 102, 44, 46, 8.5, 9, 54, 58, 28, "head.ttf")
FRAME = DESIGN.sheet_frame()
NEARLY = 0.01


def page(width: float, height: float, left: float, bottom: float, right: float, top: float) -> PageFacts:
    """A page whose ink keeps these margins."""
    return PageFacts(width, height, Box(left, bottom, width - right, height - top))


def placed(pages: list[PageFacts], treatment: Treatment | None = None) -> list[Placement]:
    lying = place_sheets(Facts(tuple(pages)), DocumentKind.PAPER, treatment or Treatment(), DESIGN, 2)
    assert all(len(on_page) == 1 for on_page in lying)
    return [on_page[0] for on_page in lying]


def slides(size: tuple[float, float], count: int, per_page: int) -> tuple[tuple[Placement, ...], ...]:
    facts = Facts((PageFacts(*size, Box(0, 0, *size)),) * count)
    return place_sheets(facts, DocumentKind.SLIDES, Treatment(), DESIGN, per_page)


def inside(box: Box, room: Box) -> bool:
    return (
        box.left >= room.left - NEARLY
        and box.bottom >= room.bottom - NEARLY
        and box.right <= room.right + NEARLY
        and box.top <= room.top + NEARLY
    )


@st.composite
def pages_of_any_kind(draw: st.DrawFn) -> PageFacts:
    width, height = draw(st.floats(20, 14400)), draw(st.floats(20, 14400))
    if draw(st.booleans()) and draw(st.booleans()):
        return PageFacts(width, height, None)
    shares = [draw(st.floats(0, 1)) for _ in range(4)]
    (left, right), (bottom, top) = sorted(shares[:2]), sorted(shares[2:])
    return PageFacts(width, height, Box(left * width, bottom * height, right * width, top * height))


documents = st.lists(pages_of_any_kind() | st.just(page(*A4, 70, 70, 70, 70)), min_size=1, max_size=6)


@given(documents)
def test_no_ink_lies_under_head_or_folio_or_beyond_the_trim(pages: list[PageFacts]) -> None:
    room = Box(TRIM_CLEARANCE, FRAME.bottom, DESIGN.width - TRIM_CLEARANCE, FRAME.top)
    for lying in placed(pages):
        ink = pages[lying.source_page].ink
        if ink is not None:
            assert inside(lying.matrix.box(ink), room if lying.matrix.a >= 1 else FRAME)


@given(documents)
def test_pages_are_never_enlarged_turned_or_stretched(pages: list[PageFacts]) -> None:
    for lying in placed(pages):
        matrix = lying.matrix
        assert matrix.a == matrix.d
        assert 0 < matrix.a <= 1
        assert matrix.b == matrix.c == 0
        assert lying.frame is None


@given(documents)
def test_every_page_is_there_once_and_in_order(pages: list[PageFacts]) -> None:
    assert [lying.source_page for lying in placed(pages)] == list(range(len(pages)))


@given(documents)
def test_pages_of_one_size_lie_alike(pages: list[PageFacts]) -> None:
    by_size: dict[tuple[float, float], Matrix] = {}
    for lying in placed(pages):
        source = pages[lying.source_page]
        assert by_size.setdefault((source.width, source.height), lying.matrix) == lying.matrix


def test_a_page_of_the_volumes_size_with_clear_margins_is_not_touched() -> None:
    assert placed([page(*A4, 70, 72, 70, 72), page(595, 842, 30, 60, 30, 60)])[0].matrix == Matrix()


def test_letter_lies_on_a4_at_full_size_in_the_middle() -> None:
    matrix = placed([page(*LETTER, 72, 72, 72, 72)])[0].matrix
    assert matrix.a == 1
    assert matrix.e == pytest.approx((A4[0] - LETTER[0]) / 2)
    assert matrix.f == pytest.approx((A4[1] - LETTER[1]) / 2)


def test_an_authors_folio_in_the_way_moves_the_page_up_where_there_is_room() -> None:
    matrix = placed([page(*A4, 70, 40, 70, 120)])[0].matrix
    assert (matrix.a, matrix.e) == (1, 0)
    assert matrix.f == pytest.approx(FRAME.bottom - 40)


def test_a_page_without_room_is_scaled_until_its_ink_fills_the_frame() -> None:
    source = page(*A4, 70, 20, 70, 20)
    lying = placed([source])[0]
    assert lying.matrix.a == pytest.approx(FRAME.height / (A4[1] - 40))
    assert source.ink is not None
    on_page = lying.matrix.box(source.ink)
    assert [on_page.bottom, on_page.top] == pytest.approx([FRAME.bottom, FRAME.top])


def test_one_full_page_scales_its_whole_document_evenly() -> None:
    factors = {p.matrix.a for p in placed([page(*A4, 70, 72, 70, 72), page(*A4, 60, 20, 60, 20)])}
    assert len(factors) == 1
    assert factors.pop() < 1


def test_a_wide_table_on_a_landscape_sheet_does_not_make_the_text_small() -> None:
    first, wide = placed([page(*A4, 70, 72, 70, 72), page(A4[1], A4[0], 40, 40, 40, 40)])
    assert first.matrix == Matrix()
    assert wide.matrix.a < 0.75


def test_a_blank_page_needs_no_room() -> None:
    assert placed([PageFacts(*A4, None)])[0].matrix == Matrix()


def test_what_the_editor_masks_needs_no_room() -> None:
    with_head = page(*A4, 70, 72, 70, 20)
    assert placed([with_head], Treatment(mask=(60, 0, 0, 0)))[0].matrix == Matrix()
    assert placed([with_head], Treatment(mask=(60, 0, 0, 0), masked_pages=(2,)))[0].matrix != Matrix()


def test_the_editor_chooses_pages_and_their_order() -> None:
    pages = [page(*A4, 70, 72, 70, 72)] * 4
    assert [p.source_page for p in placed(pages, Treatment(pages=(3, 1, 9)))] == [2, 0]


def test_no_chosen_page_gives_no_page() -> None:
    assert placed([page(*A4, 70, 72, 70, 72)], Treatment(pages=(5,))) == []


sizes = st.tuples(st.floats(50, 2000), st.floats(50, 2000)).filter(
    lambda size: abs(size[0] - A4[0]) >= 3 or abs(size[1] - A4[1]) >= 3
)


def test_slides_written_as_a_text_are_bound_one_to_a_page_like_a_paper() -> None:
    lying = slides(A4, 3, 2)
    assert [len(on_page) for on_page in lying] == [1, 1, 1]
    assert lying[0][0].frame is None


@given(sizes, st.integers(1, 20), st.sampled_from([1, 2, 3, 4, 6]))
def test_slides_keep_their_shape_and_stay_in_the_text_area(
    size: tuple[float, float], count: int, per_page: int
) -> None:
    lying = slides(size, count, per_page)
    assert [p.source_page for on_page in lying for p in on_page] == list(range(count))
    assert all(len(on_page) <= per_page for on_page in lying)
    for slide in (p for on_page in lying for p in on_page):
        assert slide.frame is not None
        assert inside(slide.frame, DESIGN.text_box(1))
        assert slide.matrix.a == slide.matrix.d
        assert slide.frame.width / slide.frame.height == pytest.approx(size[0] / size[1], rel=1e-6)
        assert list(slide.matrix.point(*size)) == pytest.approx([slide.frame.right, slide.frame.top])


@given(sizes, st.sampled_from([2, 3, 4, 6]))
def test_slides_do_not_overlap_and_leave_room_for_their_numbers(size: tuple[float, float], per_page: int) -> None:
    frames = [p.frame for p in slides(size, per_page, per_page)[0] if p.frame is not None]
    for k, one in enumerate(frames):
        for other in frames[k + 1 :]:
            beside = other.left >= one.right + SLIDE_GAP - NEARLY
            below = other.top <= one.bottom - NUMBER_ROOM + NEARLY
            assert beside or below


def test_two_slides_stand_one_above_the_other_as_wide_as_the_text() -> None:
    first, second = slides((720, 405), 2, 2)[0]
    assert first.frame is not None
    assert second.frame is not None
    assert first.frame.width == pytest.approx(DESIGN.text_box(1).width)
    assert first.frame.left == second.frame.left
    assert first.frame.bottom > second.frame.top
    assert (first.number, second.number) == ("1", "2")


def test_six_slides_stand_in_two_columns() -> None:
    frames = [p.frame for p in slides((720, 540), 6, 6)[0] if p.frame is not None]
    assert len({round(f.left, 3) for f in frames}) == 2
    assert len({round(f.top, 3) for f in frames}) == 3


def test_slides_of_two_sizes_are_each_whole_in_their_cell() -> None:
    facts = Facts((PageFacts(720, 540, None), PageFacts(540, 720, None)))
    (on_page,) = place_sheets(facts, DocumentKind.SLIDES, Treatment(), DESIGN, 2)
    frames = [p.frame for p in on_page]
    assert [round(f.width / f.height, 4) for f in frames if f] == [round(4 / 3, 4), round(3 / 4, 4)]


def test_the_editors_number_of_slides_for_one_deck_wins() -> None:
    facts = Facts((PageFacts(720, 540, None),) * 6)
    assert len(place_sheets(facts, DocumentKind.SLIDES, Treatment(per_page=3), DESIGN, 2)) == 2


def test_on_a_verso_slides_move_to_its_text_area_and_papers_stay() -> None:
    deck = slides((720, 405), 2, 2)[0]
    frames = [p.frame for p in mirrored(deck, DESIGN)]
    assert all(f is not None and inside(f, DESIGN.text_box(2)) for f in frames)
    paper = tuple(placed([page(*A4, 70, 72, 70, 72)]))
    assert mirrored(paper, DESIGN) == paper


@pytest.mark.parametrize("smaller", [(498.898, 708.661), (419.528, 595.276)])
def test_an_a4_page_on_a_smaller_one_is_made_smaller_as_a_whole_and_keeps_the_look_of_its_margins(
    smaller: tuple[float, float],
) -> None:
    design = PageDesign(*smaller, 52, 60, 56, 60, 32, 33, 7.5, 8, 40, 43, 20, "head.ttf")
    facts = Facts((page(*A4, 71, 71, 71, 71),))
    ((lying,),) = place_sheets(facts, DocumentKind.PAPER, Treatment(), design, 2)
    assert lying.matrix.a == pytest.approx(smaller[0] / A4[0], abs=0.01)
    assert inside(lying.matrix.box(Box(71, 71, A4[0] - 71, A4[1] - 71)), design.sheet_frame())
