"""Lists count from the number that their author gave, in texts of authors and of editors."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import pypdf
import pytest

from proceedings.intake.manuscript import read_manuscript
from proceedings.typesetting.manuscript import usual_setter
from proceedings.typesetting.prose import markdown
from proceedings.values.book import DocumentKind
from proceedings.values.format import Format

LISTS = [
    ("3. three\n4. four\n", ["3. three", "4. four"]),
    ("<ol start='5'><li>five</li><li value='9'>nine</li><li>ten</li></ol>", ["5. five", "9. nine", "10. ten"]),
    ("<ol type='a' start='3'><li>c</li><li>d</li></ol>", ["c. c", "d. d"]),
    ("<ol reversed><li>two</li><li>one</li></ol>", ["2. two", "1. one"]),
    ("1. one\n   1. inner\n   2. second\n2. two\n", ["1. one", "1. inner", "2. second", "2. two"]),
]


@pytest.mark.parametrize(("text", "lines"), LISTS)
def test_numbers_of_an_authors_list_are_printed_as_given(text: str, lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Title\n\n{text}", "utf-8")
    source = PurePosixPath("a.md")
    manuscript, _, _ = read_manuscript(path, Format.MARKDOWN, tmp_path, "en", DocumentKind.PAPER, source)
    page = pypdf.PdfReader(io.BytesIO(usual_setter(tmp_path)(manuscript))).pages[0]
    numbers = [word for word in page.extract_text().split() if word.endswith(".")]  # drawn after all items
    assert sorted(numbers) == sorted(line.split()[0] for line in lines)


def test_an_editors_list_counts_from_its_number_too() -> None:
    html = markdown("7. seven\n8. eight\n")
    assert "counter-reset: list-item 7" in html and html.count("style=") == 1
    assert "style=" not in markdown("1. one\n2. two\n")
