"""The layout: page geometry by trim size, fonts,
and files of the workspace that replace those of the program.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from proceedings.typesetting.layout import Layout, load_layout
from proceedings.values.diagnostics import UsageError
from proceedings.values.settings import Trim

A4 = Trim(595.276, 841.89, "A4")
LETTER = Trim(612, 792, "Letter")
B5 = Trim(498.898, 708.661, "B5")
A5 = Trim(419.528, 595.276, "A5")
ROYAL = Trim(442.2, 663.3)
"""156 × 234 mm, a size that layout.yaml does not name."""


@pytest.fixture
def layout() -> Layout:
    return load_layout(None, "default")


@pytest.mark.parametrize("trim", [A4, LETTER, B5, A5, ROYAL], ids=["A4", "Letter", "B5", "A5", "royal"])
def test_the_text_area_is_a_whole_number_of_lines(layout: Layout, trim: Trim) -> None:
    lines = layout.design(trim).text_box(1).height / layout.line(trim)
    assert lines == pytest.approx(round(lines), abs=0.01)
    assert lines > 30


@pytest.mark.parametrize("trim", [A4, LETTER, B5, A5, ROYAL], ids=["A4", "Letter", "B5", "A5", "royal"])
def test_heads_and_folios_stand_clear_of_text_and_of_submissions(layout: Layout, trim: Trim) -> None:
    design = layout.design(trim)
    frame = design.sheet_frame()
    assert trim.height - design.head_baseline > max(frame.top, design.text_box(1).top)
    assert design.folio_baseline + design.folio_size < min(frame.bottom, design.text_box(1).bottom)


@pytest.mark.parametrize("trim", [A4, LETTER, B5, A5, ROYAL], ids=["A4", "Letter", "B5", "A5", "royal"])
def test_the_outer_margin_is_the_wider_one_and_changes_sides(layout: Layout, trim: Trim) -> None:
    design = layout.design(trim)
    recto, verso = design.text_box(1), design.text_box(2)
    assert recto.left < trim.width - recto.right
    assert (recto.left, recto.right) == pytest.approx((trim.width - verso.right, trim.width - verso.left))
    assert recto.width == pytest.approx(verso.width)


def test_a_file_of_the_workspace_replaces_that_file_and_no_other(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "default"
    own.mkdir(parents=True)
    (own / "title.html").write_text("<h1>mine</h1>")
    layout, builtin = load_layout(tmp_path, "default"), load_layout(tmp_path / "elsewhere", "default")
    assert layout.read("title.html") == "<h1>mine</h1>"
    assert layout.read("imprint.html") == builtin.read("imprint.html")
    assert layout.digest() != builtin.digest()
    assert layout.digest(["imprint.html"]) == builtin.digest(["imprint.html"])


def test_a_layout_of_the_workspace_rests_on_the_default_one(tmp_path: Path) -> None:
    (tmp_path / "layouts" / "house").mkdir(parents=True)
    assert "Volume Text" in load_layout(tmp_path, "house").style(A4)


@pytest.mark.parametrize("name", ["nosuch", "../default", ".hidden"])
def test_an_unknown_layout_is_wrong_usage_that_names_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_layout(tmp_path, name)
    assert "default" in (caught.value.hint or "")


def test_files_outside_the_layout_are_not_found(layout: Layout) -> None:
    assert layout.find("fonts/SourceSans3-Regular.ttf") is not None
    assert layout.find("../../pyproject.toml") is None


@pytest.mark.parametrize("broken", ["trims: [", "head_font: x", "head_font: x\ntrims: {A4: {width: 3}}"])
def test_a_broken_geometry_is_reported_with_its_file(tmp_path: Path, broken: str) -> None:
    own = tmp_path / "layouts" / "default"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text(broken)
    with pytest.raises(UsageError, match=r"layouts/default/layout\.yaml"):
        load_layout(tmp_path, "default").design(A4)


def test_text_faces_have_the_letters_of_europe_and_vietnam_and_the_hyphen(layout: Layout) -> None:
    wanted = "‐–—’“”„«»…ČŁłőßæœşțıİđĐẾệαωЖяіÉ€№0123456789"
    for name in layout.names():
        if name.startswith("fonts/Source") and "Code" not in name:
            covered = TTFont(layout.font_file(name)).getBestCmap()
            assert not [c for c in wanted if ord(c) not in covered], name


def test_text_faces_have_small_capitals_and_both_kinds_of_figures(layout: Layout) -> None:
    for name in ("SourceSerif4SmText-Regular", "SourceSerif4SmText-Semibold", "SourceSans3-Semibold"):
        table = TTFont(layout.font_file(f"fonts/{name}.ttf"))["GSUB"].table
        assert {"smcp", "c2sc", "onum"} <= {record.FeatureTag for record in table.FeatureList.FeatureRecord}, name


def test_every_family_of_fonts_has_its_licence_beside_it(layout: Layout) -> None:
    licences = [layout.read(name) for name in layout.names() if name.startswith("fonts/OFL-")]
    assert len(licences) == 3
    assert all("SIL OPEN FONT LICENSE" in text for text in licences)
