"""What a stream says of the font program in it is what the program is:
validators believe the word, readers look.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.misc import eexec
from fontTools.ttLib import TTFont, newTable
from pikepdf import Name, Pdf

import font_programs
from arbiter import broken
from archival_faults import bare_cff, document, font, font_program
from proceedings.intake.conforming.conform import conform
from proceedings.pdf.fonts.type1 import has_open_glyphs


def _open_type() -> bytes:
    """The squares of the bare CFF in a font file, as a browser would load it."""
    with TTFont(io.BytesIO(font_program())) as made:
        del made["glyf"], made["loca"]
        made["CFF "] = newTable("CFF ")
        made["CFF "].decompile(font_program(cff=True), made)
        made["maxp"].tableVersion = 0x00005000
        made.sfntVersion = "OTTO"
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("packed", "said", "wanted"),
    [
        (_open_type, Name.Type1C, Name.OpenType),
        (_open_type, None, Name.OpenType),
        (lambda: font_program(cff=True), Name.CIDFontType0C, Name.Type1C),
        (lambda: font_program(cff=True), Name.OpenType, Name.Type1C),
    ],
    ids=["a font file said to be bare", "a font file", "bare said to have numbers", "bare said to be a font file"],
)
def test_a_program_of_another_kind_than_its_stream_says(packed: Any, said: Any, wanted: Any, tmp_path: Path) -> None:
    def change(pdf: Pdf, made: Any) -> Any:
        fresh = bare_cff(pdf)
        fresh.FontDescriptor.FontFile3 = pdf.make_stream(packed())
        if said is not None:
            fresh.FontDescriptor.FontFile3.Subtype = said
        return fresh

    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    document(font(change)).save(source)
    result = conform(source, out)
    assert result.level == "2b" and result.report.treatment == ("conformed",)
    assert broken(out, "2b") == {"2b": []}
    with Pdf.open(out) as pdf:
        assert pdf.pages[0].obj.Resources.Font.X.FontDescriptor.FontFile3.Subtype == wanted


@pytest.mark.parametrize(("length", "wanted"), [(b"-1", True), (b"4", False), (b"0", False)])
def test_glyphs_that_are_not_enciphered_are_known(length: bytes, wanted: bool) -> None:
    program = font_programs.type1({"A": 500})
    begin, end = program.index(b"eexec\n") + 6, program.index(b"\n" + b"0" * 64)
    plain = eexec.decrypt(program[begin:end], 55665)[0].replace(b"/lenIV 4", b"/lenIV " + length)
    assert has_open_glyphs(program[:begin] + eexec.encrypt(plain, 55665)[0] + program[end:]) is wanted
