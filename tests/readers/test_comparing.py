"""Specification of comparing: equal documents are equal, and damage of every kind is seen."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from proceedings.pdf import by_pictures
from proceedings.readers.comparing import FLATTENED, PICTURED, Comparison, compare, compare_by_poppler, is_blank

LINES = [f"Line {n} of a page, with some words that only it has: w{n}a w{n}b w{n}c" for n in range(30)]


def document(
    lines: list[str] = LINES, *, shift: float = 0, pages: int = 1, encoding: Dictionary | None = None
) -> bytes:
    """A document of pages with these lines, moved to the right by `shift` points."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    if encoding is not None:
        font.Encoding = encoding
    text = "".join(f"1 0 0 1 {50 + shift} {780 - 24 * i} Tm ({line}) Tj\n" for i, line in enumerate(lines))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Contents = pdf.make_stream(f"BT /F 11 Tf {text} ET".encode())
        page.Resources = Dictionary(Font=Dictionary(F=font))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def drawn(bars: list[int]) -> bytes:
    """A page with grey bars like lines of outlined text, which has no words."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Contents = pdf.make_stream(b"0.4 g " + b" ".join(b"50 %d 400 6 re f" % (780 - 24 * b) for b in bars))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def test_a_document_is_the_same_as_itself() -> None:
    seen = compare(document(pages=3), document(pages=3))
    assert seen.same()
    assert seen.sentence() == "3 pages compared, all the same"


def test_a_missing_line_is_seen_by_its_words() -> None:
    seen = compare(document(), document([*LINES[:12], "", *LINES[13:]]))
    assert not seen.same()
    assert "w12a" in seen.pages[0].lost


def test_a_missing_line_without_words_is_seen_by_its_ink() -> None:
    seen = compare(drawn(list(range(30))), drawn([n for n in range(30) if n != 12]))
    assert not seen.same()
    assert not seen.pages[0].lost


def test_a_page_shifted_by_a_millimetre_is_seen() -> None:
    seen = compare(document(), document(shift=2.83))
    assert not seen.pages[0].lost
    assert not seen.same()


def test_a_changed_glyph_encoding_is_seen_although_as_much_ink_is_there() -> None:
    swapped = Dictionary(Type=Name.Encoding, Differences=Array([101, Name.o, 111, Name.e]))
    seen = compare(document(), document(encoding=swapped))
    assert not seen.same()
    assert "Line" in seen.pages[0].lost


def test_a_missing_page_is_seen() -> None:
    seen = compare(document(pages=3), document(pages=2))
    assert not seen.same()
    assert seen.sentence() == "it has 2 pages instead of 3"


def test_a_page_turned_on_its_side_is_seen(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "turned.pdf")
    assert compare(document(), tmp_path / "turned.pdf").pages[0].size


def test_words_that_came_from_a_form_may_be_new_but_none_may_be_lost() -> None:
    more = document([*LINES, "field"])
    assert not compare(document(), more).same()
    assert not compare(more, document()).same(FLATTENED)


def test_a_file_that_cannot_be_opened_is_not_the_same(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"nothing of the kind")
    seen = compare(tmp_path / "broken.pdf", document())
    assert not seen.same()
    assert seen.sentence() == "the original cannot be opened to compare it"


def test_only_the_pages_asked_for_are_compared() -> None:
    assert [p.page for p in compare(document(pages=3), document(pages=3), pages=[0, 2]).pages] == [1, 3]


def test_a_blank_document_is_told_from_one_with_a_mark() -> None:
    assert is_blank(drawn([]))
    assert not is_blank(drawn([1]))


@pytest.mark.needs_ghostscript
def test_a_paper_that_ghostscript_wrote_anew_is_the_same(corpus: Path, tmp_path: Path) -> None:
    paper, out = corpus / "sigdial" / "papers" / "12.pdf", tmp_path / "gs.pdf"
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dAutoRotatePages=/None"]
    subprocess.run([*command, f"-sOutputFile={out}", paper], check=True, timeout=120)
    assert compare(paper, out).same()


def by_poppler(folder: Path, before: bytes, after: bytes) -> Comparison:
    for name, data in (("before", before), ("after", after)):
        (folder / name).write_bytes(data)
    return compare_by_poppler(folder / "before", folder / "after", seconds=60, memory=4 << 30)


@pytest.mark.needs_poppler
def test_poppler_sees_words_ink_and_pages_too(tmp_path: Path) -> None:
    assert by_poppler(tmp_path, document(pages=2), document(pages=2)).same()
    shorter = by_poppler(tmp_path, document(), document([*LINES[:12], "", *LINES[13:]]))
    assert "w12a" in shorter.pages[0].lost
    paler = by_poppler(tmp_path, drawn(list(range(30))), drawn([n for n in range(30) if n != 12]))
    assert (paler.same(), paler.pages[0].lost, paler.pages[0].changed > 0) == (False, (), True)
    assert not by_poppler(tmp_path, document(pages=2), document(pages=1)).same()


@pytest.mark.needs_poppler
def test_what_poppler_cannot_show_or_shows_blank_is_not_compared(tmp_path: Path) -> None:
    assert by_poppler(tmp_path, b"no PDF", document()).unreadable is not None
    assert by_poppler(tmp_path, drawn([]), document()).unreadable is not None


def test_pages_as_pictures_may_differ_at_edges_and_not_by_their_ink(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document())
    by_pictures.rewrite(tmp_path / "a.pdf", tmp_path / "b.pdf")
    seen = compare(tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert not seen.same()
    assert seen.same(PICTURED)
    assert compare(drawn(list(range(30))), drawn([])).pages[0].changed > PICTURED.changed
