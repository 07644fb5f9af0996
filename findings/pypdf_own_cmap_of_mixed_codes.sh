#!/usr/bin/env bash
# pypdf: text in a font whose own CMap mixes codes of one and of two bytes.
# Versions: pypdf 7.1.1; beside it pypdfium2 5.15.2 and pymupdf 2.0; pikepdf 10.18.0.
# Good guess: an embedded CMap is cut into codes by its code space ranges, as the predefined ones are; the ToUnicode
#   map names the same codes, so each gives its letter.
# Seen: with the ranges 00-7F (one byte) and 8100-9FFF (two bytes) pdfium and MuPDF read "Aar学会a". pypdf takes each
#   byte for a code: the Latin letters come right, every two-byte letter becomes a control sign and a Latin letter that
#   are nowhere on the page. Nothing is raised. (With predefined mixed CMaps, 90ms-RKSJ-H and GBK-EUC-H, it reads
#   rightly, so a trial with those says that all is well.)
# Source: ISO 32000-1, 9.7.6.2 (codes are taken off the string by the code space ranges) and 9.10.3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  pypdf==7.1.1 pypdfium2==5.15.2 pymupdf==2.0 pikepdf==10.18.0
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import sys

import pikepdf
import pymupdf
import pypdf
import pypdfium2
from pikepdf import Dictionary, Name, String

CMAP = """%!PS-Adobe-3.0 Resource-CMap
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (NAME) def /Supplement 0 def end def
/CMapName /MAPNAME def
/CMapType TYPE def
2 begincodespacerange
<00> <7f>
<8100> <9fff>
endcodespacerange
MAPPINGS
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def cmap(ordering, name, kind, mappings):
    text = CMAP.replace("MAPNAME", name).replace("NAME", ordering).replace("TYPE", str(kind))
    return text.replace("MAPPINGS", mappings).encode()


pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 200))
system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
descriptor = pdf.make_indirect(Dictionary(
    Type=Name.FontDescriptor, FontName=Name("/Ryumin-Light"), Flags=4, FontBBox=[0, -200, 1000, 900], ItalicAngle=0,
    Ascent=880, Descent=-120, CapHeight=700, StemV=80))
cid = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/Ryumin-Light"),
                                   CIDSystemInfo=system, FontDescriptor=descriptor, DW=1000))
codes = pdf.make_stream(
    cmap("Identity", "Mixed", 1, "1 begincidrange\n<20> <7e> 3\nendcidrange\n"
         "2 begincidchar\n<8141> 200\n<8142> 201\nendcidchar"),
    Type=Name.CMap, CMapName=Name.Mixed, CIDSystemInfo=system)
letters = pdf.make_stream(
    cmap("UCS", "Adobe-Identity-UCS", 2, "3 beginbfchar\n<41> <0041>\n<8141> <5B66>\n<8142> <4F1A>\nendbfchar\n"
         "1 beginbfrange\n<61> <7a> <0061>\nendbfrange"))
page.Resources = Dictionary(Font=Dictionary(F0=pdf.make_indirect(Dictionary(
    Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Ryumin-Light-Mixed"), Encoding=codes, DescendantFonts=[cid],
    ToUnicode=letters))))
page.Contents = pdf.make_stream(b"BT /F0 20 Tf 50 100 Td <4161728141814261> Tj ET")
file = io.BytesIO()
pdf.save(file)
data = file.getvalue()
seen = {"pdfium": pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(),
        "MuPDF": pymupdf.open(stream=data)[0].get_text().strip(),
        "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()}
for reader, text in seen.items():
    print(reader, repr(text))
sys.exit(seen != {"pdfium": "Aar学会a", "MuPDF": "Aar学会a", "pypdf": "Aar\x81A\x81Ba"})
PYTHON
