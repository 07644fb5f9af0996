"""Type 3 fonts: every character has a glyph with the width that the page uses,
and none is undefined.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from arbiter import broken
from proceedings.intake.conforming.conform import conform
from proceedings.readers.comparing import compare

BOX = b"600 0 0 0 500 500 d1 50 0 400 400 re f"
BARE = b"50 0 400 400 re f"


def encoded(*names: str) -> Dictionary:
    return Dictionary(Type=Name.Encoding, Differences=Array([97, *(Name(f"/{name}") for name in names)]))


def drawn(glyphs: dict[str, bytes], encoding: Dictionary | Name | None, widths: list[int]) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({f"/{name}": pdf.make_stream(data) for name, data in glyphs.items()}),
        FirstChar=97,
        LastChar=96 + len(widths),
        Widths=Array(widths),
        Resources=Dictionary(),
    )
    if encoding is not None:
        font["/Encoding"] = encoding
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"BT /T 40 Tf 20 100 Td (abcd) Tj ET")
    page.Resources = Dictionary(Font=Dictionary(T=pdf.make_indirect(font)))
    return pdf


@pytest.mark.parametrize(
    ("glyphs", "encoding", "widths"),
    [
        ({".notdef": BOX, "x": BOX}, encoded(".notdef", "x", "x", "x"), [600] * 4),
        ({"x": BOX}, encoded("x"), [600] * 4),
        ({"x": BOX}, encoded("x", "a", "b", "c"), [600, 300, 500, 700]),
        ({"x": BOX, ".notdef": BOX}, None, [600] * 4),
        ({"a": BOX, "b": BOX}, Name.WinAnsiEncoding, [600] * 4),
        ({"x": BOX}, encoded("x", "x", "x", "x"), [600, 300, 500, 900]),
        ({"x": BARE, "y": b"", "z": BOX}, encoded("x", "y", "z", "x"), [600, 250, 600, 500]),
        ({"x": BARE, ".notdef": BARE}, encoded("x", ".notdef", "x", ".notdef"), [600, 250, 600, 500]),
    ],
    ids=["named", "outside", "no glyph", "no encoding", "by name", "widths", "no width", "undefined, no width"],
)
def test_characters_of_drawn_fonts_conform_and_look_as_before(
    glyphs: dict[str, bytes], encoding: Dictionary | Name | None, widths: list[int], tmp_path: Path
) -> None:
    drawn(glyphs, encoding, widths).save(tmp_path / "in.pdf")
    result = conform(tmp_path / "in.pdf", tmp_path / "out.pdf")
    assert result.level == "2b" and broken(tmp_path / "out.pdf", "2b") == {"2b": []}
    assert compare(tmp_path / "in.pdf", tmp_path / "out.pdf").same()


def test_a_glyph_that_shows_the_undefined_one_of_another_font_is_told_apart(tmp_path: Path) -> None:
    inner = {".notdef": BOX, "q": BOX}
    pdf = drawn(inner, encoded(".notdef", "q", "q", "q"), [600] * 4)
    font = pdf.pages[0].obj.Resources.Font.T
    outer = drawn({"x": b"600 0 d0 BT /I 900 Tf (ab) Tj ET"}, encoded("x", "x", "x", "x"), [600] * 4)
    copied = outer.copy_foreign(font)
    outer.pages[0].obj.Resources.Font.T.Resources = Dictionary(Font=Dictionary(I=copied))
    outer.save(tmp_path / "in.pdf")
    result = conform(tmp_path / "in.pdf", tmp_path / "out.pdf")
    assert result.level == "2b" and broken(tmp_path / "out.pdf", "2b") == {"2b": []}
    with pikepdf.open(tmp_path / "out.pdf") as after:
        assert any(
            "/CharProcs" in o and ".notdef" not in str(o.Encoding.Differences)
            for o in after.objects
            if isinstance(o, pikepdf.Dictionary) and "/CharProcs" in o
        )


def test_a_character_without_a_glyph_keeps_the_name_that_says_what_it_is(tmp_path: Path) -> None:
    drawn({"a": BOX}, Name.WinAnsiEncoding, [600, 300, 600, 600]).save(tmp_path / "in.pdf")
    conform(tmp_path / "in.pdf", tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as after:
        listed = after.pages[0].obj.Resources.Font.T.Encoding.Differences
        assert {"/a", "/b", "/c", "/d"} <= {str(name) for name in listed if isinstance(name, Name)}
