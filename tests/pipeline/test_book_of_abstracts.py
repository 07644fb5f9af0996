"""Books of abstracts through the front door: contents, bookmarks, registers and agenda lead to each
talk's abstract, with documents in the volume and without.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import yaml

from small_workspaces import run, workspace

PEOPLE = """\
ada: {name: Ada Imagined, affiliation: House of Wells, country: Utopia}
bea: {name: Bea Invented, affiliation: Academy of Salt, country: Erewhon}
cyd: {name: Cyd Madeup, affiliation: House of Wells, country: Utopia}
dora: {name: Dora Thoughtup}
"""
LONG = "Water stands in the basin and nobody measured it before this test was written. " * 22


def talk(number: int, *speakers: str, **more: Any) -> dict[str, Any]:
    told = {
        "title": f"Talk number {number:02d}",
        "speakers": list(speakers),
        "abstract": f"Abstract{number:02d}. {LONG}",
    }
    return told | more


def programme(**poster: Any) -> dict[str, Any]:
    """Two sessions with seven abstracts, one talk outside of sessions, one session without any."""
    first = [
        talk(1, "ada", "bea", keywords=["Salt", "wells"], time="09:00"),
        talk(2, "ada", "cyd", keywords="salt", time="09:20"),
        talk(3, "dora", time="09:40"),
        {"title": "Told by mouth alone", "speaker": "bea"},
        "General discussion",
    ]
    posters = [talk(n, "cyd", board=f"P{n:02d}", keywords=["ice"]) for n in (4, 5, 6)]
    posters[0] |= poster
    return {
        "days": [
            {
                "date": "2026-05-11",
                "items": [
                    {
                        "session": "I",
                        "title": "On wells",
                        "track": "Chemistry",
                        "chair": "dora",
                        "contributions": first,
                    },
                    {"title": "Talk number 07 alone", "speaker": "dora", "abstract": f"Abstract07. {LONG}"},
                ],
            },
            {
                "date": "2026-05-12",
                "items": [
                    {"session": "P", "title": "Posters", "track": "Physics", "contributions": posters},
                    {"session": "Q", "title": "Assembly", "track": "Chemistry", "contributions": ["Elections"]},
                ],
            },
        ]
    }


def built(root: Path, more: str, files: dict[str, str | bytes] | None = None, **poster: Any) -> Path:
    agenda = yaml.safe_dump(programme(**poster), sort_keys=False)
    workspace(root, f"title: Abstracts of an Invented Meeting\n{more}", agenda, PEOPLE, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build/proceedings.pdf"


@pytest.fixture(scope="module")
def abstracts_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("abstracts"), "abstracts: part\n")


@pytest.fixture(scope="module")
def with_a_poster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Abstracts on the pages of their sessions, contents by track, and one poster."""
    import weasyprint

    html = "<style>@page {size: A4 landscape; margin: 20mm}</style><h1>Talk number 04</h1><p>Cyd Madeup</p>"
    poster = weasyprint.HTML(string=html).write_pdf()
    assert poster is not None
    root = tmp_path_factory.mktemp("poster")
    return built(root, "contents: track\n", {"papers/four.pdf": poster}, documents=[{"poster": "papers/four.pdf"}])


def parts(pdf: Path) -> dict[str, dict[str, Any]]:
    return {part["id"]: part for part in json.loads(pdf.with_name("contents.json").read_text("utf-8"))["parts"]}


def text_of(pdf: Path, part: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in pages(pdf, part)).replace("\u00a0", " ").split())


def pages(pdf: Path, part: str) -> list[pypdf.PageObject]:
    own = parts(pdf)[part]
    return list(pypdf.PdfReader(pdf).pages[own["first_page"] - 1 : own["first_page"] - 1 + own["page_count"]])


def page_of_abstract(pdf: Path, number: int) -> int:
    """The page (0-based) on which an abstract begins, by what is printed."""
    return next(
        k for k, page in enumerate(pypdf.PdfReader(pdf).pages) if f"Abstract{number:02d}" in page.extract_text()
    )


def height_of(pdf: Path, part: str, said: str) -> float:
    """How high words stand on the first page of a part, by pdfium."""
    page = pypdfium2.PdfDocument(pdf)[parts(pdf)[part]["first_page"] - 1].get_textpage()
    found = page.search(said).get_next()
    assert found is not None, said
    return float(page.get_charbox(found[0])[1])


def marked(pdf: Path) -> dict[str, int]:
    """The page (0-based) to which each bookmark leads, by pdfium."""
    document = pypdfium2.PdfDocument(pdf)
    return {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}


