"""Just enough of Type 1 font programs: the advance width of each glyph, and their encoding."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable

_BUILT_IN = re.compile(rb"dup\s+(\d+)\s*/([^\s/\[\](){}<>%]+)\s+put")
_LONGEST_NAME = 128


def advance_widths(program: bytes) -> dict[str, float]:
    """Glyph names and their advance widths in glyph space, as FreeType reads them.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    library, face = raw.FT_Library(), raw.FT_Face()
    if raw.FT_Init_FreeType(ctypes.byref(library)):
        raise ValueError("FreeType does not start")
    try:
        if raw.FT_New_Memory_Face(library, program, len(program), 0, ctypes.byref(face)):
            raise ValueError("not a font program")
        name, widths = ctypes.create_string_buffer(_LONGEST_NAME), dict[str, float]()
        for glyph in range(face.contents.num_glyphs):
            if not raw.FT_Load_Glyph(face, glyph, raw.FT_LOAD_NO_SCALE):
                raw.FT_Get_Glyph_Name(face, glyph, name, _LONGEST_NAME)
                widths.setdefault(name.value.decode("latin-1"), face.contents.glyph.contents.metrics.horiAdvance)
        return widths
    finally:
        raw.FT_Done_FreeType(library)  # and the face with it


def glyphs_among(program: bytes, names: Iterable[str]) -> set[str]:
    """Those of some glyphs that a program, plain or in CFF, has;
    never that of undefined characters.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    library, face = raw.FT_Library(), raw.FT_Face()
    if raw.FT_Init_FreeType(ctypes.byref(library)):
        raise ValueError("FreeType does not start")
    try:
        if raw.FT_New_Memory_Face(library, program, len(program), 0, ctypes.byref(face)):
            raise ValueError("not a font program")
        return {name for name in names if raw.FT_Get_Name_Index(face, name.encode("latin-1", "replace"))}
    finally:
        raw.FT_Done_FreeType(library)  # and the face with it


def built_in_encoding(program: bytes) -> dict[int, str] | None:
    """Codes and glyph names of the program's own encoding; None when it is StandardEncoding."""
    head = program[: program.find(b"eexec")]
    if b"StandardEncoding def" in head:
        return None
    return {int(m[1]): m[2].decode("latin-1") for m in _BUILT_IN.finditer(head)}
