"""False alarms of page-validation 0.11 about glyphs: each font it names is read again, by FreeType and by us.

What it does not read rightly, as its source shows: Type 1 programs that begin otherwise than `%!PS-AdobeFont`; names of
Type 1 glyphs with other signs than letters, digits and points; widths that a charstring computes, or that it gives in
another way than most; the choice among several private dictionaries of a CID font; codes of TrueType fonts beyond those
that are the same in Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.intake.conforming.glyphs import UnknownFont, shown_glyphs
from proceedings.intake.conforming.judging import Finding
from proceedings.intake.conforming.shown import codes, shown_strings, wide_codes
from proceedings.intake.conforming.waivers import GLYPH_RULES

if TYPE_CHECKING:
    import pikepdf

_FONT = re.compile(r"\bfont object (\d+) (\d+)")


def false_glyph_alarms(findings: Iterable[Finding], path: Path) -> frozenset[Finding]:
    """Those findings about glyphs whose font is sound in all that the file shows in it.

    Sound means: the program is embedded and can be read, and each glyph that is visible is there and as wide as the
    dictionary says; none is the undefined one, visible or not (ISO 19005-2, 6.2.11.4.1, 6.2.11.5, 6.2.11.8).
    """
    import pikepdf

    named = {finding: found for finding in findings if finding.rule in GLYPH_RULES if (found := _named(finding))}
    if not named:
        return frozenset()
    with pikepdf.open(path) as document:
        fonts = {number: list(_shown_fonts(document, number)) for number in set(named.values())}
        every = {font.objgen for several in fonts.values() for font in several}
        shown, visible = shown_strings(document, every), shown_strings(document, every, visible=True)
        sound = {
            number
            for number, several in fonts.items()
            if several
            and all(_is_sound(font, shown.get(font.objgen, set()), visible.get(font.objgen, set())) for font in several)
        }
    return frozenset(finding for finding, number in named.items() if number in sound)


def _named(finding: Finding) -> tuple[int, int] | None:
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


def _sound(
    document: pikepdf.Pdf, fonts: Mapping[tuple[int, int], Sequence[pikepdf.Object]], visible: bool
) -> set[tuple[int, int]]:
    """Those numbers whose fonts are sound in all strings, or in the visible ones with no undefined glyph anywhere."""
    every = {font.objgen for several in fonts.values() for font in several}
    shown = shown_strings(document, every)
    seen = shown_strings(document, every, visible=True) if visible else shown
    return {
        number
        for number, several in fonts.items()
        if several
        and all(_is_sound(font, shown.get(font.objgen, set()), seen.get(font.objgen, set())) for font in several)
    }


def _is_sound(font: pikepdf.Object, shown: set[bytes], seen: set[bytes]) -> bool:
    try:
        glyphs = shown_glyphs(font, shown)
    except UnknownFont:
        return False
    visible = wide_codes(seen) if font.get("/Subtype") == "/Type0" else codes(seen)
    return all(not glyph.undefined and (glyph.sound or code not in visible) for code, glyph in glyphs.items())
