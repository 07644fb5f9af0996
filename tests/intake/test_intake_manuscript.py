"""Manuscripts: Markdown, HTML and plain text become safe,
complete HTML and then pages in the volume's layout.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pypdf
import pytest

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.manuscript import read_manuscript
from proceedings.intake.taking_in import take_in
from proceedings.values.book import DocumentKind
from proceedings.values.format import Format
from proceedings.values.manuscript import Manuscript
from proceedings.values.submission import Request
from proceedings.values.trouble import Trouble

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Tags(HTMLParser):
    """Lists tags with their attributes, by a parser that is not the one under test."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def names(self) -> set[str]:
        return {tag for tag, _ in self.found}

    def attribute(self, tag: str, name: str) -> list[str | None]:
        return [attrs.get(name) for found, attrs in self.found if found == tag]


def read(workspace: Path, text: str | bytes, form: Format = Format.MARKDOWN) -> tuple[Manuscript, Sequence[Trouble]]:
    path = workspace / "papers" / f"a.{form.value}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    source = PurePosixPath("papers", path.name)
    return read_manuscript(path, form, workspace, "en", DocumentKind.PAPER, source)[:2]


def test_markdown_has_headings_tables_footnotes_and_a_title(tmp_path: Path) -> None:
    text = "# On *Mobility* & Work\n\nText[^1].\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n[^1]: A note.\n"
    manuscript, troubles = read(tmp_path, text)
    tags = Tags(manuscript.html)
    assert manuscript.title == "On Mobility & Work"
    assert {"h1", "em", "table", "th", "td", "sup", "section", "li"} <= tags.names()
    assert "text-align:right" in str(tags.attribute("td", "style")[1]).replace(" ", "")
    note = str(tags.attribute("a", "href")[0])
    assert note.removeprefix("#") in tags.attribute("li", "id")
    assert not troubles


def test_the_title_of_the_settings_heads_a_text_that_has_no_heading_of_its_own(tmp_path: Path) -> None:
    manuscript, _ = read(tmp_path, "---\ntitle: A & B\n---\n\nText.\n")
    assert manuscript.title == "A & B"
    assert manuscript.html.startswith("<h1>A &amp; B</h1>")


def test_front_matter_is_not_printed(tmp_path: Path) -> None:
    manuscript, _ = read(tmp_path, "---\ntitle: draft 3\n---\n\n# Title\n")
    assert "draft" not in manuscript.html


ACTIVE = (
    "<script>alert(1)</script><style>*{display:none}</style><iframe src='https://example.org'></iframe>"
    "<p onclick='x()' style='position:fixed'>kept</p><form action='/x'><input name='a'></form>"
    "<a href='javascript:x()'>a</a><a href='file:///etc/passwd'>b</a><a href='other.docx'>c</a>"
    "<a href='https://example.org/'>d</a><link rel=stylesheet href='https://example.org/x.css'>"
    "<object data='x'></object><svg onload='x()'></svg><base href='https://example.org'>"
)


def test_angle_brackets_that_are_no_html_stay_in_headings_text_and_notes(tmp_path: Path) -> None:
    text = "# On <les grands>\n\nText <les petits>[^1] <sub>2</sub>\n\n[^1]: A note <ici>.\n"
    manuscript, _ = read(tmp_path, text, Format.MARKDOWN)
    assert manuscript.title == "On <les grands>"
    assert "&lt;les petits&gt;" in manuscript.html and "&lt;ici&gt;" in manuscript.html
    assert "<sub>2</sub>" in manuscript.html


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.HTML])
def test_nothing_active_and_nothing_to_be_fetched_is_left(tmp_path: Path, form: Format) -> None:
    manuscript, troubles = read(tmp_path, ACTIVE, form)
    tags = Tags(manuscript.html)
    assert tags.names() <= {"p", "a", "div", "span"}
    assert "kept" in manuscript.html
    assert [h for h in tags.attribute("a", "href") if h] == ["file:other.docx", "https://example.org/"]
    assert {name for _, attrs in tags.found for name in attrs} <= {"href"} | {"style"}
    assert "fixed" not in manuscript.html
    assert "alert" not in manuscript.html
    assert [t.code for t in troubles] == ["local-link", "html-left-out"]


def test_an_image_beside_the_text_is_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a dot.png").write_bytes(DOT)
    manuscript, troubles = read(tmp_path, "![A dot](<a dot.png>)")
    (source,) = Tags(manuscript.html).attribute("img", "src")
    assert base64.b64decode(str(source).removeprefix("data:image/png;base64,")) == DOT
    assert not troubles


