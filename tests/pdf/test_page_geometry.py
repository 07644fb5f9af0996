"""One geometry of pages: what pdfium shows, and, on sound pages, what binding once saw."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from proceedings.binding.placement import view_of
from proceedings.intake.repairing.mending import mend
from proceedings.pdf import pages
from proceedings.pdf.measuring import oversized_page
from proceedings.values.geometry import Box, Matrix
from proceedings.values.limits import Limits

SHEET = [0, 0, 600, 800]
ANGLES = (
    *(0, 45, 89, 90, 91, 134, 135, 179, 180, 225, 269, 270, 315, 359, 360, 450),
    *(-1, -45, -89, -90, -91, -135, -180, -315, -450, 89.9, 90.5, 2**31 - 1, 99_999_999_999),
    *(Name.X, String("90"), True, [90]),
)
BOXES: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "no area": {"MediaBox": [0, 0, 0, 0]},
    "no height": {"MediaBox": [0, 0, 600, 0]},
    "three numbers": {"MediaBox": [0, 0, 600]},
    "five numbers": {"MediaBox": [0, 0, 600, 800, 5]},
    "a word": {"MediaBox": String("A4")},
    "corners in another order": {"MediaBox": [600, 800, 0, 0]},
    "away from the origin": {"MediaBox": [-100, 50, 300, 650]},
    "cropped": {"MediaBox": SHEET, "CropBox": [100, 100, 300, 300]},
    "cropped beyond the sheet": {"MediaBox": SHEET, "CropBox": [500, 500, 900, 900]},
    "cropped to no area": {"MediaBox": SHEET, "CropBox": [0, 0, 0, 0]},
    "cropped by three numbers": {"MediaBox": SHEET, "CropBox": [0, 0, 300]},
    "cropped without a sheet": {"CropBox": [100, 100, 300, 300]},
    "cropped in another order": {"MediaBox": SHEET, "CropBox": [300, 300, 100, 100]},
}


def of_one_page(entries: Mapping[str, Any], levels: int = 1, above: Mapping[str, Any] | None = None) -> pikepdf.Pdf:
    """A document of one page below some nodes of a page tree; `above`: entries of the topmost."""
    pdf = pikepdf.Pdf.new()
    contents = pdf.make_stream(b"")
    node = pdf.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary(), Contents=contents))
    for key, value in entries.items():
        node[f"/{key}"] = Array(value) if isinstance(value, list) else value
    for _ in range(levels):
        higher = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([node])))
        node["/Parent"] = higher
        node = higher
    for key, value in (above or {}).items():
        node[f"/{key}"] = Array(value) if isinstance(value, list) else value
    pdf.Root.Pages = node
    return pdf


def page_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    node = pdf.Root.Pages
    while "/Kids" in node:
        node = node.Kids[0]
    return node


def by_pdfium(pdf: pikepdf.Pdf) -> tuple[int, Box]:
    """Rotation and visible box as pdfium has them."""
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = pdfium.PdfDocument(buffer.getvalue())
    try:
        return document[0].get_rotation(), Box(*document[0].get_bbox())
    finally:
        document.close()


@pytest.mark.parametrize("angle", ANGLES, ids=str)
def test_a_page_is_turned_as_pdfium_turns_it(angle: Any) -> None:
    pdf = of_one_page({"MediaBox": SHEET, "Rotate": angle})
    assert pages.rotation_of(page_of(pdf)) == by_pdfium(pdf)[0]


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_any_angle_turns_a_page_as_pdfium_turns_it(angle: int) -> None:
    pdf = of_one_page({"MediaBox": SHEET, "Rotate": angle})
    assert pages.rotation_of(page_of(pdf)) == by_pdfium(pdf)[0]


@pytest.mark.parametrize("name", BOXES)
def test_of_a_page_as_much_is_visible_as_pdfium_shows(name: str) -> None:
    pdf = of_one_page(BOXES[name])
    assert pages.visible_box(page_of(pdf)) == by_pdfium(pdf)[1]


@pytest.mark.parametrize("crop", [[700, 900, 800, 1000], [600, 0, 700, 800]])
def test_a_page_cropped_to_nothing_shows_whole(crop: list[int]) -> None:
    """The one place where pdfium is not followed: it shows nothing of such a page."""
    pdf = of_one_page({"MediaBox": SHEET, "CropBox": list(crop)})
    shown = by_pdfium(pdf)[1]
    assert shown.width * shown.height == 0
    assert pages.visible_box(page_of(pdf)) == Box(0, 0, 600, 800)


@pytest.mark.parametrize("levels", [1, 49, 63, 100])
def test_what_a_page_inherits_is_found_however_deep_its_tree(levels: int) -> None:
    pdf = of_one_page({}, levels, {"MediaBox": SHEET, "Rotate": 90})
    page = page_of(pdf)
    assert (pages.rotation_of(page), pages.visible_box(page)) == by_pdfium(pdf) == (90, Box(0, 0, 600, 800))
    assert set(pages.inherited_attributes(page)) == {"/MediaBox", "/Rotate", "/Resources"}


def test_the_nearest_value_counts_even_where_it_is_of_no_use() -> None:
    pdf = of_one_page({"MediaBox": String("A4")}, 2, {"MediaBox": SHEET})
    assert pages.visible_box(page_of(pdf)) == by_pdfium(pdf)[1] == pages.US_LETTER


def test_a_loop_of_ancestors_ends() -> None:
    pdf = of_one_page({}, 2)
    pdf.Root.Pages.Parent = page_of(pdf).Parent
    assert pages.inherited_attributes(page_of(pdf)).keys() == {"/Resources"}


@pytest.mark.parametrize("entries", [*BOXES.values(), *({"MediaBox": SHEET, "Rotate": a} for a in ANGLES)])
def test_mending_writes_what_readers_show(entries: Mapping[str, Any]) -> None:
    pdf = of_one_page(entries)
    before = by_pdfium(pdf)
    mend(pdf, Limits())
    page = pdf.pages[0].obj
    assert by_pdfium(pdf) == before == (pages.rotation_of(page), pages.visible_box(page))
    assert int(page.get("/Rotate", 0)) % 90 == 0


def test_a_limit_of_size_concerns_what_is_visible_in_its_unit() -> None:
    limits, huge = Limits(), [0, 0, 72 * 300, 72]
    for entries, too_large in (
        ({"MediaBox": huge}, True),
        ({"MediaBox": SHEET, "CropBox": huge}, False),
        ({"MediaBox": SHEET, "UserUnit": 100}, True),
    ):
        pdf = of_one_page(entries)
        assert (oversized_page([page_of(pdf)], limits) is not None) == too_large


SIDES = st.integers(-2000, 2000) | st.decimals(-2000, 2000, allow_nan=False, places=3)
CORNERS = st.tuples(SIDES, SIDES, SIDES, SIDES)


@given(CORNERS, st.none() | CORNERS, st.sampled_from(range(-360, 721, 90)), st.floats(0.25, 4) | st.none())
def test_binding_sees_a_sound_page_as_it_always_did(
    media: tuple[Any, ...], crop: tuple[Any, ...] | None, angle: int, unit: float | None
) -> None:
    entries: dict[str, Any] = {"MediaBox": list(media), "Rotate": angle}
    entries |= {"CropBox": list(crop)} if crop else {}
    entries |= {"UserUnit": round(unit, 4)} if unit else {}
    page = page_of(of_one_page(entries))
    if pages.media_box(page) is None or (crop and pages.crop_box(page) is None):
        return
    view = view_of(page)
    assert (view.visible, view.upright) == view_as_it_was(page)


def test_binding_sees_the_pages_of_the_corpus_as_it_always_did(corpus: Path) -> None:
    seen = 0
    for path in sorted((corpus / "odd-pdfs").glob("*.pdf"))[::4]:
        try:
            with pikepdf.open(path) as pdf:
                found = [page.obj for page in list(pdf.pages)[:50]]
                for page in (page for page in found if pages.media_box(page)):
                    view = view_of(page)
                    assert (view.visible, view.upright) == view_as_it_was(page), path.name
                    seen += 1
        except (pikepdf.PdfError, pikepdf.PasswordError):
            continue
    assert seen > 50


def view_as_it_was(page: Any) -> tuple[Box, Matrix]:
    """Visible box and upright matrix as `binding/placement.py` once worked them out."""
    given_, node = dict[str, Any](), page
    for _ in range(64):
        given_ = {k: node[k] for k in ("/MediaBox", "/CropBox", "/Rotate") if k in node} | given_
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    media = _box(given_["/MediaBox"])
    crop = _box(given_["/CropBox"]) if "/CropBox" in given_ else media
    box = Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )
    if box.width <= 0 or box.height <= 0:
        box = media
    clockwise = (
        Matrix(),
        Matrix(0, -1, 1, 0, 0, box.width),
        Matrix(-1, 0, 0, -1, box.width, box.height),
        Matrix(0, 1, -1, 0, box.height, 0),
    )
    turned = clockwise[round(float(given_.get("/Rotate", 0)) / 90) % 4]
    unit = float(page.get("/UserUnit", 1))
    home = Matrix(1, 0, 0, 1, -box.left, -box.bottom)
    return box, home.then(turned).then(Matrix(unit, 0, 0, unit, 0, 0))


def _box(value: Any) -> Box:
    x, y, z, w = (float(v) for v in value)
    return Box(min(x, z), min(y, w), max(x, z), max(y, w))
