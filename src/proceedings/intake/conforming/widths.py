"""Widths of glyphs in the dictionary and in the embedded font agree to 1/1000 em (ISO 19005-2, 6.2.11.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.intake.conforming import type1
from proceedings.intake.conforming.encodings import code_names
from proceedings.intake.conforming.objects import dictionaries

if TYPE_CHECKING:
    import pikepdf

TOLERANCE = 1.0
"""In thousandths of an em."""


def disagreeing_type1_widths(pdf: pikepdf.Pdf) -> bool:
    """True when a Type 1 font has a glyph, anywhere in its list of widths, whose program says otherwise."""
    import pikepdf

    for font in dictionaries(pdf):
        if font.get("/Subtype") not in ("/Type1", "/MMType1") or "/Widths" not in font:
            continue
        descriptor = font.get("/FontDescriptor")
        program = descriptor.get("/FontFile") if isinstance(descriptor, pikepdf.Dictionary) else None
        if isinstance(program, pikepdf.Stream) and not _type1_agrees(font, program.read_bytes()):
            return True
    return False


def _type1_agrees(font: pikepdf.Object, program: bytes) -> bool:
    try:
        advances = type1.advance_widths(program)
    except ValueError:
        return False
    names = code_names(font, type1.built_in_encoding(program))
    first = font.get_int("/FirstChar", 0)
    for code, width in enumerate(font["/Widths"], first):
        advance = advances.get(names.get(code, ".notdef"))
        if advance is not None and abs(float(width) - advance) > TOLERANCE and float(width):
            return False
    return True
