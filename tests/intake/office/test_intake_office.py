"""Office documents: converted by LibreOffice, several a start,
tagged, with no macros run and no links followed.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pypdf
import pytest

from open_documents import odp, odt, opendocument, zipped
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.formats import recognise
from proceedings.intake.office import libreoffice
from proceedings.intake.office.libreoffice import Family
from proceedings.intake.office.replaced_fonts import replaced_fonts
from proceedings.intake.taking_in import take_in
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Severity
from proceedings.values.format import Format
from proceedings.values.original import Original
from proceedings.values.submission import FontFact, Intake, Request
from proceedings.values.treatment import Treatment
from proceedings.values.trouble import Trouble


def docx(*paragraphs: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    text = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    return zipped(
        **{
            "[Content_Types]_dot_xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels___dot_rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
            "word__document_dot_xml": f'<w:document xmlns:w="{word}"><w:body>{text}</w:body></w:document>',
        }
    )


RTF = rb"{\rtf1\ansi Words in {\b rich} text.}"
HEADING = '<text:h text:outline-level="1">A heading</text:h><text:p>Body.</text:p>'


def take(workspace: Path, jobs: int = 2, store: str = "store", **files: bytes) -> Intake:
    requests = []
    for key, data in files.items():
        source = PurePosixPath("papers", key.replace("_", ".", 1))
        (workspace / source).parent.mkdir(parents=True, exist_ok=True)
        (workspace / source).write_bytes(data)
        requests.append(Request(key, DocumentKind.PAPER, workspace / source, source, "en"))
    with Workers(jobs) as workers:
        return take_in(requests, Store(workspace / store), workers)


def words(intake: Intake, document: str) -> list[str]:
    return [page.extract_text().strip() for page in pypdf.PdfReader(intake.submissions[document].pdf).pages]


@pytest.mark.needs_libreoffice
def test_documents_and_decks_of_four_formats_are_converted_tagged_with_bookmarks(tmp_path: Path) -> None:
    intake = take(tmp_path, a_odt=odt(HEADING), b_docx=docx("From Word"), c_rtf=RTF, d_odp=odp("One", "Two"))
    assert intake.diagnostics == ()
    assert "Body." in words(intake, "a_odt")[0]
    assert words(intake, "b_docx") == ["From Word"]
    assert words(intake, "c_rtf") == ["Words in rich text."]
    assert words(intake, "d_odp") == ["One", "Two"]
    for submission in intake.submissions.values():
        assert submission.treatment[0] == "converted"
        assert submission.facts.tagged
    (bookmark,) = pypdf.PdfReader(intake.submissions["a_odt"].pdf).outline
    assert isinstance(bookmark, pypdf.generic.Destination)
    assert bookmark.title == "A heading"


@pytest.mark.needs_libreoffice
def test_converting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (take(tmp_path, store=s, a_odt=odt(HEADING), d_odp=odp("One")) for s in ("x", "y"))
    for document in ("a_odt", "d_odp"):
        assert first.submissions[document].pdf != second.submissions[document].pdf
        assert first.submissions[document].sha256 == second.submissions[document].sha256
        data = first.submissions[document].pdf.read_bytes()
        assert b"CreationDate" not in data
        assert str(tmp_path).encode() not in data


@pytest.mark.needs_libreoffice
def test_links_to_files_name_the_file_and_not_the_folder_of_the_conversion(tmp_path: Path) -> None:
    body = "".join(
        f'<text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{to}">A link</text:a></text:p>'
        for to in ("annex.pdf", "a.odt#nowhere", "https://example.org/")
    )
    first, second = (take(tmp_path, store=s, a_odt=odt(body)) for s in ("x", "y"))
    assert first.submissions["a_odt"].sha256 == second.submissions["a_odt"].sha256
    assert b"proceedings-office" not in first.submissions["a_odt"].pdf.read_bytes()
    annotations: Any = pypdf.PdfReader(first.submissions["a_odt"].pdf).pages[0]["/Annots"]
    links = [annotation.get_object()["/A"] for annotation in annotations]
    assert sorted((a["/S"], a.get("/F") or a.get("/URI")) for a in links) == [
        ("/GoToR", "a.odt"),
        ("/GoToR", "annex.pdf"),
        ("/URI", "https://example.org/"),
    ]


@pytest.mark.needs_libreoffice
def test_hidden_slides_stay_out(tmp_path: Path) -> None:
    assert words(take(tmp_path, d_odp=odp("One", "Two", "Three", hidden=1)), "d_odp") == ["One", "Three"]


@pytest.mark.needs_libreoffice
def test_speakers_notes_follow_the_slides_where_the_editor_wants_them(tmp_path: Path) -> None:
    notes = (
        '<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="14cm" svg:width="16cm" '
        'svg:height="9cm"><draw:text-box><text:p>Said aloud</text:p></draw:text-box></draw:frame></presentation:notes>'
    )
    with zipfile.ZipFile(io.BytesIO(odp("One"))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["content.xml"] = entries["content.xml"].replace(b"</draw:page>", notes.encode() + b"</draw:page>")
    path = tmp_path / "papers" / "d.odp"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    source = PurePosixPath("papers/d.odp")
    wanted = [
        Request(f"notes-{notes}", DocumentKind.SLIDES, path, source, "en", Treatment(notes=notes))
        for notes in (True, False)
    ]
    with Workers(2) as workers:
        intake = take_in(wanted, Store(tmp_path / "store"), workers)
    assert words(intake, "notes-False") == ["One"]
    first, second = words(intake, "notes-True")
    assert first == "One"
    assert "Said aloud" in second


@pytest.mark.needs_libreoffice
def test_a_font_that_is_not_installed_is_named(tmp_path: Path) -> None:
    text = rb"{\rtf1\ansi\deff0{\fonttbl{\f0\fnil Nowhere Sans;}{\f1\fnil Never Used;}}\f0 Words in a rare font.}"
    intake = take(tmp_path, a_rtf=text, b_docx=docx("In a usual one"))
    (found,) = (d for d in intake.diagnostics if d.document == "a_rtf")
    assert (found.code, found.severity) == ("font-replaced", Severity.NOTICE)
    assert "the font Nowhere Sans is not installed" in found.message


def fonts_named(tmp_path: Path, name: str, data: bytes, form: Format) -> list[str]:
    """The fonts that a notice names when nothing of a document's own is shown."""
    (tmp_path / name).write_bytes(data)
    shown = (FontFact("Stand-In", "TrueType", embedded=True, subset=True, has_unicode_map=True),)
    (trouble,) = replaced_fonts(Original(tmp_path / name, form), shown)
    return trouble.message.split("font", 1)[1].removeprefix("s ").split(" are ")[0].split(" is ")[0].strip().split(", ")


