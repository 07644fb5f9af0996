"""Our heads and folios stand with the author's page,
and the author's own go where an editor says.
"""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from plain_pages import Text, pdf_of, prose
from small_workspaces import run

VOLUME = """\
title: The Book of the Meeting
short_title: The Meeting
event: {name: The Meeting, city: Geneva, starts: 2007-10-08, ends: 2007-10-08}
language: en
"""
AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - time: 10:00–12:00
        session: I
        title: First Things
        contributions:
          - {title: On compilers, speaker: hopper, documents: [{paper: papers/hopper.pdf}]}
          - {title: On rings, speaker: noether, documents: [{paper: papers/noether.pdf}]}
      - time: 13:00–15:00
        session: II
        title: Second Things
        contributions:
          - {title: On engines, speaker: lovelace, documents: [{paper: papers/engines.pdf}]}
"""
PEOPLE = "lovelace: {name: Ada Lovelace}\nhopper: {name: Grace Hopper}\nnoether: {name: Emmy Noether}\n"
PAPERS = {"hopper": "On compilers", "noether": "On rings", "engines": "On engines"}
LEFT = 61.0
"""Where the text of the papers begins: further out than the volume's own."""


def workspace(root: Path, mask: str = "", agenda: str = AGENDA) -> Path:
    """Three papers of four pages, each with a running head and a number of its own."""
    (root / "proceedings").mkdir(parents=True)
    (root / "papers").mkdir()
    (root / "proceedings/volume.yaml").write_text(VOLUME + mask, "utf-8")
    (root / "proceedings/agenda.yaml").write_text(agenda, "utf-8")
    (root / "proceedings/people.yaml").write_text(PEOPLE, "utf-8")
    for name, title in PAPERS.items():
        first = [Text(f"HEADLINE {name} 1", LEFT, 775, 9), Text(title, LEFT, 740, 18), *prose(x=LEFT)]
        rest = [[Text(f"HEADLINE {name} {n}", LEFT, 775, 9), *prose(740, 44, x=LEFT)] for n in (2, 3, 4)]
        (root / f"papers/{name}.pdf").write_bytes(pdf_of([first, *rest]))
    return root


def built(root: Path) -> Path:
    done = run("build", root)
    assert done.returncode == 0, done.stderr
    return root / "build"


def pages_of(folder: Path, name: str) -> list[str]:
    """The texts of the pages of a paper, read by pdfium."""
    parts = json.loads((folder / "contents.json").read_text("utf-8"))["parts"]
    (part,) = [p for p in parts if (p["source"] or "").endswith(f"{name}.pdf")]
    with pypdfium2.PdfDocument(folder / "proceedings.pdf") as pdf:
        return [pdf[part["first_page"] - 1 + n].get_textpage().get_text_bounded() for n in range(part["page_count"])]


def test_head_and_folio_stand_between_the_edges_of_the_authors_text(tmp_path: Path) -> None:
    folder = built(workspace(tmp_path))
    parts = json.loads((folder / "contents.json").read_text("utf-8"))["parts"]
    (paper,) = [p for p in parts if (p["source"] or "").endswith("hopper.pdf")]
    with pypdfium2.PdfDocument(folder / "proceedings.pdf") as pdf:
        for number in range(paper["first_page"], paper["first_page"] + paper["page_count"]):
            page = pdf[number - 1]
            texts = [o.get_bounds() for o in page.get_objects(filter=[1])]
            body = [b for b in texts if 100 < b[1] < 700]
            left, right = min(b[0] for b in body), max(b[2] for b in body)
            ours = [b for b in texts if b[1] < 55 or b[1] > 790]
            assert len(ours) == (1 if number == paper["first_page"] else 2)
            for bounds in ours:
                edge, own = (right, bounds[2]) if number % 2 else (left, bounds[0])
                assert own == pytest.approx(edge, abs=2.5), (number, bounds)


MASKS = {
    "volume": ("mask: {top: 25mm, pages: all but the first}\n", AGENDA, {"hopper": 1, "noether": 1, "engines": 1}),
    "onward": ("mask: {top: 25mm, pages: 2-}\n", AGENDA, {"hopper": 1, "noether": 1, "engines": 1}),
    "kind": ("mask: {paper: {top: 25mm}, slides: no}\n", AGENDA, {"hopper": 0, "noether": 0, "engines": 0}),
    "other kind": ("mask: {slides: {top: 25mm}}\n", AGENDA, {"hopper": 4, "noether": 4, "engines": 4}),
    "session": (
        "",
        AGENDA.replace("        title: First Things\n", "        title: First Things\n        mask: {top: 25mm}\n"),
        {"hopper": 0, "noether": 0, "engines": 4},
    ),
    "contribution": (
        "",
        AGENDA.replace("speaker: noether,", "speaker: noether, mask: {top: 25mm},"),
        {"hopper": 4, "noether": 0, "engines": 4},
    ),
    "but one": (
        "mask: {top: 25mm}\n",
        AGENDA.replace("{paper: papers/noether.pdf}", "{paper: papers/noether.pdf, mask: no}"),
        {"hopper": 0, "noether": 4, "engines": 0},
    ),
}


@pytest.mark.parametrize("case", MASKS)
def test_what_is_masked_and_what_is_not(case: str, tmp_path: Path) -> None:
    """Read by the parts of the plan: which pages show the author's head, as a reader sees them."""
    from proceedings.reading.workspace import read_workspace

    mask, agenda, heads = MASKS[case]
    reading = read_workspace(workspace(tmp_path, mask, agenda))
    assert reading.volume is not None and not reading.diagnostics
    shown = {
        d.source.stem: sum(not d.treatment.masks(number) for number in range(1, 5))
        for d in reading.volume.documents
        if d.source is not None
    }
    assert shown == heads


def test_dividers_of_a_volume_begin_at_one_height(tmp_path: Path) -> None:
    crowd = "".join(f"          - {{title: Talk {n} of many on a long day, speaker: hopper}}\n" for n in range(9))
    agenda = AGENDA.replace("      - time: 13:00", f"{crowd}      - time: 13:00")
    folder = built(workspace(tmp_path, agenda=agenda))
    parts = json.loads((folder / "contents.json").read_text("utf-8"))["parts"]
    with pypdfium2.PdfDocument(folder / "proceedings.pdf") as pdf:
        tops = {
            round(max(o.get_bounds()[3] for o in pdf[p["first_page"] - 1].get_objects(filter=[1])))
            for p in parts
            if p["kind"] == "divider"
        }
    assert len(tops) == 1


def test_masked_text_leaves_the_text_and_what_is_cut_is_told(tmp_path: Path) -> None:
    """The head of the volume's first paper goes on all pages but the first;
    that of another is cut.
    """
    agenda = AGENDA.replace("{paper: papers/engines.pdf}", "{paper: papers/engines.pdf, mask: {top: 22.5mm}}")
    root = workspace(tmp_path, "mask: {top: 26mm, pages: 2-}\n", agenda)
    done = run("build", root)
    assert done.returncode == 0, done.stderr
    texts = pages_of(root / "build", "hopper")
    assert [f"HEADLINE hopper {n}" in text for n, text in enumerate(texts, 1)] == [True, False, False, False]
    assert all("the survey covered twelve river basins" in text for text in texts)
    told = [line for line in done.stderr.splitlines() if "mask-cuts-text" in line]
    assert len(told) == 1 and told[0].startswith("papers/engines.pdf") and "pages 1, 2, 3, 4" in told[0]
    assert run("verify", root).returncode == 0
