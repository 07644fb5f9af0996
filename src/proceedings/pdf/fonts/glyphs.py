"""What the codes of a font show by its embedded program:
is the glyph there, is it undefined, how wide is it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings, truetype
from proceedings.pdf.fonts.character_maps import cids_shown
from proceedings.pdf.fonts.outlines import Outlines, outlines
from proceedings.pdf.fonts.widths import TOLERANCE, given_cid_widths, given_widths
from proceedings.pdf.operations import UnreadableContent, numbers, operations
from proceedings.pdf.shown import codes

if TYPE_CHECKING:
    import pikepdf

_UNDEFINED = ".notdef"


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one code shows.

    `undefined` says that it counts as undefined, `boxed` that glyph 0 is drawn, most often an empty
    box or nothing. `given` is the width that the dictionary gives the code, `advance` that of the
    program, in thousandths of an em (of glyph space for Type 3); None where there is none.
    """

    present: bool
    undefined: bool
    given: float | None
    advance: float | None
    boxed: bool = False

    @property
    def sound(self) -> bool:
        """True when it is there, defined,
        and as wide as the dictionary says (ISO 19005-2, 6.2.11).
        """
        if not self.present or self.undefined or self.given is None or self.advance is None:
            return False
        return abs(self.given - self.advance) <= TOLERANCE


class UnknownFont(ValueError):
    """The program is missing or cannot be read, or what a code means cannot be told."""


def shown_glyphs(font: pikepdf.Object, strings: Iterable[bytes]) -> dict[int, Glyph]:
    """The glyphs that strings show in a font, by code; by CID for a composite one.

    Raises:
        UnknownFont: the font is not embedded, damaged, or of a kind that is not read here.
    """
    import pikepdf

    kind = font.get("/Subtype")
    try:
        if kind == "/Type0":
            return _composite(font, cids_shown(font, strings))
        used = codes(set(strings))
        if kind == "/Type3":
            return _drawn(font, used)
        if kind == "/TrueType":
            return _truetype(font, used)
        return _type1(font, used)
    except (ValueError, KeyError, TypeError, AttributeError, pikepdf.PdfError) as problem:
        raise UnknownFont(str(problem)) from problem


def _simple_widths(font: pikepdf.Object, used: Collection[int]) -> dict[int, float | None]:
    given = given_widths(font)
    return {code: given.get(code) for code in used}


def _type1(font: pikepdf.Object, used: Collection[int]) -> dict[int, Glyph]:
    program, given = embedded_outlines(font), _simple_widths(font, used)
    own = {code: glyph for code, glyph in program.built_in.items() if code in used}
    named = encodings.base_name(font)
    if named == "/StandardEncoding":  # no base of table 114: the program's own counts
        named = None
    names = encodings.differences(font) if named is None else encodings.code_names(font)
    found = {}
    for code in used:
        name = names.get(code)
        glyph = program.names.get(name) if name is not None else (own.get(code) if named is None else None)
        found[code] = Glyph(glyph is not None, not glyph, given[code], _advance(program, glyph), boxed=not glyph)
    return found


def _advance(program: Outlines, glyph: int | None) -> float | None:
    return None if glyph is None else program.advance(glyph)


def _truetype(font: pikepdf.Object, used: Collection[int]) -> dict[int, Glyph]:
    face = truetype.face(font)
    if face is None:
        raise UnknownFont("no program")
    given, chosen = _simple_widths(font, used), truetype.glyphs(font, face, set(used))
    found = {}
    for code in used:
        glyph = chosen.get(code, 0)
        found[code] = Glyph(0 < glyph < face.glyph_count, False, given[code], face.advance(glyph), boxed=not glyph)
    return found


def _composite(font: pikepdf.Object, cids: set[int]) -> dict[int, Glyph]:
    descendant = font["/DescendantFonts"][0]
    given = given_cid_widths(descendant, cids)
    face = truetype.face(descendant)
    if face is not None:
        chosen = truetype.cid_glyphs(descendant, face)
        there = {cid: chosen[cid] for cid in cids if chosen.get(cid, face.glyph_count) < face.glyph_count}
        found = {}
        for cid in cids:
            advance = face.advance(there[cid]) if cid in there else None
            found[cid] = Glyph(cid in there, not cid, given[cid], advance, boxed=not there.get(cid))
        return found
    program = embedded_outlines(descendant)
    found = {}
    for cid in cids:
        glyph = program.cids.get(cid) if program.cids is not None else cid
        advance = _advance(program, glyph)
        found[cid] = Glyph(advance is not None, not cid or glyph == 0, given[cid], advance, boxed=not glyph)
    return found


def embedded_outlines(font: pikepdf.Object) -> Outlines:
    """The program of Type 1 outlines that a font or CID font embeds (ISO 32000-1, table 126).

    Raises:
        ValueError, KeyError, TypeError, pikepdf.PdfError: there is none, or it cannot be read.
    """
    import pikepdf

    descriptor = font["/FontDescriptor"]
    for key in ("/FontFile", "/FontFile3"):
        program = descriptor.get(key)
        if isinstance(program, pikepdf.Stream):
            return outlines(program.read_bytes())
    raise UnknownFont("no program")


def _drawn(font: pikepdf.Object, used: Collection[int]) -> dict[int, Glyph]:
    """The glyphs of a Type 3 font, which are content streams."""
    import pikepdf

    given, names, pictures = _simple_widths(font, used), encodings.picture_names(font), font["/CharProcs"]
    found = {}
    for code in used:
        picture = pictures.get("/" + names[code]) if code in names else None
        advance = drawn_advance(picture) if isinstance(picture, pikepdf.Stream) else None
        undefined = names.get(code) == _UNDEFINED
        found[code] = Glyph(picture is not None, undefined, given[code], advance, boxed=undefined or picture is None)
    return found


def drawn_advance(picture: pikepdf.Stream) -> float | None:
    """The width that the first operator of a Type 3 glyph sets;
    None where it is neither d0 nor d1 (9.6.5).
    """
    try:
        first = next(operations(picture.read_bytes()), None)
        return numbers(first.operands)[0] if first is not None and first.operator in (b"d0", b"d1") else None
    except (UnreadableContent, IndexError):
        return None