def led(pdf: Path, part: str) -> list[int]:
    """The pages (0-based) to which the links of a part lead, in their order."""
    known = (page.indirect_reference for page in pypdf.PdfReader(pdf).pages)
    numbers = {reference.idnum: k for k, reference in enumerate(known) if reference}
    links = [link.get_object() for page in pages(pdf, part) for link in page.get("/Annots", ())]
    return [numbers[link["/Dest"][0].idnum] for link in links if "/Dest" in link]


def test_abstracts_are_the_body_of_a_book_without_documents(abstracts_alone: Path) -> None:
    own = parts(abstracts_alone)
    assert own["abstracts"]["first_folio"] == "1"
    assert not any(part["kind"] == "divider" for part in own.values())
    text = text_of(abstracts_alone, "abstracts")
    order = [text.index(f"Abstract{number:02d}") for number in (1, 2, 3, 7, 4, 5, 6)]
    assert order == sorted(order)
    assert "Told by mouth alone" in text, "a talk without abstract is named in its session"
    assert "Elections" in text_of(abstracts_alone, "agenda")
    assert own["abstracts"]["page_count"] < 7, "two and more on a page"


def test_authors_of_two_houses_are_told_apart_by_marks(abstracts_alone: Path) -> None:
    text = text_of(abstracts_alone, "abstracts")
    assert "Ada Imagined1, Bea Invented2 1 House of Wells, Utopia; 2 Academy of Salt, Erewhon" in text
    assert "Ada Imagined, Cyd Madeup House of Wells, Utopia" in text
    assert "Keywords: Salt · wells" in text


def test_contents_bookmarks_and_agenda_lead_to_each_abstract(abstracts_alone: Path) -> None:
    first = parts(abstracts_alone)["abstracts"]["first_page"] - 1
    marks = marked(abstracts_alone)
    contents, agenda = text_of(abstracts_alone, "contents"), text_of(abstracts_alone, "agenda")
    for number, mark in ((1, "Talk number 01 (Ada Imagined, Bea Invented)"), (6, "Talk number 06 (Cyd Madeup)")):
        page = page_of_abstract(abstracts_alone, number)
        folio = page - first + 1
        assert marks[mark] == page
        assert page in led(abstracts_alone, "contents") and page in led(abstracts_alone, "agenda")
        entry = contents[contents.index(f"Talk number {number:02d}") :].split()
        assert str(folio) in entry[3:5]
        assert f"Abstract, p. {folio}" in agenda
    assert marks["Session P. Posters"] == page_of_abstract(abstracts_alone, 4)
    assert marks["Talk number 07 alone"] == page_of_abstract(abstracts_alone, 7)
    assert contents.count("Abstracts ") == 1


def test_registers_lead_to_the_abstracts(abstracts_alone: Path) -> None:
    assert set(led(abstracts_alone, "keyword-index")) == {page_of_abstract(abstracts_alone, n) for n in (1, 2, 4, 5, 6)}
    assert page_of_abstract(abstracts_alone, 3) in led(abstracts_alone, "index")
    text = text_of(abstracts_alone, "keyword-index")
    assert "salt" not in text and "Salt, 1" in text, "one entry, whatever its capitals"
    assert run("verify", abstracts_alone).returncode == 0


def test_boards_are_told_in_contents_agenda_and_abstracts(abstracts_alone: Path, with_a_poster: Path) -> None:
    assert "P05 · Talk number 05" in text_of(abstracts_alone, "contents")
    assert "P05 · Talk number 05" in text_of(abstracts_alone, "agenda")
    assert "Board P05" in text_of(abstracts_alone, "abstracts")
    poster = next(part["id"] for part in parts(with_a_poster).values() if part["kind"] == "poster")
    assert "Board P04" in text_of(with_a_poster, poster)


def test_contents_by_track_and_by_page_of_the_session(with_a_poster: Path) -> None:
    text = text_of(with_a_poster, "contents").casefold()
    said = ("Chemistry", "Session I.", "Session Q.", "Physics", "Session P.", "Other sessions", "Talk number 07")
    heights = [height_of(with_a_poster, "contents", one) for one in said]
    assert heights == sorted(heights, reverse=True)
    assert "may 2026" not in text
    for number in (1, 3, 5):
        assert page_of_abstract(with_a_poster, number) in led(with_a_poster, "contents")
    assert marked(with_a_poster)["Talk number 03 (Dora Thoughtup)"] == page_of_abstract(with_a_poster, 3)
