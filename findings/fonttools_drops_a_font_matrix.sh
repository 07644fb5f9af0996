#!/usr/bin/env bash
# fontTools: a CFF font, read and written again without a change, is a thousand times too large.
# Versions: fonttools 4.68.0; seen through pypdfium2 5.15.2, pikepdf 10.18.0 and pymupdf 2.0.
# Good guess: cffLib leaves out what equals the default, which changes nothing, for a reader puts the default in.
# Seen: a CID-keyed font with FontMatrix [0.001 0 0 0.001 0 0] at the top and [1 0 0 1 0 0] in its font DICTs comes out
#   with the second one alone: the first is "the default" and is dropped. But readers put the default in only where no
#   FontMatrix is given at all. Alone, [1 0 0 1 0 0] says that one unit of the glyphs is one em. The same page with the
#   font written again has no letter at all in pdfium (Chrome), and is black from edge to edge in MuPDF. (poppler 22.12
#   has no letter either, Ghostscript 10.00 is black; tried beside, not run here.) No warning; words, widths and
#   glyph names in the file are unchanged. A subsetter or a merger of fonts built on fontTools does that to such fonts.
# Source: Adobe Technical Note 5176, table 9 and section 18 (FontMatrix, CID-keyed fonts), and Note 5014 on CIDFont
#   files: the two matrices are multiplied.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  fonttools==4.68.0 pypdfium2==5.15.2 pikepdf==10.18.0 pymupdf==2.0 pillow==13.0.0 numpy==2.4.6
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import sys

import pikepdf
import pymupdf
import pypdfium2
from fontTools import cffLib
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, String


def named_font():
    """A font of two boxes, keyed by names."""
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0)), pen.lineTo((600, 0)), pen.lineTo((600, 700)), pen.closePath()
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder([".notdef", "A"])
    build.setupCharacterMap({65: "A"})
    build.setupCFF("Made", {}, {".notdef": pen.getCharString(), "A": pen.getCharString()}, {})
    build.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    file = io.BytesIO()
    build.font.save(file)
    return TTFont(file)


def keyed_by_cid(font):
    """The same as a bare CID-keyed CFF: top matrix 0.001, matrix of its only font DICT 1."""
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    glyphs = top.CharStrings
    part = cffLib.FontDict()
    part.Private, part.FontMatrix = top.Private, [1, 0, 0, 1, 0, 0]
    parts = cffLib.FDArrayIndex()
    parts.append(part)
    choice = cffLib.FDSelect()
    choice.format, choice.gidArray = 3, [0, 0]
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), 2, parts, choice
    top.FontMatrix = [0.002, 0, 0, 0.002, 0, 0]
    top.rawDict.pop("Private", None)
    del top.Private
    glyphs.fdArray, glyphs.fdSelect = parts, choice
    top.charset = [".notdef", "cid00001"]
    glyphs.charStrings = {".notdef": glyphs.charStrings[".notdef"], "cid00001": glyphs.charStrings["A"]}
    file = io.BytesIO()
    cff.compile(file, font, isCFF2=False)
    two, one = b"\x1e\x2c\x3f", b"\x1e\x1c\x3f"  # 2E-3 and 1E-3, for cffLib itself would not write the latter
    assert file.getvalue().count(two) == 2
    return file.getvalue().replace(two, one)


def read(program):
    cff = cffLib.CFFFontSet()
    cff.decompile(io.BytesIO(program), None, isCFF2=False)
    return cff


def matrices(program):
    top = read(program).topDictIndex[0]
    return top.rawDict.get("FontMatrix"), top.FDArray[0].rawDict.get("FontMatrix")


def written_again(program, font):
    cff = read(program)
    cff.topDictIndex[0].CharStrings
    file = io.BytesIO()
    cff.compile(file, font, isCFF2=False)
    return file.getvalue()


def page_of(program):
    """A page of 200 by 200 points that shows the box at 50 points."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Made, Flags=4, FontBBox=[0, 0, 600, 700], ItalicAngle=0, Ascent=700,
        Descent=0, CapHeight=700, StemV=80, FontFile3=pdf.make_stream(program, Subtype=Name.CIDFontType0C)))
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    cid = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Made,
                                       CIDSystemInfo=system, FontDescriptor=descriptor, DW=600))
    page.Resources = Dictionary(Font=Dictionary(F0=pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Made-Identity-H"), Encoding=Name("/Identity-H"),
        DescendantFonts=[cid]))))
    page.Contents = pdf.make_stream(b"BT /F0 50 Tf 50 50 Td <0001> Tj ET")
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def dark(levels):
    """Percent of the page that is dark."""
    return round(100 * sum(level < 128 for level in levels) / len(levels))


def inked(pdf):
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
    return {"pdfium": dark(image.tobytes()),
            "MuPDF": dark(pymupdf.open(stream=pdf)[0].get_pixmap(colorspace="gray").samples)}


font = named_font()
before = keyed_by_cid(font)
after = written_again(before, font)
seen = [(*matrices(program), inked(page_of(program))) for program in (before, after)]
for name, (top, part, ink) in zip(("as made", "written again"), seen):
    print(f"{name}: top {top}, font DICT {part}, percent of the page inked {ink}")
unit, thousandth = [1, 0, 0, 1, 0, 0], [0.001, 0, 0, 0.001, 0, 0]
right = seen[0][:2] == (thousandth, unit) and set(seen[0][2].values()) == {1}
sys.exit(not right or seen[1][:2] != (None, unit) or seen[1][2]["pdfium"] != 0 or seen[1][2]["MuPDF"] < 25)
PYTHON
