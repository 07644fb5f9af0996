#!/usr/bin/env bash
# fontTools: a CFF font that leaves `charset` to its default cannot be asked for its glyphs.
# Versions: fonttools 4.68.0, freetype-py 2.5.1.
# Good guess: cffLib knows the default of every operator of the Top DICT, so a font that leaves one out is read like one
#   that writes the default, as FontMatrix, Encoding or PaintType are.
# Seen: charset is the one without a default there. With `0 charset` in the font, glyph names come; with the same font
#   less this entry (its two bytes say `0 UniqueID` instead, so that nothing moves), `.charset` and `.CharStrings` raise
#   AttributeError, and FreeType names the same three glyphs as before. Small producers of PDF leave the entry out.
# Source: Adobe Technical Note 5176, table 9: the default of charset (operator 15) is 0; section 13: 0 is ISOAdobe.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" fonttools==4.68.0 freetype-py==2.5.1
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import sys

import freetype
from fontTools import cffLib
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

NAMES = [".notdef", "space", "exclam"]


def triangle():
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0)), pen.lineTo((600, 0)), pen.lineTo((600, 700)), pen.closePath()
    return pen.getCharString()


def made():
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder(NAMES)
    build.setupCharacterMap({32: "space", 33: "exclam"})
    build.setupCFF("Made", {}, {name: triangle() for name in NAMES}, {})
    build.setupHorizontalMetrics(dict.fromkeys(NAMES, (600, 0)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    file = io.BytesIO()
    build.font.save(file)
    return TTFont(file).reader["CFF "]


def by_fonttools(program):
    fonts = cffLib.CFFFontSet()
    fonts.decompile(io.BytesIO(program), None, isCFF2=False)
    top = fonts.topDictIndex[0]
    try:
        return [top.charset, sorted(top.CharStrings.keys())]
    except AttributeError as problem:
        return f"AttributeError: {problem}"


def by_freetype(program):
    face = freetype.Face(io.BytesIO(program))
    return [face.get_glyph_name(n).decode() for n in range(face.num_glyphs)]


spelt = made()
charset, unique = b"\x8b\x0f", b"\x8b\x0d"
assert spelt.count(charset) == 1
silent = spelt.replace(charset, unique)
for name, program in (("with `0 charset`", spelt), ("without", silent)):
    print(f"{name}: fontTools {by_fonttools(program)}, FreeType {by_freetype(program)}")
right = by_fonttools(spelt) == [NAMES, sorted(NAMES)] and by_freetype(spelt) == by_freetype(silent) == NAMES
sys.exit(not right or by_fonttools(silent) != "AttributeError: charset")
PYTHON
