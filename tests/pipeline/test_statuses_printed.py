"""What became of talks, as a volume shows it: agenda, grid, contents, dividers, heads, bookmarks,
metadata and contents.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from small_workspaces import run, workspace

AGENDA = """\
days:
  - date: 2026-05-11
    items:
      - session: 1
        time: 09:00-10:00
        title: Rivers
        contributions:
          - title: Sediment in Twelve Basins
            id: sediment
            authors: [ada, ben]
            presenter: ben
            documents: [{paper: papers/sediment.md}]
          - {title: Gauges and Models, speaker: ben, status: withdrawn, documents: [{paper: papers/gauges.md}]}
          - title: Study of Runoff
            speaker: {person: cyd, affiliation: House of Runoff}
            status: retracted
            note: Two tables could not be reproduced.
            documents: [{paper: papers/runoff.md}]
      - session: 2
        time: 11:00-12:00
        title: Lakes
        status: cancelled
        note: The speaker is ill.
        contributions: [{title: Depths, speaker: ada, documents: [paper: ]}]
      - {time: 12:00-13:00, title: Boat trip, status: cancelled}
HALLS
      - session: 9
        time: 17:00-18:00
        title: Posters
        contributions:
          - {title: Sediment in Short, speaker: ada, see: sediment}
          - {title: A Late Poster, speaker: cyd, status: moved, see: evening}
      - {time: 18:00-18:30, id: evening, title: A Late Poster, speaker: cyd}
"""
HALL = """\
      - {{session: {n}, time: 14:00-15:00, title: Stream {n}, room: Hall {n}, contributions: [
          {{time: 14:00-14:30, title: Talk {n}, authors: [ada, ben], presenter: ben, status: {status}, note: Off {n}.}},
          {{time: 14:30-15:00, title: More {n}, speaker: ada}}]}}
