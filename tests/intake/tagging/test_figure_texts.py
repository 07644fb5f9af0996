"""Alternative texts of figures: the editor's, the author's, or a plain one;
and who is told of what is missing.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pikepdf
import pypdf
import pytest
import weasyprint
from typer.testing import CliRunner

from proceedings.checking.inspection import inspect_volume
from proceedings.cli import app
from proceedings.intake.tagging import tag
from proceedings.publishing.check_report import check_report
from proceedings.reading.conformance import CONFORMANCE
from proceedings.reading.workspace import read_workspace
from proceedings.values.book import Contribution, Day, Document, DocumentKind, Event, Item, ItemKind
from proceedings.values.book import Volume as Book
from proceedings.values.diagnostics import Place
from proceedings.values.finding import Finding
from proceedings.values.geometry import Box, PageDesign
from proceedings.values.settings import Settings
from proceedings.values.submission import Facts, FigureFact, PageFacts, Submission
from proceedings.values.tagged import Tagged
from proceedings.values.treatment import Treatment
from small_workspaces import workspace


def page(number: int, text: str) -> str:
    """A page with a paragraph and a picture."""
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (40, 40), (number * 90, 0, 0)).save(data, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"
    return f'<p style="break-before: page">Text of page {number}.</p><img style="width: 60mm" src="{source}" {text}>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`plain.pdf` without tags and `tagged.pdf` with:
    a figure on each of two pages, the second described.
    """
    made = tmp_path_factory.mktemp("figures")
    html = f"<h1>Two figures</h1>{page(1, '')}{page(2, 'alt=Bridges')}".replace("break-before: page", "", 1)
    weasyprint.HTML(string=html).write_pdf(made / "plain.pdf")
    weasyprint.HTML(string=html).write_pdf(made / "tagged.pdf", pdf_tags=True)
    return made


def tagged(folder: Path, name: str, out: Path, texts: dict[int, str]) -> tuple[Tagged, list[str]]:
    """What is said of the tags of a copy,
    and the alternative texts in it as pypdf reads them, in order.
    """
    with pikepdf.open(folder / name) as document:
        done = tag(document, texts)
        document.save(out / name)
    root: Any = pypdf.PdfReader(out / name).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return done, [str(element["/Alt"]) for element in _elements(root) if element.get("/S") == "/Figure"]


