"""Widths of glyphs in the dictionary
and in the embedded font agree to 1/1000 em (ISO 19005-2, 6.2.11.5).

Readers place text by the widths in the dictionary.
Where the two differ it is therefore the font that is made to agree: nothing moves on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.fonts import truetype, type1
from proceedings.pdf.fonts.encodings import code_names
from proceedings.pdf.fonts.widths import TOLERANCE, _float, given_cid_widths, given_widths
from proceedings.pdf.operations import data_of
from proceedings.pdf.shown import codes, contents, shown_strings, wide_codes

if TYPE_CHECKING:
    import pikepdf


def _cff_advances(font: pikepdf.Object) -> dict[int, float]:
    """The widths that an embedded program in CFF gives,
    by code, where the dictionary names its glyphs.

    Raises:
        ValueError, pikepdf.PdfError: it cannot be read.
    """
    import pikepdf

    program = font["/FontDescriptor"].get("/FontFile3")
    if not isinstance(program, pikepdf.Stream) or "/Encoding" not in font:
        return {}
    advances = type1.advance_widths(program.read_bytes())
    return {code: advances[name] for code, name in code_names(font, None).items() if name in advances}


def _type1_advances(font: pikepdf.Object) -> dict[int, float]:
    """The widths that the embedded Type 1 program gives, by code;
    none where there is no such program.

    Raises:
        ValueError, pikepdf.PdfError: it cannot be read.
    """
    import pikepdf

    descriptor = font.get("/FontDescriptor")
    program = descriptor.get("/FontFile") if isinstance(descriptor, pikepdf.Dictionary) else None
    if not isinstance(program, pikepdf.Stream):
        return {}
    data = program.read_bytes()
    advances = type1.advance_widths(data)
    names = code_names(font, type1.built_in_encoding(data))
    return {code: advances[name] for code, name in names.items() if name in advances}


def add_missing_widths(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Complete lists of widths from the embedded font:
    a code that is shown and not in the list has none.

    Lists that are longer or shorter than they say get the right last code.
    """
    for font in fonts:
        _set_last(font)
    lacking = _beyond_lists(pdf, fonts)
    changed = sum(_complete(font, used) for font, used in lacking)
    return (f"The lists of glyph widths of {changed} fonts were completed.",) if changed else ()


