"""False alarms of page-validation 0.11 about glyphs:
each font it names is read again, by FreeType and by us.

What it does not read rightly, as its source shows: Type 1 programs that begin otherwise than
`%!PS-AdobeFont`; names of Type 1 glyphs with other signs than letters, digits and points; widths
that a charstring computes, or that it gives in another way than most; the choice among several
private dictionaries of a CID font; codes of TrueType fonts beyond those that are the same in
Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.pdf.fonts.character_maps import cids_shown
from proceedings.pdf.fonts.glyphs import UnknownFont, shown_glyphs
from proceedings.pdf.shown import codes, shown_strings
from proceedings.standards.judging import Alarm
from proceedings.standards.waivers import GLYPH_RULES

if TYPE_CHECKING:
    import pikepdf

_EMBEDDING = "FONT-EMBEDDING"
_FONT = re.compile(r"\bfont object (\d+) (\d+)")


def without_false_alarms(findings: Sequence[Alarm], path: Path) -> tuple[Alarm, ...]:
    """The findings but for those about glyphs whose font is sound in all that the file shows in it.

    Sound means: the program is embedded and can be read, and each glyph that is visible is there
    and as wide as the dictionary says; none is the undefined one, visible or not (ISO 19005-2,
    6.2.11.4.1, 6.2.11.5, 6.2.11.8). Where a program is embedded against what the judge says, but
    not sound, what is wrong with it takes the finding's place.
    """
    import pikepdf

    named = {finding: found for finding in findings if finding.rule in GLYPH_RULES if (found := _named(finding))}
    if not named:
        return tuple(findings)
    with pikepdf.open(path) as document:
        fonts = {number: list(_shown_fonts(document, number)) for number in set(named.values())}
        wrong = _faults(document, fonts, visible=False)
        if wrong:  # invisible text may have what visible text may not
            wrong = _faults(document, {number: fonts[number] for number in wrong}, visible=True)
    left: list[Alarm] = []
    for finding in findings:
        faults = wrong.get(named[finding], ()) if finding in named else (finding,)
        left += faults if faults and finding.rule == _EMBEDDING else (finding,) if faults else ()
    return tuple(dict.fromkeys(left))


def _named(finding: Alarm) -> tuple[int, int] | None:
    found = _FONT.search(finding.message)
    return (int(found[1]), int(found[2])) if found else None


def _shown_fonts(document: pikepdf.Pdf, number: tuple[int, int]) -> Iterator[pikepdf.Object]:
    """The font of that number; where it is a descendant, those that show it."""
    import pikepdf

    font = document.get_object(*number)
    if not isinstance(font, pikepdf.Dictionary):
        return
    if font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2"):
        yield font
        return
    for item in document.objects:
        descendants = item.get("/DescendantFonts") if isinstance(item, pikepdf.Dictionary) else None
        if isinstance(descendants, pikepdf.Array) and any(part.objgen == number for part in descendants):
            yield item


def _faults(
    document: pikepdf.Pdf, fonts: Mapping[tuple[int, int], Sequence[pikepdf.Object]], visible: bool
) -> dict[tuple[int, int], tuple[Alarm, ...]]:
    """What is wrong with the fonts of each number, by our own reading;
    of those alone with which anything is.

    `visible` leaves out what only invisible text would need.
    """
    every = {font.objgen for several in fonts.values() for font in several}
    shown = shown_strings(document, every)
    seen = shown_strings(document, every, visible=True) if visible else shown
    found = {}
    for number, several in fonts.items():
        faults = [
            fault
            for font in several
            for fault in faults_of(font, shown.get(font.objgen, set()), seen.get(font.objgen, set()))
        ]
        if faults or not several:
            found[number] = tuple(faults) or (Alarm(_EMBEDDING, f"font object {number[0]} {number[1]}"),)
    return found


def faults_of(font: pikepdf.Object, shown: set[bytes], seen: set[bytes]) -> Iterator[Alarm]:
    """What is wrong with the glyphs of a font, by our own reading of its program.

    Args:
        font: a simple or composite font.
        shown: the strings that contents show in it.
        seen: those among them that are visible.
    """
    name = encodings.font_name(font)
    try:
        glyphs = shown_glyphs(font, shown)
    except UnknownFont:
        yield Alarm(_EMBEDDING, "its program cannot be read", font=name)
        return
    visible = cids_shown(font, seen) if font.get("/Subtype") == "/Type0" else codes(seen)
    for code, glyph in sorted(glyphs.items()):
        if glyph.undefined:
            yield Alarm("NOTDEF-GLYPH", f"code {code}", font=name)
        if code not in visible or glyph.sound:
            continue
        if not glyph.present:
            yield Alarm("TYPE1-GLYPH-PRESENCE", f"code {code}", font=name)
        elif not glyph.undefined:
            yield Alarm("TRUETYPE-GLYPH-WIDTH", f"code {code}", font=name)
