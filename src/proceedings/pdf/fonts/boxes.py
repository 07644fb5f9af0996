"""Where a page shows a character that its font does not have:
an empty box, most often, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.pdf.fonts.glyphs import UnknownFont, shown_glyphs
from proceedings.pdf.shown import shown_on

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Boxed:
    """A page, 1-based, and the name of the font that lacks a character there,
    without the tag of a subset.
    """

    page: int
    font: str


def boxed_characters(pdf: pikepdf.Pdf) -> tuple[Boxed, ...]:
    """The pages and fonts where glyph 0 is drawn, in the document's order.

    It is asked only of documents in which the judge finds an undefined glyph,
    and before that is mended.
    """
    found: dict[Boxed, None] = {}
    for number, page in enumerate(pdf.pages, 1):
        for identity, strings in shown_on(page).items():
            if identity == (0, 0):
                continue
            font = pdf.get_object(*identity)
            try:
                glyphs = shown_glyphs(font, strings)
            except UnknownFont:
                continue
            if any(glyph.boxed for glyph in glyphs.values()):
                found.setdefault(Boxed(number, _name(font)))
    return tuple(found)


def _name(font: pikepdf.Object) -> str:
    own = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    name = encodings.name_text(own["/BaseFont"]) if "/BaseFont" in own else "without a name"
    return name.partition("+")[2] or name
