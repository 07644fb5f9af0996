"""Heads, folios, labels, boxes and metadata of the bound volume,
read back with pypdf and pdfium.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from pypdf import PdfReader

from bound_books import DESIGN, FONT, HEIGHT, WIDTH, Book, paper, red_box
from proceedings.binding.heads import HeadFont
from proceedings.pdf.page_labels import ranges
from proceedings.values.book import Event, Member
from proceedings.values.geometry import Box, Matrix
from proceedings.values.plan import Bookmark, Placement
from proceedings.values.treatment import Treatment


def words(path: Path, page: int) -> dict[str, tuple[float, float, float, float]]:
    """Each line of text on a page with its box,
    measured from the lower left corner of what a reader sees.
    """
    document = pypdfium2.PdfDocument(path)
    shown = document[page]
    left, bottom, _, _ = shown.get_mediabox()
    text = shown.get_textpage()
    found = {}
    for i in range(text.count_rects()):
        a, b, c, d = text.get_rect(i)
        found[text.get_text_bounded(a, b, c, d).strip()] = (a - left, b - bottom, c - left, d - bottom)
    document.close()
    return found


def test_head_and_folio_stand_at_the_outer_edge_on_the_designs_baselines(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2), head="A history of folios")
    out, _ = book.bind()
    recto, verso = words(out, 0), words(out, 1)
    assert recto["A history of folios"][2] == pytest.approx(WIDTH - DESIGN.outer, abs=0.6)
    assert verso["A history of folios"][0] == pytest.approx(DESIGN.outer, abs=0.6)
    assert recto["1"][2] == pytest.approx(WIDTH - DESIGN.outer, abs=1)
    assert verso["2"][0] == pytest.approx(DESIGN.outer, abs=1)
    for page in (recto, verso):
        assert page["A history of folios"][1] == pytest.approx(HEIGHT - DESIGN.head_baseline, abs=2.5)
    assert recto["1"][1] == pytest.approx(DESIGN.folio_baseline, abs=1)


@pytest.mark.parametrize(
    ("entries", "matrix"),
    [
        ({"MediaBox": Array([-20, 30, 380, 630])}, Matrix()),
        ({"Rotate": 90}, Matrix(0.6, 0, 0, 0.6, 20, 150)),
        ({"UserUnit": 2}, Matrix(0.4, 0, 0, 0.4, 40, 60)),
        ({"CropBox": Array([50, 300, 350, 500])}, Matrix(1, 0, 0, 1, 50, 200)),
        ({}, Matrix(1, 0, 0, 1, 13, -9)),
    ],
)
def test_head_and_folio_stand_in_one_place_whatever_the_source_page(
    entries: dict[str, Any], matrix: Matrix, tmp_path: Path
) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "plain.pdf", 1), head="Head")
    book.blank()
    book.submission(paper(tmp_path / "odd.pdf", 1, **entries), matrix=matrix, head="Head")
    out, _ = book.bind()
    plain, odd = words(out, 0), words(out, 2)
    assert odd["Head"] == pytest.approx(plain["Head"], abs=0.05)
    assert odd["3"][1] == pytest.approx(plain["1"][1], abs=0.3)
    assert "odd page 1" in odd


def test_a_page_drawn_by_an_unbalanced_transformation_has_its_head_in_place(tmp_path: Path) -> None:
    def flip(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"0.5 0 0 -0.5 0 600 cm 0 0 10 10 re f")

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1, touch=flip), head="Upright")
    out, _ = book.bind()
    assert words(out, 0)["Upright"][2] == pytest.approx(WIDTH - DESIGN.outer, abs=0.6)


def test_blank_pages_carry_nothing_and_pages_without_head_keep_their_content(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.blank()
    book.submission(paper(tmp_path / "p.pdf", 1), head=None)
    out, _ = book.bind()
    assert words(out, 0) == {}
    assert set(words(out, 1)) == {"p page 1", "2"}


def test_a_head_wider_than_the_text_ends_in_an_ellipsis_at_a_word(tmp_path: Path) -> None:
    title = "Towards more effective labour migration management: assessing needs, skills profiles and much more besides"
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1), head=title)
    out, _ = book.bind()
    head = next(text for text in words(out, 0) if text.startswith("Towards"))
    assert head.endswith("…") and head[:-1] in title and title[len(head) - 1] in " :,"
    assert words(out, 0)[head][0] >= DESIGN.inner - 0.5


def test_figures_of_folios_are_equally_wide() -> None:
    font = HeadFont(FONT, ["1234567890"])
    assert len({font.set(figure, tabular=True).width for figure in "0123456789"}) == 1


def test_labels_equal_the_folios_as_counted(tmp_path: Path) -> None:
    labels = ["i", "ii", "iii", "iv", "1", "2", "A-1", "A-2", "007", "Plate", "XIV", "XV", ""]
    assert len(ranges(labels)) == 7
    book = Book(tmp_path)
    for _ in labels:
        book.blank()
    from dataclasses import replace

    book.leaves = [replace(leaf, label=label) for leaf, label in zip(book.leaves, labels, strict=True)]
    out, _ = book.bind()
    assert PdfReader(out).page_labels == labels
    document = pypdfium2.PdfDocument(out)
    assert [document.get_page_label(i) for i in range(len(labels))] == labels


def test_scaled_page_looks_like_the_source_scaled(tmp_path: Path, corpus: Path) -> None:
    from PIL import ImageChops, ImageStat

    source = corpus / "sigdial" / "papers" / "100.pdf"
    with pikepdf.open(source) as pdf:
        width, height = (float(v) for v in pdf.pages[1].mediabox[2:])
    scale = 0.6
    book = Book(tmp_path)
    book.submission(source, [[Placement(1, Matrix(scale, 0, 0, scale, 20, 40))]], head=None)
    out, _ = book.bind()
    ours = pypdfium2.PdfDocument(out)[0].render(scale=4).to_pil().convert("L")
    theirs = pypdfium2.PdfDocument(source)[1].render(scale=4 * scale).to_pil().convert("L")
    left, top = (20 * 4), round((HEIGHT - 40 - height * scale) * 4)
    part = ours.crop((left, top, left + theirs.width, top + theirs.height))
    assert width * scale * 4 == pytest.approx(theirs.width, abs=1)
    assert ImageStat.Stat(ImageChops.difference(part, theirs)).mean[0] < 6


def test_pages_that_share_resources_go_on_sharing_them(tmp_path: Path) -> None:
    def share(pdf: pikepdf.Pdf) -> None:
        shared = pdf.make_indirect(pdf.pages[0].obj["/Resources"])
        for page in pdf.pages:
            page.obj["/Resources"] = shared

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 5, touch=share))
    out, _ = book.bind()
    with pikepdf.open(out) as pdf:
        assert len({page.obj["/Resources"].objgen for page in pdf.pages}) == 1
        assert len({page.obj["/Resources"]["/Font"]["/ProceedingsHead"].objgen for page in pdf.pages}) == 1


def test_inherited_attributes_come_along(tmp_path: Path) -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root["/Pages"]
        for key in ("/MediaBox", "/Resources"):
            tree[key] = pdf.pages[0].obj[key]
            for page in pdf.pages:
                del page.obj[key]
        tree["/Rotate"] = 90

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2, touch=inherit), matrix=Matrix(0.6, 0, 0, 0.6, 20, 150))
    out, _ = book.bind()
    assert [float(v) for v in PdfReader(out).pages[1].mediabox] == pytest.approx([0, 0, WIDTH, HEIGHT])
    assert "p page 2" in PdfReader(out).pages[1].extract_text()


def test_a_large_volume_has_a_balanced_page_tree(tmp_path: Path) -> None:
    book = Book(tmp_path)
    for _ in range(1100):
        book.blank()
    out, _ = book.bind()
    with pikepdf.open(out) as pdf:
        assert len(pdf.Root["/Pages"]["/Kids"]) == 2
        assert pdf.Root["/Pages"]["/Count"] == 1100
    assert len(PdfReader(out).pages) == 1100


def test_information_dictionary_and_xmp_agree(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.volume = {
        "subtitle": "A test",
        "editors": (Member("Ada Łukasik"), Member("Bo Ek")),
        "keywords": ("folios", "heads"),
        "published": dt.date(2008, 3, 1),
        "description": "What was said.",
        "language": "en-GB",
        "isbn": "978-3-16-148410-0",
    }
    book.submission(paper(tmp_path / "p.pdf", 1))
    book.bookmarks = [Bookmark("p", "doc-1-part")]
    out, _ = book.bind()
    reader = PdfReader(out)
    info, xmp = reader.metadata, reader.xmp_metadata
    root: Any = reader.root_object
    assert info is not None and xmp is not None and xmp.dc_title is not None and xmp.dc_description is not None
    assert info.title == "Proceedings: A test" == xmp.dc_title["x-default"]
    assert info.author == "Ada Łukasik; Bo Ek" == "; ".join(xmp.dc_creator or [])
    assert info.subject == "What was said." == xmp.dc_description["x-default"]
    assert info.keywords == "folios, heads" == xmp.pdf_keywords
    assert info.producer == xmp.pdf_producer and "pikepdf" not in str(info)
    assert info.creation_date == dt.datetime(2008, 3, 1, tzinfo=dt.UTC)
    assert xmp.xmp_create_date == dt.datetime(2008, 3, 1)
    assert xmp.dc_language == ["en-GB"] and root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert (root["/PageMode"], root["/PageLayout"]) == ("/UseOutlines", "/TwoPageRight")


def test_without_a_date_of_publication_the_volume_is_as_old_as_the_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    book.volume = {"event": Event("A workshop", organizers=("The organizers",))}
    book.blank()
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    info = PdfReader(book.bind()[0]).metadata
    assert info is not None and info.creation_date == dt.datetime(2007, 10, 8, tzinfo=dt.UTC)
    assert info.author == "The organizers"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    info = PdfReader(book.bind()[0]).metadata
    assert info is not None and info.creation_date == dt.datetime(1970, 1, 2, tzinfo=dt.UTC)


@pytest.mark.needs_qpdf
@pytest.mark.parametrize("linearize", [False, True])
def test_the_volume_is_clean_and_the_same_from_another_folder(linearize: bool, tmp_path: Path, corpus: Path) -> None:
    sums = []
    for name in ("here", "elsewhere"):
        folder = tmp_path / name
        folder.mkdir()
        book = Book(folder)
        for source in ("100", "102"):
            copy = folder / f"{source}.pdf"
            copy.write_bytes((corpus / "sigdial" / "papers" / f"{source}.pdf").read_bytes())
            book.bookmarks.append(Bookmark(source, book.submission(copy)))
        out, _ = book.bind(f"{name}.pdf", linearize)
        sums.append(out.read_bytes())
        checked = subprocess.run(["qpdf", "--check", str(out)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0 and "WARNING" not in checked.stderr + checked.stdout
        assert ("File is linearized" in checked.stdout) is linearize
        assert not list(folder.glob("*.draft"))
    assert sums[0] == sums[1]


def test_slides_are_framed_and_numbered_below_the_frame(tmp_path: Path) -> None:
    upper, lower = Box(100, 310, 260, 550), Box(100, 50, 260, 290)
    placements = [
        Placement(0, Matrix(0.4, 0, 0, 0.4, 100, 310), upper, "1"),
        Placement(1, Matrix(0.4, 0, 0, 0.4, 100, 50), lower, "2"),
    ]
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "deck.pdf", 2), [placements])
    out, _ = book.bind()
    image = pypdfium2.PdfDocument(out)[0].render(scale=4).to_pil().convert("L")
    for box in (upper, lower):
        y = image.height - round(box.bottom * 4)
        assert all(min(image.getpixel((x * 4, y + d)) for d in (-1, 0, 1)) < 230 for x in range(105, 255, 10))
    second = words(out, 0)["2"]
    assert second[2] == pytest.approx(lower.right, abs=1) and lower.bottom - 9 < second[3] < lower.bottom


@pytest.mark.parametrize(("entries", "factor"), [({}, 1.0), ({}, 0.6), ({"Rotate": 90}, 0.6)])
def test_what_the_editor_masks_does_not_show_on_the_pages_named(
    entries: dict[str, Any], factor: float, tmp_path: Path
) -> None:
    # Across, the red mark lies from 60 to 100; on a page on its side, 600 wide, from 420 to 440.
    mask = (0.0, 0.0, 0.0, 80.0) if not entries else (0.0, 170.0, 0.0, 0.0)
    matrix = Matrix(factor, 0, 0, factor, 0, 0)
    book = Book(tmp_path)
    treatment = Treatment(mask=mask, masked_pages=(2,))
    book.submission(paper(tmp_path / "p.pdf", 2, **entries), matrix=matrix, treatment=treatment)
    out, _ = book.bind()
    whole, cut = red_box(out, 0), red_box(out, 1)
    expected = list(whole)
    if entries:
        expected[2] = 430 * factor
    else:
        expected[0] = 80 * factor
    assert cut == pytest.approx(expected, abs=1)


def test_transitions_actions_and_article_threads_stay_behind(tmp_path: Path) -> None:
    def clutter(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page["/Trans"], page["/Dur"] = Dictionary(S=Name.Fade), 3
        page["/AA"] = Dictionary(O=Dictionary(S=Name.JavaScript))
        page["/B"] = Array([pdf.make_indirect(Dictionary(P=pdf.pages[1].obj))])

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2, touch=clutter))
    out, _ = book.bind()
    assert not {"/Trans", "/Dur", "/AA", "/B"} & set(PdfReader(out).pages[0])


def test_a_document_used_twice_has_its_own_pages_both_times(tmp_path: Path) -> None:
    source = paper(tmp_path / "p.pdf", 1)
    book = Book(tmp_path)
    book.submission(source, [[Placement(0, Matrix())], [Placement(0, Matrix(0.5, 0, 0, 0.5, 0, 0))]], head="Once")
    book.submission(source, head="Again")
    out, _ = book.bind()
    reader = PdfReader(out)
    assert len({page.indirect_reference.idnum for page in reader.pages}) == 3  # type: ignore[union-attr]
    assert ["Again" in page.extract_text() for page in reader.pages] == [False, False, True]
