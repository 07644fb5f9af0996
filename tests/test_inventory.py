"""What an office file holds is counted on both sides: in the file and on its pages; what is missing is a finding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

import pypdf
import pytest

from office_files import (
    FILM,
    deleted,
    docx,
    formula,
    inserted,
    kept_field,
    odt,
    paragraph,
    pptx,
    run,
    shape,
    tracked,
    with_formula,
)
from proceedings.checking.finding import Finding
from proceedings.checking.inspection import inspect_volume
from proceedings.diagnostics import Place, Severity
from proceedings.intake.desk import take_in
from proceedings.intake.sheets import Intake, Request
from proceedings.model import Contribution, Day, Document, DocumentKind, Event, Item, ItemKind, Treatment, Volume
from proceedings.store import Store
from proceedings.workers import Workers
from test_checking import DESIGN

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
    """What came of the files: sheets and findings by document."""

    intake: Intake
    findings: tuple[Finding, ...]

    def found(self, document: str) -> dict[str, Finding]:
        return {f.diagnostic.code: f for f in self.findings if f.diagnostic.document == document}

    def words(self, document: str) -> str:
        return " ".join(
            " ".join(p.extract_text() for p in pypdf.PdfReader(self.intake.sheets[document].pdf).pages).split()
        )


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """All files taken in at once, as a build does it."""
    folder = tmp_path_factory.mktemp("inventory")
    files = {"changed.docx": CHANGED, "losing.docx": LOSING, "linked.docx": LINKED, "deck.pptx": DECK, "open.odt": OPEN}
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
    return Taken(intake, inspect_volume(volume, intake.sheets, DESIGN, {}))


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
