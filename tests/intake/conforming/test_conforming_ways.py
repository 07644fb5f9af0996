"""What happens where mending is not enough:
Ghostscript and its comparison, pictures, and real submissions.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from font_programs import descriptor, simple, type1
from proceedings.intake.conforming import by_ghostscript
from proceedings.intake.conforming.conform import conform
from proceedings.intake.tagging import tag
from proceedings.readers.comparing import compare

WORDS = ("First page here", "Second page there")


def two_pages(folder: Path) -> Path:
    """Two pages of words, a link from the first to the second,
    a bookmark and a named destination.
    """
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    font = pdf.make_indirect(font)
    for text in WORDS:
        pdf.add_blank_page(page_size=(300, 200))
        page = pdf.pages[-1].obj
        page.MediaBox = Array([10, 20, 310, 220])
        page.Contents = pdf.make_stream(f"BT /F 24 Tf 30 100 Td ({text}) Tj ET".encode())
        page.Resources = Dictionary(Font=Dictionary(F=font))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 90, 120, 130]), F=4)
    link.Dest = pikepdf.String("there")
    pdf.pages[0].obj.Annots = Array([link])
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([pikepdf.String("there"), Array([pdf.pages[1].obj, Name.Fit])]))
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("There", 1))
    path = folder / "source.pdf"
    pdf.save(path)
    return path


@pytest.mark.needs_ghostscript
def test_links_bookmarks_and_names_survive_ghostscript(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    differences, lost = by_ghostscript.rewrite(two_pages(tmp_path), out)
    assert differences == () and lost == ()
    reader = pypdf.PdfReader(out)
    assert [page.extract_text().strip() for page in reader.pages] == list(WORDS)
    assert [item.title for item in reader.outline] == ["There"]  # type: ignore[union-attr]
    assert reader.get_destination_page_number(reader.outline[0]) == 1  # type: ignore[arg-type]
    assert list(reader.named_destinations) == ["there"]
    assert reader.pages[0]["/Annots"][0].get_object()["/Dest"] == "there"  # type: ignore[index]


def show_another_width(pdf: pikepdf.Pdf) -> None:
    """Show a letter that is narrower in its font than the dictionary says:
    a true fault that Ghostscript mends.
    """
    font = simple(pdf, "Type1", descriptor(pdf, type1({"A": 500}), "/FontFile"), {65: 600})
    page = pdf.pages[0].obj
    page.Resources.Font.Odd = font
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" BT /Odd 9 Tf 20 20 Td <41> Tj ET")


@pytest.mark.needs_ghostscript
def test_ghostscript_is_asked_only_where_mending_fails_and_says_what_it_cost(tmp_path: Path) -> None:
    pdf = pikepdf.open(two_pages(tmp_path), allow_overwriting_input=True)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([]))
    show_another_width(pdf)
    pdf.save(tmp_path / "odd.pdf")
    result = conform(tmp_path / "odd.pdf", tmp_path / "out.pdf")
    assert result.level == "2b"
    assert result.report.treatment == ("conformed", "ghostscript")
    assert "The author's tags were lost." in result.report.details
    assert compare(tmp_path / "odd.pdf", tmp_path / "out.pdf").same()


@pytest.mark.needs_ghostscript
@pytest.mark.parametrize("by_author", [True, False])
def test_tags_that_ghostscript_drops_are_made_anew_and_only_an_authors_count_as_lost(
    by_author: bool, tmp_path: Path
) -> None:
    pdf = pikepdf.open(two_pages(tmp_path), allow_overwriting_input=True)
    if by_author:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([element]))
    show_another_width(pdf)
    pdf.save(tmp_path / "odd.pdf")
    result = conform(tmp_path / "odd.pdf", tmp_path / "out.pdf", tagger=tag)
    assert "ghostscript" in result.report.treatment
    assert result.tags is not None and result.tags.by_us
    assert ("The author's tags were lost." in result.report.details) is by_author
    assert ("Its author did not tag it." in result.tags.details) is not by_author
    assert pypdf.PdfReader(tmp_path / "out.pdf").trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]


def test_a_conversion_that_loses_a_word_is_refused(tmp_path: Path) -> None:
    source = two_pages(tmp_path)
    with pikepdf.open(source) as pdf:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"Second", b"Sec0nd"))
        pdf.save(tmp_path / "damaged.pdf")
    (found,) = compare(source, tmp_path / "damaged.pdf").different(by_ghostscript.REWRITTEN)
    assert found.page == 2 and found.lost == ("Second",)


def test_a_conversion_that_moves_or_drops_ink_is_refused(tmp_path: Path) -> None:
    source = two_pages(tmp_path)
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"1 0 0 1 6 6 cm " + page.Contents.read_bytes())
        pdf.save(tmp_path / "moved.pdf")
    assert [p.page for p in compare(source, tmp_path / "moved.pdf").different(by_ghostscript.REWRITTEN)] == [1]


def test_a_conversion_that_loses_a_page_is_refused(tmp_path: Path) -> None:
    source = two_pages(tmp_path)
    with pikepdf.open(source) as pdf:
        del pdf.pages[1]
        pdf.save(tmp_path / "short.pdf")
    assert not compare(source, tmp_path / "short.pdf").same(by_ghostscript.REWRITTEN)


def unmendable(folder: Path) -> Path:
    """A font of pictures that is not embedded and whose shapes nobody has."""
    path = two_pages(folder)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        font = pdf.pages[0].obj.Resources.Font.F
        font.BaseFont = Name("/#cb#ce#cc#e5")
        pdf.save(path)
    return path


def test_pictures_are_made_only_where_the_editor_allows_them(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    unmendable(tmp_path)
    without = conform(source, tmp_path / "out.pdf")
    if without.level is not None:
        pytest.skip("Ghostscript found a font for it")
    assert without.problems[0].clause == "6.2.11.4.1"
    allowed = conform(source, tmp_path / "out.pdf", pictures=True)
    assert allowed.level == "2b"
    assert allowed.report.treatment == ("conformed", "pictures")
    reader = pypdf.PdfReader(tmp_path / "out.pdf")
    assert [" ".join(page.extract_text().split()) for page in reader.pages] == list(WORDS)
    assert reader.pages[0]["/Annots"][0].get_object()["/Dest"] == "there"  # type: ignore[index]


def test_pictures_stand_where_the_page_stood(tmp_path: Path) -> None:
    from proceedings.pdf import by_pictures

    source = two_pages(tmp_path)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.save(source)
    by_pictures.rewrite(source, tmp_path / "out.pdf")
    assert [p.sentence() for p in compare(source, tmp_path / "out.pdf").pages if p.changed > 0.01 or p.size] == []


TROUBLESOME = ("8", "11", "41", "42", "60", "100", "102")
"""Papers with wrong character lists, wrong widths, CMYK, missing glyph maps, computed widths."""


@pytest.mark.parametrize("number", TROUBLESOME)
def test_real_papers_are_mended_without_ghostscript_and_look_the_same(
    number: str, corpus: Path, tmp_path: Path
) -> None:
    source, out = corpus / "sigdial" / "papers" / f"{number}.pdf", tmp_path / "out.pdf"
    result = conform(source, out)
    assert result.level == "2b" and result.report.treatment == ("conformed",)
    assert compare(source, out).same()


def test_verapdf_agrees(corpus: Path, repository: Path, tmp_path: Path) -> None:
    launcher = repository / ".cache" / "verapdf" / "verapdf"
    if not launcher.exists():
        if os.environ.get("PROCEEDINGS_NO_SKIP"):
            pytest.fail("veraPDF is not there, and PROCEEDINGS_NO_SKIP is set", pytrace=False)
        pytest.skip("veraPDF is not installed: run `make verapdf`")
    files = []
    for number in TROUBLESOME:
        files.append(tmp_path / f"{number}.pdf")
        conform(corpus / "sigdial" / "papers" / f"{number}.pdf", files[-1])
    said = subprocess.run(
        [launcher, "--format", "text", "-f", "2b", *files], capture_output=True, text=True, check=False
    )
    assert said.stdout.count("PASS ") == len(files), said.stdout
