"""Files find their talks: twelve real papers under garbled names, and small cases made here."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.filling import with_document
from proceedings.importing.matching import Sent, Slot, matched

TWELVE = {
    "jose-00021": ("CFD Python: the 12 steps to Navier-Stokes equations", "Lorena A. Barba; Gilbert F. Forsyth"),
    "jose-00034": ("Org-Coursepack: A Modular and Reusable Teaching Materials Template in Org-mode", "Joon H. Ro"),
    "jose-00065": ("BeamBending: a teaching aid for 1-D shear force and bending moment diagrams", "Alfredo R. Carella"),
    "jose-00206": ("Manim Slides: A Python package for presenting Manim content anywhere", "JÃ©rome Eertmans"),
    "jose-00306": ("Reinforcement Learning: A Comprehensive Open-Source Course", "Darius Jakobeit"),
    "stancon2017-twelve-cities": (
        "Twelve Cities: Does lowering speed limits save pedestrian lives?",
        "Jonathan Auerbach",
    ),
    "stancon2018h-buerkner": ("Define Custom Response Distributions with brms", "Paul Buerkner"),
    "stancon2018h-gpu-report": ("GPU Optimized Math Routines in the Stan Math Library", "Rok Cesnovar"),
    "stancon2018h-nutrition": ("Modeling the Effects of Nutrition with Mixed-Effect Bayesian Network", "Jari Turkia"),
    "stancon2018h-ode-wild": ("Solving ODEs in the wild: Scalable pharmacometrics with Stan", "Sebastian Weber"),
    "stancon2018h-sundin": ("Using counterfactual queries to improve models for decision-support", "Iiris Sundin"),
    "wtpdf-stem-2col-associated-files": ("A Two Column Example", "The LATEX Team"),
}
"""By file of the corpus its title, and authors as a table has them that lost letters."""


def test_twelve_papers_with_garbled_names_find_their_talks(corpus: Path, tmp_path: Path) -> None:
    deposits = tmp_path / "deposits"
    deposits.mkdir()
    table = ["Date\tStart\tTitle\tAuthors"]
    for n, (stem, (title, authors)) in enumerate(TWELVE.items()):
        shutil.copyfile(corpus / "papers" / f"{stem}.pdf", deposits / f"Paper_?{n * 7 % 12}-sub (copy).pdf")
        table.append(f"2026-05-01\t{9 + n}:00\t{title}\t{authors}")
    (tmp_path / "talks.tsv").write_text("\n".join(table) + "\n", "utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["import", str(tmp_path / "talks.tsv"), str(tmp_path / "ws")]).exit_code == 0
    result = runner.invoke(app, ["import", str(deposits), str(tmp_path / "ws")])
    assert result.exit_code == 0, result.output
    agenda = yaml.load((tmp_path / "ws/proceedings/agenda.yaml").read_text("utf-8"), yaml.BaseLoader)
    right = 0
    for item in agenda["days"][0]["items"]:
        for document in item.get("documents", []):
            file = tmp_path / "ws" / next(iter(document.values()))
            stem = next(s for s, (title, _) in TWELVE.items() if title == item["title"])
            assert file.read_bytes() == (corpus / "papers" / f"{stem}.pdf").read_bytes(), item["title"]
            right += 1
    assert right == 12, result.output


TALKS = [
    Slot("a", "Bridges of Stone and Iron", (("Ada", "Example"),)),
    Slot("b", "Bridges of Wood", (("Ada", "Example"),)),
]


def test_a_new_version_is_no_second_paper() -> None:
    page = "Bridges of Stone and Iron\nAda Example\nAbstract: much is said about stones here"
    found = matched([Sent("x_v1.pdf", "paper", page), Sent("x_v2.pdf", "paper", page)], TALKS)
    assert found.sure == {"x_v2.pdf": "a"} and found.older == (("x_v1.pdf", "x_v2.pdf"),)
    found = matched([Sent("x.pdf", "paper", page), Sent("y.pdf", "paper", page)], TALKS)
    assert found.sure == {} and len(found.asked) == 2
    slides = matched([Sent("x.pdf", "paper", page), Sent("y.pdf", "slides", page)], TALKS)
    assert set(slides.sure) == {"x.pdf", "y.pdf"}


def test_what_is_not_sure_is_asked() -> None:
    second = "A Further Matter\nAda Example\nAbstract: nothing of the kind that the agenda names"
    found = matched(
        [Sent("example.pdf", "paper", second), Sent("scan.pdf", "paper", ""), Sent("example.pptx", "slides", "")], TALKS
    )
    assert found.sure == {} and len(found.asked) == 3


def test_a_name_alone_tells_where_it_is_the_only_one() -> None:
    talks = [TALKS[0], Slot("c", "Ferries", (("Ben", "Sample"),))]
    assert matched([Sent("Talk SAMPLE final.pptx", "slides")], talks).sure == {"Talk SAMPLE final.pptx": "c"}


AGENDA = """days:
  - date: 2026-05-01
    items:
      - title: One   # the first
        speaker: ada

      - session: I
        contributions:
          - speaker: ben
            documents:
              - paper:    # promised
              - slides: s.pdf
          - General Discussion
"""


def test_the_agenda_is_filled_and_else_untouched() -> None:
    one = with_document(AGENDA, 4, 9, "paper", "papers/a b.pdf")
    assert one == AGENDA.replace(
        "speaker: ada\n", "speaker: ada\n        documents:\n          - paper: papers/a b.pdf\n"
    )
    assert with_document(AGENDA, 9, 13, "paper", "papers/b.pdf") == AGENDA.replace(
        "paper:    #", "paper: papers/b.pdf    #"
    )
    more = with_document(AGENDA, 9, 13, "poster", "papers/c.pdf")
    assert more == AGENDA.replace("slides: s.pdf\n", "slides: s.pdf\n              - poster: papers/c.pdf\n")
    assert with_document(AGENDA, 13, 13, "paper", "papers/d.pdf") is None
