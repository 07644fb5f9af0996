"""Codes of composite fonts renumbered in the contents that show them (ISO 32000-1, 9.7.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from proceedings.pdf.operations import DRAWING, SHOWS, STRING, UnreadableContent, data_of, steps, strings
from proceedings.pdf.shown import contents, font_chosen, in_order, may_use

if TYPE_CHECKING:
    import pikepdf

_SHOWN = re.compile(rb"(?:" + STRING + rb"|<[0-9A-Fa-f\x00\t\n\f\r ]*+>)", re.S)
_SETS_FONT = frozenset({b"Tf", b"gs"})


def renumber(pdf: pikepdf.Pdf, fonts: Mapping[tuple[int, int], Mapping[int, int]]) -> None:
    """Write other codes into every string that is shown in a font.

    Args:
        pdf: the document, changed in place. Contents that cannot be read stay as they are.
        fonts: old and new two-byte codes by the font's object number and generation.
    """
    import pikepdf

    for content, resources in contents(pdf):
        if not isinstance(resources, pikepdf.Dictionary) or not may_use(resources, fonts.keys()):
            continue
        try:
            data = data_of(content)
            fresh = _renumbered(data, resources, fonts)
        except UnreadableContent:
            data = in_order(content)
            fresh = _renumbered(data, resources, fonts)
        if fresh == data:
            continue
        if isinstance(content, pikepdf.Stream):
            content.write(fresh)
        else:
            content["/Contents"] = pdf.make_stream(fresh)


def _renumbered(data: bytes, resources: pikepdf.Object, fonts: Mapping[tuple[int, int], Mapping[int, int]]) -> bytes:
    out: list[bytes] = []
    written = 0
    font: tuple[int, int] | None = None
    stack: list[tuple[int, int] | None] = []
    for word, operands, start, _ in steps(data, DRAWING):
        if word in SHOWS and font is not None and font in fonts:
            codes = fonts[font]
            fresh = _SHOWN.sub(lambda found, codes=codes: _string(found[0], codes), operands)  # type: ignore[misc]
            out += [data[written:start], fresh]
            written = start + len(operands)
        elif word == b"q":
            stack.append(font)
        elif word == b"Q":
            font = stack.pop() if stack else font
        elif word in _SETS_FONT:
            chosen = font_chosen(word, operands, resources)
            font = chosen if word == b"Tf" or chosen else font
    return b"".join(out) + data[written:]


def _string(written: bytes, codes: Mapping[int, int]) -> bytes:
    (text,) = strings(written)
    pairs = [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text) - len(text) % 2, 2)]
    if not any(pair in codes for pair in pairs):
        return written
    fresh = b"".join(codes.get(pair, pair).to_bytes(2, "big") for pair in pairs) + text[2 * len(pairs) :]
    return b"<" + fresh.hex().encode() + b">"
