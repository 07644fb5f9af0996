#!/usr/bin/env bash
# pdfium: whether one East Asian letter is in the text depends on the fonts of the machine that reads.
# Versions: pypdfium2 5.15.2, pikepdf 10.18.0, pypdf 7.1.1, fonttools 4.68.0.
# Good guess: a font that is not embedded changes how a page looks. Its text comes from the character codes and a
#   predefined CMap, so a text page holds the same letters on every machine.
# Seen: on a machine without a font for it, a letter that is shown alone (one letter in one Tj) is not in the text page:
#   0 characters, no warning. Two letters in one Tj are there. Words set letter by letter, as spaced titles are, are
#   gone whole: 学 and 会 in a Tj each give nothing. Put a font that has the letter into the folder of fonts and the
#   same file gives it; a Latin letter, there before, is then lost, for that font is now taken for it and lacks it.
#   pypdf reads all of them. A search for a title, or a check that a page has text, answers differently in a container.
# Source: ISO 32000-1, 9.7.5.2 (predefined CMaps) and 9.10.2 (codes to Unicode, no glyphs needed); pdfium's
#   fpdfview.h, FPDF_LIBRARY_CONFIG (the folders of fonts).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  pypdfium2==5.15.2 pikepdf==10.18.0 pypdf==7.1.1 fonttools==4.68.0
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io, os, subprocess, sys

import pikepdf
import pypdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Dictionary, Name, String

READ = '''
import ctypes, sys
import pypdfium2_raw as pdfium
folder, *files = sys.argv[1:]
text = ctypes.create_string_buffer(folder.encode())
pointer = ctypes.POINTER(ctypes.c_char)
folders = (pointer * 2)(ctypes.cast(text, pointer), None)
pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders))
for name in files:
    page = pdfium.FPDF_LoadPage(pdfium.FPDF_LoadDocument(name.encode(), None), 0)
    words = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(words)
    print("".join(chr(pdfium.FPDFText_GetUnicode(words, i)) for i in range(count)) or "-")
'''


def page_of(shown):
    """A page that shows each text of `shown` with a Tj of its own, in Ryumin-Light, not embedded."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/Ryumin-Light"), Flags=4, FontBBox=[0, -200, 1000, 900],
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=700, StemV=80)
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=4)
    cid = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/Ryumin-Light"), CIDSystemInfo=system,
        FontDescriptor=pdf.make_indirect(descriptor), DW=1000))
    font = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Ryumin-Light-UniJIS-UTF16-H"),
        Encoding=Name("/UniJIS-UTF16-H"), DescendantFonts=[cid]))
    page.Resources = Dictionary(Font=Dictionary(F0=font))
    shows = " ".join(f"<{text.encode('utf-16-be').hex()}> Tj" for text in shown)
    page.Contents = pdf.make_stream(f"BT /F0 20 Tf 50 100 Td {shows} ET".encode())
    return pdf


def box():
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0)), pen.lineTo((950, 0)), pen.lineTo((950, 800)), pen.lineTo((50, 800)), pen.closePath()
    return pen.glyph()


def font_file(path, family):
    """A font with boxes for 学 and 会 under a family name that pdfium looks for in Japanese."""
    glyphs = {name: box() for name in (".notdef", "one", "two")}
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder(list(glyphs))
    build.setupCharacterMap({0x5B66: "one", 0x4F1A: "two"})
    build.setupGlyf(glyphs)
    build.setupHorizontalMetrics({name: (1000, 0) for name in glyphs})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": family, "styleName": "Regular"})
    build.setupOS2(ulCodePageRange1=(1 << 17) | 1)
    build.setupPost()
    build.save(path)


cases = {"one": ["学"], "pair": ["学会"], "spaced": ["学", "会"], "latin": ["a"]}
for name, shown in cases.items():
    page_of(shown).save(f"{name}.pdf")
os.mkdir("empty"), os.mkdir("full")
for family in ("IPAPGothic", "IPAMincho", "TakaoMincho"):
    font_file(f"full/{family}.ttf", family)
files = [f"{name}.pdf" for name in cases]
seen = {folder: subprocess.run([sys.executable, "-c", READ, folder, *files], capture_output=True, text=True,
                               check=True).stdout.split() for folder in ("empty", "full")}
seen["pypdf"] = [pypdf.PdfReader(name).pages[0].extract_text() for name in files]
for reader, texts in seen.items():
    print(reader, dict(zip(cases, texts)))
sys.exit(seen != {"empty": ["-", "学会", "-", "a"], "full": ["学", "学会", "学会", "-"],
                  "pypdf": ["学", "学会", "学会", "a"]})
PYTHON
