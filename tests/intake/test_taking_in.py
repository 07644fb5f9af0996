"""Intake: every file becomes a submission or a sentence, and nothing is done twice."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.taking_in import take_in
from proceedings.programs import libreoffice
from proceedings.values.book import DocumentKind
from proceedings.values.conformance import Conformance
from proceedings.values.diagnostics import ProceedingsError, Severity
from proceedings.values.manuscript import Manuscript
from proceedings.values.options import Options, Printing
from proceedings.values.submission import Intake, Request
from proceedings.values.treatment import Treatment


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1) as found:
        yield found


def pdf_with(*texts: str, **save: object) -> bytes:
    """A PDF with one page a text."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for text in texts:
        content = pdf.make_stream(f"BT /F 24 Tf 72 700 Td ({text}) Tj ET".encode())
        page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=content)
        page.Resources = Dictionary(Font=Dictionary(F=font))
        pdf.pages.append(pikepdf.Page(page))
    return saved(pdf, **save)


def saved(pdf: pikepdf.Pdf, **save: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **save)  # type: ignore[arg-type]
    return buffer.getvalue()


def submit(workspace: Path, **files: bytes) -> list[Request]:
    """Write files into papers/ (`a_pdf` becomes a.pdf) and ask for each."""
    requests = []
    for key, data in files.items():
        source = PurePosixPath("papers", key.replace("_", ".", 1))
        (workspace / source).parent.mkdir(parents=True, exist_ok=True)
        (workspace / source).write_bytes(data)
        requests.append(Request(f"doc-{key}", DocumentKind.PAPER, workspace / source, source, "en"))
    return requests


def codes(intake: Intake) -> dict[str | None, str]:
    return {d.document: d.code for d in intake.diagnostics}


def test_a_pdf_becomes_a_pdf_of_its_own_with_its_facts(tmp_path: Path, workers: Workers) -> None:
    data = pdf_with("First page", "Second page")
    intake = take_in(submit(tmp_path, a_pdf=data), Store(tmp_path / "store"), workers)
    submission = intake.submissions["doc-a_pdf"]
    assert intake.diagnostics == ()
    assert submission.source_sha256 == hashlib.sha256(data).hexdigest()
    assert submission.sha256 == hashlib.sha256(submission.pdf.read_bytes()).hexdigest()
    assert [p.extract_text() for p in pypdf.PdfReader(submission.pdf).pages] == ["First page", "Second page"]
    assert [(p.width, p.height) for p in submission.facts.pages] == [(595, 842), (595, 842)]
    assert submission.facts.first_page_text == "First page"
    assert submission.facts.bytes == len(data)
    assert submission.treatment == ("conformed", "tagged")
    assert submission.conforms == "2b"


def test_the_second_build_has_the_same_sheets_without_any_work(tmp_path: Path) -> None:
    requests = submit(tmp_path, a_pdf=pdf_with("a"), b_pdf=b"%PDF-1.4 nothing", c_pdf=pdf_with("c"))
    with Workers(2) as pool:
        first = take_in(requests, Store(tmp_path / "store"), pool)
        assert pool.started > 0
    with Workers(2) as pool:
        second = take_in(requests, Store(tmp_path / "store"), pool)
        assert pool.started == 0
    assert second == first


def test_results_do_not_depend_on_how_many_processes_there_are(tmp_path: Path) -> None:
    requests = submit(tmp_path, **{f"n{i}_pdf": pdf_with(*"abc"[: i % 3 + 1], f"paper {i}") for i in range(7)})
    taken = []
    for number in (1, 2):
        with Workers(number) as pool:
            taken.append(take_in(requests, Store(tmp_path / f"store-{number}"), pool))
    assert {k: (s.sha256, s.facts) for k, s in taken[0].submissions.items()} == {
        k: (s.sha256, s.facts) for k, s in taken[1].submissions.items()
    }


def test_the_same_file_under_two_names_is_worked_on_once(tmp_path: Path, workers: Workers) -> None:
    data = pdf_with("twice")
    intake = take_in(submit(tmp_path, a_pdf=data, b_pdf=data), Store(tmp_path / "store"), workers)
    assert intake.submissions["doc-a_pdf"].pdf == intake.submissions["doc-b_pdf"].pdf
    assert [s.document for s in intake.submissions.values()] == ["doc-a_pdf", "doc-b_pdf"]


def test_an_encrypted_pdf_that_opens_without_a_password_is_taken_decrypted(tmp_path: Path, workers: Workers) -> None:
    data = pdf_with("open to all", encryption=pikepdf.Encryption(owner="secret", user=""))
    intake = take_in(submit(tmp_path, a_pdf=data), Store(tmp_path / "store"), workers)
    submission = intake.submissions["doc-a_pdf"]
    assert submission.facts.encrypted
    reader = pypdf.PdfReader(submission.pdf)
    assert not reader.is_encrypted
    assert reader.pages[0].extract_text() == "open to all"


