"""Just enough of Type 1 font programs: the advance width of each glyph, and their encoding."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable

from proceedings.pdf.fonts.freetype_faces import opened

_BUILT_IN = re.compile(rb"dup\s+(\d+)\s*/([^\s/\[\](){}<>%]+)\s+put")
_LONGEST_NAME = 128
_PRIVATE, _LEN_IV = 256, 1
"""Integers that FreeType's `PS_PrivateRec` takes at most,
and which of them is the entry /lenIV (t1tables.h).
"""


def advance_widths(program: bytes) -> dict[str, float]:
    """Glyph names and their advance widths in glyph space, as FreeType reads them.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    with opened(program) as face:
        name, widths = ctypes.create_string_buffer(_LONGEST_NAME), dict[str, float]()
        for glyph in range(face.contents.num_glyphs):
            if not raw.FT_Load_Glyph(face, glyph, raw.FT_LOAD_NO_SCALE):
                raw.FT_Get_Glyph_Name(face, glyph, name, _LONGEST_NAME)
                widths.setdefault(name.value.decode("latin-1"), face.contents.glyph.contents.metrics.horiAdvance)
        return widths


def glyphs_among(program: bytes, names: Iterable[str]) -> set[str]:
    """Those of some glyphs that a program, plain or in CFF, has;
    never that of undefined characters.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    with opened(program) as face:
        return {name for name in names if raw.FT_Get_Name_Index(face, name.encode("latin-1", "replace"))}


def has_open_glyphs(program: bytes) -> bool:
    """True when a program says that its glyphs are not enciphered (/lenIV -1).

    That is no entry of the Type 1 format;
    readers know it, and veraPDF reads other widths and no glyphs.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    private = (ctypes.c_int * _PRIVATE)()
    with opened(program) as face:
        return raw.FT_Get_PS_Font_Private(face, private) == 0 and private[_LEN_IV] < 0


def built_in_encoding(program: bytes) -> dict[int, str] | None:
    """Codes and glyph names of the program's own encoding; None when it is StandardEncoding."""
    head = program[: program.find(b"eexec")]
    if b"StandardEncoding def" in head:
        return None
    return {int(m[1]): m[2].decode("latin-1") for m in _BUILT_IN.finditer(head)}
