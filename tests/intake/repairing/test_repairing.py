"""Specification of repair:
what is damaged is put right and compared, what cannot be is refused with a sentence.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name

from proceedings.intake.repairing import Repaired, Way, repair
from proceedings.programs import ghostscript
from proceedings.readers.comparing import compare
from proceedings.values.limits import Limits
from proceedings.values.trouble import Trouble

CONTENT = b"BT /F 12 Tf 20 100 Td (Words that must not be lost) Tj ET"


def document(pages: int = 2) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(300, 200)).obj
        page.Contents = pdf.make_stream(CONTENT)
        page.Resources = Dictionary(Font=Dictionary(F=font))
    return pdf


def written(folder: Path, pdf: pikepdf.Pdf | bytes) -> Path:
    path = folder / "submission.pdf"
    if isinstance(pdf, bytes):
        path.write_bytes(pdf)
    else:
        pdf.save(path, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


def as_bytes(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def by_hand(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    end = b"trailer <</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


FONT = b"<</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
STREAM = b"<</Length %d>> stream\n%s\nendstream" % (len(CONTENT), CONTENT)


def repaired(folder: Path, pdf: pikepdf.Pdf | bytes, *, pictures: bool = False) -> tuple[Repaired, Any]:
    done = repair(written(folder, pdf), folder, Limits(), pictures=pictures)
    assert isinstance(done, Repaired)
    return done, pypdf.PdfReader(done.pdf)


def refused(folder: Path, pdf: pikepdf.Pdf | bytes, limits: Limits | None = None) -> Trouble:
    done = repair(written(folder, pdf), folder, limits or Limits())
    assert isinstance(done, Trouble)
    return done


def test_a_sound_document_is_given_back_as_it_is(tmp_path: Path) -> None:
    done, _ = repaired(tmp_path, document())
    assert done == Repaired(tmp_path / "submission.pdf", Way.AS_IT_IS)


def test_a_broken_cross_reference_table_is_rebuilt(tmp_path: Path) -> None:
    data = as_bytes(document())
    done, reader = repaired(tmp_path, data.replace(b"startxref\n", b"startxref\n9"))
    assert done.way is Way.MENDED
    assert done.problem is None
    assert done.details == ("Its table of objects was damaged and rebuilt.",)
    assert [p.extract_text() for p in reader.pages] == ["Words that must not be lost"] * 2


def test_a_truncated_file_keeps_the_pages_that_are_there(tmp_path: Path) -> None:
    data = as_bytes(document())
    _, reader = repaired(tmp_path, data[: data.rindex(b"xref\n0")])
    assert len(reader.pages) == 2


TORN = "The table of its objects was lost, with the end of the file perhaps; they were gathered one by one."


def test_a_file_with_packed_objects_that_lost_its_end_keeps_its_pages_and_bookmarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ghostscript, "find", lambda: None)
    pdf, buffer = document(), io.BytesIO()
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("The second page", 1))
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = buffer.getvalue()
    done, reader = repaired(tmp_path, data[: data.rindex(b" obj", 0, data.rindex(b"/XRef"))])
    assert (done.way, done.details[0]) == (Way.MENDED, TORN)
    assert [page.extract_text() for page in reader.pages] == ["Words that must not be lost"] * 2
    (bookmark,) = reader.outline
    assert isinstance(bookmark, pypdf.generic.Destination)
    assert reader.get_destination_page_number(bookmark) == 1


def test_a_file_without_a_catalogue_keeps_its_pages(tmp_path: Path) -> None:
    data = as_bytes(document()).replace(b"/Type /Catalog", b"/Tope /Cotilog").replace(b"/Root", b"/Rxxt")
    done, reader = repaired(tmp_path, data)
    assert (done.way, done.details[0]) == (Way.MENDED, TORN)
    assert [page.extract_text() for page in reader.pages] == ["Words that must not be lost"] * 2


def test_an_encrypted_file_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    document().save(buffer, encryption=pikepdf.Encryption(owner="o", user=""))
    data = buffer.getvalue()
    assert refused(tmp_path, data[: data.rindex(b" obj")]).code == "unreadable-document"


def test_a_wrong_stream_length_is_put_right(tmp_path: Path) -> None:
    data = as_bytes(document(1)).replace(b"/Length %d" % len(CONTENT), b"/Length 9%d" % len(CONTENT))
    done, reader = repaired(tmp_path, data)
    assert "The length of a stream was wrong; its end was found." in done.details
    assert reader.pages[0].extract_text() == "Words that must not be lost"


def test_a_loop_a_null_and_a_wrong_count_in_the_page_tree_are_put_right(tmp_path: Path) -> None:
    page = b"<</Type /Page /Parent 2 0 R /Contents 5 0 R>>"
    done, reader = repaired(
        tmp_path,
        by_hand(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Count 7 /MediaBox [0 0 300 200] /Kids [3 0 R null 2 0 R 4 0 R] /Resources %s>>" % FONT,
            page,
            page,
            STREAM,
        ),
    )
    assert done.details == ("The list of pages was damaged and was written anew.",)
    assert [p.extract_text() for p in reader.pages] == ["Words that must not be lost"] * 2
    assert [float(v) for v in reader.pages[1].mediabox] == [0, 0, 300, 200]


def test_pages_without_a_type_are_pages_all_the_same(tmp_path: Path) -> None:
    _, reader = repaired(
        tmp_path,
        by_hand(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Kids [3 0 R] /Count 1>>",
            b"<</Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources %s>>" % FONT,
            STREAM,
        ),
    )
    assert reader.pages[0]["/Type"] == "/Page"
    assert reader.pages[0].extract_text() == "Words that must not be lost"


def test_pages_are_found_when_their_list_is_lost(tmp_path: Path) -> None:
    done, reader = repaired(
        tmp_path,
        by_hand(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids null /Count 1>>",
            b"<</Type /Page /MediaBox [0 0 300 200] /Contents 4 0 R /Resources %s>>" % FONT,
            STREAM,
        ),
    )
    assert done.way is Way.MENDED
    assert reader.pages[0].extract_text() == "Words that must not be lost"


def test_a_page_without_size_contents_or_resources_is_a_blank_letter_page(tmp_path: Path) -> None:
    pdf = document()
    for key in ("/MediaBox", "/Contents", "/Resources"):
        del pdf.pages[1].obj[key]
    done, reader = repaired(tmp_path, pdf)
    assert "A page had no size and counts as US Letter, as readers show it." in done.details
    assert [float(v) for v in reader.pages[1].mediabox] == [0, 0, 612, 792]


def test_a_page_cropped_to_nothing_and_turned_askew_shows_whole_and_upright(tmp_path: Path) -> None:
    pdf = document()
    pdf.pages[0].obj.CropBox, pdf.pages[0].obj.Rotate = Array([900, 900, 950, 950]), 45
    done, reader = repaired(tmp_path, pdf)
    assert len(done.details) == 2
    assert [float(v) for v in reader.pages[0].cropbox] == [0, 0, 300, 200]
    assert reader.pages[0].rotation == 0


def test_contents_with_a_missing_part_keep_the_others(tmp_path: Path) -> None:
    pdf = document()
    page = pdf.pages[0].obj
    page.Contents = Array([pdf.make_stream(b""), page.Contents, 7])
    done, reader = repaired(tmp_path, pdf)
    assert done.details == ("A part of page 1 is missing from the file.",)
    assert reader.pages[0].extract_text() == "Words that must not be lost"


def test_data_that_break_off_are_kept_as_far_as_they_go(tmp_path: Path) -> None:
    pdf = document(1)
    packed = zlib.compress(CONTENT + b"".join(b"\n%% %d" % n**5 for n in range(300)))
    pdf.pages[0].obj.Contents.write(packed[:-40], filter=Name.FlateDecode)
    done, reader = repaired(tmp_path, pdf)
    assert done.details == ("1 damaged stream: what could be read of them was kept.",)
    assert reader.pages[0].extract_text() == "Words that must not be lost"


def test_a_key_given_twice_is_no_damage(tmp_path: Path) -> None:
    pdf = document(1)
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency)
    pdf.pages[0].obj.Grout = Dictionary(S=Name.Transparency)
    path = tmp_path / "twice.pdf"
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    path.write_bytes(path.read_bytes().replace(b"/Grout", b"/Group"))
    done = repair(path, tmp_path / "out", Limits())
    assert isinstance(done, Repaired) and done.way is Way.AS_IT_IS


@pytest.mark.parametrize("content", [b"q q 2 0 0 2 0 0 cm " + CONTENT, b"Q Q 1 0 0 1 5 5 cm Q " + CONTENT + b" Q"])
def test_contents_leave_the_page_as_they_found_it(tmp_path: Path, content: bytes) -> None:
    pdf = document(1)
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    done, _ = repaired(tmp_path, pdf)
    assert (done.way, done.problem) == (Way.CLOSED, None)
    with pikepdf.open(done.pdf) as mended:
        operators = [str(i.operator) for i in pikepdf.parse_content_stream(mended.pages[0], "q Q")]
    assert operators.count("q") == operators.count("Q")
    assert compare(tmp_path / "submission.pdf", done.pdf).same()


def test_bookmarks_in_a_circle_are_cut(tmp_path: Path) -> None:
    pdf = document()
    first, second = (pdf.make_indirect(Dictionary(Title=pikepdf.String(t))) for t in "ab")
    first.Next, second.Next = second, first
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=second))
    done, reader = repaired(tmp_path, pdf)
    assert done.details == ("1 bookmark led in circles; the circle was cut.",)
    assert len(reader.outline) == 2


def test_a_document_encrypted_without_a_password_is_decrypted(tmp_path: Path) -> None:
    path = tmp_path / "submission.pdf"
    document().save(path, encryption=pikepdf.Encryption(owner="secret", user=""))
    done = repair(path, tmp_path, Limits())
    assert isinstance(done, Repaired)
    assert (done.way, done.decrypted) == (Way.DECRYPTED, True)
    assert not pypdf.PdfReader(done.pdf).is_encrypted
    assert compare(path, done.pdf).same()


def test_a_document_that_needs_a_password_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "submission.pdf"
    document().save(path, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    done = repair(path, tmp_path, Limits())
    assert isinstance(done, Trouble)
    assert (done.code, done.message) == ("encrypted-document", "the document opens only with a password")


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"%PDF-1.4\nnothing else").code == "unreadable-document"


def test_a_file_beyond_a_limit_is_refused_and_says_which(tmp_path: Path) -> None:
    many = refused(tmp_path, document(6), Limits(pages=5))
    assert (many.code, "limits: pages" in (many.hint or "")) == ("too-many-pages", True)
    assert refused(tmp_path, document(), Limits(bytes=100)).code == "file-too-large"
    large = document()
    large.pages[1].MediaBox = Array([0, 0, 14400, 14400])
    wide = refused(tmp_path, large)
    assert (wide.code, wide.page) == ("page-too-large", 2)


@pytest.mark.parametrize("claimed", [1, 1_000_000])
def test_a_tree_of_a_million_pages_is_refused(tmp_path: Path, claimed: int) -> None:
    tree = b"<</Type /Pages /Count %d /Kids [%s]>>" % (claimed, b"3 0 R " * 1_000_000)
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200]>>"
    assert refused(tmp_path, by_hand(b"<</Type /Catalog /Pages 2 0 R>>", tree, page)).code == "too-many-pages"


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    pdf = document()
    pdf.pages[0].obj.Contents.write(zlib.compress(b"q " * 10_000_000), filter=Name.FlateDecode)
    assert refused(tmp_path, pdf, Limits(stream_bytes=1_000_000)).code == "decompression-bomb"


@pytest.mark.needs_ghostscript
def test_ghostscript_is_stopped_at_its_limit(tmp_path: Path) -> None:
    endless = by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R>>",
        b"<</Length 1>> stream\n \nendstream",
    )
    with pytest.raises(ghostscript.GhostscriptFailed, match="longer than"):
        ghostscript.rewrite(written(tmp_path, endless), tmp_path / "out.pdf", seconds=0.001)
    assert not (tmp_path / "out.pdf").exists()


def test_a_repair_that_loses_words_is_not_taken_silently(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from proceedings.intake import repairing

    def careless(pdf: pikepdf.Pdf, limits: Limits) -> repairing.Mended:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        return repairing.Mended(("A damaged object was read as far as possible.",))

    monkeypatch.setattr(repairing, "mend", careless)
    done, _ = repaired(tmp_path, document())
    assert done.problem is not None
    assert "missing" in done.problem


def unknown_to_pdfium(*pages: str) -> bytes:
    """A file whose objects lie in a stream of a wrong type:
    pdfium does not open it, qpdf and poppler do.
    """
    pdf = document(len(pages))
    for page, text in zip(pdf.pages, pages, strict=True):
        page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (%s) Tj ET" % text.encode())
    buffer = io.BytesIO()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = buffer.getvalue()
    assert data.count(b"/Type /ObjStm") == 1
    return data.replace(b"/Type /ObjStm", b"/Type /Potato")


@pytest.mark.needs_poppler
def test_poppler_is_the_second_eye_where_pdfium_cannot_open_the_file(tmp_path: Path) -> None:
    done, reader = repaired(tmp_path, unknown_to_pdfium("One", "Two"))
    assert compare(tmp_path / "submission.pdf", done.pdf).unreadable == "the original cannot be opened to compare it"
    assert (done.way, done.problem, done.verified) == (Way.MENDED, None, True)
    assert [page.extract_text() for page in reader.pages] == ["One", "Two"]


@pytest.mark.needs_poppler
def test_what_poppler_saw_and_the_repair_lost_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from proceedings.intake import repairing

    def careless(pdf: pikepdf.Pdf, limits: Limits) -> repairing.Mended:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        return repairing.Mended(("A damaged object was read as far as possible.",))

    monkeypatch.setattr(repairing, "mend", careless)
    done, _ = repaired(tmp_path, unknown_to_pdfium("One", "Two"))
    assert done.problem is not None
    assert "page 1: 1 word missing (One)" in done.problem


def test_without_poppler_such_a_repair_is_not_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done, _ = repaired(tmp_path, unknown_to_pdfium("One", "Two"))
    assert (done.way, done.problem, done.verified) == (Way.MENDED, None, False)


BEGINS_WITH_JUNK = by_hand(
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"/Junk <</Im 10>>\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources %s>>" % FONT,
    STREAM,
)
"""Something else stands before what its page holds: qpdf, pdfium and poppler find no page there."""


@pytest.mark.needs_ghostscript
def test_ghostscript_reads_what_nobody_else_does_and_that_is_said(tmp_path: Path) -> None:
    done, reader = repaired(tmp_path, BEGINS_WITH_JUNK)
    assert (done.way, done.problem, done.verified) == (Way.GHOSTSCRIPT, None, False)
    assert done.details == ("The file was written anew by Ghostscript; tags and form fields may be lost.",)
    assert [page.extract_text() for page in reader.pages] == ["Words that must not be lost"]


def test_without_ghostscript_such_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghostscript, "find", lambda: None)
    assert refused(tmp_path, BEGINS_WITH_JUNK).code == "unreadable-document"


def in_disorder() -> pikepdf.Pdf:
    """Contents that pdfium draws whole,
    and that lose a square to whoever reads or mends them strictly.
    """
    pdf = document(1)
    pdf.pages[0].obj.Contents = pdf.make_stream(CONTENT + b" 0 0 1 rg Q << 10 10 50 50 re f")
    return pdf


def test_pages_become_pictures_where_nothing_else_shows_all(tmp_path: Path) -> None:
    done, reader = repaired(tmp_path, in_disorder(), pictures=True)
    assert (done.way, done.problem, done.verified) == (Way.PICTURES, None, True)
    assert done.details == ("Its pages were replaced by pictures at 300 dpi with their text kept invisible.",)
    (page,) = reader.pages
    assert page.extract_text().split() == ["Words", "that", "must", "not", "be", "lost"]
    (picture,) = page.images
    assert picture.image is not None
    assert picture.image.size == (1250, 834)
    blue = picture.image.getpixel((round(35 * 300 / 72), picture.image.height - round(35 * 300 / 72)))
    assert blue == (0, 0, 255)


def test_pages_become_no_pictures_unless_the_setting_allows_it(tmp_path: Path) -> None:
    done, _ = repaired(tmp_path, in_disorder())
    assert done.way is not Way.PICTURES
    assert done.problem is not None
    assert "looks different" in done.problem
