"""The open fonts that ship with us,
drawn into small TrueType programs with exactly the widths a document uses.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_LIBERATION_FALLBACKS = ("LiberationSans-Regular",)
_SYMBOL_SOURCES = (
    "noto-sans-math-latin-400-normal",
    "noto-sans-symbols-2-symbols-400-normal",
    "noto-sans-symbols-symbols-400-normal",
)
UNITS = 1000
"""Units per em of the programs built here: widths in dictionaries are exact."""
_TOO_WIDE = 1.01
_MADE = 3029529600
"""2000-01-01 in seconds since 1904: programs built on different days are equal."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A character to draw, and the advance it must have; None for the font's own."""

    text: str
    width: float | None


@dataclass(frozen=True, slots=True)
class Program:
    """A TrueType program: its bytes, the advance of each glyph by code,
    and metrics for a descriptor (1/1000 em).
    """

    data: bytes
    widths: dict[int, float]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float


class Collection:
    """The open fonts, each opened when first asked for."""

    def __init__(self) -> None:
        self._faces: dict[str, Any] = {}
        self._borrowed: list[str] = []

    def borrow(self, name: str, letters: Iterable[str], language: str = "") -> str | None:
        """Look on this machine for a font with the letters
        that neither a stand-in nor our other fonts have.

        Returns:
            The family that will draw them; None where none is wanted or none is there.
        """
        from proceedings.pdf.fonts.installed_fonts import font_with

        wanted = {letter for letter in letters if len(letter) == 1 and self.find(name, letter) is None}
        font = font_with(wanted, language) if wanted else None
        if font is None:
            return None
        self._faces[font.family] = font.opened()
        self._borrowed.append(font.family)
        return font.family

    def face(self, name: str) -> Any:
        """A fontTools font by file stem."""
        from fontTools.ttLib import TTFont

        if name not in self._faces:
            kind = "liberation" if name.startswith("Liberation") else "noto"
            suffix = ".ttf" if kind == "liberation" else ".woff2"
            data = (resources.files("proceedings") / "fonts" / kind / (name + suffix)).read_bytes()
            self._faces[name] = TTFont(io.BytesIO(data), lazy=True)
        return self._faces[name]

    def sources(self, name: str) -> tuple[str, ...]:
        """Where the characters of a stand-in are looked for, in this order."""
        if name == "Symbol":
            return ("LiberationSerif-Regular", *_SYMBOL_SOURCES)
        if name == "ZapfDingbats":
            return (*_SYMBOL_SOURCES[1:], *_SYMBOL_SOURCES[:1], "LiberationSans-Regular")
        return (name, *(f for f in _LIBERATION_FALLBACKS if f != name), *_SYMBOL_SOURCES)

    def find(self, name: str, text: str) -> tuple[str, str] | None:
        """Face and glyph that show a character; None where no font of ours has it."""
        if len(text) != 1:
            return None
        for source in (*self.sources(name), *self._borrowed):
            glyph = self.face(source).getBestCmap().get(ord(text))
            if glyph is not None:
                return source, glyph
        return None

    def build(self, name: str, shapes: Mapping[int, Shape], family: str) -> Program:
        """A program with a blank `.notdef` and one glyph for each code,
        glyph numbers in the order of codes from 1.

        Its only character map is (3, 0), codes at U+F000 and up, as ISO 19005-2, 6.2.11.6 wants of
        a symbol font. Texts that no font of ours has become blank glyphs; ask `find` first.
        """
        from fontTools.fontBuilder import FontBuilder
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        order = [".notdef", *(f"c{code}" for code in sorted(shapes))]
        glyphs = {".notdef": TTGlyphPen(None).glyph()}
        metrics = {".notdef": (0, 0)}
        widths = {}
        for code in sorted(shapes):
            glyph, width = self._draw(name, shapes[code])
            glyphs[f"c{code}"] = glyph
            metrics[f"c{code}"] = (max(0, round(width)), 0)
            widths[code] = float(max(0, round(width)))
        main = self.face(self.sources(name)[0])
        scale = UNITS / main["head"].unitsPerEm
        builder = FontBuilder(UNITS, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap({})
        builder.setupGlyf(glyphs)
        table = builder.font["glyf"]
        boxed = {n: (metrics[n][0], getattr(table[n], "xMin", 0) or 0) for n in order}
        builder.setupHorizontalMetrics(boxed)
        ascent, descent = round(main["hhea"].ascent * scale), round(main["hhea"].descent * scale)
        builder.setupHorizontalHeader(ascent=ascent, descent=descent)
        builder.setupPost(keepGlyphNames=False)
        builder.setupHead(unitsPerEm=UNITS, created=_MADE, modified=_MADE)
        font = builder.font
        font.recalcTimestamp = False
        font["cmap"] = symbol_map({code: f"c{code}" for code in shapes if code < 0x100})
        out = io.BytesIO()
        font.save(out)
        head = font["head"]
        cap = getattr(main["OS/2"], "sCapHeight", 0) or main["hhea"].ascent * 0.7
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        return Program(out.getvalue(), widths, box, ascent, descent, round(cap * scale), main["post"].italicAngle)

    def _draw(self, name: str, shape: Shape) -> tuple[Any, float]:
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        pen = TTGlyphPen(None)
        found = self.find(name, shape.text)
        if found is None:
            return pen.glyph(), shape.width or 0
        face = self.face(found[0])
        drawn = face.getGlyphSet()
        scale = UNITS / face["head"].unitsPerEm
        own = drawn[found[1]].width * scale
        width = own if shape.width is None else shape.width
        # Readers squeeze a stand-in that is too wide and leave one that is narrow; so do we.
        squeeze = width / own if own and width and own > width * _TOO_WIDE else 1.0
        recording = DecomposingRecordingPen(drawn)
        drawn[found[1]].draw(recording)
        quadratic = pen if "glyf" in face else Cu2QuPen(pen, 1.0, reverse_direction=True)
        recording.replay(TransformPen(quadratic, (scale * squeeze, 0, 0, scale, 0, 0)))
        return pen.glyph(), width


def symbol_map(codes: Mapping[int, str]) -> Any:
    """A `cmap` table with one (3, 0) part: codes at U+F000 and up, and the glyphs they show."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._c_m_a_p import cmap_format_4

    part = cmap_format_4(4)
    part.platformID, part.platEncID, part.language = 3, 0, 0
    part.cmap = {0xF000 + code: glyph for code, glyph in codes.items()}
    table = newTable("cmap")
    table.tableVersion = 0
    table.tables = [part]
    return table
