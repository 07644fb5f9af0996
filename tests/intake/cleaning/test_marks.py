"""Annotations without an appearance are drawn as their author meant them, or somebody is told."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from proceedings.intake.cleaning import Mark, MarkFate, clean
from proceedings.pipeline.inspecting import inspect
from proceedings.readers.lost_ink import Places, lost_ink
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.geometry import Box

RED = Array([1, 0, 0])
QUADS = Array([50, 150, 250, 150, 50, 120, 250, 120])

KINDS: dict[str, dict[str, Any]] = {
    "FreeText": {"Contents": String("Written by its author"), "DA": String("/Helv 12 Tf 1 0 0 rg")},
    "Line": {"L": Array([60, 130, 240, 130]), "LE": Array([Name.OpenArrow, Name.ClosedArrow])},
    "Square": {"IC": RED, "RD": Array([4, 4, 4, 4])},
    "Circle": {"BE": Dictionary(S=Name.C, I=1)},
    "Polygon": {"Vertices": Array([60, 110, 240, 110, 150, 190])},
    "PolyLine": {"Vertices": Array([60, 110, 150, 190, 240, 110])},
    "Ink": {"InkList": Array([Array([60, 110, 150, 190, 240, 110])])},
    "Highlight": {"QuadPoints": QUADS},
    "Underline": {"QuadPoints": QUADS},
    "Squiggly": {"QuadPoints": QUADS},
    "StrikeOut": {"QuadPoints": QUADS},
    "Caret": {},
    "Stamp": {"Name": Name.NotForPublicRelease},
    "Text": {"Contents": String("A note")},
    "FileAttachment": {},
}


def document(**entries: Any) -> Pdf:
    """A page with one annotation."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    annotate(pdf, **entries)
    return pdf


def annotate(pdf: Pdf, **entries: Any) -> Any:
    whole = {"Type": Name.Annot, "Rect": Array([50, 100, 250, 200]), "F": 4, "C": RED, **entries}
    annotation = pdf.make_indirect(Dictionary(**whole))
    page = pdf.pages[0].obj
    page.Annots = Array([*(page.Annots if "/Annots" in page else []), annotation])
    if whole["Subtype"] == Name.Widget:
        if "/AcroForm" not in pdf.Root:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([])))
        pdf.Root.AcroForm.Fields.append(annotation)
    return annotation


def field(**entries: Any) -> Pdf:
    return document(Subtype=Name.Widget, T=String("name"), **entries)


def cleaned(pdf: Pdf) -> tuple[list[Mark], bytes]:
    marks: list[Mark] = []
    clean(pdf, marks=marks)
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return marks, out.getvalue()


def picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as opened:
        image: Image.Image = opened[0].render(scale=1).to_pil().convert("RGB")
    return image


def darkest(pdf: bytes) -> int:
    histogram = picture(pdf).convert("L").histogram()
    return next(grey for grey, count in enumerate(histogram) if count)


def words(pdf: bytes) -> str:
    text: str = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    return " ".join(text.split())


