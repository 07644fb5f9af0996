"""What an office file holds is counted on both sides: in the file and on its pages;
what is missing is a finding.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bound_books import DESIGN
from office_files import (
    DRAWING,
    FILM,
    deleted,
    docx,
    formula,
    inserted,
    kept_field,
    links,
    odt,
    paragraph,
    pptx,
    run,
    shape,
    tracked,
    with_formula,
)
from proceedings.checking.inspection import inspect_volume
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.office.inventory.source import take_inventory
from proceedings.intake.office.readying.readied import readied
from proceedings.intake.office.readying.rich_text import ready_rich_text
from proceedings.intake.taking_in import take_in
from proceedings.office_files.rtf import tokens
from proceedings.values.book import Contribution, Day, Document, DocumentKind, Event, Item, ItemKind, Volume
from proceedings.values.diagnostics import Place, Severity
from proceedings.values.finding import Finding
from proceedings.values.format import Format
from proceedings.values.submission import Intake, Request
from proceedings.values.treatment import Treatment
from proceedings.words.letters import missing
from small_workspaces import AGENDA, workspace
from small_workspaces import run as run_proceedings

CHANGED = docx(
    paragraph(
        "The load rose by ", deleted("forty-seven percent, which is WRONG, "), inserted("fourteen percent "), "now."
    )
    + f"<w:p><w:pPr><w:rPr>{deleted('').split('<w:r>')[0]}</w:del></w:rPr></w:pPr>{run('First half ')}</w:p>"
    + paragraph("second half.")
    + paragraph(kept_field(' DATE \\@ "d MMMM yyyy" ', "1 March 2019"), ", ", kept_field(" FILENAME ", "ours.docx"))
    + paragraph("See ", kept_field(" REF gone ", "Figure 7"), " and page ", kept_field(" PAGE ", "88"))
)
COMMENT = '<w:comment w:id="{}" w:author="{}"><w:p><w:r><w:t>Look here.</w:t></w:r></w:p></w:comment>'
LOSING = docx(
    paragraph("Energy is ", formula("E=mc"), " here and ", formula("Q=A")),
    ("c1", "comments", "comments.xml"),
    ("p1", "image", "https://example.org/far.png"),
    files={
        "word/comments.xml": f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{COMMENT.format(0, 'Ann Writer')}{COMMENT.format(1, 'Ben Reader')}</w:comments>"
    },
    word__comments="wordprocessingml.comments",
)
LINKED = docx(
    paragraph("A picture: ", '<w:r><w:drawing><a:blip r:link="p1"/></w:drawing></w:r>'),
    ("p1", "image", "https://example.org/far.png"),
)
LONG = "say this slowly " * 260
DECK = pptx(
    shape("Visible words") + shape("Kept aside by the author", left=20_000_000) + shape("Unseen", hidden="1"),
    "hidden " + shape("Nobody sees this"),
    with_formula("Words around ", "E=mcc", " a formula") + FILM,
    shape("A line that is much too long for the slide " * 6),
    notes={1: LONG.strip()},
)
CHANGES = tracked(1, "deletion", "Ben Reader", "STRUCK") + tracked(2, "insertion", "Ann Writer")
OPEN = odt(
    f"<text:tracked-changes>{CHANGES}</text:tracked-changes><text:p>Old "
    '<text:change text:change-id="c1"/>words, <text:change-start text:change-id="c2"/>new ones'
    '<text:change-end text:change-id="c2"/>, <text:date text:date-value="2019-03-01">1 March 2019</text:date>'
    "<office:annotation><dc:creator>Ann Writer</dc:creator><text:p>A remark.</text:p></office:annotation>.</text:p>"
)


@dataclass(frozen=True)
class Taken:
    """What came of the files: submissions and findings by document."""

    intake: Intake
    findings: tuple[Finding, ...]

    def found(self, document: str) -> dict[str, Finding]:
        return {f.diagnostic.code: f for f in self.findings if f.diagnostic.document == document}

    def words(self, document: str) -> str:
        return " ".join(
            " ".join(p.extract_text() for p in pypdf.PdfReader(self.intake.submissions[document].pdf).pages).split()
        )


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """All files taken in at once, as a build does it."""
    files = {"changed.docx": CHANGED, "losing.docx": LOSING, "linked.docx": LINKED, "deck.pptx": DECK, "open.odt": OPEN}
    return take(tmp_path_factory.mktemp("inventory"), files)


def take(folder: Path, files: Mapping[str, bytes]) -> Taken:
    """Take files in; notes of `deck.pptx` are asked for."""
    documents = []
    for name, data in files.items():
        (folder / name).write_bytes(data)
        treatment = Treatment(notes=name == "deck.pptx")
        place = Place("proceedings/agenda.yaml", 1, 1)
        documents.append(
            Document(name, DocumentKind.SLIDES, place, PurePosixPath(name), supplied=True, treatment=treatment)
        )
    requests = [
        Request(d.id, d.kind, folder / d.id, PurePosixPath(d.id), "en", treatment=d.treatment) for d in documents
    ]
    with Workers(2) as workers:
        intake = take_in(requests, Store(folder / "store"), workers)
    place = Place("proceedings/agenda.yaml", 1, 1)
    talk = Contribution("talk", place, "", (), tuple(documents))
    days = (Day(dt.date(2026, 5, 11), (Item("s", ItemKind.SESSION, "Session", place, contributions=(talk,)),)),)
    volume = Volume("Proceedings", "en", Event("Event"), days, (), Place("proceedings/volume.yaml", 1, 1))
    return Taken(intake, inspect_volume(volume, intake.submissions, DESIGN, {}))


@pytest.mark.needs_libreoffice
def test_tracked_changes_are_accepted_in_a_document_without_settings_and_said_with_their_writers(taken: Taken) -> None:
    assert "The load rose by fourteen percent now." in taken.words("changed.docx")
    assert "First half second half." in taken.words("changed.docx")
    finding = taken.found("changed.docx")["tracked-changes"].diagnostic
    assert finding.severity is Severity.WARNING
    assert "3 tracked changes by Ben Reader and Ann Writer" in finding.message


@pytest.mark.needs_libreoffice
def test_fields_print_what_their_author_saw_and_page_numbers_those_of_the_page(taken: Taken) -> None:
    assert "1 March 2019, ours.docx" in taken.words("changed.docx")
    assert "See Figure 7 and page 1" in taken.words("changed.docx")


@pytest.mark.needs_libreoffice
def test_changes_comments_and_dates_of_opendocument_fare_alike(taken: Taken) -> None:
    assert taken.words("open.odt") == "Old words, new ones, 3/1/19."
    found = taken.found("open.odt")
    assert "2 tracked changes by Ben Reader and Ann Writer" in found["tracked-changes"].diagnostic.message
    assert "1 comment by Ann Writer" in found["comments-left-out"].diagnostic.message


@pytest.mark.needs_libreoffice
def test_formulas_that_are_set_are_no_finding(taken: Taken) -> None:
    found = taken.found("losing.docx")
    assert "formulas-lost" not in found
    assert "2 comments by Ann Writer and Ben Reader" in found["comments-left-out"].diagnostic.message


@pytest.mark.needs_libreoffice
def test_a_picture_that_is_only_linked_is_named(taken: Taken) -> None:
    assert "https://example.org/far.png" in taken.found("linked.docx")["pictures-lost"].diagnostic.message


@pytest.mark.needs_libreoffice
def test_a_deck_says_by_page_what_it_lost_and_nothing_of_what_its_author_hid(taken: Taken) -> None:
    found = taken.found("deck.pptx")
    assert found["hidden-slides"].diagnostic.message == "1 slide is hidden: 2"
    assert found["formulas-lost"].diagnostic.severity is Severity.ERROR
    assert found["formulas-lost"].diagnostic.message == "1 of its 1 formula is missing on page 2"
    assert "1 film on page 2" in found["films-lost"].diagnostic.message
    assert [mark.page for mark in found["words-lost"].marks] == [3]
    assert "aside" not in found["words-lost"].diagnostic.message


@pytest.mark.needs_libreoffice
def test_notes_longer_than_their_page_are_set_smaller_until_every_word_is_there(taken: Taken) -> None:
    assert "notes-cut" not in taken.found("deck.pptx")
    assert taken.words("deck.pptx").count("slowly") == 260


RICH = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}
{\*\revtbl{Unknown;}{Ann Writer;}{Ben Reader;}}
\pard Dated {\field{\*\fldinst DATE \\@ "d MMMM yyyy"}{\fldrslt 1 March 2019}}, caf\'e9 {\f1 \'cf\'f0\'e8}.\par
The load {\deleted\revauthdel2\revdttmdel1 fell\par and }{\revised\revauth1\revdttm1 rose }here.\par}"""


