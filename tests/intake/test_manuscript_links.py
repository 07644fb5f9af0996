"""Links inside a text of an author's, and cells that no table prints."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pypdf
import pytest

from proceedings.intake.manuscript import read_manuscript
from proceedings.values.book import DocumentKind
from proceedings.values.format import Format
from small_workspaces import meeting, run


def read(folder: Path, text: str, format_: Format = Format.MARKDOWN) -> tuple[str, list[str]]:
    """What is to be set, and what is told."""
    (folder / "text").write_text(text, encoding="utf-8")
    source = PurePosixPath("text")
    manuscript, told, _ = read_manuscript(folder / "text", format_, folder, "en", DocumentKind.PAPER, source)
    return manuscript.html, [f"{trouble.code}: {trouble.message}" for trouble in told]


@pytest.mark.parametrize(
    "text",
    [
        "# Über uns\n\n[up](#über-uns) [coded](#%C3%BCber-uns)",
        "[back](#a)\n\n<p id='a'>here</p>",
        "[old](#b)\n\n<a name='b'>here</a>",
        "A note[^1].\n\n[^1]: Said.",
        "[top](#) [head](#top)",
    ],
    ids=["a heading", "an id", "a name", "a footnote", "the top"],
)
def test_a_link_to_a_place_of_the_text_is_not_told(text: str, tmp_path: Path) -> None:
    html, told = read(tmp_path, text)
    assert told == []
    assert html.count("<a") >= 1


def test_links_of_markdown_lead_to_its_headings(tmp_path: Path) -> None:
    html, _ = read(tmp_path, "[on](#second-part)\n\n## Second part")
    assert 'href="#second-part"' in html and 'id="second-part"' in html


@pytest.mark.parametrize("format_", [Format.MARKDOWN, Format.HTML])
def test_a_link_to_no_place_goes_and_is_told_once(format_: Format, tmp_path: Path) -> None:
    link = '<a href="#nowhere">words</a>'
    html, told = read(tmp_path, f"<p>{link} and {link}</p>", format_)
    assert told == ["dead-link: a link leads to no place in the text (“#nowhere”); it was removed"]
    assert "words" in html and "href" not in html


def test_cells_beyond_the_head_of_a_table_are_told(tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| c | d \\| e | lost | too |\n| f | g |\n h | i | |\n"
    _, told = read(tmp_path, f"Before.\n\n{table}\n\n| only |\n|---|\n| more | gone |\n")
    said = "a row has more cells than the head of its table; what is beyond was left out"
    assert told == [f"cells-left-out: line 5: {said}: “lost | too”", f"cells-left-out: line 12: {said}: “gone”"]


@pytest.mark.parametrize("before", ["", "> ", "> > ", "  "], ids=["plain", "quoted", "twice", "indented"])
def test_tables_with_all_their_cells_are_not_told(before: str, tmp_path: Path) -> None:
    rows = ("| a | b |", "|---|---|", "| c | d |", "e | f", "| g", "| `x \\| y` | z |")
    assert read(tmp_path, "\r\n".join(before + row for row in rows))[1] == []


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("two.pdf#page=2", "file:two.pdf#page=2"),
        ("../papers/a%20b.html", "file:../papers/a%20b.html"),
        ("folder\\two.pdf", "file:folder/two.pdf"),
        ("//example.org/z", "https://example.org/z"),
    ],
)
def test_links_to_files_beside_the_text_are_left_to_binding(link: str, leads: str, tmp_path: Path) -> None:
    html, told = read(tmp_path, f'<p><a href="{link}">words</a></p>', Format.HTML)
    assert told == []
    assert f'href="{leads}"' in html


def test_a_text_links_to_another_submission_of_the_volume(tmp_path: Path) -> None:
    notes = "# Notes on notes\n\nSee [the other](../papers/hopper.pdf#page=2) and [none](data/gone.csv).\n"
    folder = meeting(tmp_path)
    (folder / "papers" / "notes.md").write_text(notes, encoding="utf-8")
    done = run("build", "--draft", folder)
    assert "link-to-local-file" in done.stdout + done.stderr and "(data/gone.csv)" in done.stdout + done.stderr
    book = pypdf.PdfReader(folder / "build" / "proceedings.pdf")
    parts = json.loads((folder / "build" / "contents.json").read_text("utf-8"))["parts"]
    first = {part.get("source"): part["first_page"] for part in parts}
    (link,) = book.pages[first["papers/notes.md"] - 1]["/Annots"]
    second = book.pages[first["papers/hopper.pdf"]]
    assert link.get_object()["/Dest"][0].get_object() == second


def test_a_footnote_that_nothing_refers_to_is_told(tmp_path: Path) -> None:
    _, told = read(tmp_path, "A note[^1].\n\n[^1]: Said.\n\n[^lost]: Never seen.\n")
    assert told == ["footnotes-lost: no word refers to the footnote lost; it is not printed"]
