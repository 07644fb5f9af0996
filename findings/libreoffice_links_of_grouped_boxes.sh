#!/usr/bin/env bash
# LibreOffice: in a deck, the link of one member of a group spreads to its neighbours, and a jump becomes a web address.
# Versions: libreoffice-impress-nogui 4:7.4.7-1+deb12u* of Debian 12; python-pptx 1.0.2, pikepdf 10.18.0.
# Good guess: a click area of a deck becomes a link annotation of the PDF with the same target, or none; which shapes
#   stand beside it in a group changes nothing. "Last slide" leads to the last page, be it set on a box or on words.
# Seen: (1) a group of three boxes, a link on the first only: all three boxes are links to its address in the PDF. A row
#   of logos or names of which one has a link leads to that one's page wherever one clicks. (2) "Last slide" on a
#   box leads to the last page; on words it becomes a web link to "#action?jump=lastslide". A jump from words to a
#   named slide is right. Exit status 0, no warning.
# Source: ECMA-376 part 1, 21.1.2.3.5 (hlinkClick, of words or of one shape); 20.1.2.2.8 (cNvPr belongs to one shape).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v soffice >/dev/null || { echo "soffice is missing: install libreoffice-impress-nogui" >&2; exit 3; }
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  python-pptx==1.0.2 pikepdf==10.18.0 lxml==6.1.3 pillow==13.0.0
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

deck = Presentation()
slides = [deck.slides.add_slide(deck.slide_layouts[5]) for _ in range(4)]
for number, slide in enumerate(slides, 1):
    slide.shapes.title.text = f"Title {number}"
second = slides[1]


def box(shapes, row):
    added = shapes.add_textbox(Inches(1), Inches(2 + row / 2), Inches(2), Inches(0.4))
    added.text_frame.text = f"Box {row}"
    return added


def to_last_slide(element):
    link = etree.SubElement(element, qn("a:hlinkClick"))
    link.set(qn("r:id"), "")
    link.set("action", "ppaction://hlinkshowjump?jump=lastslide")


to_last_slide(box(second.shapes, 0)._element.nvSpPr.cNvPr)
to_last_slide(box(second.shapes, 1).text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr())
group = second.shapes.add_group_shape()
members = [box(group.shapes, row) for row in (2, 3, 4)]
members[0].click_action.hyperlink.address = "https://example.org/first"
box(second.shapes, 5)
deck.save("deck.pptx")
PYTHON
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf deck.pptx >/dev/null 2>&1
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import sys

import pikepdf

pdf = pikepdf.open("deck.pdf")
numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
page = pdf.pages[1]
seen = {}
for link in page.Annots:
    row = int((float(page.MediaBox[3] - link.Rect[3]) / 72 - 2 + 0.05) * 2 + 0.3)
    action = link.get("/A", link)
    place = action.get("/Dest", action.get("/D"))
    seen[f"Box {row}"] = str(action.URI) if "/URI" in action else numbers[place[0].objgen]
for name in sorted(seen):
    print(name, "leads to", seen[name])
first = "https://example.org/first"
sys.exit(seen != {"Box 0": 4, "Box 1": "#action?jump=lastslide", "Box 2": first, "Box 3": first, "Box 4": first})
PYTHON
