"""Files that cannot be taken are called what they are, with a remedy, and in no library's words."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from PIL import Image
from test_taking_in import pdf_with, submit

from office_files import docx
from open_documents import odp
from proceedings.engine.disk import full_folder, is_full, says_no_room
from proceedings.engine.outcome import OUT_OF_MEMORY, Failure, FailureKind
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.formats import recognise
from proceedings.intake.office.links import marked
from proceedings.intake.office.readying.readied import readied
from proceedings.intake.refusals import of_failure
from proceedings.intake.taking_in import take_in
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.format import Format
from proceedings.values.trouble import Trouble
from small_workspaces import meeting, run

LINK = '<w:p><w:hyperlink r:id="far"><w:r><w:t>Words that lead away</w:t></w:r></w:hyperlink></w:p>'
FAR = ("far", "hyperlink", "https://example.org/")


def told(workspace: Path, name: str, data: bytes, **limits: float) -> Diagnostic:
    """The one error about a file."""
    requests = [replace(r, limits=tuple(limits.items())) for r in submit(workspace, **{name: data})]
    with Workers(1) as workers:
        intake = take_in(requests, Store(workspace / "store"), workers)
    assert not intake.submissions
    (found,) = intake.diagnostics
    return found


def kind(tmp_path: Path, name: str, data: bytes) -> Format | Trouble:
    (tmp_path / name).write_bytes(data)
    return recognise(tmp_path / name)


def by_libreoffice(folder: Path, suffix: str, source: bytes, from_: str) -> Path:
    """A small document in an older format."""
    (folder / f"small.{from_}").write_bytes(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, folder / f"small.{from_}"]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=180)
    return folder / f"small.{suffix}"


def with_bits(path: Path, stream: str, at: int, size: str, change: int) -> None:
    """Write a number into a stream of a compound file."""
    import olefile

    with olefile.OleFileIO(path, write_mode=True) as file:
        data = bytearray(file.openstream(stream).read())
        before = struct.unpack_from(size, data, at)[0]
        struct.pack_into(size, data, at, before | change if size == "<H" else change)
        file.write_stream(stream, bytes(data))


@pytest.mark.needs_libreoffice
def test_a_password_of_an_old_word_document_is_called_a_password(tmp_path: Path) -> None:
    document = by_libreoffice(tmp_path, "doc", docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>"), "docx")
    assert recognise(document) is Format.DOC
    with_bits(document, "WordDocument", 10, "<H", 0x0100)
    found = told(tmp_path, "a_doc", document.read_bytes())
    assert (found.code, found.message) == ("encrypted-document", "the document opens only with a password")
    assert found.hint == "ask its author for a copy without password protection"


@pytest.mark.needs_libreoffice
def test_a_password_of_an_old_presentation_is_called_a_password(tmp_path: Path) -> None:
    deck = by_libreoffice(tmp_path, "ppt", odp("Words"), "odp")
    assert recognise(deck) is Format.PPT
    with_bits(deck, "Current User", 12, "<I", 0xF3D1C4DF)
    assert told(tmp_path, "a_ppt", deck.read_bytes()).code == "encrypted-document"


def test_words_about_passwords_lock_nothing(tmp_path: Path, corpus: Path) -> None:
    source = next(iter(sorted((corpus / "documents").glob("simple-table.doc"))))
    data = source.read_bytes() + "EncryptedPackage EncryptionInfo".encode("utf-16-le")
    assert kind(tmp_path, "a.doc", data) is Format.DOC


def test_a_document_sealed_for_certain_people_is_not_called_damaged(tmp_path: Path) -> None:
    data = pdf_with("Words", static_id=True)
    handler = b"<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/R 4/Length 128>>"
    sealed = data.replace(b"/Root", b"/Encrypt " + handler + b"/Root", 1)
    assert b"/Encrypt" in sealed
    found = told(tmp_path, "a_pdf", sealed)
    assert found.code == "encrypted-document"
    assert "for certain people" in found.message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", {"notes/paper.docx": b"x", "__MACOSX/._paper.docx": b"x"}, "a ZIP file that holds notes/paper.docx;"),
        ("a.pages", {"Index/Document.iwa": b"x"}, "a document by Pages"),
        ("a.epub", {"mimetype": b"application/epub+zip"}, "an electronic book"),
        ("a.tex", b"Words of a part.\n", "a LaTeX source"),
        ("a", b"% a comment\n\\documentclass{article}\n", "a LaTeX source"),
        ("a.ps", b"%!PS-Adobe-3.0\n", "PostScript"),
        ("a.rar", b"Rar!\x1a\x07\x00", "an archive (RAR)"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", "a film"),
        ("a.ipynb", b"{}", "a Jupyter notebook"),
    ],
)
def test_what_the_volume_does_not_take_is_named(
    tmp_path: Path, name: str, data: bytes | dict[str, bytes], said: str
) -> None:
    found = kind(tmp_path, name, data if isinstance(data, bytes) else packed(data))
    assert isinstance(found, Trouble)
    assert found.message.startswith(f"this is {said}")


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def odd_packages() -> dict[str, bytes]:
    """The same document in packages as other programs, and accidents, make them."""
    whole = docx(LINK, FAR)
    end = whole.rindex(b"PK\5\6")
    places = struct.unpack_from("<LL", whole, end + 12)
    shifted = bytearray(whole)
    struct.pack_into("<L", shifted, end + 16, places[1] + 1)
    return {
        "a byte lost before its parts": bytes(shifted),
        "no directory": whole[:end],
        "something before it": b"junk" * 9 + whole,
        "a part that breaks off": whole.replace(b"<w:hyperlink", b"<w:hyperlonk", 1),
        "dates of no calendar": changed(whole, 12, "<HH", 0xFFFF, 0xFFFF),
        "dates of zero": changed(whole, 12, "<HH", 0, 0),
        "all bits of the attributes": changed(whole, 38, "<L", 0xFFFFFFFF),
        "sizes that cannot be": changed(whole, 24, "<L", 0xFFFFFFF0),
        "an unknown method": changed(whole, 10, "<H", 99),
        "a locked part": changed(whole, 8, "<H", 1),
    }


def changed(package: bytes, at: int, size: str, *values: int) -> bytes:
    """A package with something else in the directory's entry of each part."""
    data, place = bytearray(package), package.find(b"PK\1\2")
    while place >= 0:
        struct.pack_into(size, data, place + at, *values)
        place = package.find(b"PK\1\2", place + 4)
    return bytes(data)