def test_fonts_are_found_in_every_kind_of_office_document(tmp_path: Path) -> None:
    runs = '<w:rFonts w:ascii="Nowhere Text" w:hAnsi="Nowhere Text"/>'
    assert fonts_named(tmp_path, "a.docx", zipped(word__document_dot_xml=runs), Format.DOCX) == ["Nowhere Text"]
    slide = '<a:latin typeface="Nowhere Show"/><a:latin typeface="+mn-lt"/>'
    theme = '<a:minorFont><a:latin typeface="Nowhere Theme"/></a:minorFont>'
    deck = zipped(ppt__slides__slide1_dot_xml=slide, ppt__theme__theme1_dot_xml=theme)
    assert fonts_named(tmp_path, "a.pptx", deck, Format.PPTX) == ["Nowhere Show", "Nowhere Theme"]
    face = '<style:font-face style:name="F1" svg:font-family="&apos;Nowhere Open&apos;"/>'
    text = zipped(content_dot_xml=face + '<style:text-properties style:font-name="F1"/>')
    assert fonts_named(tmp_path, "a.odt", text, Format.ODT) == ["Nowhere Open"]
    entry = b"\x40\x16\x90\x01\0\0" + bytes(34) + "Nowhere Old".encode("utf-16-le") + b"\0\0"
    assert fonts_named(tmp_path, "a.doc", bytes(99) + entry, Format.DOC) == ["Nowhere Old"]
    atom = b"\0\0\xb7\x0f\x44\0\0\0" + "Nowhere Deck".encode("utf-16-le").ljust(64, b"\0")
    assert fonts_named(tmp_path, "a.ppt", bytes(99) + atom, Format.PPT) == ["Nowhere Deck"]


