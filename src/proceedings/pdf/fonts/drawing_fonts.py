"""Which fonts draw: one that is only selected,
or whose text is invisible, shows nothing (ISO 19005-2, 6.2.11.4.1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from proceedings.pdf.operations import DRAWING, SHOWS, UnreadableContent, data_of, steps, strings
from proceedings.pdf.shown import contents, font_chosen, in_order, may_use

if TYPE_CHECKING:
    import pikepdf

_INVISIBLE = b"3"
"""The text rendering mode that paints nothing (ISO 32000-1, table 106)."""


def drawing_fonts(pdf: pikepdf.Pdf, fonts: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of some fonts in which a page, form, pattern, appearance or glyph paints text.

    Args:
        pdf: the document.
        fonts: number and generation of each;
            (0, 0) stands for all fonts that are no objects of their own.

    Content that cannot be read may use all that its resources name.
    """
    import pikepdf

    wanted, found = set(fonts), set[tuple[int, int]]()
    direct = (0, 0) in wanted
    for content, resources in contents(pdf):
        if wanted <= found:
            break
        try:
            if not isinstance(resources, pikepdf.Dictionary):
                if b"Tf" in data_of(content):
                    return wanted  # a form without resources takes those of whatever draws it
            elif direct or may_use(resources, wanted):
                found |= _painting(content, resources)
        except (UnreadableContent, pikepdf.PdfError, TypeError, ValueError):
            return wanted
    return found & wanted


def _painting(content: pikepdf.Object, resources: pikepdf.Object) -> set[tuple[int, int]]:
    try:
        return set(_uses(data_of(content), resources))
    except UnreadableContent:
        return set(_uses(in_order(content), resources))


def _uses(data: bytes, resources: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """The fonts in which text is painted, each once."""
    found = set[tuple[int, int]]()
    font: tuple[int, int] | None = None
    visible = True
    stack: list[tuple[tuple[int, int] | None, bool]] = []
    for word, operands, _, _ in steps(data, DRAWING):
        if word in SHOWS:
            if font is not None and visible and font not in found and any(strings(operands)):
                found.add(font)
                yield font
        elif word == b"q":
            stack.append((font, visible))
        elif word == b"Q":
            font, visible = stack.pop() if stack else (font, visible)
        elif word == b"Tr":
            visible = operands.strip() != _INVISIBLE
        elif word == b"Tf":
            font = font_chosen(word, operands, resources)
        elif word == b"gs":
            font = font_chosen(word, operands, resources) or font