@pytest.mark.needs_libreoffice
def test_changes_of_rich_text_and_of_old_word_files_are_accepted_too(tmp_path: Path) -> None:
    (tmp_path / "changed.docx").write_bytes(CHANGED)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "changed.docx")], check=True, capture_output=True)
    made = take(tmp_path, {"old.doc": (tmp_path / "changed.doc").read_bytes(), "rich.rtf": RICH})
    assert made.words("rich.rtf") == "Dated 1 March 2019, café При. The load rose here."
    assert "The load rose by fourteen percent now." in made.words("old.doc")
    for name in ("old.doc", "rich.rtf"):
        message = made.found(name)["tracked-changes"].diagnostic.message
        assert "by Ben Reader and Ann Writer" in message
        assert "words-lost" not in made.found(name)


@given(st.binary(max_size=400))
def test_rich_text_of_any_bytes_is_read_or_refused_with_a_known_error(data: bytes) -> None:
    text = b"{\\rtf1 " + data
    try:
        pieces = list(tokens(text))
    except ValueError:
        return
    assert all(0 <= piece.start < piece.end for piece in pieces)
    assert ready_rich_text(text) == text or b"revised" in text or b"deleted" in text or b"fldinst" in text


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.odt", "a.doc", "a.ppt", "a.rtf"])
@given(cut=st.integers(0, 3000), noise=st.binary(max_size=60))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_never_the_reason_why_a_document_fails(
    tmp_path: Path, name: str, cut: int, noise: bytes
) -> None:
    whole = {"a.docx": CHANGED, "a.pptx": DECK, "a.odt": OPEN, "a.rtf": RICH}.get(
        name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    )
    path = tmp_path / name
    path.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    take_inventory(path, Format(name[2:]))
    assert readied(path, tmp_path / "ready", notes=True).exists()


