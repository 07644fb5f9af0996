"""Widths of glyphs in the dictionary and in the embedded font agree to 1/1000 em (ISO 19005-2, 6.2.11.5).

Readers place text by the widths in the dictionary. Where the two differ it is therefore the font that is made to
agree: nothing moves on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from proceedings.intake.conforming import truetype, type1
from proceedings.intake.conforming.encodings import code_names
from proceedings.intake.conforming.shown import codes, shown_strings, wide_codes

if TYPE_CHECKING:
    import pikepdf

TOLERANCE = 1.0
"""In thousandths of an em."""


def _type1_advances(font: pikepdf.Object) -> dict[int, float]:
    """The widths that the embedded Type 1 program gives, by code; none where there is no such program.

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


def given_widths(font: pikepdf.Object) -> dict[int, float]:
    """The widths that a simple font's dictionary gives, by code."""
    import pikepdf

    widths = font.get("/Widths")
    if not isinstance(widths, pikepdf.Array):
        return {}
    return {code: _float(width) for code, width in enumerate(widths, font.get_int("/FirstChar", 0))}


def given_cid_widths(font: pikepdf.Object, cids: set[int]) -> dict[int, float]:
    """The widths that a CID font's dictionary gives to these CIDs."""
    import pikepdf

    default = _float(font.get("/DW", 1000))
    found: dict[int, float] = {}
    entries = font.get("/W")
    pending = list(entries) if isinstance(entries, pikepdf.Array) else []
    i = 0
    while i + 1 < len(pending):
        first = int(_float(pending[i]))
        if isinstance(pending[i + 1], pikepdf.Array):
            found.update({first + n: _float(width) for n, width in enumerate(pending[i + 1])})
            i += 2
        elif i + 2 < len(pending):
            last = int(_float(pending[i + 1]))
            found.update({cid: _float(pending[i + 2]) for cid in cids if first <= cid <= last})
            i += 3
        else:
            break
    return {cid: found.get(cid, default) for cid in cids}


def _float(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def add_missing_widths(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Complete lists of widths that are all but empty, from the embedded font: a code without a width has none.

    Only lists of a few widths are suspected; to look at the codes that every font shows would take long.
    """
    few = [font for font in fonts if _has_few_widths(font) and _advances(font, _EVERY_CODE - given_widths(font).keys())]
    if not few:
        return ()
    shown = shown_strings(pdf, {font.objgen for font in few})
    changed = sum(_complete(font, codes(shown.get(font.objgen, set()))) for font in few)
    return (f"The lists of glyph widths of {changed} fonts were completed.",) if changed else ()


_FEW = 3
_EVERY_CODE = frozenset(range(256))


def _has_few_widths(font: pikepdf.Object) -> bool:
    import pikepdf

    if font.get("/Subtype") not in ("/Type1", "/MMType1", "/TrueType"):
        return False
    widths, descriptor = font.get("/Widths"), font.get("/FontDescriptor")
    return isinstance(widths, pikepdf.Array) and len(widths) <= _FEW and isinstance(descriptor, pikepdf.Dictionary)


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
        widths = _type1_advances(font)
    except (ValueError, pikepdf.PdfError):
        return {}
    return {code: widths[code] for code in used & widths.keys()}


def fix_truetype_widths(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Make the advance widths of embedded TrueType fonts those of the dictionary, for the codes that are shown."""
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
