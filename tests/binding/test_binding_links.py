"""Every link of a submission lands where it did, wherever its pages went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from bound_books import (
    HEIGHT,
    MARK,
    WIDTH,
    Book,
    destination_page,
    goto,
    link,
    name_destinations,
    paper,
    red_box,
    to,
    uri,
)
from proceedings.binding.addresses import completed
from proceedings.values.geometry import Box, Matrix
from proceedings.values.plan import Placement


def links_in(path: Path, page: int) -> list[Any]:
    return [a.get_object() for a in links_on(PdfReader(path), page)]


def links_on(reader: PdfReader, page: int) -> list[Any]:
    found: Any = reader.pages[page].get("/Annots", [])
    return list(found)


def test_equal_names_in_two_papers_lead_each_into_its_own_paper(tmp_path: Path) -> None:
    def names(pdf: pikepdf.Pdf) -> None:
        name_destinations(pdf, {"cite.smith": to(pdf, 1, "XYZ", 10, 500, 0)})
        link(pdf, 0, A=goto(String("cite.smith")))

    book = Book(tmp_path)
    for stem in ("first", "second"):
        book.submission(paper(tmp_path / f"{stem}.pdf", 2, touch=names))
    out, bound = book.bind()
    reader = PdfReader(out)
    assert destination_page(reader, links_on(reader, 0)[0])[0] == 1
    assert destination_page(reader, links_on(reader, 2)[0])[0] == 3
    assert (bound.internal_links, bound.dropped_links) == (2, 0)


def test_all_forms_of_a_destination_are_understood(tmp_path: Path) -> None:
    def forms(pdf: pikepdf.Pdf) -> None:
        name_destinations(pdf, {"new": Dictionary(D=to(pdf, 1, "Fit"))})  # type: ignore[dict-item]
        pdf.Root["/Dests"] = Dictionary(old=to(pdf, 2, "FitH", 300))
        link(pdf, 0, Dest=String("new"))
        link(pdf, 0, Dest=Name("/old"))
        link(pdf, 0, Dest=to(pdf, 1, "FitR", 1, 2, 3, 4))
        link(pdf, 0, A=goto(to(pdf, 2, "XYZ", None, 20, 1.5)))
        link(pdf, 0, A=goto(Array([1, Name.FitV, 7])))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "before.pdf", 1))
    book.submission(paper(tmp_path / "forms.pdf", 3, touch=forms))
    out, _ = book.bind()
    reader = PdfReader(out)
    found = [destination_page(reader, a) for a in links_on(reader, 1)]
    assert [(page, [str(v) for v in array[1:]]) for page, array in found] == [
        (2, ["/Fit"]),
        (3, ["/FitH", "300"]),
        (2, ["/FitR", "1", "2", "3", "4"]),
        (3, ["/XYZ", "NullObject", "20", "1.5"]),
        (2, ["/FitV", "7"]),
    ]


def test_a_link_to_a_page_that_is_left_out_goes_and_is_counted(tmp_path: Path) -> None:
    def two(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, A=goto(to(pdf, 1, "Fit")))
        link(pdf, 0, A=goto(to(pdf, 2, "Fit")))
        link(pdf, 0, A=goto(String("nowhere")))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 3, touch=two), [[Placement(0, Matrix())], [Placement(2, Matrix())]])
    out, bound = book.bind()
    reader = PdfReader(out)
    assert [destination_page(reader, a)[0] for a in links_on(reader, 0)] == [1]
    assert (bound.internal_links, bound.dropped_links) == (1, 2)


SOURCES: dict[str, tuple[dict[str, Any], Matrix]] = {
    "as it came": ({}, Matrix()),
    "shifted": ({}, Matrix(1, 0, 0, 1, 30, -25)),
    "scaled": ({}, Matrix(0.8, 0, 0, 0.8, 40, 60)),
    "turned": ({"Rotate": 90}, Matrix(0.6, 0, 0, 0.6, 20, 150)),
    "upside down": ({"Rotate": 180}, Matrix()),
    "turned left": ({"Rotate": -90}, Matrix(0.6, 0, 0, 0.6, 20, 150)),
    "cropped": ({"CropBox": Array([50, 300, 350, 500])}, Matrix(1, 0, 0, 1, 50, 200)),
    "cropped and scaled": ({"CropBox": Array([50, 300, 350, 500])}, Matrix(1.2, 0, 0, 1.2, 20, 200)),
    "in large units": ({"UserUnit": 2}, Matrix(0.4, 0, 0, 0.4, 40, 60)),
}


@pytest.mark.parametrize("name", SOURCES)
def test_link_and_target_stay_on_what_they_mark_when_a_page_is(name: str, tmp_path: Path) -> None:
    entries, matrix = SOURCES[name]

    def mark(pdf: pikepdf.Pdf) -> None:
        left, bottom, right, top = MARK
        quads = Array([left, bottom, right, bottom, left, top, right, top])
        link(pdf, 0, A=goto(to(pdf, 0, "FitR", *MARK)), QuadPoints=quads)

    book = Book(tmp_path)
    book.blank()
    book.submission(paper(tmp_path / "p.pdf", 1, touch=mark, **entries), matrix=matrix)
    out, _ = book.bind()
    page = PdfReader(out).pages[1]
    left, bottom, right, top = (float(v) for v in page.mediabox)
    assert (right - left, top - bottom) == pytest.approx((WIDTH, HEIGHT))
    assert "/Rotate" not in page and "/UserUnit" not in page
    painted = red_box(out, 1)
    found = links_in(out, 1)[0]
    rect = [float(v) - o for v, o in zip(found["/Rect"], (left, bottom, left, bottom), strict=True)]
    fit = [float(v) - o for v, o in zip(found["/A"]["/D"][2:], (left, bottom, left, bottom), strict=True)]
    quad = [float(v) for v in found["/QuadPoints"]]
    assert rect == pytest.approx(painted, abs=1)
    assert fit == pytest.approx(painted, abs=1)
    assert (min(quad[0::2]) - left, max(quad[1::2]) - bottom) == pytest.approx((painted[0], painted[3]), abs=1)


def test_several_source_pages_on_a_page_keep_links_and_targets_in_place(tmp_path: Path) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, A=goto(to(pdf, 1, "XYZ", MARK[0], MARK[3], 0)))
        link(pdf, 1, A=goto(to(pdf, 2, "Fit")))
        link(pdf, 1, A=uri("https://example.org/"))

    upper, lower = Matrix(0.4, 0, 0, 0.4, 100, 310), Matrix(0.4, 0, 0, 0.4, 100, 40)
    frames = [Box(100, 310, 260, 550), Box(100, 40, 260, 280)]
    book = Book(tmp_path)
    slides = paper(tmp_path / "slides.pdf", 3, touch=mark)
    book.submission(
        slides, [[Placement(0, upper, frames[0], "1"), Placement(1, lower, frames[1], "2")], [Placement(2, upper)]]
    )
    out, bound = book.bind()
    reader = PdfReader(out)
    links = links_on(reader, 0)
    assert len(links) == 3 and bound.dropped_links == 0
    target, array = destination_page(reader, links[0])
    assert target == 0
    assert (float(array[2]), float(array[3])) == pytest.approx(lower.point(MARK[0], MARK[3]))
    assert destination_page(reader, links[1])[0] == 1
    expected = upper.box(Box(*MARK))
    assert [float(v) for v in links[0].get_object()["/Rect"]] == pytest.approx(
        [expected.left, expected.bottom, expected.right, expected.top]
    )
    assert links[2].get_object()["/A"]["/URI"] == "https://example.org/"
    assert all(a.get_object()["/P"] == reader.pages[0] for a in links)
    text = reader.pages[0].extract_text()
    assert "slides page 1" in text and "slides page 2" in text


def test_every_link_has_the_print_flag_and_nothing_active(tmp_path: Path) -> None:
    def active(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, A=uri("https://example.org/"), AA=Dictionary(E=Dictionary(S=Name.JavaScript, JS=String("x"))))
        link(pdf, 0, A=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://e.org"), Next=Dictionary(S=Name.Launch)))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1, touch=active))
    out, bound = book.bind()
    found = links_in(out, 0)
    assert [a["/F"] for a in found] == [4, 4]
    assert "JavaScript" not in str(found) and "/Launch" not in str(found)
    assert bound.dropped_links == 1


def test_links_to_local_files_are_removed_and_reported_with_file_and_page(tmp_path: Path) -> None:
    def local(pdf: pikepdf.Pdf) -> None:
        link(pdf, 1, A=Dictionary(S=Name.Launch, F=String("/home/me/plot.xls")))
        link(pdf, 1, A=Dictionary(S=Name.GoToR, F=Dictionary(UF=String("other.pdf")), D=Array([0, Name.Fit])))
        link(pdf, 1, A=uri("file:///C:/thesis.doc"))
        link(pdf, 1, A=uri("figures/plot.png"))
        link(pdf, 1, A=uri("github.com/someone/something"))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2, touch=local))
    out, bound = book.bind()
    assert bound.local_links == 4
    assert [str(d.place) for d in bound.diagnostics] == ["papers/p.pdf: page 2"] * 5
    assert [d.code for d in bound.diagnostics] == ["link-to-local-file"] * 4 + ["link-without-scheme"]
    assert "/home/me/plot.xls" in bound.diagnostics[0].message
    assert [a["/A"]["/URI"] for a in links_in(out, 1)] == ["https://github.com/someone/something"]


def test_a_link_to_another_submission_becomes_internal(tmp_path: Path) -> None:
    def refer(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, A=uri("https://doi.org/10.1000/XYZ.7"))
        link(pdf, 0, A=Dictionary(S=Name.GoToR, F=String("../papers/Other.pdf"), D=Array([0, Name.Fit])))
        link(pdf, 0, A=uri("https://doi.org/10.1000/elsewhere"))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "one.pdf", 1, touch=refer))
    book.submission(paper(tmp_path / "other.pdf", 1), doi="10.1000/xyz.7")
    out, bound = book.bind()
    reader = PdfReader(out)
    links = links_on(reader, 0)
    assert [destination_page(reader, a)[0] for a in links[:2]] == [1, 1]
    assert links[2].get_object()["/A"]["/URI"].endswith("elsewhere")
    assert (bound.joined_links, bound.web_links) == (2, 1)


def referring(pdf: pikepdf.Pdf) -> None:
    for place in (Array([2, Name.XYZ, 10, 20, None]), String("deep"), Name.deep, String("unheard of"), Array([9])):
        link(pdf, 0, A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=place))
    for address in ("other.pdf#page=2", "file:///C:/papers/other.pdf#nameddest=deep", "./Other.pdf"):
        link(pdf, 0, A=uri(address))


def with_places(pdf: pikepdf.Pdf) -> None:
    name_destinations(pdf, {"deep": to(pdf, 1, "XYZ", 10, 20, 0)})
    pdf.Root.Dests = Dictionary(deep=to(pdf, 1, "XYZ", 10, 20, 0))


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_link_into_another_submission_leads_to_the_page_or_place_it_names(scale: float, tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "one.pdf", 1, touch=referring))
    placements = [[Placement(n, Matrix(scale, 0, 0, scale, 0, 0))] for n in range(3)]
    book.submission(paper(tmp_path / "other.pdf", 3, touch=with_places), placements=placements)
    out, bound = book.bind()
    reader = PdfReader(out)
    landed = [destination_page(reader, a) for a in links_on(reader, 0)]
    assert [page for page, _ in landed] == [3, 2, 2, 1, 1, 2, 2, 1]
    for number in (0, 1, 2, 6):
        kind, left, top, *_ = list(landed[number][1])[1:]
        assert (kind, float(left), float(top)) == ("/XYZ", 10 * scale, 20 * scale)
    assert [(d.code, str(d.place)) for d in bound.diagnostics] == [("link-to-unknown-place", "papers/other.pdf")]


def test_a_place_on_a_page_that_is_left_out_becomes_the_first_page(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "one.pdf", 1, touch=referring))
    book.submission(paper(tmp_path / "other.pdf", 3, touch=with_places), placements=[[Placement(0, Matrix())]])
    out, _ = book.bind()
    reader = PdfReader(out)
    assert [destination_page(reader, a)[0] for a in links_on(reader, 0)] == [1] * 8


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jane@example.org", "mailto:jane@example.org"),
        ("jane.o'neill+x@uni.example.ac.uk?subject=Paper", "mailto:jane.o'neill+x@uni.example.ac.uk?subject=Paper"),
        ("{jane, omar}@example.org", "mailto:jane@example.org,omar@example.org"),
        ("müller@exämple.org", "mailto:müller@exämple.org"),
        ("www.example.berlin", "https://www.example.berlin"),
        ("example.org/a?b#c", "https://example.org/a?b#c"),
        ("data.example.science/set", "https://data.example.science/set"),
        ("//example.org/x", "https://example.org/x"),
        ("10.1000/xyz.7", "https://doi.org/10.1000/xyz.7"),
        ("mailto:jane@example.org", "mailto:jane@example.org"),
        ("https://example.org/@jane", "https://example.org/@jane"),
        ("jane.py", None),
        ("notes.md", None),
        ("thesis.docx", None),
        ("figures/plot.png", None),
        ("C:\\work\\a@b.doc", None),
        ("C:/work/plot.png", None),
        ("\\\\server\\share\\plot.png", None),
        ("", None),
    ],
)
def test_an_address_is_completed_as_it_was_meant(written: str, meant: str | None) -> None:
    assert completed(written, None) == meant


def test_an_address_without_mailto_leads_to_the_mail_and_says_so(tmp_path: Path) -> None:
    def mail(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, A=uri("jane@example.org"))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1, touch=mail))
    out, bound = book.bind()
    assert [a["/A"]["/URI"] for a in links_in(out, 0)] == ["mailto:jane@example.org"]
    assert [d.code for d in bound.diagnostics] == ["link-without-scheme"]


def test_our_own_links_lead_to_parts_and_to_anchors_in_them(tmp_path: Path) -> None:
    import weasyprint

    style = f"<style>@page {{size: {WIDTH}pt {HEIGHT}pt; margin: 50pt}} article {{break-before: page}}</style>"
    body = """<article id=x><h1>Contents</h1><a href="volume:doc-1-part">paper</a>
        <a href="volume:people#m%C3%BCller">Müller</a> <a href="volume:nobody">nobody</a> <a href="#x">here</a>
        </article>
        <article><h1>People</h1><p style="break-after: page">page one</p><p id="müller">Müller</p></article>"""
    galley = tmp_path / "own.pdf"
    weasyprint.HTML(string=f"<html lang=en>{style}{body}").write_pdf(galley, pdf_tags=True)
    book = Book(tmp_path)
    book.typeset("contents", galley, 0, 1)
    book.submission(paper(tmp_path / "p.pdf", 1))
    book.typeset("people", galley, 1, 2)
    out, bound = book.bind()
    reader = PdfReader(out)
    links = links_on(reader, 0)
    assert [destination_page(reader, a)[0] for a in links] == [1, 3, 0]
    assert links[0].get_object()["/Contents"] == "p"
    assert (bound.own_links, bound.internal_links, bound.dropped_links) == (2, 1, 1)


def test_a_pattern_moves_with_the_page_it_is_painted_on(tmp_path: Path) -> None:
    def pattern(pdf: pikepdf.Pdf) -> None:
        tile = pdf.make_stream(
            b"1 0 0 rg 60 420 40 20 re f",
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 1000, 1000]),
            XStep=1000,
            YStep=1000,
            Resources=Dictionary(),
        )
        page = pdf.pages[0].obj
        page["/Resources"]["/Pattern"] = Dictionary(P0=tile)
        page["/Contents"] = pdf.make_stream(b"/Pattern cs /P0 scn 0 0 400 600 re f")

    matrix = Matrix(0.5, 0, 0, 0.5, 90, 110)
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1, touch=pattern), matrix=matrix)
    out, _ = book.bind()
    moved = matrix.box(Box(*MARK))
    assert red_box(out, 0) == pytest.approx((moved.left, moved.bottom, moved.right, moved.top), abs=0.6)


def test_an_appearance_turns_with_its_page(tmp_path: Path) -> None:
    def stamp(pdf: pikepdf.Pdf) -> None:
        appearance = pdf.make_stream(
            b"1 0 0 rg 0 0 40 10 re f", Subtype=Name.Form, BBox=Array([0, 0, 40, 20]), Resources=Dictionary()
        )
        link(pdf, 0, Subtype=Name.Stamp, AP=Dictionary(N=appearance), F=4)
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"")

    source = paper(tmp_path / "p.pdf", 1, touch=stamp, Rotate=90)
    matrix = Matrix(0.6, 0, 0, 0.6, 20, 150)
    before = Matrix(0.6, 0, 0, 0.6, 20, 150).box(Box(*red_box(source, 0)))
    book = Book(tmp_path)
    book.submission(source, matrix=matrix)
    out, _ = book.bind()
    assert red_box(out, 0) == pytest.approx((before.left, before.bottom, before.right, before.top), abs=1)


def test_all_links_of_sigdial_land_on_the_page_they_did(tmp_path: Path, corpus: Path) -> None:
    book = Book(tmp_path)
    papers = sorted((corpus / "sigdial" / "papers").glob("*.pdf"))
    for source in papers:
        book.submission(source)
    out, bound = book.bind()
    reader = PdfReader(out)
    ids = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    start = right = web = 0
    for source in papers:
        original = PdfReader(source)
        targets = {name: original.get_destination_page_number(d) for name, d in original.named_destinations.items()}
        for number, page in enumerate(original.pages):
            ours = [a.get_object() for a in reader.pages[start + number].get("/Annots", [])]
            theirs = [a.get_object() for a in page.get("/Annots", [])]
            assert len(ours) == len(theirs)
            for a, b in zip(ours, theirs, strict=True):
                if b["/A"]["/S"] == "/GoTo":
                    right += ids[list.__getitem__(a["/A"]["/D"], 0).idnum] == start + targets[str(b["/A"]["/D"])]  # type: ignore[operator]
                else:
                    web += a["/A"]["/URI"].endswith(b["/A"]["/URI"])
        start += len(original.pages)
    assert (right, web) == (3806, 668)
    assert (bound.internal_links, bound.web_links, bound.dropped_links) == (3806, 668, 0)