def reds(image: Image.Image) -> int:
    pixels = image.tobytes()
    return sum(r > 180 and g < 120 and b < 120 for r, g, b in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mark_is_drawn_in_its_authors_colour(kind: str) -> None:
    marks, after = cleaned(document(Subtype=Name("/" + kind), **KINDS[kind]))
    assert [(m.kind, m.fate) for m in marks] == [(kind, MarkFate.DRAWN)]
    seen = picture(after)
    assert reds(seen) > 30
    around = Image.composite(seen, Image.new("RGB", seen.size, "white"), _outside(seen, (30, 80, 270, 220)))
    assert not reds(around), "it stays near its place"


def _outside(image: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", image.size, 255)
    mask.paste(0, box)
    return mask


def test_width_and_dashes_and_opacity_are_the_authors() -> None:
    line = {"Subtype": Name.Line, "L": Array([60, 150, 240, 150])}
    thin, thick, dashed, pale = (
        picture(cleaned(document(**line, **more))[1])
        for more in (
            {"BS": Dictionary(W=2)},
            {"Border": Array([0, 0, 10])},
            {"BS": Dictionary(W=2, S=Name.D, D=Array([6, 6]))},
            {"BS": Dictionary(W=2), "CA": 0.2},
        )
    )
    assert reds(thick) > 4 * reds(thin)
    assert reds(thin) * 0.3 < reds(dashed) < reds(thin) * 0.7
    assert reds(pale) == 0
    assert pale.getpixel((150, 150)) != (255, 255, 255)


def test_the_ends_of_a_line_reach_beyond_a_rectangle_that_is_too_small() -> None:
    line = {"Subtype": Name.Line, "L": Array([60, 150, 240, 150]), "BS": Dictionary(W=4)}
    bare = reds(picture(cleaned(document(**line))[1]))
    arrows = {"LE": Array([Name.ClosedArrow, Name.Circle]), "IC": RED, "Rect": Array([60, 150, 60, 150])}
    assert reds(picture(cleaned(document(**{**line, **arrows}))[1])) > bare + 300


@pytest.mark.parametrize("text", ["One line", "Ελληνικά, Русский, żółć", "first\rsecond\nthird", "word " * 60 + "LAST"])
def test_no_word_of_a_free_text_is_cut_off(text: str) -> None:
    _, after = cleaned(document(Subtype=Name.FreeText, Contents=String(text), DA=String("/Helv 20 Tf 0 g")))
    assert words(after) == " ".join(text.split())
    seen = picture(after).convert("L").point([255 if grey < 200 else 0 for grey in range(256)]).getbbox()
    assert seen is not None
    left, top, right, bottom = seen
    assert left >= 48 and right <= 252 and top >= 98 and bottom <= 202


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ({"FT": Name.Tx, "V": String("Ada Lovelace")}, "Ada Lovelace"),
        ({"FT": Name.Tx, "V": String("a value " * 12), "DA": String("/Helv 14 Tf 0 g")}, "a value " * 12),
        ({"FT": Name.Tx, "V": String("one\rtwo " * 9 + "LAST"), "Ff": 1 << 12}, "one two " * 9 + "LAST"),
        ({"FT": Name.Tx, "V": String("AB12"), "Ff": 1 << 24, "MaxLen": 8}, "A B 1 2"),
        ({"FT": Name.Tx, "V": String("secret"), "Ff": 1 << 13}, "******"),
        ({"FT": Name.Tx, "V": String("Łódź")}, "Łódź"),
        ({"FT": Name.Tx, "V": String("turned"), "MK": Dictionary(R=90)}, "turned"),
        (
            {"FT": Name.Ch, "V": String("2"), "Opt": Array([Array([String("2"), String("Second")])]), "Ff": 1 << 17},
            "Second",
        ),
        ({"FT": Name.Ch, "V": String("b"), "Opt": Array([String("a"), String("b")])}, "a b"),
        ({"FT": Name.Btn, "Ff": 1 << 16, "MK": Dictionary(CA=String("Send"))}, "Send"),
    ],
)
def test_a_field_shows_what_was_filled_in(entries: dict[str, Any], shown: str) -> None:
    _, after = cleaned(field(**entries))
    assert words(after).replace(" ", "") == shown.replace(" ", "")


@pytest.mark.parametrize("flags", [0, 4])
@pytest.mark.parametrize("radio", [0, 1 << 15])
def test_a_ticked_box_is_ticked_in_the_volume_even_where_its_field_is_for_the_screen(flags: int, radio: int) -> None:
    on = {"FT": Name.Btn, "Ff": radio, "F": flags}
    _, ticked = cleaned(field(V=Name.Yes, AS=Name.Yes, **on))
    _, empty = cleaned(field(V=Name.Off, AS=Name.Off, **on))
    assert darkest(ticked) < 50
    assert darkest(empty) == 255


def test_a_ticked_box_whose_state_has_no_appearance_is_drawn() -> None:
    _, after = cleaned(field(FT=Name.Btn, V=Name.On, AS=Name.On, AP=Dictionary(N=Dictionary())))
    assert darkest(after) < 50


@pytest.mark.parametrize(
    "entries",
    [
        {"Subtype": Name.FreeText, "Contents": String("שלום")},
        {"Subtype": Name.Widget, "T": String("name"), "FT": Name.Tx, "V": String("سلام")},
    ],
)
def test_what_is_written_from_right_to_left_is_told_rather_than_drawn_wrongly(entries: dict[str, Any]) -> None:
    assert [mark.fate for mark in cleaned(document(**entries))[0]] == [MarkFate.UNDRAWN]


def test_names_that_are_no_text_stop_nothing() -> None:
    odd = pikepdf.Object.parse(b"/Odd#cb#ff")
    pdf = document(Subtype=Name.Line, L=Array([60, 150, 240, 150]), LE=Array([odd, odd]))
    annotate(pdf, Subtype=odd)
    marks, _ = cleaned(pdf)
    assert marks[0].fate is MarkFate.DRAWN