@pytest.mark.needs_libreoffice
def test_a_pdf_of_the_same_name_that_says_something_else_is_told_unless_it_is_bound_too(tmp_path: Path) -> None:
    import weasyprint

    said = "Sediment moved through twelve basins before anybody measured how quickly their waters would carry it away."
    other = "Another talk altogether describes bridges whose arches collapsed because nobody had inspected the mortar."
    other += " Engineers afterwards rebuilt them using granite quarried nearby."
    pdfs = {text: weasyprint.HTML(string=f"<h1>A talk</h1><p>{text}").write_pdf() or b"" for text in (said, other)}
    agenda = AGENDA.replace(
        "- paper: papers/hopper.pdf", "- paper: papers/a.docx\n              - paper: papers/b.docx"
    )
    files = {f"papers/{n}.docx": docx(paragraph("A talk") + paragraph(said)) for n in "ab"}
    root = workspace(tmp_path, agenda=agenda, files={**files, "papers/a.pdf": pdfs[other], "papers/b.pdf": pdfs[said]})
    told = json.loads(run_proceedings("check", root, "--json").stdout)
    differing = [d for d in told if d["code"] == "pdf-differs"]
    assert ["a.pdf beside it shows other words" in d["message"] for d in differing] == [True]
    both = agenda.replace("papers/b.docx", "papers/a.pdf")
    workspace(root, agenda=both, files={**files, "papers/a.pdf": pdfs[other]})
    assert '"pdf-differs"' not in run_proceedings("check", root, "--json").stdout


