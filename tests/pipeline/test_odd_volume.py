"""A volume of every odd file there is, through the front door:
nothing stops the book and nothing is lost.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import odd_workspace
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.gathering import Gathered, gather
from proceedings.values.geometry import Box
from proceedings.values.request import BuildRequest
from volume_and_sources import Difference, differences, pairs

LOCKED = {
    "bug53475-password-is-pass.docx",
    "issue19484_1.pdf",
    "issue6010_1.pdf",
    "libreoffice-writer-password.pdf",
    "pikepdf-graph-encrypted.pdf",
    "pr6531_1.pdf",
    "qpdf-enc-R3,V2,U=view,O=master.pdf",
    "qpdf-enc-XI-R6,V5,U=view,attachments,cleartext-metadata.pdf",
    "qpdf-enc-XI-R6,V5,U=wwwww,O=wwwww.pdf",
    "qpdf-enc-long-password.pdf",
}
"""They open with a password only."""
EMPTY = {"issue15590.pdf", "pikepdf-378014596.pdf", "qpdf-bad-content.pdf", "qpdf-issue-120.pdf", "qpdf-issue-141a.pdf"}
"""No reader shows a mark on any page of them."""
SECONDS = 1800
"""After which a build counts as hanging."""


@dataclass(frozen=True)
class Built:
    """A draft: its workspace, what the program printed,
    the record beside the volume, and the sheets it is made of.
    """

    workspace: Path
    diagnostics: list[dict[str, Any]]
    stderr: str
    contents: dict[str, Any]
    sources: dict[str, Path]

    @property
    def pdf(self) -> Path:
        return self.workspace / "build" / "proceedings.pdf"

    def treatments(self) -> dict[str, list[str]]:
        return {part["source"]: part["treatment"] for part in self.contents["parts"] if part["source"]}

    def messages(self, source: str) -> list[dict[str, Any]]:
        return [d for d in self.diagnostics if d["file"] == source]


def built(workspace: Path, sources: dict[str, Path]) -> Built:
    command = [str(Path(sys.executable).with_name("proceedings")), "build", "--draft", "--json", str(workspace)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    contents = json.loads((workspace / "build" / "contents.json").read_bytes())
    return Built(workspace, json.loads(done.stdout), done.stderr, contents, sources)


@pytest.fixture(scope="module")
def odd(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The volume of all 245 files, built once."""
    workspace = tmp_path_factory.mktemp("odd")
    return built(workspace, odd_workspace.write_workspace(workspace, odd_workspace.odd_files(corpus)))


@pytest.mark.needs_libreoffice
@pytest.mark.needs_ghostscript
def test_every_file_is_taken_or_refused_with_a_sentence(odd: Built) -> None:
    treatments = odd.treatments()
    assert set(treatments) == set(odd.sources)
    refused = {source for source, words in treatments.items() if words == ["placeholder"]}
    assert {Path(s).name for s in refused} == LOCKED | EMPTY
    for source in refused:
        codes = [d["code"] for d in odd.messages(source)]
        wanted = "encrypted-document" if Path(source).name in LOCKED else "unreadable-document"
        assert codes == [wanted], source


def test_what_was_repaired_says_how(odd: Built) -> None:
    repaired = {source for source, words in odd.treatments().items() if "repaired" in words}
    assert repaired
    for source in repaired:
        (said,) = (d for d in odd.messages(source) if d["code"].startswith("repaired-document"))
        assert len(said["message"]) > len("the file was damaged and has been repaired.")


def test_nothing_that_a_library_says_reaches_the_editor(odd: Built) -> None:
    assert "Traceback" not in odd.stderr
    assert [line for line in odd.stderr.splitlines() if "pdfium" in line.lower() or "qpdf" in line.lower()] == []
    assert [d["message"] for d in odd.diagnostics if str(odd.workspace) in d["message"]] == []


def test_files_that_open_with_an_empty_password_are_taken_decrypted(odd: Built) -> None:
    decrypted = [source for source, words in odd.treatments().items() if "decrypted" in words]
    assert decrypted
    assert all("encrypted" in [d["code"] for d in odd.messages(source)] for source in decrypted)


@pytest.fixture(scope="module")
def compared(odd: Built) -> tuple[Difference, ...]:
    """What the pages of the volume do not show as those of the submitted PDFs do."""
    with Workers(2) as workers:
        gathered = gather(
            BuildRequest(odd.workspace, draft=True), Store(odd.workspace / "build" / ".store"), workers, lambda _: None
        )
    pdfs = {source: file for source, file in odd.sources.items() if file.suffix == ".pdf"}
    return tuple(differences(odd.pdf, clear_of_heads(gathered), pairs(odd.contents, gathered, pdfs)))