@pytest.mark.parametrize("flags", [2, 32, 34])
def test_what_is_hidden_stays_hidden(flags: int) -> None:
    pdf = field(FT=Name.Tx, V=String("hidden"), F=flags)
    annotate(pdf, Subtype=Name.Square, F=flags)
    marks, after = cleaned(pdf)
    assert {m.fate for m in marks} == {MarkFate.HIDDEN}
    assert darkest(after) == 255


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-1e6, 1e6, width=32)
    | st.sampled_from(["name:C", "name:D", "name:OpenArrow", "name:Yes", "name:Btn", "name:Tx", "name:Ch"])
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=8),
    max_leaves=12,
)
_KEYS = ["L", "LE", "IC", "C", "BS", "BE", "Border", "RD", "CL", "Vertices", "InkList", "QuadPoints", "DA", "Contents"]
_KEYS += ["Q", "CA", "Cap", "LL", "LLE", "LLO", "Name", "RC", "FT", "Ff", "V", "AS", "MK", "Opt", "TI", "MaxLen"]


def _object(value: Any) -> Any:
    if isinstance(value, list):
        return Array([_object(v) for v in value])
    if isinstance(value, str):
        return Name("/" + value[5:]) if value.startswith("name:") else String(value)
    return round(value, 3) if isinstance(value, float) else value


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([*KINDS, "Widget", "Redact"]), st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=6))
def test_no_entry_of_an_annotation_stops_intake(kind: str, entries: dict[str, Any]) -> None:
    values = {key: _object(value) for key, value in entries.items() if value is not None}
    _, after = cleaned(document(Subtype=Name("/" + kind), **{**KINDS.get(kind, {}), **values}))
    assert len(pypdf.PdfReader(io.BytesIO(after)).pages) == 1
    picture(after)


def inspected(pdf: Pdf, folder: Path) -> dict[str, Diagnostic]:
    path = folder / "paper.pdf"
    pdf.save(path)
    return {diagnostic.code: diagnostic for diagnostic in inspect(path).diagnostics}


def test_what_cannot_be_drawn_or_does_not_print_is_told(tmp_path: Path) -> None:
    pdf = document(Subtype=Name.Redact)
    annotate(pdf, Subtype=Name.Stamp, F=0)
    told = inspected(pdf, tmp_path)
    assert "1 area to be blacked out (page 1) could not be drawn" in told["mark-not-drawn"].message
    assert "1 stamp (page 1) is left out" in told["mark-left-out"].message


@pytest.mark.needs_poppler
def test_marks_that_are_drawn_need_no_word(tmp_path: Path) -> None:
    pdf = document(Subtype=Name.Line, **KINDS["Line"])
    for kind in ("FreeText", "Polygon", "Ink", "Stamp", "Highlight"):
        annotate(pdf, Subtype=Name("/" + kind), **KINDS[kind])
    assert inspected(pdf, tmp_path) == {}


def test_where_the_second_reader_is_missing_a_notice_says_so(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    document(Subtype=Name.Polygon, **KINDS["Polygon"]).save(path)
    command: list[str | Path] = [Path(sys.executable).with_name("proceedings"), "inspect", path, "--json"]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    (told,) = json.loads(done.stdout)["diagnostics"]
    assert (told["code"], told["severity"]) == ("second-reader-missing", "notice")
    assert "only one reader has looked at page 1" in told["message"]


def _paper(*bars: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("L", (200, 100), 255)
    for bar in bars:
        image.paste(0, bar)
    return image


def test_ink_is_lost_where_it_is_nowhere_near_any_more() -> None:
    before = _paper((10, 10, 60, 14), (100, 60, 150, 64))
    assert lost_ink(before, before, 100) == 0
    assert lost_ink(before, _paper((11, 11, 61, 15), (100, 60, 150, 64), (5, 90, 90, 95)), 100) == 0
    assert lost_ink(before, _paper((10, 10, 60, 14)), 100) == pytest.approx(200 / 20_000)
    below = Box(90, 30, 160, 45)
    assert lost_ink(before, _paper((10, 10, 60, 14)), 100, Places(ignored=(below,))) == 0
    assert lost_ink(before, _paper((10, 10, 60, 14)), 100, Places(marks=(below,))) > 0
    assert lost_ink(before, _paper((10, 10, 60, 14), (100, 66, 103, 67)), 100, Places(marks=(below,))) == 0