NOT_TAKEN = [
    pytest.param("a_pdf", pdf_with("x", encryption=pikepdf.Encryption(owner="o", user="u")), "encrypted-document",
                 id="locked"),
    pytest.param("a_pdf", b"", "unreadable-document", id="empty"),
    pytest.param("a_pdf", b"%PDF-1.7\n" + bytes(5000), "unreadable-document", id="nothing after the header"),
    pytest.param("a_pdf", b"Dear editor, please find attached", "unknown-format", id="text called PDF"),
    pytest.param("a_pdf", saved(pikepdf.new()), "unreadable-document", id="no pages"),
    pytest.param("a_docx", b"MZ\x90\0" + bytes(500), "unknown-format", id="a program called DOCX"),
    pytest.param("a_zip", b"PK\x05\x06" + bytes(18), "unknown-format", id="an empty ZIP file"),
    pytest.param("a_csv", b"1,2,3\n", "unknown-format", id="a table of numbers"),
    pytest.param("a_png", b"\x89PNG\r\n\x1a\n" + bytes(50), "unreadable-document", id="a picture"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), NOT_TAKEN)
def test_what_cannot_be_used_is_one_sentence_and_the_others_are_taken(
    tmp_path: Path, workers: Workers, name: str, data: bytes, code: str
) -> None:
    requests = submit(tmp_path, **{name: data, "good_pdf": pdf_with("good")})
    intake = take_in(requests, Store(tmp_path / "store"), workers)
    (found,) = intake.diagnostics
    assert (found.code, found.severity, found.document) == (code, Severity.ERROR, f"doc-{name}")
    assert found.place.file == f"papers/{name.replace('_', '.')}"
    assert str(tmp_path) not in found.message
    assert list(intake.submissions) == ["doc-good_pdf"]


def test_a_pdf_is_known_by_its_content_whatever_it_is_called(tmp_path: Path, workers: Workers) -> None:
    intake = take_in(submit(tmp_path, a_docx=pdf_with("a PDF")), Store(tmp_path / "store"), workers)
    assert list(intake.submissions) == ["doc-a_docx"]


def test_a_truncated_pdf_is_repaired_with_a_notice(tmp_path: Path, workers: Workers) -> None:
    whole = pdf_with("still here")
    intake = take_in(submit(tmp_path, a_pdf=whole[: whole.rindex(b"xref")]), Store(tmp_path / "store"), workers)
    submission = intake.submissions["doc-a_pdf"]
    assert "repaired" in submission.treatment
    assert codes(intake) == {"doc-a_pdf": "repaired-document"}
    assert pypdf.PdfReader(submission.pdf).pages[0].extract_text() == "still here"


def test_scripts_and_attachments_go_and_the_report_says_so(tmp_path: Path, workers: Workers) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_with("active")))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    pdf.attachments["data.csv"] = b"1,2"
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    pdf.pages[0].obj.Annots = Array([link])
    submission = take_in(submit(tmp_path, a_pdf=saved(pdf)), Store(tmp_path / "store"), workers).submissions[
        "doc-a_pdf"
    ]
    reader = pypdf.PdfReader(submission.pdf)
    assert "/OpenAction" not in reader.root_object
    assert not reader.attachments
    (kept,) = reader.pages[0].annotations or []
    assert kept.get_object()["/A"]["/URI"] == "https://example.org/"
    assert (submission.facts.scripts, submission.facts.attachments) == (1, ("data.csv",))
    assert "cleaned" in submission.treatment
    assert any("data.csv" in sentence for sentence in submission.details)


def test_a_file_that_is_gone_since_the_agenda_was_read_is_one_sentence(tmp_path: Path, workers: Workers) -> None:
    requests = submit(tmp_path, a_pdf=pdf_with("a"), b_pdf=pdf_with("b"))
    requests[0].path.unlink()
    intake = take_in(requests, Store(tmp_path / "store"), workers)
    assert codes(intake) == {"doc-a_pdf": "unreadable-document"}
    assert list(intake.submissions) == ["doc-b_pdf"]


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(tmp_path: Path, workers: Workers) -> None:
    workspace = tmp_path / "workspace"
    requests = submit(workspace, a_pdf=b"")
    (tmp_path / "secret.pdf").write_bytes(pdf_with("secret"))
    requests[0].path.unlink()
    requests[0].path.symlink_to(tmp_path / "secret.pdf")
    climbing = PurePosixPath("papers/../../secret.pdf")
    requests.append(Request("doc-b", DocumentKind.PAPER, workspace / climbing, climbing, "en"))
    intake = take_in(requests, Store(tmp_path / "store"), workers)
    assert codes(intake) == {"doc-a_pdf": "outside-workspace", "doc-b": "outside-workspace"}