EXPECTED: dict[tuple[str, str], str] = {
    ("bug1027533.pdf", "pypdf"): "pypdf gave names of glyphs; now it gives text",
    ("ccitt_EndOfBlock_false.pdf", "ink"): "a scan of fine dots, scaled into the frame",
    ("issue15716.pdf", "ink"): "Zapf Dingbats, not embedded: the stand-in's shapes are larger",
    ("issue15910.pdf", "pdfium"): "pdfium read ‰ for ä; now it reads ä",
    ("issue19120.pdf", "pdfium"): "a hyphen at the end of a line is taken for one of hyphenation",
    ("issue20489.pdf", "ink"): "hairlines of a large drawing, scaled into the frame",
    ("issue20489.pdf", "pypdf"): "pypdf read codes; now it reads the words",
    ("issue4304.pdf", "pypdf"): "pypdf read boxes for spaces; now it reads spaces",
    ("issue5751.pdf", "pypdf"): "pages as pictures have the words that pdfium reads, which are wrong",
    ("issue6298.pdf", "ink"): "fine lines, scaled into the frame",
    ("issue7454.pdf", "pypdf"): "pypdf joins words where a sign stands between them",
    ("noembed-eucjp.pdf", "pypdf"): "pypdf read wrong letters; now it reads the right ones",
    ("pikepdf-1biticc.pdf", "ink"): "noise of single dots, scaled into the frame",
    ("pikepdf-form_dd0293.pdf", "ink"): "fields of a form, drawn by us where they have no appearance",
}
"""Pages that differ, by file and reader, and why."""


def test_words_and_ink_of_the_submitted_pages_are_those_of_the_volume(compared: tuple[Difference, ...]) -> None:
    unreadable = {d for d in compared if d.detail.startswith("unreadable")}
    differing = {(Path(d.source).name, d.what) for d in compared if d not in unreadable}
    assert differing <= EXPECTED.keys()
    assert len({d.source for d in unreadable}) <= MOST_UNREADABLE


MOST_UNREADABLE = 8
"""Sources that one of the two readers cannot read at all, so that there is nothing to compare."""


def clear_of_heads(gathered: Gathered) -> Box:
    """The part of a page in which nothing is the volume's own."""
    assert gathered.volume is not None
    assert gathered.layout is not None
    design = gathered.layout.design(gathered.volume.settings.trim)
    frame = design.sheet_frame()
    return Box(0, frame.bottom, design.width, frame.top)


@dataclass(frozen=True)
class Pages:
    """The pages of a volume as pdfium shows them: words and pixels."""

    words: tuple[str, ...]
    pixels: tuple[bytes, ...]


def shown(pdf: Path) -> Pages:
    def look() -> Iterator[tuple[str, bytes]]:
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                yield page.get_textpage().get_text_range(), page.render(scale=0.5, grayscale=True).to_pil().tobytes()

    words, pixels = zip(*look(), strict=True)
    return Pages(words, pixels)


@pytest.mark.needs_libreoffice
def test_a_malformed_file_changes_nothing_else_in_the_volume(repository: Path, corpus: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "iom"
    for folder in ("proceedings", "papers"):
        shutil.copytree(repository / folder, workspace / folder)
    agenda = workspace / "proceedings" / "agenda.yaml"
    text = agenda.read_text("utf-8")
    promised = "          - speaker: arkless\n"
    assert text.count(promised) == 1
    agenda.write_text(
        text.replace(promised, promised + "            documents: [{paper: papers/broken.pdf}]\n"), "utf-8"
    )
    without = shown(built(workspace, {}).pdf)
    shutil.copyfile(corpus / "odd-pdfs" / "qpdf-bad-content.pdf", workspace / "papers" / "broken.pdf")
    volume = built(workspace, {})
    with_it = shown(volume.pdf)
    assert [d["code"] for d in volume.messages("papers/broken.pdf")] == ["unreadable-document"]
    changed = [n for n, pair in enumerate(zip(without.pixels, with_it.pixels, strict=True), 1) if pair[0] != pair[1]]
    (part,) = (p for p in volume.contents["parts"] if p["source"] == "papers/broken.pdf")
    # The page in its place says now why it stands there, and programme and divider that it came.
    assert set(changed) <= {part["first_page"]} | marked(without, with_it)
    gone = Counter(without.words) - Counter(with_it.words)
    in_its_place = without.words[part["first_page"] - 1]
    assert gone[in_its_place] == 1
    assert all("not supplied" in page.lower() for page in gone if page != in_its_place)


def marked(one: Pages, other: Pages) -> set[int]:
    """Pages that differ in words too."""
    return {n for n, pair in enumerate(zip(one.words, other.words, strict=True), 1) if pair[0] != pair[1]}
