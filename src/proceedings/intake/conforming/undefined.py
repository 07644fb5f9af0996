"""Characters that a font marks as undefined get a code and a glyph of their own:
what is shown stays (6.2.11.8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from proceedings.intake.conforming import own_glyphs
from proceedings.intake.conforming.renumbering import renumber
from proceedings.intake.conforming.symbol_fonts import freeze_encodings
from proceedings.pdf.dictionaries import dictionaries
from proceedings.pdf.fonts import encodings, truetype
from proceedings.pdf.fonts.glyphs import UnknownFont, embedded_outlines, shown_glyphs
from proceedings.pdf.fonts.unicode_maps import read_texts, write_map
from proceedings.pdf.fonts.widths import given_cid_widths, given_widths
from proceedings.pdf.shown import shown_strings, wide_codes
from proceedings.readers.drawn_glyphs import drawn_names

if TYPE_CHECKING:
    import pikepdf

_IDENTITY = ("/Identity-H", "/Identity-V")
_UNDEFINED = ".notdef"
_MOST = 0xFFFF
_SAID = "{} characters that their fonts call undefined got codes of their own; they look as before."


def define_glyphs(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Give a code, and where needed a glyph,
    of its own to each character that is shown and counts as undefined.

    In a composite font, the CID 0 gets another number: in the contents, the widths and the maps.
    Where it shows glyph 0, that glyph is copied. In a simple font, the code gets the name of such a
    copy. Nothing changes on the page.
    """
    said = freeze_encodings(pdf)
    shown = shown_strings(pdf)
    changed = 0
    parts: dict[tuple[int, int], list[pikepdf.Object]] = defaultdict(list)
    for font in list(dictionaries(pdf)):
        strings = shown.get(font.objgen)
        if not strings:
            continue
        kind = font.get("/Subtype")
        if kind == "/Type0" and font.get("/Encoding") in _IDENTITY and 0 in wide_codes(strings):
            parts[font["/DescendantFonts"][0].objgen].append(font)
        elif kind in ("/Type1", "/MMType1"):
            undefined = _undefined_codes(font, strings)
            changed += _name(pdf, font, undefined - _name_as_drawn(font, undefined))
        elif kind == "/Type3":
            changed += _draw(pdf, font, _undefined_codes(font, strings))
    fresh: dict[tuple[int, int], Mapping[int, int]] = {}
    for parents in parts.values():
        used = set().union(*(wide_codes(shown[font.objgen]) for font in parents))
        number = _number(pdf, parents, used)
        if number is not None:
            fresh |= {font.objgen: {0: number} for font in parents}
            changed += 1
    if fresh:
        renumber(pdf, fresh)
    return (*said, _SAID.format(changed)) if changed else said


def _undefined_codes(font: pikepdf.Object, strings: set[bytes]) -> set[int]:
    try:
        glyphs = shown_glyphs(font, strings)
    except UnknownFont:
        return set()
    return {code for code, glyph in glyphs.items() if glyph.undefined or not glyph.present}


def _number(pdf: pikepdf.Pdf, parents: list[pikepdf.Object], used: set[int]) -> int | None:
    """Another CID for the CID 0 of the font that these share, its glyph and width entered;
    None where none is free.
    """
    import pikepdf

    part = parents[0]["/DescendantFonts"][0]
    width = given_cid_widths(part, {0})[0]
    try:
        made = _in_truetype(pdf, part, used, width) if truetype.face(part) else _in_cff(pdf, part, width)
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return None
    if made is None or made > _MOST or made in used:
        return None
    given = part.get("/W")
    part["/W"] = pikepdf.Array([*(given if isinstance(given, pikepdf.Array) else ()), made, pikepdf.Array([width])])
    for font in parents:
        texts = read_texts(font)
        if 0 in texts:
            font["/ToUnicode"] = pdf.make_stream(write_map(texts | {made: texts[0]}, 2))
    return made


