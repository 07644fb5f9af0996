"""`pages-as-pictures: yes` through the front door:
what became a picture is said, with the page that was the reason.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name

from plain_pages import Text, paper, pdf_of, workspace
from small_workspaces import run

UNKNOWN = Name("/#cb#ce#cc#e5")
"""A font of pictures that is not embedded, and whose shapes nobody has."""


def with_an_unknown_font(pdf: pikepdf.Pdf) -> None:
    """Let the second page of a document show its words in such a font."""
    resources = pdf.pages[1].obj.Resources
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=UNKNOWN, Encoding=Name.WinAnsiEncoding)
    pdf.pages[1].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font), F2=resources.Font.F2))


@pytest.mark.parametrize("allowed", [True, False])
def test_what_became_a_picture_is_said_with_the_page_that_was_the_reason(allowed: bool, tmp_path: Path) -> None:
    texts = [paper(), [Text("Silent words of the second page", 72, 640)], [Text("The third page", 72, 640)]]
    root = workspace(tmp_path / "w", {"a.pdf": ("Rivers", pdf_of(texts, change=with_an_unknown_font))})
    if allowed:
        with (root / "proceedings" / "volume.yaml").open("a") as volume:
            volume.write("options: {pages-as-pictures: yes}\n")
    built = run("build", "--draft", root)
    assert built.returncode == 0, built.stderr
    bound = pypdf.PdfReader(root / "build" / "proceedings.pdf").pages
    pictures = [page for page in bound if page.images]
    if not allowed:
        assert "pages-became-pictures" not in built.stderr
        assert "papers/a.pdf: page 2: warning[not-conforming]" in built.stderr
        assert not pictures
        return
    assert "papers/a.pdf: page 2: warning[pages-became-pictures]: all its pages became pictures" in built.stderr
    assert "because of page 2: " in built.stderr
    assert "not-conforming" not in built.stderr
    assert len(pictures) == 3
    assert "Silent words" in pictures[1].extract_text()
