"""What verifying finds:
volumes are written with pikepdf, broken in one place each, and read back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from proceedings.values.diagnostics import Diagnostic, Severity
from proceedings.verifying.verify import quick_check, verify

LABELS = ("i", "ii", "1", "2", "3")
OPENERS = (1, 3)
"""Pages that print no folio: the title page and a divider."""


def sound_volume() -> Pdf:
    """Five pages: a title page and contents in roman,
    a divider and a paper of two pages in arabic.
    """
    pdf = Pdf.new()
    for number, label in enumerate(LABELS, 1):
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[-1]
        page.Resources = Dictionary(Font=Dictionary(F=type3_font(pdf)))
        if number not in OPENERS:
            print_folio(pdf, number, label)
    pdf.Root.Lang = String("en-GB")
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D)]))
    link(pdf, 2, pdf.pages[3].obj)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A paper", 3))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = "A Sound Volume"
        xmp["dc:creator"] = ["Ada Example"]
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = "A Sound Volume", "Ada Example"
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array()))
    pdf.Root.StructTreeRoot = tree
    return pdf


def type3_font(pdf: Pdf) -> pikepdf.Object:
    """A font whose glyphs are drawn in the file:
    digits and the letters of roman numerals as boxes.
    """
    glyph = pdf.make_stream(b"500 0 0 0 400 700 d1 0 0 400 700 re f")
    names = {ord(c): c for c in "ivx"} | {ord("1") + i: n for i, n in enumerate(("one", "two", "three", "four"))}
    differences = Array([x for code in sorted(names) for x in (code, Name("/" + names[code]))])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([pikepdf.Object.parse(n) for n in (b"0.001", b"0", b"0", b"0.001", b"0", b"0")]),
            FirstChar=0,
            LastChar=255,
            Widths=Array([500] * 256),
            CharProcs=Dictionary({"/" + name: glyph for name in names.values()}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=differences),
        )
    )


def print_folio(pdf: Pdf, number: int, folio: str) -> None:
    """Print a folio at the outer edge of the page's foot."""
    x = 500 if number % 2 else 60
    pdf.pages[number - 1].Contents = pdf.make_stream(f"BT /F 9 Tf {x} 40 Td ({folio}) Tj ET".encode())


def link(pdf: Pdf, number: int, target: pikepdf.Object) -> None:
    """Put a link to a page on the page with this number."""
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([60, 700, 300, 720]),
        A=Dictionary(S=Name.GoTo, D=Array([target, Name.Fit])),
    )
    pdf.pages[number - 1].Annots = Array([pdf.make_indirect(annotation)])


def contents_of(pdf: Path) -> dict[str, object]:
    """The contents.json of the sound volume."""
    parts = [("title", "title", 1, 1), ("contents", "contents", 2, 1), ("session-1", "divider", 3, 1)]
    parts.append(("session-1-paper", "paper", 4, 2))
    return {
        "version": 1,
        "title": "A Sound Volume",
        "pages": 5,
        "pdf": pdf.name,
        "sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
        "parts": [
            {
                "id": name,
                "kind": kind,
                "first_page": first,
                "page_count": count,
                "first_folio": LABELS[first - 1],
                "last_folio": LABELS[first + count - 2],
            }
            for name, kind, first, count in parts
        ],
    }


def codes(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.code for finding in findings]


def written(folder: Path, pdf: Pdf) -> Path:
    path = folder / "proceedings.pdf"
    pdf.save(path)
    return path


def with_contents(pdf: Path, change: Callable[[dict[str, object]], object] = lambda record: None) -> Path:
    """The volume's contents.json beside it, changed in one place."""
    record = contents_of(pdf)
    change(record)
    path = pdf.with_name("contents.json")
    path.write_text(json.dumps(record), "utf-8")
    return path


def test_a_sound_volume_has_no_findings(tmp_path: Path) -> None:
    pdf = written(tmp_path, sound_volume())
    assert verify(pdf, with_contents(pdf)) == ()
    assert quick_check(pdf, with_contents(pdf)) == ()


def wrong_folio(pdf: Pdf) -> None:
    print_folio(pdf, 5, "4")


def no_folio(pdf: Pdf) -> None:
    pdf.pages[4].Contents = pdf.make_stream(b"")


def folio_on_the_wrong_side(pdf: Pdf) -> None:
    pdf.pages[4].Contents = pdf.make_stream(b"BT /F 9 Tf 60 40 Td (3) Tj ET")


def no_labels(pdf: Pdf) -> None:
    del pdf.Root.PageLabels


def same_label_twice(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D), 4, Dictionary(S=Name.D, St=2)])
    )


def link_out_of_the_volume(pdf: Pdf) -> None:
    link(pdf, 2, pdf.make_indirect(Dictionary(Type=Name.Page)))


def link_to_an_unknown_name(pdf: Pdf) -> None:
    pdf.pages[1].Annots[0].A.D = String("nowhere")


def bookmark_out_of_the_volume(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


def bookmarks_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def script_chained_to_a_link(pdf: Pdf) -> None:
    pdf.pages[1].Annots[0].A.Next = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def program_started_by_a_page(pdf: Pdf) -> None:
    pdf.pages[3].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))


