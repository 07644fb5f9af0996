"""Facts: what intake knows about a PDF after reading it once,
whatever its authors' programs made of it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from proceedings.intake.surveying.facts import read_facts
from proceedings.intake.surveying.facts_json import facts_as_json, facts_from_json
from proceedings.intake.surveying.ink import Seen, look_at
from proceedings.intake.surveying.printed_numbers import printed_numbers
from proceedings.pdf.pages import to_upright
from proceedings.values.geometry import Box
from proceedings.values.submission import Facts, FontFact, ImageFact, PageFacts

SQUARE = b"0 g 100 200 50 30 re f"
"""Ink from (100, 200) to (150, 230) in user space."""


def document(content: bytes = SQUARE, **page: Any) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    entries = {"MediaBox": Array([0, 0, 400, 600]), **page}
    pdf.pages.append(pikepdf.Page(Dictionary(Type=Name.Page, Contents=pdf.make_stream(content), **entries)))
    return pdf


def seen(pdf: pikepdf.Pdf) -> Seen:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return look_at(buffer.getvalue(), read_facts(pdf, 0).pages, [to_upright(p.obj) for p in pdf.pages])


def near(box: Box | None, left: float, bottom: float, right: float, top: float, dot: float = 2) -> bool:
    """Within a dot, which is 2 points where UserUnit is 1, on the outer side."""
    assert box is not None
    outer = (left - box.left, bottom - box.bottom, box.right - right, box.top - top)
    return all(-0.5 <= distance <= dot + 0.5 for distance in outer)


@pytest.mark.parametrize(
    ("page", "size", "ink"),
    [
        pytest.param({}, (400, 600), (100, 200, 150, 230), id="plain"),
        pytest.param({"MediaBox": Array([50, 50, 450, 650])}, (400, 600), (50, 150, 100, 180), id="offset"),
        pytest.param({"MediaBox": Array([400, 600, 0, 0])}, (400, 600), (100, 200, 150, 230), id="corners swapped"),
        pytest.param({"CropBox": Array([90, 190, 290, 290])}, (200, 100), (10, 10, 60, 40), id="cropped"),
        pytest.param(
            {"CropBox": Array([-50, -50, 120, 500])}, (120, 500), (100, 200, 120, 230), id="crop beyond media"
        ),
        pytest.param({"Rotate": 90}, (600, 400), (200, 250, 230, 300), id="turned right"),
        pytest.param({"Rotate": 180}, (400, 600), (250, 370, 300, 400), id="turned over"),
        pytest.param({"Rotate": 270}, (600, 400), (370, 100, 400, 150), id="turned left"),
        pytest.param({"Rotate": -90}, (600, 400), (370, 100, 400, 150), id="turned left by a negative angle"),
        pytest.param({"Rotate": 45}, (400, 600), (100, 200, 150, 230), id="turned by no right angle"),
        pytest.param({"UserUnit": 2}, (800, 1200), (200, 400, 300, 460), id="two points a unit"),
        pytest.param(
            {"Rotate": 90, "CropBox": Array([90, 190, 290, 290]), "UserUnit": 2},
            (200, 400),
            (20, 280, 80, 380),
            id="everything at once",
        ),
        pytest.param({"MediaBox": String("none")}, (612, 792), (100, 200, 150, 230), id="no box at all"),
        pytest.param({"MediaBox": Array([0, 0, 0, 0])}, (612, 792), (100, 200, 150, 230), id="empty box"),
    ],
)
def test_size_and_ink_are_those_of_the_page_as_a_reader_sees_it(
    page: dict[str, Any], size: tuple[float, float], ink: tuple[float, float, float, float]
) -> None:
    (facts,) = seen(document(**page)).pages
    assert (facts.width, facts.height) == size
    assert near(facts.ink, *ink, dot=2 * facts.user_unit)


def test_the_matrix_to_the_upright_page_leads_to_where_the_ink_is_seen() -> None:
    for page in ({}, {"Rotate": 90}, {"Rotate": 180}, {"Rotate": 270}, {"CropBox": Array([90, 190, 290, 290])}):
        pdf = document(**page)
        expected = to_upright(pdf.pages[0].obj).box(Box(100, 200, 150, 230))
        assert near(seen(pdf).pages[0].ink, expected.left, expected.bottom, expected.right, expected.top)


def test_a_page_inherits_box_and_rotation_from_its_parent() -> None:
    pdf = document()
    node = pdf.Root.Pages
    del pdf.pages[0].obj["/MediaBox"]
    node.MediaBox, node.Rotate = Array([0, 0, 300, 500]), 90
    (facts,) = read_facts(pdf, 0).pages
    assert (facts.width, facts.height, facts.rotation) == (500, 300, 90)


def test_a_blank_page_has_no_ink() -> None:
    assert seen(document(b"1 g 0 0 400 600 re f")).pages[0].ink is None


def test_a_hairline_is_ink() -> None:
    assert near(seen(document(b"0.2 w 0 G 100 300 m 300 300 l S")).pages[0].ink, 100, 300, 300, 300)


def test_an_annotation_that_shows_is_ink() -> None:
    pdf = document(b"")
    look = pdf.make_stream(b"1 0 0 rg 0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20]))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([10, 10, 30, 30]), F=4, AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(stamp)])
    assert near(seen(pdf).pages[0].ink, 10, 10, 30, 30)


def text_page(*more: bytes, before: bytes = b"") -> pikepdf.Pdf:
    """Twenty lines of text from (80, 100) to 480,
    in black unless said before, and what comes after them.
    """
    lines = b" ".join(b"BT /F 12 Tf 80 %d Td (A line of text) Tj ET" % (100 + 20 * n) for n in range(20))
    pdf = document(b"\n".join((before, lines, *more)))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    return pdf


@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(text_page(), id="text"),
        pytest.param(text_page(b"200 590 10 8 re f"), id="and something at the head"),
        pytest.param(text_page(b"0 0 400 600 re W n -50 -50 900 900 re S"), id="and something cut off"),
        pytest.param(text_page(before=b"1 g 0 0 400 600 re f 0 g"), id="on white"),
        pytest.param(text_page(b"BT 3 Tr /F 12 Tf 10 10 Td (hidden) Tj ET"), id="and hidden text"),
        pytest.param(text_page(before=b"1 g"), id="in white"),
        pytest.param(text_page(before=b"3 Tr"), id="hidden"),
        pytest.param(text_page(before=b".5 0 0 .5 50 60 cm"), id="small"),
    ],
)
def test_the_ink_of_a_page_of_text_is_what_a_rendering_shows(pdf: pikepdf.Pdf) -> None:
    (page,) = seen(pdf).pages
    shown = rendered_ink(pdf)
    assert (page.ink is None) == (shown is None)
    if page.ink is not None and shown is not None:
        lower = (shown.left - page.ink.left, shown.bottom - page.ink.bottom)
        outer = (*lower, page.ink.right - shown.right, page.ink.top - shown.top)
        assert all(-0.5 <= distance <= 4.5 for distance in outer)


def rendered_ink(pdf: pikepdf.Pdf) -> Box | None:
    """The ink of the first page, which is not turned, in a rendering at 144 dpi."""
    buffer = io.BytesIO()
    pdf.save(buffer)
    with pypdfium2.PdfDocument(buffer.getvalue()) as opened:
        picture = opened[0].render(scale=2, grayscale=True).to_pil()
    found = picture.point(lambda grey: 255 * (grey < 250)).getbbox()
    return None if found is None else Box(found[0] / 2, 600 - found[3] / 2, found[2] / 2, 600 - found[1] / 2)


def test_a_stamp_on_a_page_of_text_is_ink() -> None:
    pdf = text_page()
    look = pdf.make_stream(b"1 0 0 rg 0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20]))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([10, 10, 30, 30]), F=4, AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(stamp)])
    ink = seen(pdf).pages[0].ink
    assert ink is not None
    assert (ink.left, ink.bottom) == pytest.approx((10, 10), abs=2)


def test_a_document_that_cannot_be_drawn_is_taken_to_have_ink_everywhere() -> None:
    page = PageFacts(400, 600, None)
    looked = look_at(b"%PDF-1.7 nothing else", [page], [to_upright(Dictionary())])
    assert looked.pages[0].ink == Box(0, 0, 400, 600)
    assert looked.undrawn == (1,)


def test_a_page_as_large_as_a_wall_is_looked_at_in_little_memory() -> None:
    (facts,) = seen(document(MediaBox=Array([0, 0, 14400, 14400]))).pages
    assert facts.ink is not None
    assert facts.ink.right < 200


def test_images_have_their_effective_resolution_also_inside_forms() -> None:
    pdf = document(b"")
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    image = pdf.make_stream(bytes(5000), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=50, **grey)
    form = pdf.make_stream(
        b"q 72 0 0 36 0 0 cm /Im Do Q",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 100, 100]),
        Resources=Dictionary(XObject=Dictionary(Im=image)),
    )
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(Im=image, Fm=form))
    page.Contents = pdf.make_stream(b"q 144 0 0 72 10 20 cm /Im Do Q q 2 0 0 2 100 100 cm /Fm Do Q")
    straight, nested = seen(pdf).images
    assert straight == ImageFact(1, 100, 50, 50.0, "DeviceGray", Box(10, 20, 154, 92))
    assert nested == ImageFact(1, 100, 50, 50.0, "DeviceGray", Box(100, 100, 244, 172))


def test_the_smallest_type_is_measured_as_it_appears_and_hidden_text_does_not_count() -> None:
    pdf = document(b"BT /F 12 Tf 50 500 Td (large) Tj ET q .5 0 0 .5 0 0 cm BT /F 9 Tf 50 50 Td (small) Tj ET Q "
                   b"BT 3 Tr /F 1 Tf 50 400 Td (hidden) Tj ET")  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    (page,) = seen(pdf).pages
    assert page.smallest_type == 4.5


def test_fonts_are_found_on_pages_in_forms_and_in_appearances() -> None:
    pdf = document(b"")
    program = pdf.make_stream(b"program")
    embedded = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Gentium"),
        FontDescriptor=Dictionary(FontFile2=program),
        ToUnicode=pdf.make_stream(b"map"),
    )
    composite = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/Song"),
        DescendantFonts=Array([Dictionary(Subtype=Name.CIDFontType2, FontDescriptor=Dictionary(FontFile2=program))]),
    )
    bare = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)

    def form(font: Dictionary) -> pikepdf.Stream:
        return pdf.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(Font=Dictionary(F=font)))

    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(F=embedded), XObject=Dictionary(X=form(composite)))
    page.Annots = Array([Dictionary(Subtype=Name.FreeText, AP=Dictionary(N=form(bare)))])
    assert read_facts(pdf, 0).fonts == (
        FontFact("Gentium", "TrueType", embedded=True, subset=True, has_unicode_map=True),
        FontFact("Helvetica", "Type1", embedded=False, subset=False, has_unicode_map=False, draws=False),
        FontFact("Song", "Type0/CIDFontType2", embedded=True, subset=False, has_unicode_map=False),
    )


def test_links_scripts_attachments_layers_and_tags_are_counted() -> None:
    pdf = document()
    page = pdf.pages[0].obj
    uri = Dictionary(S=Name.URI, URI=String("https://example.org"))
    page.Annots = Array(
        [
            Dictionary(Subtype=Name.Link, A=uri),
            Dictionary(Subtype=Name.Link, Dest=Array([page, Name.Fit])),
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("sec1"))),
            Dictionary(Subtype=Name.Text, Contents=String("a note")),
        ]
    )
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript)])))
    pdf.attachments["data.csv"] = b"1,2"
    pdf.Root.OCProperties = Dictionary(OCGs=Array([pdf.make_indirect(Dictionary(Name=String("Answers")))]))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    pdf.Root.Lang = String("fr-CA")
    pdf.docinfo["/Title"] = "Étude"
    facts = read_facts(pdf, 1234)
    assert (facts.uri_links, facts.internal_links, facts.scripts) == (1, 2, 2)
    assert facts.annotations == (("Link", 3), ("Text", 1))
    assert (facts.attachments, facts.layers) == (("data.csv",), ("Answers",))
    assert (facts.tagged, facts.language, facts.title, facts.bytes) == (True, "fr-CA", "Étude", 1234)


def loop_in_outline(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(Dictionary(Title=String("again")))
    entry.Next, entry.First = entry, entry
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entry))


def loop_in_fields(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("f")))
    field.Kids = Array([field])
    field.Parent = field
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def loop_in_names(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node, JavaScript=node)


def loop_in_forms(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"/X Do", Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources = form.Resources


def loop_in_parents(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    del page["/MediaBox"]
    page.Parent = page


def nonsense_everywhere(pdf: pikepdf.Pdf) -> None:
    for key in ("Outlines", "AcroForm", "Names", "OCProperties", "MarkInfo", "StructTreeRoot", "Lang", "AA"):
        pdf.Root[f"/{key}"] = 17
    page = pdf.pages[0].obj
    page.Annots = Array([17, String("x"), None, Dictionary(Subtype=17, A=17), Dictionary(AP=17)])
    page.Resources, page.Rotate, page.UserUnit = Array([]), String("90"), -1


@pytest.mark.parametrize(
    "spoil", [loop_in_outline, loop_in_fields, loop_in_names, loop_in_forms, loop_in_parents, nonsense_everywhere]
)
def test_loops_and_nonsense_are_survived(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    pdf = document()
    spoil(pdf)
    facts = read_facts(pdf, 0)
    assert len(facts.pages) == 1
    assert facts.outline_entries <= 1


def test_facts_of_a_real_paper_agree_with_another_reader(corpus: Path) -> None:
    path = corpus / "sigdial" / "papers" / "100.pdf"
    reader = pypdf.PdfReader(path)
    with pikepdf.open(path) as pdf:
        facts = read_facts(pdf, path.stat().st_size)
    assert len(facts.pages) == len(reader.pages)
    for ours, theirs in zip(facts.pages, reader.pages, strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.cropbox.width, theirs.cropbox.height), abs=0.01)
    annotations = [a.get_object() for p in reader.pages for a in p.get("/Annots", [])]
    uri = [a for a in annotations if a.get("/A", {}).get("/S") == "/URI"]
    assert facts.uri_links == len(uri)
    assert facts.uri_links + facts.internal_links == sum(a["/Subtype"] == "/Link" for a in annotations)


PLAIN = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
BOXES = st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
FACTS = st.builds(
    Facts,
    pages=st.lists(st.builds(PageFacts, NUMBERS, NUMBERS, st.none() | BOXES, printed_number=st.none() | PLAIN)).map(
        tuple
    ),
    fonts=st.lists(st.builds(FontFact, PLAIN, PLAIN, *[st.booleans()] * 4)).map(tuple),
    images=st.lists(st.builds(ImageFact, st.integers(), st.integers(), st.integers(), NUMBERS, PLAIN, BOXES)).map(
        tuple
    ),
    annotations=st.lists(st.tuples(PLAIN, st.integers())).map(tuple),
    attachments=st.lists(PLAIN).map(tuple),
    layers=st.lists(PLAIN).map(tuple),
    title=st.none() | PLAIN,
    first_page_text=PLAIN,
)


@given(FACTS)
def test_facts_survive_json_exactly(facts: Facts) -> None:
    assert facts_from_json(json.loads(json.dumps(facts_as_json(facts)))) == facts


def test_facts_of_another_version_are_not_mistaken() -> None:
    data = facts_as_json(replace(Facts(()), title="x"))
    with pytest.raises((KeyError, TypeError)):
        facts_from_json({**data, "colour": "red"})


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        pytest.param([["1"], ["2"], ["3"]], ("1", "2", "3"), id="alone"),
        pytest.param([["A Title"], ["118  Smith et al."], ["A Title  119"]], (None, "118", "119"), id="in heads"),
        pytest.param([["- 7 -"], ["- 8 -"]], ("- 7 -", "- 8 -"), id="between dashes"),
        pytest.param([["Page 1 of 3"], ["Page 2 of 3"], ["Page 3 of 3"]],
                     ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"), id="of so many"),
        pytest.param([["iv"], ["v"], ["vi"]], ("iv", "v", "vi"), id="roman"),
        pytest.param([["Geneva 2007"], ["Geneva 2007"], ["Geneva 2007"]], (None, None, None), id="a year"),
        pytest.param([["3 Results"], ["text"], ["text"]], (None, None, None), id="a section"),
        pytest.param([["2007"]], (None,), id="one page proves nothing"),
        pytest.param([], (), id="no pages"),
    ],
)  # fmt: skip
def test_printed_page_numbers_are_those_that_count_the_pages(
    bands: list[list[str]], expected: tuple[str | None, ...]
) -> None:
    assert printed_numbers(bands) == expected
