"""Composite fonts: the map from codes to glyphs is always there (ISO 19005-2, 6.2.11.3.2)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.standards.judging import Alarm

if TYPE_CHECKING:
    import pikepdf


def idle_glyph_maps(fonts: Iterable[pikepdf.Object]) -> tuple[Alarm, ...]:
    """A finding for each CID font of Type 1 outlines with a map to glyphs,
    which the standard has for TrueType only.

    Readers disagree whether such a map counts, and so which glyphs are shown.
    The day's judge does not see it.
    """
    return tuple(
        Alarm("CIDTOGIDMAP", "it has a map of glyphs that does not belong there", True, encodings.font_name(font))
        for font in fonts
        if _has_idle_map(font)
    )


def apply_idle_glyph_maps(pdf: pikepdf.Pdf, fonts: Iterable[pikepdf.Object]) -> tuple[str, ...]:
    """Put the glyphs of a CID font of Type 1 outlines in the order
    that its map asks for, and drop the map.

    The standard has such a map for TrueType only, but readers follow it:
    what they show stays as it is.
    """
    changed = 0
    for font in fonts:
        if _has_idle_map(font):
            changed += _apply(pdf, font)
    return (f"The glyphs of {changed} fonts were put in the order of their codes.",) if changed else ()


def _has_idle_map(font: pikepdf.Object) -> bool:
    import pikepdf

    return font.get("/Subtype") == "/CIDFontType0" and isinstance(font.get("/CIDToGIDMap"), pikepdf.Stream)


def _apply(pdf: pikepdf.Pdf, font: pikepdf.Object) -> bool:
    import pikepdf

    try:
        wanted = font["/CIDToGIDMap"].read_bytes()
        data = font["/FontDescriptor"]["/FontFile3"].read_bytes()
        fresh = _reordered(data, [int.from_bytes(wanted[n : n + 2], "big") for n in range(0, len(wanted) - 1, 2)])
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return False
    descriptor = pdf.make_indirect(pikepdf.Dictionary(dict(font["/FontDescriptor"].items())))
    descriptor["/FontFile3"] = pdf.make_stream(fresh, Subtype=pikepdf.Name.CIDFontType0C)
    font["/FontDescriptor"] = descriptor
    del font["/CIDToGIDMap"]
    return True


def _reordered(data: bytes, glyphs: Sequence[int]) -> bytes:
    """The program with these glyphs in this order,
    as bare CFF whose glyphs have numbers: those of their places.
    """
    from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict
    from fontTools.ttLib import TTFont

    if data.startswith(b"OTTO"):
        outlines = TTFont(io.BytesIO(data))["CFF "].cff
    else:
        outlines = CFFFontSet()
        outlines.decompile(io.BytesIO(data), None)
    top = outlines[0]
    if hasattr(top, "ROS"):
        raise ValueError("its glyphs have numbers of their own")
    index = top.CharStrings.charStringsIndex
    shapes = [index[glyph] for glyph in (0, *glyphs[1:])]
    names = [".notdef", *(f"cid{number:05}" for number in range(1, len(shapes)))]
    for shape in shapes:
        shape.decompile()
    index.items, index.offsets = shapes, []
    top.CharStrings.charStrings = {name: number for number, name in enumerate(names)}
    top.charset = names
    part = FontDict()
    part.Private = top.Private
    parts = FDArrayIndex()
    parts.strings, parts.GlobalSubrs = None, top.GlobalSubrs
    parts.append(part)
    choice = FDSelect()
    choice.format, choice.gidArray = 3, [0] * len(shapes)
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), len(shapes), parts, choice
    index.fdArray, index.fdSelect = parts, choice
    for key in ("Private", "Encoding"):
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    out = io.BytesIO()
    outlines.compile(out, TTFont(recalcBBoxes=False), isCFF2=False)
    return out.getvalue()


def add_missing_glyph_maps(fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Say /Identity where an embedded TrueType CID font says nothing:
    that is what readers take it for.
    """
    import pikepdf

    for font in fonts:
        if font.get("/Subtype") != "/CIDFontType2":
            continue
        given = font.get("/CIDToGIDMap")
        if given != "/Identity" and not isinstance(given, pikepdf.Stream):
            font["/CIDToGIDMap"] = pikepdf.Name.Identity
    return ()