@pytest.mark.needs_libreoffice
def test_a_picture_linked_from_elsewhere_on_the_computer_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere" / "secret.svg"
    secret.parent.mkdir()
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><text y="50">SECRET</text></svg>')
    frame = (
        '<text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{secret.as_uri()}" xlink:type="simple"/></draw:frame>visible</text:p>'
    )
    (text,) = words(take(tmp_path, a_odt=odt(frame)), "a_odt")
    assert "visible" in text
    assert "SECRET" not in text


@pytest.mark.needs_libreoffice
def test_a_file_that_libreoffice_cannot_read_costs_only_itself(tmp_path: Path) -> None:
    broken = zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<not xml")
    intake = take(tmp_path, a_odt=broken, b_odt=odt(HEADING), c_docx=docx("fine"))
    assert [(d.document, d.code) for d in intake.diagnostics] == [("a_odt", "conversion-failed")]
    assert set(intake.submissions) == {"b_odt", "c_docx"}


def script(folder: Path, body: str) -> Path:
    """A program that takes LibreOffice's arguments:
    `$out` is the output folder, the documents are the last ones.
    """
    path = folder / "soffice"
    path.write_text(
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --outdir) out=$2; shift 2; break;; *) shift;; esac; done\n"
        "for f in \"$@\"; do b=$(basename \"$f\"); made=\"$out/${b%.*}.pdf\"\n" + body + "\ndone\n"
    )  # fmt: skip
    path.chmod(0o755)
    return path


def convert(folder: Path, body: str, *texts: str, seconds: float = 0.5, memory: int = 1 << 30) -> list[str | None]:
    """Convert documents of these texts by a stand-in program; the reasons of failure."""
    documents = []
    for number, text in enumerate(texts):
        (folder / f"in{number}").mkdir()
        documents.append(folder / f"in{number}" / "same.rtf")
        documents[-1].write_text(text)
    (folder / "out").mkdir()
    program = script(folder, body)
    results = libreoffice.convert(program, documents, Family.WRITER, folder / "out", seconds=seconds, memory=memory)
    for text, result in zip(texts, results, strict=True):
        assert result.pdf is None or result.pdf.read_text().startswith(text)
    return [r.reason for r in results]


OK = 'cat "$f" > "$made"; echo "%%EOF" >> "$made"'


def test_a_crash_of_the_program_costs_one_document(tmp_path: Path) -> None:
    body = f'if grep -q bad "$f"; then kill -9 $$; else {OK}; fi'
    assert convert(tmp_path, body, "a", "bad", "c") == [None, "LibreOffice crashed on it", None]


def test_a_hang_of_the_program_costs_one_document_and_its_processes_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "_START", 0.5)
    body = f'if grep -q bad "$f"; then sleep 4321 & wait; else {OK}; fi'
    assert convert(tmp_path, body, "a", "bad", "c") == [None, "LibreOffice took longer than 0.5 seconds", None]
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep 4321" not in running


HOARD = f"{sys.executable} -c 'import time; held = b\"x\" * 300_000_000; time.sleep(4321)' & wait"


def test_too_much_memory_costs_one_document_and_the_processes_are_gone(tmp_path: Path) -> None:
    body = f'if grep -q bad "$f"; then {HOARD}; else {OK}; fi'
    reasons = convert(tmp_path, body, "a", "bad", "c", seconds=60, memory=200_000_000)
    assert reasons == [None, "LibreOffice took more than 200 MB of memory", None]
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep(4321)" not in running


