"""Letters for which a conversion had no font come out as empty boxes:
the editor is told which, and what to install.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from test_office_links import docx, paragraph, pptx, shape, take, words

from proceedings.values.diagnostics import Severity

UNKNOWN = "\U000f1234"
"""A character for private use, which no font has."""


@pytest.mark.needs_libreoffice
def test_a_letter_that_no_font_has_is_an_error_with_its_page(tmp_path: Path) -> None:
    next_page = '<w:r><w:br w:type="page"/></w:r>'
    body = paragraph(words("Łódź – “Ünïcödé” ½")) + paragraph(next_page, words(f"A {UNKNOWN}"))
    (said,) = (d for d in take(tmp_path, "a.docx", docx(body, {})).diagnostics if d.code == "missing-glyph")
    assert said.severity is Severity.ERROR
    assert "U+F1234" in said.message
    assert "apt-get install" in str(said.hint)
    assert said.place.page == 2


@pytest.mark.needs_libreoffice
def test_so_it_is_on_a_slide_and_signs_that_look_like_a_box_are_none(tmp_path: Path) -> None:
    deck = pptx([shape(2, f"□ ☐ {UNKNOWN}")], {}, hidden=0)
    (said,) = (d for d in take(tmp_path, "a.pptx", deck).diagnostics if d.code == "missing-glyph")
    assert "U+F1234" in said.message
    assert "WHITE SQUARE" not in said.message
    plain = pptx([shape(2, "□ ☐ and words")], {}, hidden=0)
    assert not [d for d in take(tmp_path, "b.pptx", plain).diagnostics if d.code == "missing-glyph"]