def widths_beyond_lists(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[pikepdf.Object, ...]:
    """Simple fonts with a code that is shown,
    is not in the list of widths, and has another width than is meant then.

    The day's judge looks at the codes of the list only (ISO 19005-2, 6.2.11.5).
    """
    return tuple(font for font, used in _beyond_lists(pdf, fonts) if _differ_from_default(font, used))


def _beyond_lists(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> list[tuple[pikepdf.Object, set[int]]]:
    """Simple fonts with the codes that are shown,
    where one of them is not in the list and has a glyph.
    """
    suspects = {font.objgen: (font, more) for font in fonts if _has_program(font) and (more := _codes_outside(font))}
    if not suspects or not _may_occur(pdf, set().union(*(more for _, more in suspects.values()))):
        return []
    shown = shown_strings(pdf, suspects.keys())
    used = {mark: codes(shown.get(mark, set())) for mark in suspects}
    return [(font, used[mark]) for mark, (font, more) in suspects.items() if used[mark] & more]


def _may_occur(pdf: pikepdf.Pdf, wanted: set[int]) -> bool:
    """Whether contents have a byte of these, written in any way;
    letters of ASCII are everywhere.
    """
    import pikepdf

    if min(wanted) < _BEYOND_ASCII:
        return True
    octal = b"|".join(b"%o" % code for code in wanted)
    hint = re.compile(rb"[%s]|\\(?:%s)|<[0-9A-Fa-f\s]" % (re.escape(bytes(sorted(wanted))), octal))
    for content, _ in contents(pdf):
        try:
            if hint.search(data_of(content)) is not None:
                return True
        except (pikepdf.PdfError, TypeError, ValueError):
            continue
    return False


_BEYOND_ASCII = 128


def _codes_outside(font: pikepdf.Object) -> set[int]:
    """Codes that are not in the list of widths
    and for which the embedded program has a glyph, shown or not.
    """
    import pikepdf

    outside = set(_EVERY_CODE - given_widths(font).keys())
    face = truetype.face(font) if outside else None
    if face is not None:
        return {code for code, glyph in truetype.glyphs(font, face, outside).items() if glyph}
    try:
        program = _outlines(font) if outside else None
        if program is None:
            return set()
        built_in = type1.built_in_encoding(program) if "/FontFile" in font["/FontDescriptor"] else None
        names = {code: name for code, name in code_names(font, built_in).items() if code in outside}
        there = type1.glyphs_among(program, set(names.values()))
        return {code for code, name in names.items() if name in there}
    except (ValueError, pikepdf.PdfError):
        return set()


def _outlines(font: pikepdf.Object) -> bytes | None:
    """The program of Type 1 outlines, plain or in CFF."""
    import pikepdf

    descriptor = font["/FontDescriptor"]
    streams = (descriptor.get(key) for key in ("/FontFile", "/FontFile3"))
    return next((stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream)), None)


_EVERY_CODE = frozenset(range(256))


def _differ_from_default(font: pikepdf.Object, used: set[int]) -> bool:
    default = _float(font["/FontDescriptor"].get("/MissingWidth", 0))
    advances = _advances(font, used - given_widths(font).keys())
    return any(abs(width - default) > TOLERANCE for width in advances.values())


def _set_last(font: pikepdf.Object) -> None:
    import pikepdf

    listed = font.get("/Widths")
    if isinstance(listed, pikepdf.Array) and len(listed) and font.get("/Subtype") in (*_SIMPLE, "/Type3"):
        first = font.get_int("/FirstChar", 0)
        if objects.get(font, "/LastChar") != first + len(listed) - 1 or "/FirstChar" not in font:
            font["/FirstChar"], font["/LastChar"] = first, first + len(listed) - 1


_SIMPLE = ("/Type1", "/MMType1", "/TrueType")


def _has_program(font: pikepdf.Object) -> bool:
    import pikepdf

    if font.get("/Subtype") not in _SIMPLE or not font.is_indirect:
        return False
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        isinstance(descriptor.get(key), pikepdf.Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _complete(font: pikepdf.Object, used: set[int]) -> bool:
    import pikepdf

    given = given_widths(font)
    lacking = used - given.keys()
    advances = _advances(font, lacking) if lacking else {}
    if not advances:
        return False
    every = advances | given
    first, last = min(every), max(every)
    default = _float(font["/FontDescriptor"].get("/MissingWidth", 0))
    font["/FirstChar"], font["/LastChar"] = first, last
    font["/Widths"] = pikepdf.Array([round(every.get(code, default), 3) for code in range(first, last + 1)])
    return True


def _advances(font: pikepdf.Object, used: AbstractSet[int]) -> dict[int, float]:
    """The widths that the embedded program gives to codes; without those that it does not show."""
    import pikepdf

    face = truetype.face(font)
    if face is not None:
        glyphs = truetype.glyphs(font, face, set(used))
        found = {code: face.advance(glyph) for code, glyph in glyphs.items() if glyph}
        return {code: width for code, width in found.items() if width is not None}
    try:
        widths = _type1_advances(font) or _cff_advances(font)
    except (ValueError, pikepdf.PdfError):
        return {}
    return {code: widths[code] for code in used & widths.keys()}


def fix_truetype_widths(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Make the advance widths of embedded TrueType fonts those of the dictionary,
    for the codes that are shown.
    """
    suspects = [font for font in fonts if _may_disagree(font)]
    if not suspects:
        return ()
    composite = [item for item in fonts if item.get("/Subtype") == "/Type0"]
    parents = {parent.objgen for parent in composite for font in suspects if _descends(parent, font)}
    shown = shown_strings(pdf, parents | {font.objgen for font in suspects})
    changed = 0
    for font in suspects:
        changed += _agree(pdf, font, _wanted(font, composite, shown))
    return (f"The glyph widths in {changed} embedded fonts were set to those the pages use.",) if changed else ()


def _may_disagree(font: pikepdf.Object) -> bool:
    """Without a look at the pages: is there any code whose widths differ?"""
    face = truetype.face(font)
    if face is None:
        return False
    if font.get("/Subtype") == "/TrueType":
        given = given_widths(font)
        glyphs = truetype.glyphs(font, face, set(given))
    else:
        glyphs = truetype.cid_glyphs(font, face)
        given = given_cid_widths(font, set(glyphs))
    return any(face.differs(glyphs[code], width, TOLERANCE) for code, width in given.items() if glyphs.get(code))


def _wanted(
    font: pikepdf.Object, composite: Sequence[pikepdf.Object], shown: Mapping[tuple[int, int], set[bytes]]
) -> dict[int, float]:
    """Glyph numbers that are shown and the widths the dictionary gives them."""
    face = truetype.face(font)
    if face is None:
        return {}
    if font.get("/Subtype") == "/TrueType":
        used = codes(shown.get(font.objgen, set()))
        glyphs, given = truetype.glyphs(font, face, used), given_widths(font)
    else:
        parents = [parent for parent in composite if _descends(parent, font)]
        used = set().union(*(wide_codes(shown.get(parent.objgen, set())) for parent in parents)) if parents else set()
        glyphs, given = truetype.cid_glyphs(font, face), given_cid_widths(font, used)
    return {glyphs[code]: given[code] for code in sorted(used) if code in given and glyphs.get(code)}


def _descends(parent: pikepdf.Object, font: pikepdf.Object) -> bool:
    import pikepdf

    descendants = parent.get("/DescendantFonts")
    return isinstance(descendants, pikepdf.Array) and any(d.objgen == font.objgen for d in descendants)


def _agree(pdf: pikepdf.Pdf, font: pikepdf.Object, wanted: dict[int, float]) -> int:
    face = truetype.face(font)
    if face is None:
        return 0
    wrong = {glyph: width for glyph, width in wanted.items() if face.differs(glyph, width, TOLERANCE)}
    if not wrong:
        return 0
    # A stream of its own: another font may share the program and give other widths.
    descriptor = pdf.make_indirect(_copy(font["/FontDescriptor"]))
    descriptor["/FontFile2"] = pdf.make_stream(truetype.with_advances(face, wrong))
    font["/FontDescriptor"] = descriptor
    return 1


def _copy(dictionary: pikepdf.Object) -> pikepdf.Object:
    import pikepdf

    return pikepdf.Dictionary({key: dictionary[key] for key in dictionary.keys()})  # noqa: SIM118