@pytest.mark.parametrize("odd", odd_packages())
def test_no_package_stops_the_work_on_the_others(tmp_path: Path, odd: str) -> None:
    source = tmp_path / "00000.docx"
    source.write_bytes(odd_packages()[odd])
    ready = readied(source, tmp_path / "ready", notes=True)
    assert marked(ready, tmp_path / "marked.docx").path.is_file()
    recognise(source)


@pytest.mark.needs_libreoffice
def test_where_a_shared_job_fails_each_document_gets_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(document: Path, folder: Path, *, notes: bool) -> Path:
        if b"stumble" in zipfile.ZipFile(document).read("word/document.xml"):
            raise AssertionError("argument out of range")
        return readied(document, folder, notes=notes)

    monkeypatch.setattr("proceedings.intake.jobs.readied", stumbling)
    files = {f"{word}_docx": docx(f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>") for word in ("stumble", "stand", "walk")}
    with Workers(1) as workers:
        intake = take_in(submit(tmp_path, **files), Store(tmp_path / "store"), workers)
    assert set(intake.submissions) == {"doc-stand_docx", "doc-walk_docx"}
    (found,) = [d for d in intake.diagnostics if d.document == "doc-stumble_docx"]
    assert found.code == "unreadable-document"
    assert "argument out of range" not in f"{found.message} {found.hint}"


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("kind_", [FailureKind.CRASHED, FailureKind.TIMED_OUT, FailureKind.RAISED])
@pytest.mark.parametrize("message", ["error: argument out of range", "SIGSEGV", "SIGKILL", OUT_OF_MEMORY])
def test_no_failure_is_told_in_a_library_s_words(form: Format, kind_: FailureKind, message: str) -> None:
    said = of_failure(Failure(kind_, "after 9 seconds" if kind_ is FailureKind.TIMED_OUT else message), form)
    words = f"{said.message} {said.hint}"
    assert "argument" not in words and "SIG" not in words
    assert said.hint
    assert ("simpler PDF" in words) <= (form is Format.PDF)


def test_a_limit_of_bytes_holds_for_every_format_and_can_be_raised(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(made, "PNG")
    found = told(tmp_path, "a_png", made.getvalue(), bytes=50)
    assert found.code == "file-too-large"
    assert "`limits: bytes`" in (found.hint or "")
    (again,) = submit(tmp_path, a_png=made.getvalue())
    with Workers(1) as workers:
        assert take_in([again], Store(tmp_path / "store"), workers).submissions


def test_the_limit_that_a_large_picture_names_can_be_raised(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("1", (14_000, 14_000)).save(made, "PNG")
    found = told(tmp_path, "a_png", made.getvalue(), **{"stream-bytes": 100e6})
    assert found.code == "picture-too-large"
    assert "`limits: stream-bytes`" in (found.hint or "")
    (again,) = submit(tmp_path, a_png=made.getvalue())
    raised = replace(again, limits=(("stream-bytes", 2e9), ("page-inches", 400), ("decompressed-bytes", 9e9)))
    with Workers(1) as workers:
        assert take_in([raised], Store(tmp_path / "store"), workers).submissions


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of two megabytes."""
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small file system")
    with TemporaryDirectory(dir="/tmp") as name:
        if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", name], capture_output=True).returncode:
            pytest.skip("no file system can be mounted here")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def test_a_full_temporary_folder_is_named(tmp_path: Path, small_disk: Path) -> None:
    root = meeting(tmp_path / "work")
    (small_disk / "others").write_bytes(bytes(1_900_000))
    assert is_full(small_disk)
    done = run("build", "--draft", root, env={"TMPDIR": os.fspath(small_disk)})
    assert done.returncode == 4
    assert f"error: there is no room left on the disk: {small_disk} is full" in done.stderr
    assert "Traceback" not in done.stderr and "Errno" not in done.stderr
    assert "TMPDIR" in done.stderr


def test_what_a_library_says_of_a_full_disk_is_understood(tmp_path: Path) -> None:
    assert says_no_room(pikepdf.PdfError("a.pdf: write: No space left on device"))
    assert says_no_room(OSError(28, "No space left on device"))
    assert not says_no_room(ValueError("argument out of range"))
    assert full_folder(OSError(28, "No space left on device", os.fspath(tmp_path / "proceedings.x" / "y"))).is_dir()


def test_what_a_volume_sees_to_itself_keeps_no_document_from_pdf_ua(tmp_path: Path) -> None:
    from proceedings.intake.tagging.barriers import barriers

    with pikepdf.open(io.BytesIO(pdf_with("Words"))) as pdf:
        pdf.save(tmp_path / "a.pdf")
    said = " ".join(barriers(tmp_path / "a.pdf"))
    assert said
    assert "/Lang" not in said and "MarkInfo" not in said and "language" not in said
