"""Fonts whose glyphs tell their numbers:
each is drawn as the bits of its number, which a picture shows.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Dictionary, Object, Pdf
from PIL import Image

from font_programs import type1_number, type1_of

BITS = 7
EM = 28
"""Points, and pixels at 72 dpi, of a glyph; its bits are squares of four."""
_UNIT = 1000 // BITS


def draw(pen: AbstractPen, number: int) -> None:
    """A bar at the bottom, which every glyph has,
    and above it the bits of the number, the lowest at the left.
    """
    marks = [(0, BITS, 0, 1)] + [(bit, bit + 1, 2, 4) for bit in range(BITS) if number >> bit & 1]
    for left, right, bottom, top in marks:
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        pen.moveTo((corners[0][0] * _UNIT, corners[0][1] * _UNIT))
        for x, y in corners[1:]:
            pen.lineTo((x * _UNIT, y * _UNIT))
        pen.closePath()


def truetype(names: Sequence[str], maps: Mapping[tuple[int, int], Mapping[int, int]], *, named: bool) -> bytes:
    """A TrueType program: names by glyph number,
    character maps by platform and encoding, `post` with names or not.
    """
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(names))
    builder.setupCharacterMap({})
    builder.setupGlyf({name: _glyf(number) for number, name in enumerate(names)})
    builder.setupHorizontalMetrics({name: (1000, 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=named)
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    for (platform, encoding), codes in maps.items():
        part = CmapSubtable.newSubtable(0 if platform == 1 else 4)
        part.platformID, part.platEncID, part.language = platform, encoding, 0
        part.cmap = {code: names[glyph] for code, glyph in codes.items()}
        table.tables.append(part)
    if maps:
        builder.font["cmap"] = table
    else:
        del builder.font["cmap"]
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _glyf(number: int) -> Any:
    pen = TTGlyphPen(None)
    draw(pen, number)
    return pen.glyph()


def cff(names: Sequence[str], encoding: Mapping[int, str] | None) -> bytes:
    """A bare CFF program with an encoding of its own; None for the standard one."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(names))
    builder.setupCharacterMap({})
    shapes = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(None, None)
        draw(pen, number)
        shapes[name] = pen.getCharString()
    builder.setupCFF("Odd", {}, shapes, {"defaultWidthX": 1000, "nominalWidthX": 1000})
    coded = [(encoding or {}).get(code, ".notdef") for code in range(256)]
    builder.font["CFF "].cff[0].Encoding = "StandardEncoding" if encoding is None else coded
    builder.setupHorizontalMetrics({name: (1000, 0) for name in names})
    builder.setupHorizontalHeader()
    builder.setupPost()
    return builder.font["CFF "].compile(builder.font)  # type: ignore[no-any-return]


def type1(names: Sequence[str], encoding: Mapping[int, str] | None) -> bytes:
    """A Type 1 program with an encoding of its own; None for the standard one."""
    return type1_of({name: _type1_charstring(number) for number, name in enumerate(names)}, encoding=encoding)


def _type1_charstring(number: int) -> bytes:
    pen = _Type1Pen()
    draw(pen, number)
    return type1_number(0) + type1_number(1000) + b"\x0d" + pen.written + b"\x0e"  # hsbw, endchar


class _Type1Pen(AbstractPen):  # type: ignore[misc]
    """Writes rmoveto, rlineto and closepath (Type 1 Font Format, 6.4)."""

    def __init__(self) -> None:
        self.written = b""
        self._at = (0, 0)

    def _step(self, to: tuple[int, int], operator: bytes) -> None:
        self.written += type1_number(to[0] - self._at[0]) + type1_number(to[1] - self._at[1]) + operator
        self._at = to

    def moveTo(self, pt: tuple[int, int]) -> None:
        self._step(pt, b"\x15")

    def lineTo(self, pt: tuple[int, int]) -> None:
        self._step(pt, b"\x05")

    def closePath(self) -> None:
        self.written += b"\x09"


def show(pdf: Pdf, font: Object, codes: bytes) -> None:
    """Add a page that shows the codes in one row."""
    pdf.add_blank_page(page_size=(EM * len(codes), EM))
    page = pdf.pages[-1].obj
    page.Contents = pdf.make_stream(b"BT /F %d Tf 0 4 Td <%s> Tj ET" % (EM, codes.hex().encode()))
    page.Resources = Dictionary(Font=Dictionary(F=font))


Drawn = tuple[int | None, ...]
"""The glyphs of a row of cells; None where nothing is drawn."""


def read_by_pdfium(path: Path) -> list[Drawn]:
    """The glyphs that pdfium draws, by page; None where it draws nothing."""
    with pypdfium2.PdfDocument(path) as document:
        return [_read(page.render(scale=1, draw_annots=False).to_pil()) for page in document]


def read_by_poppler(path: Path, folder: Path) -> list[Drawn]:
    """The glyphs that poppler draws, by page."""
    folder.mkdir()
    subprocess.run(
        ["pdftoppm", "-q", "-r", "72", "-gray", str(path), str(folder / "p")], check=True, capture_output=True
    )
    return [_read(Image.open(picture)) for picture in sorted(folder.iterdir())]


def _read(picture: Image.Image) -> Drawn:
    grey = picture.convert("L")
    return tuple(_number(grey, EM * index) for index in range(grey.width // EM))


def _number(grey: Image.Image, left: int) -> int | None:
    """The glyph in a cell: pixels in the middle of its bar and of its bits."""
    dark = [_is_dark(grey, left + 4 * bit + 1, EM - 4 - 12) for bit in range(BITS)]
    bar = _is_dark(grey, left + 13, EM - 4 - 2)
    return sum(1 << bit for bit in range(BITS) if dark[bit]) if bar else None


def _is_dark(grey: Image.Image, x: int, y: int) -> bool:
    value = grey.getpixel((x, y))
    assert isinstance(value, int)
    return value < 128