"""
PEOPLE = "ada: Ada Imagined\nben: Ben Madeup\ncyd: {name: Cyd Invented, affiliation: House of Cyd}\n"
RUNOFF = "# Study of Runoff\n\nCyd Invented\n\n" + "\n\n".join(
    f"Paragraph {k}. " + "Water runs. " * 60 for k in range(20)
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("statuses")
    states = ("cancelled", "withdrawn", "moved", "retracted")
    halls = "".join(HALL.format(n=n, status=status) for n, status in enumerate(states, 3)).rstrip("\n")
    files: dict[str, str | bytes] = {
        "papers/sediment.md": "# Sediment in Twelve Basins\n\nAda Imagined, Ben Madeup\n",
        "papers/gauges.md": "# Gauges and Models\n\nNobody-reads-this\n",
        "papers/runoff.md": RUNOFF,
    }
    workspace(root, "title: The Book\n", AGENDA.replace("HALLS", halls), PEOPLE, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build/proceedings.pdf"


@pytest.fixture(scope="module")
def parts(built: Path) -> dict[str, Any]:
    contents = json.loads(built.with_name("contents.json").read_text("utf-8"))
    return {part["id"]: part for part in contents["parts"]}


def text_of(pdf: Path, part: dict[str, Any]) -> str:
    pages = pypdf.PdfReader(pdf).pages[part["first_page"] - 1 : part["first_page"] - 1 + part["page_count"]]
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry.title


def test_the_agenda_says_what_became_of_each(built: Path, parts: dict[str, Any]) -> None:
    text = text_of(built, parts["agenda"])
    for said in (
        "Withdrawn: Gauges and Models",
        "Retracted: Study of Runoff",
        "Two tables could not be reproduced.",
        "Cancelled: Lakes",
        "The speaker is ill.",
        "Cancelled: Boat trip",
        "Moved: A Late Poster",
        "See 11 May 2026, 18:00",
        f"As on p. {parts['sediment-paper']['first_folio']}",
        "Presented by Ben Madeup",
        "Cyd Invented, House of Runoff",
    ):
        assert said in text, said
    assert "not supplied" not in text


def test_the_grid_says_it_too(built: Path, parts: dict[str, Any]) -> None:
    text = text_of(built, parts["agenda"])
    assert "Hall 3" in text and "Hall 6" in text
    for n, word in enumerate(("Cancelled", "Withdrawn", "Moved", "Retracted"), 3):
        assert f"{word}: Talk {n}" in text
        assert f"Off {n}." in text
    assert "presented by Ben Madeup" in text


def test_contents_keep_a_line(built: Path, parts: dict[str, Any]) -> None:
    text = text_of(built, parts["contents"])
    assert "Withdrawn: Gauges and Models" in text
    assert "Retracted: Study of Runoff" in text
    assert "Cancelled: Session 2. Lakes" in text
    folio = parts["sediment-paper"]["first_folio"]
    assert text.count("Sediment in") == 2
    assert f"Sediment in Short {folio}" in text


def test_dividers_and_headings_say_it(built: Path, parts: dict[str, Any]) -> None:
    text = text_of(built, parts["session-1"])
    assert "Withdrawn: Gauges and Models" in text
    assert "Retracted: Study of Runoff" in text and "Two tables could not be reproduced." in text
    assert "Authors" not in text  # Two of the three have speakers.
    assert "House of Runoff" in text and "House of Cyd" not in text
    lakes = text_of(built, parts["session-2"])
    assert lakes.index("Cancelled") < lakes.index("Lakes")
    assert "The speaker is ill." in lakes


def test_withdrawn_pages_are_nowhere_and_retracted_ones_all_say_so(built: Path, parts: dict[str, Any]) -> None:
    reader = pypdf.PdfReader(built)
    assert "Nobody-reads-this" not in "".join(page.extract_text() for page in reader.pages)
    runoff = parts["session-1-invented-paper"]
    assert runoff["page_count"] > 2
    for page in reader.pages[runoff["first_page"] - 1 :][: runoff["page_count"]]:
        assert "Retracted" in page.extract_text()
    others = [page for n, page in enumerate(reader.pages, 1) if n == parts["sediment-paper"]["first_page"]]
    assert "Retracted" not in others[0].extract_text()


def test_bookmarks_and_metadata(built: Path) -> None:
    marks = list(titles(pypdf.PdfReader(built).outline))
    assert "Withdrawn: Gauges and Models (Ben Madeup)" in marks
    assert "Retracted: Study of Runoff (Cyd Invented)" in marks
    assert "Cancelled: Session 2. Lakes" in marks
    with pikepdf.open(built) as pdf:
        packets = [o.read_bytes().decode() for o in pdf.objects if o.get("/Type") == "/Metadata"]
        named = [
            str(o.get("/T", "")) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Art"
        ]
    assert any("Retracted: Study of Runoff" in packet for packet in packets)
    assert "Retracted: Study of Runoff" in named


def test_a_second_presentation_leads_to_the_first(built: Path, parts: dict[str, Any]) -> None:
    reader = pypdf.PdfReader(built)
    numbers = {one.indirect_reference: k for k, one in enumerate(reader.pages, 1)}
    agenda, divider = parts["agenda"]["first_page"], parts["session-7"]["first_page"]
    for page in (reader.pages[agenda - 1], reader.pages[divider - 1]):
        targets = set()
        for reference in page["/Annots"]:
            link = reference.get_object()
            target = link["/Dest"] if "/Dest" in link else link["/A"].get("/D")
            targets |= {numbers[target[0]]} if target else set()
        assert parts["sediment-paper"]["first_page"] in targets


def test_contents_json_tells_programs(parts: dict[str, Any]) -> None:
    paper = parts["session-1-invented-paper"]
    assert (paper["title"], paper["status"]) == ("Study of Runoff", "retracted")
    assert paper["note"] == "Two tables could not be reproduced."
    assert parts["sediment-paper"]["presenters"] == ["Ben Madeup"]
    assert "status" not in parts["sediment-paper"]
    assert (parts["session-2"]["status"], parts["session-2"]["note"]) == ("cancelled", "The speaker is ill.")
    changes = {one["contribution"]: one for part in parts.values() for one in part.get("changes", ())}
    assert changes["session-1-madeup"]["status"] == "withdrawn"
    assert changes["session-7-imagined"]["see"] == "sediment"


def test_nobody_is_asked_for_what_will_not_come(built: Path) -> None:
    rows = json.loads(run("status", built.parents[1], "--json").stdout)
    assert [row for row in rows if row["title"] in ("Gauges and Models", "Depths")] == []


def test_the_volume_verifies(built: Path) -> None:
    done = run("verify", built)
    assert done.returncode == 0, done.stdout + done.stderr
