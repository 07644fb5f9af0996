"""The language of a document:
the editor's word, else its author's mark, what its text looks like, the volume's.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from test_office_links import docx, pptx, shape

from proceedings.intake.language import told
from proceedings.intake.office.language_marks import marked_language
from proceedings.values.format import Format
from proceedings.words.guessing import fits, guess
from small_workspaces import MEETING_AGENDA, meeting, run

TEXTS = tomllib.loads(Path(__file__).with_name("language_samples.toml").read_text("utf-8"))
GERMAN = TEXTS["de"]


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_tells_its_language(language: str) -> None:
    assert guess(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text", ["", "E = mc² + 17", "Figure 3", "lorem ipsum dolor sit amet consectetur " * 12, "x y z i a o w " * 60]
)
def test_of_what_says_too_little_nothing_is_guessed(text: str) -> None:
    assert guess(text) is None


def test_a_mark_is_belied_by_its_script_only() -> None:
    assert not fits("en-US", TEXTS["ar"])
    assert not fits("ar", GERMAN)
    assert fits("en-US", GERMAN)
    assert fits("sr-Latn-RS", "Prevod programa je zadatak koji mogu da urade same mašine bez ljudi.")


def run_of(text: str, lang: str = "") -> str:
    return f"<w:r><w:rPr>{lang}</w:rPr><w:t>{text}</w:t></w:r>"


def test_the_language_of_most_letters_is_the_documents(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run_of(GERMAN, '<w:lang w:val=' + chr(34) + 'de-CH' + chr(34) + '/>')}</w:p>"
        f"<w:p>{run_of('An abstract.', '<w:lang w:val=' + chr(34) + 'en-GB' + chr(34) + '/>')}</w:p>"
    )
    (tmp_path / "a.docx").write_bytes(docx(body, {}))
    assert marked_language(tmp_path / "a.docx", Format.DOCX) == "de-CH"
    (tmp_path / "b.docx").write_bytes(docx(f"<w:p>{run_of(GERMAN)}</w:p>", {}))
    assert marked_language(tmp_path / "b.docx", Format.DOCX) is None
    arabic = '<w:lang w:val="en-US" w:bidi="ar-EG"/>'
    (tmp_path / "c.docx").write_bytes(docx(f"<w:p>{run_of(TEXTS['ar'], arabic)}</w:p>", {}))
    assert marked_language(tmp_path / "c.docx", Format.DOCX) == "ar-EG"


def test_a_deck_has_the_language_of_its_runs(tmp_path: Path) -> None:
    deck = pptx([shape(2, "Une présentation").replace('lang="en"', 'lang="fr-FR"')], {}, hidden=0)
    (tmp_path / "a.pptx").write_bytes(deck)
    assert marked_language(tmp_path / "a.pptx", Format.PPTX) == "fr-FR"


def paper(html: str, lang: str = "") -> bytes:
    import weasyprint

    made: bytes | None = weasyprint.HTML(
        string=f"<html{lang}><style>@page {{margin: 30mm}}</style><p>{html}</p>"
    ).write_pdf()
    assert made is not None
    return made


def spoken(root: Path) -> dict[str, str]:
    contents = json.loads((root / "build/contents.json").read_text("utf-8"))
    return {part["source"]: part["language"] for part in contents["parts"] if part["source"]}


def elements(node: Any) -> list[str]:
    kids = node.get("/K")
    below = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    found = [str(node["/Lang"])] if "/Lang" in node else []
    return found + [lang for kid in below if isinstance(kid, pikepdf.Dictionary) for lang in elements(kid)]


def test_each_document_has_its_language_in_tags_and_contents(tmp_path: Path) -> None:
    root = meeting(
        tmp_path,
        agenda=MEETING_AGENDA.replace(
            "{kind: paper, file: papers/notes.md, title: Notes on notes}",
            "{kind: paper, file: papers/german.pdf, title: Eins}\n              "
            "- {kind: paper, file: papers/marked.pdf, title: Deux}\n              "
            "- {kind: paper, file: papers/set.pdf, title: Drei, language: nl}",
        ),
    )
    (root / "papers/german.pdf").write_bytes(paper(GERMAN))
    (root / "papers/marked.pdf").write_bytes(paper(TEXTS["fr"], " lang='fr-CA'"))
    (root / "papers/set.pdf").write_bytes(paper(f"{GERMAN} Ein anderer."))
    done = run("build", "--draft", root)
    assert done.returncode == 0, done.stderr
    assert spoken(root) == {
        "papers/hopper.pdf": "en",
        "papers/german.pdf": "de",
        "papers/marked.pdf": "fr-CA",
        "papers/set.pdf": "nl",
    }
    with pikepdf.open(root / "build/proceedings.pdf") as volume:
        assert {"de", "fr-CA", "nl"} <= set(elements(volume.Root.StructTreeRoot))
    checked = run("check", root)
    (said,) = [line for line in (checked.stdout + checked.stderr).splitlines() if "language-guessed" in line]
    assert "german.pdf" in said
    assert "its text looks German (de)" in said


@pytest.mark.parametrize(
    ("said", "mark"),
    [("de-CH", "de-CH"), ("en_GB", "en-GB"), ("english", None), ("", None), (None, None), ("und", None)],
)
def test_a_mark_of_a_pdf_that_is_no_language_counts_as_none(said: str | None, mark: str | None) -> None:
    assert told("Some words.", said, None).mark == mark
