"""`proceedings inspect FILE`: what is known about one submission, for people and for programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from typer.testing import CliRunner

from proceedings.cli import app


def paper(title: str, **save: object) -> bytes:
    """A page with a title in large type and a line in small type."""
    pdf = pikepdf.new()
    text = f"BT /F 24 Tf 72 700 Td ({title}) Tj ET BT /F 10 Tf 72 600 Td (A line of the text) Tj ET".encode()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=pdf.make_stream(text))
    page.Resources = Dictionary(Font=Dictionary(F=font))
    pdf.pages.append(pikepdf.Page(page))
    buffer = io.BytesIO()
    pdf.save(buffer, **save)  # type: ignore[arg-type]
    return buffer.getvalue()


def test_the_facts_are_printed_a_kind_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(paper("The Title of It"))
    said = CliRunner().invoke(app, ["inspect", str(tmp_path / "a.pdf")])
    assert said.exit_code == 0, said.output
    assert "pages:         1, 210 × 297 mm" in said.stdout
    assert "title:         The Title of It\n" in said.stdout
    assert "Helvetica (Type1, not embedded, no Unicode map)" in said.stdout
    assert "conforms to:   PDF/A-2b" in said.stdout


def test_json_has_every_fact_and_no_path_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(paper("The Title of It"))
    said = CliRunner().invoke(app, ["inspect", "--json", str(tmp_path / "a.pdf")])
    found = json.loads(said.stdout)
    assert found["facts"]["pages"][0]["width"] == 595
    assert found["conforms"] == "2b"
    assert str(tmp_path) not in said.stdout


def test_a_file_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(paper("x", encryption=pikepdf.Encryption(owner="o", user="u")))
    said = CliRunner().invoke(app, ["inspect", str(tmp_path / "a.pdf")])
    assert said.exit_code == 1
    assert "a.pdf: error[encrypted-document]: the document opens only with a password" in said.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.md", "# On Folios\n\nWords."), ("a.html", "<!DOCTYPE html><h1>On Folios</h1><p>Words."), ("a.txt", "Words.")],
)
def test_a_text_is_set_in_the_built_in_layout(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    said = CliRunner().invoke(app, ["inspect", "--json", str(tmp_path / name)])
    found = json.loads(said.stdout)
    assert (said.exit_code, found["diagnostics"]) == (0, [])
    assert found["treatment"][0] == "typeset"
    assert "Words." in found["facts"]["first_page_text"]
    assert [round(found["facts"]["pages"][0][side]) for side in ("width", "height")] == [595, 842]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["inspect", str(tmp_path / "none.pdf")])
    assert said.exit_code != 0
    assert "Traceback" not in said.output


def test_the_title_is_what_the_first_page_shows_in_its_largest_type(corpus: Path) -> None:
    said = CliRunner().invoke(app, ["inspect", "--json", str(corpus / "sigdial" / "papers" / "100.pdf")])
    title = json.loads(said.stdout)["facts"]["title"]
    assert title == "Emora STDM: A Versatile Framework for Innovative Dialogue System Development"


@pytest.mark.parametrize("name", ["a.jpg", "a.svg"])
def test_damaged_pictures_are_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\0\0" if name == "a.jpg" else b"<svg ")
    said = CliRunner().invoke(app, ["inspect", str(tmp_path / name)])
    assert said.exit_code == 1
    assert "error[unreadable-document]" in said.stderr