def test_what_the_program_keeps_of_other_documents_is_not_held_against_one(tmp_path: Path) -> None:
    # Two documents in one start are too much; each by itself is not.
    body = f'{OK}; if [ -e "$out/00000.pdf" ] && [ -e "$out/00001.pdf" ]; then rm "$made"; {HOARD}; fi'
    assert convert(tmp_path, body, "a", "b", seconds=60, memory=200_000_000) == [None, None]


@pytest.mark.needs_libreoffice
def test_a_document_beyond_the_limit_of_memory_is_one_sentence_and_is_not_tried_again(tmp_path: Path) -> None:
    path, source = tmp_path / "papers" / "a.odt", PurePosixPath("papers/a.odt")
    path.parent.mkdir()
    path.write_bytes(odt(HEADING))
    small = Request("a", DocumentKind.PAPER, path, source, "en", limits=(("memory", 50_000_000),))
    store = Store(tmp_path / "store")
    with Workers(2) as workers:
        (found,) = take_in([small], store, workers).diagnostics
        started = workers.started
        assert take_in([small], store, workers).diagnostics == (found,)
        assert workers.started == started
    assert (found.code, found.severity) == ("took-too-much-memory", Severity.ERROR)
    assert found.message == "the document cannot be turned into PDF: LibreOffice took more than 50 MB of memory"
    assert found.hint == "ask its author for a simpler document, or raise `limits: memory` for this document"


def test_the_program_has_no_network(tmp_path: Path) -> None:
    unshare = subprocess.run(["unshare", "--net", "--map-root-user", "true"], capture_output=True, check=False)
    if unshare.returncode:
        pytest.skip("this system gives no network namespaces; a dead proxy stands in for them")
    document = tmp_path / "a.rtf"
    document.write_text("x")
    (tmp_path / "out").mkdir()
    program = script(tmp_path, 'cat /proc/net/dev > "$made"; echo "%%EOF" >> "$made"')
    (result,) = libreoffice.convert(program, [document], Family.WRITER, tmp_path / "out")
    assert result.pdf is not None
    devices = [line.split(":")[0].strip() for line in result.pdf.read_text().splitlines()[2:-1]]
    assert devices == ["lo"]


def test_half_a_pdf_does_not_count(tmp_path: Path) -> None:
    assert convert(tmp_path, 'echo half > "$made"', "a") == ["LibreOffice cannot read it"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.bin", docx("x"), Format.DOCX),
        ("a.docx", odt(""), Format.ODT),
        ("a.odt", odp(""), Format.ODP),
        ("a.doc", RTF, Format.RTF),
        ("a.pptx", zipped(ppt__presentation_dot_xml=""), Format.PPTX),
        ("a.pptx", b"PK\x03\x04 damaged", Format.PPTX),
        ("a.txt", b"# heading", Format.PLAIN),
        ("a.md", b"# heading", Format.MARKDOWN),
        ("a.txt", b"<!DOCTYPE html><p>x", Format.HTML),
        ("a.xml", b'<?xml version="1.0"?><!-- x --><svg xmlns="x"/>', Format.SVG),
        ("a.dat", b"junk\n%PDF-1.4", Format.PDF),
        ("a.jpeg", b"\xff\xd8\xff\xe0", Format.JPEG),
    ],
)
def test_a_format_is_known_by_its_content(tmp_path: Path, name: str, data: bytes, expected: Format) -> None:
    (tmp_path / name).write_bytes(data)
    assert recognise(tmp_path / name) is expected


def test_encrypted_office_documents_are_recognised(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    sealed = opendocument("text", "", manifest="<manifest:encryption-data/>")
    for name, data in (("a.docx", compound), ("a.odt", sealed)):
        (tmp_path / name).write_bytes(data)
        found = recognise(tmp_path / name)
        assert isinstance(found, Trouble)
        assert found.code == "encrypted-document"


def test_a_spreadsheet_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(zipped(xl__workbook_dot_xml=""))
    found = recognise(tmp_path / "a.xlsx")
    assert isinstance(found, Trouble)
    assert "a spreadsheet" in found.message
