"""Glyphs and widths of composite fonts that the day's judge does not compare (ISO 19005-2,
6.2.11.4.1 and 6.2.11.5).

It looks at no widths of CFF programs that have one private dictionary, takes a CID beyond the end
of a map of glyphs for one that is there, and does not see what a character map in the file leaves
undefined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.pdf.fonts.character_maps import UnknownMap, cids_shown
from proceedings.pdf.fonts.outlines import outlines
from proceedings.pdf.fonts.widths import TOLERANCE, given_cid_widths
from proceedings.pdf.shown import shown_strings
from proceedings.standards.glyph_alarms import faults_of
from proceedings.standards.judging import Alarm

if TYPE_CHECKING:
    import pikepdf

_EVERY_CID = 65536
_IDENTITY = ("/Identity-H", "/Identity-V")


def faults_of_cids(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> Iterator[Alarm]:
    """What is wrong with the glyphs that composite fonts show;
    contents are read only where anything may be.
    """
    suspects = {font.objgen: font for font in fonts if font.get("/Subtype") == "/Type0" and _may_differ(font)}
    if not suspects:
        return
    shown = shown_strings(pdf, suspects.keys())
    seen = shown_strings(pdf, suspects.keys(), visible=True)
    for mark, font in suspects.items():
        strings = shown.get(mark, set())
        if not _is_known(font, strings):
            continue  # the judge's word stands
        faults = faults_of(font, strings, seen.get(mark, set()))
        for rule in dict.fromkeys(fault.rule for fault in faults):
            yield Alarm(rule, "a character", True, encodings.font_name(font))


def _is_known(font: pikepdf.Object, strings: set[bytes]) -> bool:
    try:
        cids_shown(font, strings)
    except UnknownMap:
        return False
    return True


def _may_differ(font: pikepdf.Object) -> bool:
    import pikepdf

    encoding = font.get("/Encoding")
    if not font.is_indirect or isinstance(encoding, pikepdf.Stream):
        return font.is_indirect
    if encoding not in _IDENTITY:
        return False
    try:
        part = font["/DescendantFonts"][0]
        descriptor = part["/FontDescriptor"]
        if part.get("/Subtype") == "/CIDFontType2":
            glyphs = part.get("/CIDToGIDMap")
            return isinstance(glyphs, pikepdf.Stream) and len(glyphs.read_bytes()) < 2 * _EVERY_CID
        program = descriptor.get("/FontFile3")
        return isinstance(program, pikepdf.Stream) and _widths_differ(part, program.read_bytes())
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, pikepdf.PdfError):
        return False  # a font without a program that can be read has a finding already


def _widths_differ(part: pikepdf.Object, data: bytes) -> bool:
    program = outlines(data)
    cids = {cid: cid for cid in range(len(program.advances))} if program.cids is None else program.cids
    given = given_cid_widths(part, set(cids))
    advances = ((cid, program.advance(glyph)) for cid, glyph in cids.items())
    return any(advance is None or abs(given[cid] - advance) > TOLERANCE for cid, advance in advances)
