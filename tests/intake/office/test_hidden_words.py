"""Words that authors hid in office files are told with their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from office_files import docx, paragraph
from open_documents import odt
from proceedings.intake.hidden_words import hidden_in
from proceedings.intake.office.inventory.opendocument import read_opendocument
from proceedings.intake.office.inventory.rich_text import read_rich_text
from proceedings.intake.office.inventory.word import read_word
from proceedings.values.holdings import Inventory

UNSEEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
SECTION = (
    '<text:p>Seen.</text:p><text:section text:name="s" text:display="none"><text:p>not for you</text:p></text:section>'
)


def told(inventory: Inventory) -> list[tuple[str, str]]:
    return [
        (t.severity.value, t.message.partition(" left out ")[2]) for t in hidden_in(tuple(inventory.tallies.values()))
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("Seen ", UNSEEN.format("not for you"), " again"), [("notice", "(3 words): “not for you”")]),
        (paragraph("Seen ", UNSEEN.format(" "), " again"), []),
        (paragraph("Seen ", UNSEEN.format("word " * 20)), [("warning", f"(20 words): “{('word ' * 12)[:59]}…”")]),
    ],
)
def test_hidden_runs_of_word(body: str, said: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(body))
    inventory = read_word(tmp_path / "a.docx")
    assert told(inventory) == said
    assert "you" not in "".join(passage.text for passage in inventory.passages)


def test_hidden_sections_of_open_documents_and_hidden_text_of_rich_text(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(odt(SECTION))
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi{\info{\title {\v no text}}}\pard Seen {\v not for you} again.\par}")
    wanted = [("notice", "(3 words): “not for you”")]
    assert told(read_opendocument(tmp_path / "a.odt")) == wanted
    assert told(read_rich_text(tmp_path / "a.rtf")) == wanted
