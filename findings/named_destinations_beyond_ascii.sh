#!/usr/bin/env bash
# Named destinations with letters beyond ASCII: qpdf misses some, PyMuPDF all.
# Versions: pikepdf 10.18.0 (qpdf 12.4.2), pymupdf 2.0, pypdfium2 5.15.2, pypdf 7.1.1.
# Good guess: the keys of a name tree are strings that are sorted by their bytes; a link with the very same bytes finds
#   its place in every reader, whatever letters the bytes stand for.
# Seen: four names in PDFDocEncoding, sorted by their bytes in two leaves: "Kap 1", "Kap–1" (the dash is byte 85),
#   "Kapé", "Kapü". pdfium and pypdf find all. qpdf turns each key into Unicode first and compares these: the dash
#   (U+2013) then comes after é and ü, so the tree looks unsorted and "Kap–1" is not found, although it is there when
#   the tree is listed. A tool that asks qpdf whether a link's target exists calls a good link dead. PyMuPDF lists
#   such links with their letters taken apart (each byte of UTF-8 as one letter) and without a page: of four links it
#   follows "Kap 1" alone. Names that are to be followed everywhere must be ASCII, in a volume put together, too.
# Source: ISO 32000-1, 7.9.6 (keys sorted lexically; no decoding is named) and 12.3.2.3 (byte string as a name).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  pikepdf==10.18.0 pymupdf==2.0 pypdfium2==5.15.2 pypdf==7.1.1
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import sys

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name

LEAVES = [["Kap 1", "Kap–1"], ["Kapé", "Kapü"]]
NAMES = [name for leaf in LEAVES for name in leaf]


def as_string(name):
    return pikepdf.Object.parse(b"<" + name.encode("pdfdoc_pikepdf").hex().encode() + b">")


assert sorted(NAMES, key=lambda name: name.encode("pdfdoc_pikepdf")) == NAMES
pdf = pikepdf.new()
for _ in range(5):
    pdf.add_blank_page(page_size=(300, 200))
places = {name: Array([pdf.pages[number].obj, Name.Fit]) for number, name in enumerate(NAMES, 1)}
leaves = [pdf.make_indirect(Dictionary(Names=[item for name in leaf for item in (as_string(name), places[name])],
                                       Limits=[as_string(leaf[0]), as_string(leaf[-1])])) for leaf in LEAVES]
pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Kids=leaves)))
pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(
    Type=Name.Annot, Subtype=Name.Link, Rect=[10, 10 + 20 * row, 100, 25 + 20 * row], Border=[0, 0, 0], F=4,
    Dest=as_string(name))) for row, name in enumerate(NAMES)])
file = io.BytesIO()
pdf.save(file)
data = file.getvalue()

document = pypdfium2.PdfDocument(data)
page = document[0]
links = [pdfium.FPDFLink_GetLinkAtPoint(page.raw, 20, 15 + 20 * row) for row in range(len(NAMES))]
by_pdfium = [pdfium.FPDFDest_GetDestPageIndex(document.raw, pdfium.FPDFLink_GetDest(document.raw, link))
             for link in links]
known = pypdf.PdfReader(io.BytesIO(data))
by_pypdf = [known.get_destination_page_number(known.named_destinations[name]) for name in NAMES]
reread = pikepdf.open(io.BytesIO(data))
tree = pikepdf.NameTree(reread.Root.Names.Dests)
by_qpdf, listed = [name in tree for name in NAMES], list(tree.keys())
found = sorted(pymupdf.open(stream=data)[0].get_links(), key=lambda link: -link["from"].y0)
by_mupdf = [(link["nameddest"], link.get("page")) for link in found]
print("names       ", NAMES)
print("pdfium, page", by_pdfium)
print("pypdf, page ", by_pypdf)
print("qpdf, found ", by_qpdf, "listed", listed)
print("PyMuPDF     ", by_mupdf)
sys.exit(by_pdfium != [1, 2, 3, 4] or by_pypdf != [1, 2, 3, 4] or sorted(listed) != sorted(NAMES)
         or by_qpdf != [True, False, True, True]
         or [number for _, number in by_mupdf] != [1, None, None, None] or by_mupdf[3][0] != "KapÃ¼")
PYTHON