@pytest.mark.needs_libreoffice
def test_where_the_module_for_formulas_is_missing_that_is_said_and_tried_again_when_it_is_there(
    tmp_path: Path,
) -> None:
    """The program is the real one,
    called from a folder with the module for texts and without the one for formulas.
    """
    office = tmp_path / "office"
    office.mkdir()
    (office / "libswlo.so").touch()
    (office / "soffice").write_text(f'#!/bin/sh\nexec {shutil.which("soffice")} "$@"\n')
    (office / "soffice").chmod(0o755)
    agenda = AGENDA.replace("papers/hopper.pdf", "papers/inline.pptx")
    deck = pptx(with_formula("Words around ", "E=mcc", " a formula"))
    root = workspace(tmp_path / "book", agenda=agenda, files={"papers/inline.pptx": deck})

    def said(path: str) -> tuple[str, str]:
        told = json.loads(run_proceedings("check", root, "--json", env={"PATH": path}).stdout)
        (found,) = (d for d in told if d["code"] == "formulas-lost")
        return found["message"], found["hint"]

    usual = os.environ["PATH"]
    message, hint = said(f"{office}:{usual}")
    assert message.endswith("is missing on page 1; LibreOffice's module for formulas is not installed")
    assert "apt-get install --no-install-recommends libreoffice-math-nogui" in hint
    assert said(usual)[0].endswith("is missing on page 1")


CHART = "http://schemas.microsoft.com/office/drawing/2014/chartex"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def frame(content: str) -> str:
    """A frame of a slide with an object in it."""
    return f"<p:graphicFrame><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></p:graphicFrame>"


def test_charts_diagrams_and_objects_that_bring_no_picture_are_counted_with_their_slide(tmp_path: Path) -> None:
    newer = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="cx1">{frame(f"""<cx:chart xmlns:cx="{CHART}" r:id="c1"/>""")}</mc:Choice>'
        f"<mc:Fallback>{shape('This chart is not available.')}</mc:Fallback></mc:AlternateContent>"
    )
    diagram = frame(f'<dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="d1"/>')
    spaces = f'xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"'
    step = "<dgm:t><a:p><a:r><a:t>First step</a:t></a:r></a:p></dgm:t>"
    points = f'<dgm:ptLst><dgm:pt type="node">{step}</dgm:pt></dgm:ptLst>'
    deck = pptx(
        newer,
        diagram + frame('<p:oleObj progId="Excel.Sheet.12" r:id="o1"/>') + frame('<p:oleObj progId="Equation.3"/>'),
        files={
            "ppt/slides/_rels/slide2.xml.rels": links(("d1", "diagramData", "../diagrams/data1.xml")),
            "ppt/diagrams/data1.xml": f"<dgm:dataModel {spaces}>{points}</dgm:dataModel>",
        },
    )
    (tmp_path / "deck.pptx").write_bytes(deck)
    inventory = take_inventory(tmp_path / "deck.pptx", Format.PPTX)
    assert inventory is not None
    counted = {kind: (tally.sent, tally.pages) for kind, tally in inventory.tallies.items()}
    assert counted == {
        "charts not drawn": (1, (1,)),
        "diagrams not drawn": (1, (2,)),
        "embedded files": (1, (2,)),
        "objects not drawn": (2, (2,)),
    }
    assert "First step" in [passage.text for passage in inventory.passages]


def test_what_an_author_hid_or_struck_out_is_not_looked_for(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>whispered</w:t></w:r>"
    code = kept_field(' HYPERLINK "https://example.org" ', "a link")
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Said ", hidden, deleted("struck"), inserted("aloud"), code)))
    inventory = take_inventory(tmp_path / "a.docx", Format.DOCX)
    assert inventory is not None
    assert [passage.text for passage in inventory.passages] == ["Said alouda link"]


@given(
    st.lists(st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x4FF), min_size=3, max_size=9), max_size=30)
)
def test_words_that_are_printed_are_never_missed_whatever_hyphens_and_lines_divide_them(said: list[str]) -> None:
    text = " ".join(said)
    broken = "-\n".join(text[n : n + 4] for n in range(0, len(text), 4))
    assert missing([text], broken) == []
    assert missing([text], text.upper() if text.upper().casefold() == text.casefold() else text) == []
    assert missing([f"{text} Zusammenhang"], broken) == ([] if "zusammenhang" in text.casefold() else ["zusammenhang"])
