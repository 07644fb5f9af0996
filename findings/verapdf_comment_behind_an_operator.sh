#!/usr/bin/env bash
# veraPDF: a comment straight behind an operator makes valid contents fail PDF/A.
# Versions: veraPDF 1.28.2 (org.verapdf.apps:greenfield-apps), WeasyPrint 70.0, pikepdf 10.18.0, pymupdf 2.0,
#   pypdfium2 5.15.2. Needs Maven, Java 11 or later and Pango.
# Good guess: the percent sign is a delimiter, so `re%a box` at the end of a line is `re` and a comment, in a validator
#   as in readers, no space needed between the two.
# Seen: behind a number or a name the comment is skipped. Behind an operator it is not: veraPDF reports the operators
#   "re%a" and "box" as unknown (6.2.2-1) and refuses the file, and `q%` likewise. pdfium and MuPDF draw the box that
#   follows. Hand-made and old PostScript-like contents are written that way. A newline before each percent sign cures.
# Source: ISO 32000-1, 7.2.2 (table 2: the percent sign is a delimiter) and 7.2.3 (comments); ISO 19005-2, 6.2.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in mvn java; do command -v "$program" >/dev/null || { echo "$program is missing" >&2; exit 3; }; done
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
  -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 -DoutputDirectory="$work"
python3 -m pip install -q --root-user-action ignore --target "$work/lib" \
  weasyprint==70.0 pikepdf==10.18.0 pymupdf==2.0 pypdfium2==5.15.2
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import sys

import pikepdf
import pymupdf
import pypdfium2
import weasyprint

page = weasyprint.HTML(string="<html lang=en><title>T</title><style>@page{size:200px}</style><body>Hello")
pdf = page.write_pdf(pdf_variant="pdf/a-2b")
ADDED = {"space": b"\n0 0 100 100 re %a box\nf\n", "number": b"\n0 0 100 100%a box\nre f\n",
         "operator": b"\n0 0 100 100 re%a box\nf\n", "save": b"\nq%a box\n0 0 100 100 re f Q\n"}
for name, added in ADDED.items():
    made = pikepdf.open(io.BytesIO(pdf))
    made.pages[0].Contents = made.make_stream(made.pages[0].Contents.read_bytes() + added)
    made.save(f"{name}.pdf")
    with open(f"{name}.pdf", "rb") as file:
        data = file.read()
    levels = (pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L").tobytes(),
              pymupdf.open(stream=data)[0].get_pixmap(colorspace="gray").samples)
    dark = [round(100 * sum(level < 128 for level in each) / len(each)) for each in levels]
    print(f"{name}: percent of the page inked in pdfium and MuPDF {dark}")
    if min(dark) < 20:
        sys.exit("a reader does not draw the box")
PYTHON
verapdf() { java -Xss16m -cp greenfield-apps-1.28.2.jar org.verapdf.apps.GreenfieldCliWrapper -f 2b "$@" || true; }
verdicts=$(verapdf --format text space.pdf number.pdf operator.pdf save.pdf | sed -E 's,^(PASS|FAIL) .*/,\1 ,' | sort)
reasons=$(verapdf operator.pdf | grep -oE 'clause="[^"]*"|operator [^ ]* not defined' | sort)
printf '%s\n' "$verdicts" "$reasons"
[[ $verdicts == $'FAIL operator.pdf 2b\nFAIL save.pdf 2b\nPASS number.pdf 2b\nPASS space.pdf 2b' ]] || exit 1
[[ $reasons == $'clause="6.2.2"\noperator box not defined\noperator re%a not defined' ]] || exit 1
