"""The gentlest way: mend the document where it stands, content and looks untouched."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from proceedings.intake.conforming.annotations import fix_annotations
from proceedings.intake.conforming.cid import add_missing_glyph_maps, apply_idle_glyph_maps
from proceedings.intake.conforming.colour import fix_colour_spaces, tie_cmyk
from proceedings.intake.conforming.contents import mend_contents
from proceedings.intake.conforming.drawn_widths import fit_drawn_widths
from proceedings.intake.conforming.font_programs import declare_programs
from proceedings.intake.conforming.objects import clean_objects
from proceedings.intake.conforming.own_rules import own_findings
from proceedings.intake.conforming.replacement import replace_missing_fonts
from proceedings.intake.conforming.resources import give_own_resources, lack_resources
from proceedings.intake.conforming.searchable import add_unicode_maps, rewrite_unicode_maps
from proceedings.intake.conforming.symbol_fonts import freeze_encodings
from proceedings.intake.conforming.type3 import add_empty_glyphs
from proceedings.intake.conforming.undefined import define_glyphs
from proceedings.intake.conforming.widths import add_missing_widths, fix_truetype_widths
from proceedings.pdf.dictionaries import inventory
from proceedings.pdf.shown import make_fonts_indirect
from proceedings.standards.judging import Alarm
from proceedings.standards.output_intent import replace_output_intents

if TYPE_CHECKING:
    import pikepdf

Repair = Callable[["pikepdf.Pdf"], tuple[str, ...]]


def mend(pdf: pikepdf.Pdf, searchable: bool = False) -> tuple[tuple[str, ...], tuple[Alarm, ...]]:
    """Apply every repair that does not need the judge to ask for it.

    Args:
        pdf: the document, changed in place.
        searchable: every code must have its text, as levels U and A want.

    Returns:
        Plain sentences about what changed, and findings of our own that the judge does not see.
    """
    len(pdf.pages)  # qpdf mends the page tree when it is first walked
    _forget_private_entries(pdf)
    fix_annotations(pdf)
    said, left = mend_contents(pdf)
    items = inventory(pdf)
    if make_fonts_indirect(pdf, items):
        items = inventory(pdf)
    if lack_resources(items):
        said += give_own_resources(pdf)
    own_cmyk = replace_output_intents(pdf)
    said += clean_objects(items) + fix_colour_spaces(pdf, items, own_cmyk)
    fonts = items.fonts
    said += replace_missing_fonts(pdf, fonts) + add_missing_glyph_maps(fonts) + apply_idle_glyph_maps(pdf, fonts)
    said += declare_programs(fonts)
    said += add_empty_glyphs(pdf, fonts) + add_missing_widths(pdf, fonts) + fix_truetype_widths(pdf, fonts)
    said += add_unicode_maps(pdf, fonts) if searchable else ()
    return said, left + own_findings(pdf, items)


_TRAILER = frozenset({"/Root", "/Info", "/ID", "/Size", "/Prev", "/Encrypt"})
"""ISO 32000-1, table 15."""


def _forget_private_entries(pdf: pikepdf.Pdf) -> None:
    """Take entries of programs' own out of the trailer, with all that hangs on them."""
    for key in set(pdf.trailer.keys()) - _TRAILER:
        del pdf.trailer[key]


REPAIRS: dict[str, Repair] = {
    "DEVICE-CMYK": tie_cmyk,  # 6.2.4.3
    "CONTENT-RESOURCES": give_own_resources,  # 6.2.2
    "TRUETYPE-SYMBOLIC-ENCODING": freeze_encodings,  # 6.2.11.6
    "TRUETYPE-SYMBOLIC-CMAP": freeze_encodings,
    "TRUETYPE-NONSYMBOLIC-ENCODING": freeze_encodings,
    "TRUETYPE-NONSYMBOLIC-CMAP": freeze_encodings,
    "TRUETYPE-GLYPH-PRESENCE": define_glyphs,  # 6.2.11.4.1
    "TYPE1-GLYPH-PRESENCE": define_glyphs,
    "TRUETYPE-GLYPH-WIDTH": fit_drawn_widths,  # 6.2.11.5
    "UNICODE-MAPPING": rewrite_unicode_maps,  # 6.2.11.7.2
    "UNICODE-VALUE": rewrite_unicode_maps,
    "NOTDEF-GLYPH": define_glyphs,  # 6.2.11.8
}
"""Repairs that look deeper, by the judge's rule that calls for them."""