def test_without_libreoffice_every_office_document_is_reported_and_the_rest_is_taken(
    tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    requests = submit(tmp_path, a_rtf=b"{\\rtf1 a}", b_rtf=b"{\\rtf1 b}", c_pdf=pdf_with("c"))
    intake = take_in(requests, Store(tmp_path / "store"), workers)
    assert codes(intake) == {"doc-a_rtf": "program-missing", "doc-b_rtf": "program-missing"}
    assert list(intake.submissions) == ["doc-c_pdf"]
    (sentence,) = intake.missing_programs
    assert "papers/a.rtf, papers/b.rtf" in sentence
    assert libreoffice.INSTALL in sentence


def test_a_document_that_takes_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("proceedings.intake.office.libreoffice._START", 0.2)
    slow, other = submit(tmp_path, a_rtf=b"{\\rtf1 a}", c_pdf=pdf_with("c"))
    requests = [replace(slow, limits=(("seconds", 0.3),)), other]
    with Workers(1) as pool:
        intake = take_in(requests, Store(tmp_path / "store"), pool)
    assert codes(intake) == {"doc-a_rtf": "took-too-long"}
    assert list(intake.submissions) == ["doc-c_pdf"]


def test_a_document_beyond_a_limit_is_taken_when_the_editor_raises_it(tmp_path: Path, workers: Workers) -> None:
    (request,) = submit(tmp_path, a_pdf=pdf_with("one", "two", "three"))
    lowered = replace(request, limits=(("pages", 2.0),))
    raised = replace(request, limits=(("pages", 2.0), ("pages", 3.0)))
    store = Store(tmp_path / "store")
    first = take_in([lowered], store, workers)
    assert codes(first) == {"doc-a_pdf": "too-many-pages"}
    assert "`limits: pages`" in str(first.diagnostics[0].hint)
    assert len(take_in([raised], store, workers).submissions["doc-a_pdf"].facts.pages) == 3


def test_what_takes_too_long_is_not_tried_again_within_the_same_limit(tmp_path: Path) -> None:
    (request,) = submit(tmp_path, a_pdf=pdf_with("slow"))
    hasty = replace(request, limits=(("seconds", 0.001),))
    for started in (True, False):
        with Workers(2) as pool:
            intake = take_in([hasty], Store(tmp_path / "store"), pool)
            assert codes(intake) == {"doc-a_pdf": "took-too-long"}
            assert bool(pool.started) is started
    with Workers(2) as pool:
        assert take_in([request], Store(tmp_path / "store"), pool).submissions


def test_the_level_of_pdf_a_is_the_one_that_the_volume_wants(tmp_path: Path, workers: Workers) -> None:
    (request,) = submit(tmp_path, a_pdf=pdf_with("to be kept"))
    for wanted, held in (("2b", "2b"), ("2u", "2u"), ("3b", "3b"), ("4", "4")):
        asked = replace(request, conformance=Conformance(wanted))
        assert take_in([asked], Store(tmp_path / "store"), workers).submissions["doc-a_pdf"].conforms == held


def test_form_fields_print_unless_the_editor_leaves_them_out(tmp_path: Path, workers: Workers) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_with("A form")))
    look = pdf.make_stream(b"BT /F 12 Tf 2 4 Td (Filled in) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, 100, 20])
    look.Resources = pdf.pages[0].obj.Resources
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), V=String("Filled in"), F=4)
    field.Rect, field.AP = Array([100, 100, 200, 120]), Dictionary(N=look)
    widget = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))
    (request,) = submit(tmp_path, a_pdf=saved(pdf))
    for options, expected in ((Options(), True), (Options(forms=Printing.LEAVE_OUT), False)):
        submission = take_in([replace(request, options=options)], Store(tmp_path / "s"), workers).submissions[
            "doc-a_pdf"
        ]
        assert ("Filled in" in pypdf.PdfReader(submission.pdf).pages[0].extract_text()) is expected
        assert "cleaned" in submission.treatment


