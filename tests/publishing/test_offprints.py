"""Offprints hold what the volume has of them: words, folios, links, bookmarks, tags, claim."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from arbiter import broken
from small_workspaces import meeting, run

PUBLICATION = """
licence: CC BY 4.0
publication: {address: https://book.example.org, doi_prefix: 10.5555, date: 2008-02-03}
"""
PAPER = (
    "<html lang=en><title>P</title><style>@page {size: A4; margin: 30mm} h2 {break-before: page}</style>"
    "<h1>On compilers</h1><p>Grace Hopper</p><p><a href='#two'>to the second page</a></p>"
    "<table><tr><th id=h>Head</th></tr><tr><td headers=h>Cell</td></tr></table>"
    "<h2 id=two>Second page</h2><p>The end of it. <a href='https://example.org/'>out</a></p>"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import weasyprint

    from small_workspaces import MEETING

    root = meeting(tmp_path_factory.mktemp("offprints"), volume=MEETING + PUBLICATION)
    paper = weasyprint.HTML(string=PAPER).write_pdf(pdf_tags=True)
    assert paper is not None
    (root / "papers/hopper.pdf").write_bytes(paper)
    # A link from one paper to the other leaves the offprint.
    (root / "papers/notes.md").write_text("# Notes\n\n[the other](hopper.pdf) paper\n", "utf-8")
    done = run("publish", root, "--only", "offprints")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def parts(root: Path) -> list[dict[str, object]]:
    contents = json.loads((root / "build/contents.json").read_bytes())
    return [part for part in contents["parts"] if part["kind"] == "paper"]


def offprint(root: Path, part: dict[str, object]) -> Path:
    return root / f"build/publication/offprints/{part['id']}.pdf"


def test_each_document_has_its_pages_words_and_folios(root: Path) -> None:
    volume = pypdf.PdfReader(root / "build/proceedings.pdf")
    assert len(parts(root)) == 2
    for part in parts(root):
        first, count = int(str(part["first_page"])) - 1, int(str(part["page_count"]))
        own = pypdf.PdfReader(offprint(root, part))
        whole = [page.extract_text() for page in volume.pages[first : first + count]]
        assert [page.extract_text() for page in own.pages] == whole
        assert own.page_labels == volume.page_labels[first : first + count]
        assert own.page_labels[0] == part["first_folio"]


def test_links_within_lead_to_the_pages_of_the_offprint_and_bookmarks_too(root: Path) -> None:
    reader = pypdf.PdfReader(offprint(root, parts(root)[0]))
    numbers = {page.indirect_reference: index for index, page in enumerate(reader.pages)}
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    aims = [numbers[link["/Dest"][0]] for link in links if "/Dest" in link]
    assert aims == [1]
    assert [str(link["/A"]["/URI"]) for link in links if "/A" in link] == ["https://example.org/"]
    marks = list(flat(reader.outline))
    assert [mark["/Title"] for mark in marks][-2:] == ["On compilers", "Second page"]
    assert [reader.get_destination_page_number(mark) for mark in marks][-2:] == [0, 1]


def flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else (entry,)


def test_a_link_to_another_paper_leads_to_its_page_on_the_site(root: Path) -> None:
    reader = pypdf.PdfReader(offprint(root, parts(root)[1]))
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    addresses = [str(link["/A"]["/URI"]) for link in links if "/A" in link]
    assert addresses == ["https://book.example.org/contributions/session-1-hopper.html"]


def test_tags_come_along_and_nothing_else_of_the_volume(root: Path) -> None:
    with pikepdf.open(offprint(root, parts(root)[0])) as pdf:
        tree = pdf.Root.StructTreeRoot
        assert tree.K.S == "/Document"
        types = [
            str(thing.S)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing
        ]
        assert types.count("/Document") == 1
        assert {"/Art", "/TH", "/TD", "/Link"} <= set(types)
        parents = pikepdf.NumberTree(tree.ParentTree)
        for page in pdf.pages:
            held = parents[int(page.obj.StructParents)]
            assert any(one is not None for one in held)
        assert (
            len(
                [
                    thing
                    for thing in pdf.objects
                    if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page"
                ]
            )
            == 2
        )
    with pikepdf.open(root / "build/proceedings.pdf") as volume:
        assert len(volume.objects) > 100


def test_metadata_are_its_own(root: Path) -> None:
    reader = pypdf.PdfReader(offprint(root, parts(root)[0]))
    assert reader.metadata is not None
    assert reader.metadata.title == "On compilers"
    assert reader.metadata.author == "Grace Hopper"
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    for said in ("10.5555/2008.session-1-hopper", "<prism:startingPage>", "licenses/by/4.0/", "2008-02-03"):
        assert said in xmp


def test_the_claim_of_the_volume_holds(root: Path) -> None:
    for part in parts(root):
        assert "<pdfaid:part>2</pdfaid:part>" in offprint(root, part).read_bytes().decode("latin-1")
        assert broken(offprint(root, part), "2b") == {"2b": []}


@pytest.mark.needs_qpdf
def test_qpdf_finds_nothing_wrong(root: Path) -> None:
    for part in parts(root):
        done = subprocess.run(["qpdf", "--check", offprint(root, part)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_made_again_they_come_from_the_store(root: Path) -> None:
    folder = root / "build/publication/offprints"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    kept = {file.stat().st_ino for file in (root / "build/.store").rglob("offprint.pdf")}
    assert run("publish", root, "--only", "offprints").returncode == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert {file.stat().st_ino for file in folder.iterdir()} == kept
