"""Manuscripts: texts of authors set on the volume's page."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pypdf
import pypdfium2
import pytest

from arranging_volumes import contribution, document, person, session, volume
from proceedings.intake.manuscript import read_manuscript
from proceedings.typesetting.layout import load_layout
from proceedings.typesetting.manuscript import ManuscriptSetter, manuscript_setter
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.format import Format
from proceedings.values.manuscript import Manuscript
from proceedings.values.settings import Trim

TEXT = """# On Measuring Skills

A paragraph with a note.[^1]

## Method

| Year | Entries |
| --- | ---: |
| 2006 | 1,200 |

```
some code
```

[^1]: The note itself.
"""


def setter(workspace: Path) -> ManuscriptSetter:
    paper = document("skills", source=PurePosixPath("papers/skills.md"))
    item = session("s1", "Session", contribution("c1", person("Kreshna Bunjun"), documents=(paper,)))
    return manuscript_setter(volume((item,)), load_layout(workspace, "default"))


def manuscript(workspace: Path, text: str) -> Manuscript:
    path = workspace / "papers" / "skills.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    source = PurePosixPath("papers/skills.md")
    read, _, _ = read_manuscript(path, Format.MARKDOWN, workspace, "en", DocumentKind.PAPER, source)
    return read


def pages(workspace: Path, text: str) -> list[str]:
    pdf = workspace / "set.pdf"
    pdf.write_bytes(setter(workspace)(manuscript(workspace, text)))
    return [page.extract_text() for page in pypdf.PdfReader(pdf).pages]


def test_title_author_text_table_and_code_are_on_the_page(tmp_path: Path) -> None:
    (text,) = pages(tmp_path, TEXT)
    for said in ("On Measuring Skills", "Kreshna Bunjun", "A paragraph", "Method", "1,200", "some code"):
        assert said in text, said
    assert text.count("On Measuring Skills") == 1


def test_an_author_whom_the_text_names_is_not_named_again(tmp_path: Path) -> None:
    (text,) = pages(tmp_path, TEXT.replace("A paragraph", "*Kreshna Bunjun*\n\nA paragraph"))
    assert text.count("Kreshna Bunjun") == 1


def test_notes_stand_at_the_foot_of_the_page_that_refers_to_them(tmp_path: Path) -> None:
    pages(tmp_path, TEXT + "\n\n" + "More text, line after line. " * 900)
    document = pypdfium2.PdfDocument(tmp_path / "set.pdf")
    assert len(document) > 1
    page = document[0].get_textpage()
    foot = load_layout(None, "default").design(Trim(595.276, 841.89)).bottom
    found = page.search("The note itself.").get_next()
    assert found is not None
    assert page.get_charbox(found[0])[1] < foot + 20


def test_manuscripts_have_the_volumes_page_and_leave_head_and_folio_free(tmp_path: Path) -> None:
    pages(tmp_path, TEXT + "\n\n" + "More text, line after line. " * 900)
    design = load_layout(None, "default").design(Trim(595.276, 841.89))
    for number, page in enumerate(pypdfium2.PdfDocument(tmp_path / "set.pdf"), start=1):
        assert page.get_size() == pytest.approx((design.width, design.height), abs=0.1)
        text, area = page.get_textpage(), design.text_box(number)
        for rect in (text.get_rect(r) for r in range(text.count_rects())):
            assert area.left - 1 <= rect[0] and rect[2] <= area.right + 1
            assert area.bottom - 2 <= rect[1] and rect[3] <= area.top + 2


def test_a_character_that_no_font_has_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProceedingsError, match=r"U\+F1234.*line 3, column 3"):
        pages(tmp_path, "# Title\n\nA \U000f1234 sign.\n")


def test_the_setter_can_be_sent_to_another_process_and_sets_the_same_bytes(tmp_path: Path) -> None:
    one, text = setter(tmp_path), manuscript(tmp_path, TEXT)
    two = pickle.loads(pickle.dumps(one))
    assert one(text) == two(text)


def test_what_its_pages_depend_on_changes_with_the_layout_and_the_trim(tmp_path: Path) -> None:
    text = manuscript(tmp_path, TEXT)
    first = setter(tmp_path).inputs(text)
    own = tmp_path / "layouts" / "default"
    own.mkdir(parents=True)
    (own / "manuscript.html").write_text("{{ html }}")
    second = setter(tmp_path).inputs(text)
    base = volume(())
    small = replace(base, settings=replace(base.settings, trim=Trim(420, 595)))
    third = manuscript_setter(small, load_layout(tmp_path, "default")).inputs(text)
    assert first != second != third != first