@pytest.mark.parametrize(
    "reference",
    ["../../secret.png", "/etc/hostname", "https://example.org/a.png", "//example.org/a.png", "linked.png", "none.png",
     "file:///etc/hostname", "text.png", "data:image/svg+xml;base64,PHN2Zy8+"],
)  # fmt: skip
def test_an_image_from_elsewhere_is_left_out_with_a_warning(tmp_path: Path, reference: str) -> None:
    workspace = tmp_path / "workspace"
    (workspace / "papers").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(DOT)
    (workspace / "papers" / "linked.png").symlink_to(tmp_path / "secret.png")
    (workspace / "papers" / "text.png").write_text("no picture")
    manuscript, troubles = read(workspace, f'<p><img src="{reference}" alt="words"></p>', Format.HTML)
    assert Tags(manuscript.html).attribute("img", "src") == [None]
    assert [t.code for t in troubles] == ["image-left-out"]


def test_plain_text_keeps_paragraphs_and_lines_and_is_not_markup(tmp_path: Path) -> None:
    manuscript, _ = read(tmp_path, "One <b>\ntwo\n\nthree & four", Format.PLAIN)
    assert Tags(manuscript.html).names() == {"p", "br"}
    assert "One &lt;b&gt;" in manuscript.html
    assert "three &amp; four" in manuscript.html


@pytest.mark.parametrize("form", [Format.PLAIN, Format.MARKDOWN, Format.HTML])
def test_control_characters_are_not_set_and_a_new_page_begins_a_paragraph(form: Format, tmp_path: Path) -> None:
    manuscript, troubles = read(tmp_path, "One\x00 two\x0cThree\x1b\x7f four\x1a\n", form)
    assert Tags(manuscript.html).names() <= {"p"} and not troubles
    assert "\x0c" not in manuscript.html and manuscript.html.replace("\n", " ").count("One two") == 1
    assert "Three four" in manuscript.html and "twoThree" not in manuscript.html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_editors_use(tmp_path: Path, encoding: str) -> None:
    manuscript, _ = read(tmp_path, "Peñalosa – Café".encode(encoding), Format.PLAIN)
    assert "Peñalosa – Café" in manuscript.html


@dataclass(frozen=True)
class Press:
    """A small typesetter; `fingerprint` stands for its layout."""

    fingerprint: str = "a"

    def __call__(self, manuscript: Manuscript) -> bytes:
        from weasyprint import HTML

        style = f"<style>@page {{ size: A5; margin: {'2cm' if self.fingerprint == 'a' else '3cm'} }}</style>"
        page = HTML(
            string=f"<html lang={manuscript.language}><head>{style}</head><body>{manuscript.html}</body></html>"
        )
        return bytes(page.write_pdf())

    def inputs(self, manuscript: Manuscript) -> Mapping[str, str]:
        return {"the layout": self.fingerprint}

    def programs(self, manuscript: Manuscript) -> tuple[str, ...]:
        return ()


def request(workspace: Path) -> Request:
    source = PurePosixPath("papers/a.md")
    return Request("doc", DocumentKind.PAPER, workspace / source, source, "en")


def test_a_manuscript_is_typeset_and_taken_in(tmp_path: Path) -> None:
    read(tmp_path, "# Title\n\nWords of the author.\n\n![x](none.png)")
    with Workers(2) as workers:
        intake = take_in([request(tmp_path)], Store(tmp_path / "store"), workers, Press())
    submission = intake.submissions["doc"]
    assert submission.treatment == ("typeset", "conformed", "tagged")
    assert "Words of the author." in pypdf.PdfReader(submission.pdf).pages[0].extract_text()
    assert [(d.code, d.document) for d in intake.diagnostics] == [("image-left-out", "doc")]


def test_a_manuscript_is_set_again_when_its_image_or_the_layout_changed_and_only_then(tmp_path: Path) -> None:
    read(tmp_path, "![x](dot.png) text")
    (tmp_path / "papers" / "dot.png").write_bytes(DOT)
    store = Store(tmp_path / "store")
    sums = []
    for change in (None, None, "image", "layout"):
        if change == "image":
            (tmp_path / "papers" / "dot.png").write_bytes(DOT + b"\0")
        with Workers(1) as workers:
            press = Press("b" if change == "layout" else "a")
            sums.append(take_in([request(tmp_path)], store, workers, press).submissions["doc"].pdf)
    assert sums[0] == sums[1]
    assert len(set(sums)) == 3


def test_without_a_layout_a_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    read(tmp_path, "text")
    with Workers(1) as workers:
        intake = take_in([request(tmp_path)], Store(tmp_path / "store"), workers)
    assert [(d.code, d.document) for d in intake.diagnostics] == [("unknown-format", "doc")]
