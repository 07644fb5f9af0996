"""TrueType fonts whose encoding PDF/A does not allow:
what each code shows is frozen into the font (6.2.11.6).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from proceedings.intake.conforming.own_glyphs import copy_undefined
from proceedings.pdf.dictionaries import dictionaries
from proceedings.pdf.fonts import encodings, truetype
from proceedings.pdf.fonts.open_fonts import symbol_map
from proceedings.pdf.fonts.unicode_maps import read_texts, write_map
from proceedings.pdf.fonts.widths import TOLERANCE, given_widths
from proceedings.pdf.shown import codes, shown_strings
from proceedings.readers.drawn_glyphs import drawn_glyphs

if TYPE_CHECKING:
    import pikepdf


def freeze_encodings(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Give symbolic TrueType fonts one character map of their own and no encoding besides.

    The map is what readers draw by the old encoding, so no glyph changes; codes that showed the
    undefined glyph show a copy of it that counts as defined. Text stays searchable: a ToUnicode map
    takes over from the encoding. A font whose glyphs cannot be told apart, or whose program cannot
    be written, is left as it is.
    """
    shown = shown_strings(pdf)
    changed = 0
    for font in list(dictionaries(pdf)):
        if font.get("/Subtype") != "/TrueType" or truetype.program(font) is None:
            continue
        used = codes(shown.get(font.objgen, set()))
        if _is_plain(font) and _has_all(font, used):
            continue
        changed += _freeze(pdf, font, used)
    return (f"The encodings of {changed} embedded fonts were written into the fonts.",) if changed else ()


def _is_plain(font: pikepdf.Object) -> bool:
    """True for a text font with a standard encoding as PDF/A allows it,
    which is left alone (6.2.11.6).
    """
    if font["/FontDescriptor"].get_int("/Flags", 0) & truetype.SYMBOLIC:
        return False
    if encodings.base_name(font) not in ("/WinAnsiEncoding", "/MacRomanEncoding"):
        return False
    face = truetype.face(font)
    if face is None:
        return True
    maps, names = face.charmaps(), encodings.differences(font).values()
    return bool(maps.keys() - {(3, 0)}) and (not names or ((3, 1) in maps and all(map(encodings.is_listed, names))))


def _has_all(font: pikepdf.Object, used: set[int]) -> bool:
    """True when the font has a glyph for each code, or cannot be read."""
    face = truetype.face(font)
    return face is None or all(truetype.glyphs(font, face, used).values())


def _freeze(pdf: pikepdf.Pdf, font: pikepdf.Object, used: set[int]) -> int:
    face = truetype.face(font)
    if face is None:
        return 0
    chosen = drawn_glyphs(font, truetype.glyphs(font, face, used), face.glyph_count)
    if chosen is None:
        return 0
    given = given_widths(font)
    try:
        frozen = _with_widths(_with_map(face.data, chosen, {c: given.get(c, 0.0) for c in chosen}), chosen, given)
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return 0
    texts = _texts(font, face, chosen)
    known = read_texts(font)
    if texts.keys() - known.keys():
        font["/ToUnicode"] = pdf.make_stream(write_map(texts | known, 1))
    if "/Encoding" in font:
        del font["/Encoding"]
    descriptor = pdf.make_indirect(_copy(font["/FontDescriptor"]))
    flags = descriptor.get_int("/Flags", 0) & ~truetype.NONSYMBOLIC | truetype.SYMBOLIC
    descriptor["/Flags"] = flags
    descriptor["/FontFile2"] = pdf.make_stream(frozen, Length1=len(frozen))
    font["/FontDescriptor"] = descriptor
    return 1


def _texts(font: pikepdf.Object, face: truetype.Face, glyphs: dict[int, int]) -> dict[int, str]:
    """What the codes stand for:
    by the encoding that is about to go, else by the font's own map to Unicode.
    """
    names = encodings.code_names(font) if "/Encoding" in font else {}
    found = {code: text for code in glyphs if (text := encodings.character(names.get(code, ".notdef")))}
    back = {glyph: chr(point) for point, glyph in sorted(face.charmaps().get((3, 1), {}).items(), reverse=True)}
    return {code: back[glyph] for code, glyph in glyphs.items() if glyph in back} | found


def _with_map(data: bytes, glyphs: dict[int, int], widths: dict[int, float]) -> bytes:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        order = font.getGlyphOrder()
        names = {code: order[glyph] if 0 < glyph < len(order) else "" for code, glyph in glyphs.items()}
        copies = {width: copy_undefined(font, width) for width in sorted({widths[c] for c in names if not names[c]})}
        names = {code: name or copies[widths[code]] for code, name in names.items()}
        font["cmap"] = symbol_map(names)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        return out.getvalue()


def _with_widths(data: bytes, glyphs: dict[int, int], given: dict[int, float]) -> bytes:
    """The program with the widths that the pages use, for the glyphs that are shown (6.2.11.5)."""
    face = truetype.Face(data)
    wanted = {glyph: given[code] for code, glyph in sorted(glyphs.items()) if glyph and code in given}
    wrong = {glyph: width for glyph, width in wanted.items() if face.differs(glyph, width, TOLERANCE)}
    return truetype.with_advances(face, wrong) if wrong else data


def _copy(dictionary: pikepdf.Object) -> pikepdf.Object:
    import pikepdf

    return pikepdf.Dictionary({key: dictionary[key] for key in dictionary.keys()})  # noqa: SIM118
