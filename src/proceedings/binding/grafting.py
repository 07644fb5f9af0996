"""Letters drawn with other fonts join the font of the heads:
one font sets all heads of the volume.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proceedings.binding.lines import DrawnGlyph, DrawnLine

_ERROR = 0.5
"""Thousandths of the em by which a curve may move when it becomes a quadratic one."""


def graft(font: Any, lines: Mapping[str, DrawnLine]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Add the letters of these lines to a font, which has TrueType outlines afterwards.

    Returns:
        The names of each line's letters, from left to right: their widths add up to the line's.
        And what each added letter stands for, by its name.
    """
    if "glyf" not in font:
        _to_truetype(font)
    scale = font["head"].unitsPerEm / 1000
    names: dict[tuple[DrawnGlyph, int], str] = {}
    grafts = {text: tuple(_names(line, scale, names)) for text, line in sorted(lines.items())}
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    font.setGlyphOrder([*font.getGlyphOrder(), *names.values()])
    for (letter, width), name in names.items():
        glyph = _drawn(letter, scale)
        glyphs.glyphs[name] = glyph
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, getattr(glyph, "xMin", 0))
    return grafts, {name: letter.text for (letter, _), name in names.items()}


def _names(line: DrawnLine, scale: float, names: dict[tuple[DrawnGlyph, int], str]) -> list[str]:
    """The glyph names of a line. The advance of each reaches to the next.

    A glyph that overlaps the one before it is moved inside its own box. Empty where no letter of
    the line can be drawn.
    """
    if not line.glyphs:
        return []
    places: list[int] = []
    for letter in line.glyphs:
        places.append(max(places[-1] if places else 0, round(letter.left * scale)))
    ends = [*places[1:], max(round(line.width * scale), places[-1])]
    found = []
    for letter, place, end in zip(line.glyphs, places, ends, strict=True):
        moved = DrawnGlyph(letter.text, letter.outline, round(letter.left * scale) - place, round(letter.rise, 1))
        found.append(names.setdefault((moved, end - place), f"drawn{len(names)}"))
    return found


def _drawn(letter: DrawnGlyph, scale: float) -> Any:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    recorded = RecordingPen()
    recorded.value = list(letter.outline)
    pen = TTGlyphPen(None)
    recorded.replay(TransformPen(Cu2QuPen(pen, _ERROR * scale), (scale, 0, 0, scale, letter.left, letter.rise * scale)))
    return pen.glyph()


def _to_truetype(font: Any) -> None:
    """Turn a font's cubic outlines into quadratic ones."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    shapes, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, _ERROR * font["head"].unitsPerEm / 1000))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for name in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"):
        setattr(maxp, name, 0)
    maxp.maxZones = 1
    maxp.maxSizeOfInstructions = 0
    maxp.maxComponentElements = max((len(getattr(g, "components", ())) for g in drawn.values()), default=0)
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    font.sfntVersion = "\x00\x01\x00\x00"
