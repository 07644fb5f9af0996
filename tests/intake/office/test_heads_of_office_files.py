"""What stands in headers and footers of a Word document is counted as what stands in its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from office_files import MATH, OFFICE, WORD, docx, formula, paragraph
from proceedings.intake.office.inventory.reckoning import reckon
from proceedings.intake.office.inventory.source import take_inventory
from proceedings.pdf.printed import Printed
from proceedings.values.format import Format
from proceedings.values.holdings import FORMULAS, WATERMARKS, WORDS, Inventory
from small_workspaces import AGENDA, workspace
from small_workspaces import run as run_proceedings

SPACES = f'xmlns:w="{WORD}" xmlns:m="{MATH}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'


def head(content: str) -> str:
    """A part with a header."""
    return f"<w:hdr {SPACES}>{content}</w:hdr>"


def section(*heads: str, **settings: str) -> str:
    """The end of a section: headers as `r1:first`, and what is set besides."""
    named = "".join(f'<w:headerReference w:type="{h[3:]}" r:id="{h[:2]}"/>' for h in heads)
    return f"<w:sectPr>{named}{''.join(settings.values())}</w:sectPr>"


def counted(folder: Path, body: str, **heads: str) -> Inventory:
    """The inventory of a document whose headers are the parts r1, r2 and so on."""
    files = {f"word/{name}.xml": head(content) for name, content in heads.items()}
    related = [(name, "header", f"{name}.xml") for name in heads]
    (folder / "a.docx").write_bytes(docx(body, *related, files=files))
    inventory = take_inventory(folder / "a.docx", Format.DOCX)
    assert inventory is not None
    return inventory


def ends(end: str) -> str:
    """A paragraph that ends a section."""
    return f"<w:p><w:pPr>{end}</w:pPr></w:p>"


TITLE = "<w:titlePg/>"
SAME_PAGE = '<w:type w:val="continuous"/>'
BEFORE = f"<w:sectPrChange>{section('r1:first', t=TITLE)}</w:sectPrChange>"


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ([section("r1:default"), section("r2:default")], ["one", "two"]),
        ([section("r1:default"), section()], ["one"]),
        ([section("r1:first"), section("r2:default", t=TITLE)], ["one"]),
        ([section("r1:default"), section("r2:default", t=SAME_PAGE)], ["one"]),
        ([section("r1:default", t=BEFORE)], ["one"]),
        ([section("r1:even"), section("r2:even")], []),
    ],
    ids=["each its own", "inherited", "first page inherited", "begins no page", "a change", "left pages"],
)
def test_heads_that_a_section_must_show_are_looked_for(
    sections: list[str], expected: list[str], tmp_path: Path
) -> None:
    body = "".join(map(ends, sections[:-1])) + sections[-1]
    inventory = counted(tmp_path, body, r1=paragraph("one"), r2=paragraph("two"))
    assert [passage.text for passage in inventory.passages] == expected


@pytest.mark.parametrize(("page", "shown"), [("text x y", 2), ("text", 1)])
def test_a_formula_in_a_header_is_told_by_its_letters_since_heads_have_no_tags(
    page: str, shown: int, tmp_path: Path
) -> None:
    body = paragraph("text", formula("z")) + section("r1:default")
    inventory = counted(tmp_path, body, r1=paragraph(formula("xy")))
    (tally,) = (t for t in reckon(inventory, Printed((page,), {"Formula": 1}), notes=False) if t.kind == FORMULAS)
    assert (tally.sent, tally.shown) == (2, shown)


def test_a_header_of_a_later_section_that_is_not_printed_is_words_lost(tmp_path: Path) -> None:
    body = ends(section("r1:default")) + section("r2:default")
    inventory = counted(tmp_path, body, r1=paragraph("one"), r2=paragraph("two of them gone"))
    (tally,) = (t for t in reckon(inventory, Printed(("one",)), notes=False) if t.kind == WORDS)
    assert tally.names == ("two", "them", "gone")


DRAFT = '<w:p><w:r><w:pict><v:shape style="rotation:315"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'


def test_the_watermark_of_word_is_known_by_its_words(tmp_path: Path) -> None:
    inventory = counted(tmp_path, section("r1:default"), r1=DRAFT)
    assert inventory.tallies[WATERMARKS].names == ("DRAFT",)


@pytest.mark.needs_libreoffice
def test_the_watermark_of_word_makes_a_review_copy(tmp_path: Path) -> None:
    drafted = docx(
        paragraph("Text") + section("r1:default"), ("r1", "header", "r1.xml"), files={"word/r1.xml": head(DRAFT)}
    )
    workspace(tmp_path, agenda=AGENDA.replace("hopper.pdf", "hopper.docx"), files={"papers/hopper.docx": drafted})
    told = json.loads(run_proceedings("check", tmp_path, "--json").stdout)
    (found,) = (d["message"] for d in told if d["code"] == "review-copy")
    assert found.endswith("“DRAFT” stands across its pages")
