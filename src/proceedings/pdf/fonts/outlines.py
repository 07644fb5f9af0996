"""Embedded font programs as FreeType reads them:
glyphs by name, by CID and by built-in code, with their advances.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proceedings.pdf.fonts.freetype_faces import opened

_LONGEST_NAME = 128
_ADOBE = 7
"""The platform under which FreeType gives a program's own encoding."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """A Type 1 or CFF program. Glyphs have numbers, of which 0 is the undefined glyph."""

    advances: tuple[float | None, ...]
    """Advance widths by glyph number in thousandths of an em;
    None for a glyph that cannot be read.
    """
    names: Mapping[str, int]
    """Empty where glyphs have no names."""
    built_in: Mapping[int, int]
    """Glyphs by the codes of the program's own encoding."""
    cids: Mapping[int, int] | None
    """Glyphs by CID; None where the program has none,
    and a CID is a glyph number (ISO 32000-1, 9.7.4.2).
    """

    def advance(self, glyph: int) -> float | None:
        """The advance of a glyph; None where there is no such glyph."""
        return self.advances[glyph] if 0 <= glyph < len(self.advances) else None


def outlines(data: bytes) -> Outlines:
    """Read a Type 1 program, bare CFF, or CFF in OpenType.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    with opened(data) as face:
        advances = _advances(face)
        if not any(advance is not None for advance in advances):
            raise ValueError("no glyph of the font program can be read")
        keyed = bool(face.contents.face_flags & raw.FT_FACE_FLAG_CID_KEYED)
        names = {} if keyed else _names(face)
        return Outlines(advances, names, _built_in(face), _cids(data) if keyed else None)


def _advances(face: Any) -> tuple[float | None, ...]:
    from freetype import raw

    scale = 1000 / (face.contents.units_per_EM or 1000)
    return tuple(
        None
        if raw.FT_Load_Glyph(face, glyph, raw.FT_LOAD_NO_SCALE)
        else face.contents.glyph.contents.metrics.horiAdvance * scale
        for glyph in range(face.contents.num_glyphs)
    )


def _names(face: Any) -> dict[str, int]:
    from freetype import raw

    name, found = ctypes.create_string_buffer(_LONGEST_NAME), dict[str, int]()
    for glyph in range(face.contents.num_glyphs):
        if not raw.FT_Get_Glyph_Name(face, glyph, name, _LONGEST_NAME):
            found.setdefault(name.value.decode("latin-1"), glyph)
    return found


def _built_in(face: Any) -> dict[int, int]:
    from freetype import raw

    for number in range(face.contents.num_charmaps):
        charmap = face.contents.charmaps[number]
        if charmap.contents.platform_id == _ADOBE and not raw.FT_Set_Charmap(face, charmap):
            return {code: glyph for code in range(256) if (glyph := raw.FT_Get_Char_Index(face, code))}
    return {}


def _cids(data: bytes) -> dict[int, int]:
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    try:
        if data.startswith(b"OTTO"):
            charset = TTFont(io.BytesIO(data), lazy=True)["CFF "].cff[0].charset
        else:
            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(data), None)
            charset = fonts[0].charset
        cids = [int(name[3:]) if name.startswith("cid") else 0 for name in charset]
    except Exception as problem:  # fontTools raises errors of every kind for damaged fonts
        raise ValueError("its list of characters cannot be read") from problem
    # FreeType takes the CID itself for the number of a glyph where the program is bare.
    return {cid: glyph if data.startswith(b"OTTO") else cid for glyph, cid in enumerate(cids)}