def _in_truetype(pdf: pikepdf.Pdf, part: pikepdf.Object, used: set[int], width: float) -> int | None:
    import pikepdf

    face = truetype.face(part)
    assert face is not None
    given = part.get("/CIDToGIDMap")
    table = given.read_bytes() if isinstance(given, pikepdf.Stream) else None
    glyph = int.from_bytes(table[:2], "big") if table else 0
    if not glyph:
        data, glyph = own_glyphs.in_truetype(face.data, width)
        _embed(pdf, part, "/FontFile2", data)
    if table is None:
        return glyph
    number = max(len(table) // 2, max(used) + 1)
    part["/CIDToGIDMap"] = pdf.make_stream(table[: 2 * number].ljust(2 * number, b"\0") + glyph.to_bytes(2, "big"))
    return number


def _in_cff(pdf: pikepdf.Pdf, part: pikepdf.Object, width: float) -> int:
    data, number = own_glyphs.in_cff(part["/FontDescriptor"]["/FontFile3"].read_bytes(), width)
    _embed(pdf, part, "/FontFile3", data)
    return number


def _embed(pdf: pikepdf.Pdf, font: pikepdf.Object, key: str, data: bytes) -> None:
    """Give a font another program, in a descriptor of its own:
    other fonts may share the old one.
    """
    import pikepdf

    old = font["/FontDescriptor"]
    fresh = pdf.make_indirect(pikepdf.Dictionary({name: old[name] for name in old.keys()}))  # noqa: SIM118
    stream = pdf.make_stream(data)
    if "/Subtype" in old[key]:
        stream["/Subtype"] = old[key]["/Subtype"]
    if key != "/FontFile3":
        stream["/Length1"] = len(data)
    if key == "/FontFile":
        stream["/Length1"] = data.find(b"eexec") + len(b"eexec") + 1
        stream["/Length2"], stream["/Length3"] = len(data) - int(stream["/Length1"]), 0
    fresh[key] = stream
    font["/FontDescriptor"] = fresh


def _name(pdf: pikepdf.Pdf, font: pikepdf.Object, undefined: set[int]) -> int:
    """Let codes of a Type 1 font name a copy of its undefined glyph; how many could be."""
    if not undefined:
        return 0
    given, descriptor = given_widths(font), font["/FontDescriptor"]
    widths = {given.get(code, 0.0) for code in undefined}
    if len(widths) > 1:  # one copy has one width
        return 0
    try:
        if "/FontFile" in descriptor:
            _embed(pdf, font, "/FontFile", own_glyphs.in_type1(descriptor["/FontFile"].read_bytes(), *widths))
        else:
            _embed(pdf, font, "/FontFile3", own_glyphs.in_cff(descriptor["/FontFile3"].read_bytes(), *widths)[0])
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return 0
    encodings.rename(font, dict.fromkeys(undefined, own_glyphs.OWN_NAME))
    return len(undefined)


def _name_as_drawn(font: pikepdf.Object, undefined: set[int]) -> set[int]:
    """Let codes for which readers draw a glyph all the same name
    that glyph; which codes these were.

    A symbolic font with /StandardEncoding is such a case:
    readers take the encoding of the program (9.6.6.1).
    """
    import pikepdf

    try:
        program = embedded_outlines(font).names if undefined else {}
    except (ValueError, KeyError, TypeError, pikepdf.PdfError):
        return set()
    names = [_UNDEFINED, *sorted(program.keys() - {_UNDEFINED})]
    drawn = {code: name for code, name in drawn_names(font, undefined, names).items() if name != _UNDEFINED}
    if drawn:
        encodings.rename(font, drawn)
    return set(drawn)


def _draw(pdf: pikepdf.Pdf, font: pikepdf.Object, undefined: set[int]) -> int:
    """Let codes of a Type 3 font name its undefined glyph by another name,
    or an empty glyph where it has none.
    """
    if not undefined:
        return 0
    pictures, given = font["/CharProcs"], given_widths(font)
    widths = {given.get(code, 0.0) for code in undefined}
    if "/" + _UNDEFINED in pictures:
        pictures["/" + own_glyphs.OWN_NAME] = pictures["/" + _UNDEFINED]
    elif len(widths) == 1:
        pictures["/" + own_glyphs.OWN_NAME] = pdf.make_stream(b"%g 0 d0" % next(iter(widths)))
    else:
        return 0
    encodings.rename(font, dict.fromkeys(undefined, own_glyphs.OWN_NAME))
    return len(undefined)