def attachment(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def film(pdf: Pdf) -> None:
    pdf.pages[1].Annots.append(Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=Array([0, 0, 9, 9])))


def no_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def no_xmp(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def other_title_in_xmp(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = "Another Volume"


def author_missing_from_information(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:creator"] = ["Ada Example", "Ben Example"]


def file_name_in_the_window(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


@pytest.mark.parametrize(
    ("damage", "code", "page"),
    [
        (wrong_folio, "folio-differs-from-label", 5),
        (no_folio, "folio-missing", 5),
        (folio_on_the_wrong_side, "folio-missing", 5),
        (no_labels, "no-page-label", 1),
        (same_label_twice, "page-label-twice", 5),
        (link_out_of_the_volume, "link-lands-nowhere", 2),
        (link_to_an_unknown_name, "link-lands-nowhere", 2),
        (bookmark_out_of_the_volume, "bookmark-lands-nowhere", None),
        (bookmarks_in_a_circle, "bookmarks-in-a-loop", None),
        (script, "active-content", None),
        (script_chained_to_a_link, "active-content", 2),
        (program_started_by_a_page, "active-content", 4),
        (attachment, "embedded-file", None),
        (film, "active-annotation", 2),
        (no_title, "no-title", None),
        (no_language, "no-language", None),
        (no_xmp, "no-xmp", None),
        (other_title_in_xmp, "metadata-disagree", None),
        (author_missing_from_information, "metadata-disagree", None),
        (file_name_in_the_window, "title-not-displayed", None),
    ],
)
def test_one_thing_broken_is_found_where_it_is(
    damage: Callable[[Pdf], None], code: str, page: int | None, tmp_path: Path
) -> None:
    volume = sound_volume()
    damage(volume)
    pdf = written(tmp_path, volume)
    findings = [f for f in verify(pdf, with_contents(pdf)) if f.code == code]
    assert [f.place.page for f in findings] == [page]
    assert findings[0].severity is Severity.ERROR


def part(record: dict[str, object], number: int) -> dict[str, object]:
    parts = record["parts"]
    assert isinstance(parts, list)
    found = parts[number]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda record: record.update(sha256="0" * 64), "contents-of-another-file"),
        (lambda record: record.update(pages=6), "contents-page-count"),
        (lambda record: part(record, 3).update(page_count=1, last_folio="2"), "contents-not-consecutive"),
        (lambda record: part(record, 2).update(first_page=2, first_folio="ii"), "contents-not-consecutive"),
        (lambda record: part(record, 3).update(last_folio="4"), "contents-folio-differs"),
        (lambda record: record.update(version=3), "contents-unreadable"),
        (lambda record: part(record, 0).pop("kind"), "contents-unreadable"),
    ],
)
def test_contents_that_do_not_fit_the_pages_are_found(
    change: Callable[[dict[str, object]], object], code: str, tmp_path: Path
) -> None:
    pdf = written(tmp_path, sound_volume())
    record = with_contents(pdf, change)
    assert code in codes(verify(pdf, record))
    assert code in codes(quick_check(pdf, record))


def test_a_font_that_is_not_embedded_is_a_warning_and_under_a_claim_of_pdfa_an_error(tmp_path: Path) -> None:
    for claim, severity in ((None, Severity.WARNING), ("2", Severity.ERROR)):
        volume = sound_volume()
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        volume.pages[3].Resources.Font.H = volume.make_indirect(helvetica)
        if claim:
            with volume.open_metadata(set_pikepdf_as_editor=False) as xmp:
                xmp["pdfaid:part"], xmp["pdfaid:conformance"] = claim, "B"
        findings = verify(written(tmp_path, volume))
        assert [(f.code, f.severity, f.place.page) for f in findings] == [("font-not-embedded", severity, 4)]


def test_a_folio_on_a_rotated_page_is_read_where_the_reader_sees_it(tmp_path: Path) -> None:
    volume = sound_volume()
    page = volume.pages[3]
    page.obj.MediaBox = Array([0, 0, 842, 595])
    page.obj.Rotate = 90
    # Upright the page is 595 wide; (60, 40) of it is (842 - 40, 60) of the page as stored.
    page.Contents = volume.make_stream(b"BT /F 9 Tf 0 1 -1 0 802 60 Tm (2) Tj ET")
    pdf = written(tmp_path, volume)
    assert verify(pdf, with_contents(pdf)) == ()


@pytest.mark.parametrize("contents", [b"", b"not a PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_one_finding(contents: bytes, tmp_path: Path) -> None:
    pdf = tmp_path / "proceedings.pdf"
    pdf.write_bytes(contents)
    assert codes(verify(pdf)) == ["unreadable"]
    assert codes(quick_check(pdf)) == ["unreadable"]


def test_an_encrypted_volume_is_refused(tmp_path: Path) -> None:
    pdf = tmp_path / "proceedings.pdf"
    sound_volume().save(pdf, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert codes(verify(pdf)) == ["encrypted"]


def test_odd_files_of_the_corpus_are_findings_and_never_exceptions(corpus: Path) -> None:
    files = sorted((corpus / "odd-pdfs").glob("*.pdf"))[::6]
    assert files
    for file in files:
        assert all(isinstance(finding, Diagnostic) for finding in verify(file))