def test_forty_real_papers_are_taken_whole(tmp_path: Path, corpus: Path) -> None:
    folder = corpus / "sigdial"
    requests = [
        Request(p.stem, DocumentKind.PAPER, p, PurePosixPath("papers", p.name), "en")
        for p in sorted((folder / "papers").glob("*.pdf"))
    ]
    with Workers(2) as pool:
        intake = take_in(requests, Store(tmp_path / "store"), pool)
    assert (len(intake.submissions), sum(len(s.facts.pages) for s in intake.submissions.values())) == (40, 347)
    assert [d for d in intake.diagnostics if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", ["odd-pdfs", "sample-pdfs"])
def test_every_odd_file_is_accounted_for(tmp_path: Path, corpus: Path, name: str) -> None:
    folder = corpus / name
    requests = [
        Request(p.name, DocumentKind.PAPER, p, PurePosixPath(p.name), "en") for p in sorted(folder.glob("*.pdf"))
    ]
    with Workers(2) as pool:
        intake = take_in(requests, Store(tmp_path / "store"), pool)
    refused = {d.document for d in intake.diagnostics if d.severity is Severity.ERROR}
    assert refused | intake.submissions.keys() == {r.document for r in requests}
    assert refused.isdisjoint(intake.submissions)
    for submission in intake.submissions.values():
        with pikepdf.open(submission.pdf) as pdf:
            assert len(pdf.pages) == len(submission.facts.pages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Dear editors,\nhere is my paper.\n", "this is not a PDF but plain text"),
        ("Notes".encode("utf-16"), "this is not a PDF but plain text"),
        (b"<!DOCTYPE html><title>Please log in</title>", "this is not a PDF but a web page (HTML)"),
        (b"%!PS-Adobe-3.0\nshowpage\n", "this is not a PDF but PostScript"),
    ],
)
def test_a_text_with_the_name_of_a_pdf_is_called_what_it_is(
    tmp_path: Path, workers: Workers, data: bytes, said: str
) -> None:
    (found,) = take_in(submit(tmp_path, a_pdf=data), Store(tmp_path / "store"), workers).diagnostics
    assert (found.code, found.severity, found.message) == ("unknown-format", Severity.ERROR, said)
    assert found.hint is not None


def test_the_same_bytes_under_a_better_name_are_looked_at_again(tmp_path: Path, workers: Workers) -> None:
    store, text = Store(tmp_path / "store"), b"Dear editors,\nhere is my paper.\n"
    requests = submit(tmp_path, a_pdf=text, a_txt=text)
    named_pdf, named_text = (take_in([request], store, workers).diagnostics for request in requests)
    assert "not a PDF" in named_pdf[0].message
    assert named_text[0].message == "there is no layout in which this text could be set"


def test_a_pdf_whose_header_is_lost_is_still_tried_as_a_pdf(tmp_path: Path, workers: Workers) -> None:
    data = pdf_with("Words").replace(b"%PDF-1.3", b"PDF-", 1)
    assert b"%PDF" not in data[:1024]
    intake = take_in(submit(tmp_path, a_pdf=data), Store(tmp_path / "store"), workers)
    assert all(d.code != "unknown-format" for d in intake.diagnostics)


def test_a_picture_with_the_name_of_a_pdf_is_taken_with_a_warning(tmp_path: Path, workers: Workers) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="50" height="50"/></svg>'
    store, requests = Store(tmp_path / "store"), submit(tmp_path, a_pdf=drawing, b_svg=drawing)
    intake = take_in(requests, store, workers)
    assert set(intake.submissions) == {"doc-a_pdf", "doc-b_svg"}
    (found,) = intake.diagnostics
    assert (found.document, found.code, found.severity) == ("doc-a_pdf", "not-a-pdf", Severity.WARNING)
    assert found.message == "this is not a PDF but a picture (SVG), and was converted as such"
    assert take_in(requests, store, workers).diagnostics == intake.diagnostics


def test_a_choice_of_pages_that_chooses_none_is_an_error_with_a_hint(tmp_path: Path, workers: Workers) -> None:
    (request,) = submit(tmp_path, a_pdf=pdf_with("One", "Two"))
    store = Store(tmp_path / "store")
    chosen = replace(request, treatment=Treatment(pages=(3, 4)))
    (found,) = take_in([chosen], store, workers).diagnostics
    assert (found.code, found.severity) == ("no-page-chosen", Severity.ERROR)
    assert found.message == "`pages:` in agenda.yaml names no page that it has: it has 2 pages"
    assert "pages:" in str(found.hint)
    assert take_in([replace(request, treatment=Treatment(pages=(2, 3)))], store, workers).submissions


@dataclass
class Setter:
    """Sets every manuscript as one page, once its font is installed."""

    page: bytes
    installed: bool = False

    def __call__(self, manuscript: Manuscript) -> bytes:
        if not self.installed:
            raise ProceedingsError("no font has a glyph for 題")
        return self.page

    def inputs(self, manuscript: Manuscript) -> dict[str, str]:
        return {}

    def programs(self, manuscript: Manuscript) -> tuple[str, ...]:
        return ()


def test_a_text_refused_for_want_of_a_font_is_set_once_the_font_is_there(tmp_path: Path, workers: Workers) -> None:
    requests, store = submit(tmp_path, a_md="# 題\n".encode()), Store(tmp_path / "store")
    setter = Setter(pdf_with("set"))
    assert codes(take_in(requests, store, workers, setter)) == {"doc-a_md": "manuscript-not-set"}
    setter.installed = True
    assert list(take_in(requests, store, workers, setter).submissions) == ["doc-a_md"]