def _elements(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_without_an_editor_a_figure_says_where_it_is(folder: Path, tmp_path: Path) -> None:
    done, texts = tagged(folder, "plain.pdf", tmp_path, {})
    assert texts == ["Figure 1 on page 1", "Figure 2 on page 2"]
    assert done.figures == (FigureFact(1, None), FigureFact(2, None))


def test_figures_of_a_document_without_tags_say_what_the_editor_wrote(folder: Path, tmp_path: Path) -> None:
    done, texts = tagged(folder, "plain.pdf", tmp_path, {2: "Brücken über die Aare"})
    assert texts == ["Figure 1 on page 1", "Brücken über die Aare"]
    assert done.figures == (FigureFact(1, None), FigureFact(2, "Brücken über die Aare"))


def test_the_author_s_text_stays_and_gaps_are_filled(folder: Path, tmp_path: Path) -> None:
    done, texts = tagged(folder, "tagged.pdf", tmp_path, {1: "A black square"})
    assert texts == ["A black square", "Bridges"]
    assert "1 figure got the editor's alternative text." in done.details
    assert done.figures == (FigureFact(1, "A black square"), FigureFact(2, "Bridges"))


def test_the_editor_s_text_goes_before_the_author_s(folder: Path, tmp_path: Path) -> None:
    _, texts = tagged(folder, "tagged.pdf", tmp_path, {2: "Two bridges"})
    assert texts == ["Figure 1 on page 1", "Two bridges"]


def test_what_the_tags_hold_is_counted_in_both(folder: Path, tmp_path: Path) -> None:
    ours, _ = tagged(folder, "plain.pdf", tmp_path, {})
    theirs, _ = tagged(folder, "tagged.pdf", tmp_path, {})
    assert ours.counts and theirs.counts
    assert (ours.counts.by_author, theirs.counts.by_author) == (False, True)
    assert (ours.counts.headings, ours.counts.paragraphs, ours.counts.pages) == (1, 2, 2)
    assert (theirs.counts.headings, theirs.counts.paragraphs, theirs.counts.pages) == (1, 2, 2)


def test_inspect_lists_figures_with_the_numbers_that_an_editor_writes(folder: Path) -> None:
    said = CliRunner().invoke(app, ["inspect", str(folder / "tagged.pdf")])
    assert said.exit_code == 0, said.output
    assert "figures:       1 on page 1: no alternative text\n               2 on page 2: “Bridges”\n" in said.stdout


def book(conformance: str = "2b", given: tuple[tuple[int, str], ...] = ()) -> Book:
    """A volume with one paper, and the editor's texts for its figures."""
    place = Place("proceedings/agenda.yaml", 5, 3)
    treatment = Treatment(figures=given)
    paper = Document("a", DocumentKind.PAPER, place, PurePosixPath("papers/a.pdf"), True, treatment=treatment)
    talk = Contribution("t", place, documents=(paper,))
    days = (Day(dt.date(2007, 10, 8), (Item("s", ItemKind.SESSION, "Session", place, contributions=(talk,)),)),)
    return Book("A book", "en", Event("E"), days, (), place, settings=Settings(conformance=CONFORMANCE[conformance]))


def test_the_check_report_has_a_table_of_who_tagged_what(folder: Path, tmp_path: Path) -> None:
    rows = {}
    for name in ("plain.pdf", "tagged.pdf"):
        done, _ = tagged(folder, name, tmp_path, {})
        facts = Facts((), figures=done.figures, tags=done.counts)
        report = check_report(book(), (), {}, {}, {"a": facts})
        cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", report)
        rows[name] = dict(zip(cells[: len(cells) // 2], cells[len(cells) // 2 :], strict=True))
    assert rows["plain.pdf"]["Tagged by"] == "proceedings" and rows["tagged.pdf"]["Tagged by"] == "its author"
    assert rows["plain.pdf"]["Document"] == "papers/a.pdf" and rows["plain.pdf"]["Headings"] == "1"
    assert [rows[name]["Figures"] for name in rows] == ["2", "2"]
    assert [rows[name]["Figures described"] for name in rows] == ["0", "1"]


AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - title: A talk
        documents:
          - paper: papers/a.pdf
            figures:
              2: Remittances, 1990 to 2006
              1: "Map: the corridor"
"""


def test_the_agenda_gives_figures_their_texts(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA, files={"papers/a.pdf": b"%PDF"})
    read = read_workspace(tmp_path)
    assert read.volume is not None
    (document,) = read.volume.documents
    assert document.treatment.figures == ((1, "Map: the corridor"), (2, "Remittances, 1990 to 2006"))


def test_a_figure_without_a_number_is_one_message_and_the_others_stay(tmp_path: Path) -> None:
    workspace(tmp_path, agenda=AGENDA.replace('1: "', 'first: "'), files={"papers/a.pdf": b"%PDF"})
    read = read_workspace(tmp_path)
    assert [(d.code, d.place.line) for d in read.diagnostics if d.code == "bad-number"] == [("bad-number", 9)]
    assert read.volume is not None
    assert [d.treatment.figures for d in read.volume.documents] == [((2, "Remittances, 1990 to 2006"),)]


def found(conformance: str, figures: tuple[FigureFact, ...], given: tuple[tuple[int, str], ...]) -> list[Finding]:
    """What is found about a paper with these figures and texts of the editor's."""
    facts = Facts((PageFacts(595.276, 841.89, Box(90, 100, 500, 760)),), tagged=True)
    submissions = {"a": Submission("a", Path("a.pdf"), "0", "0", replace(facts, figures=figures))}
    design = PageDesign(595.276, 841.89, 85, 119, 85, 102, 50, 57, 8, 9, 62, 74, 30, "fonts/head.ttf")
    return list(inspect_volume(book(conformance, given), submissions, design, {}))


def test_silent_figures_are_told_where_the_volume_is_to_be_accessible() -> None:
    figures = (FigureFact(1, "Known"), FigureFact(3, None), FigureFact(3, None))
    assert found("2b", figures, ()) == []
    (one,) = found("2a ua-1", figures, ())
    assert one.diagnostic.code == "figures-without-text"
    assert one.diagnostic.message == "figures 2, 3 have no alternative text"
    assert [mark.page for mark in one.marks] == [3]


def test_a_text_for_a_figure_that_is_not_there_is_told() -> None:
    (one,) = found("2b", (FigureFact(1, "Known"),), ((1, "Known"), (4, "Nowhere")))
    assert one.diagnostic.code == "no-such-figure"
    assert "names figure 4; the file has 1 figure" in one.diagnostic.message
