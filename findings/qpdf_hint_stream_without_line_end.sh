#!/usr/bin/env bash
# qpdf: a linearised file breaks PDF/A where the last byte of its hint stream happens to be a line feed.
# Versions: pikepdf 10.18.0 (qpdf 12 inside; the script prints which).
# Good guess: pikepdf saves with qpdf's "newline before endstream" (preserve_pdfa, its default), so every stream of the
#   file has a line end before `endstream` that is not counted in Length, the hint stream that qpdf adds as well.
# Seen: for the hint stream qpdf adds the line end only if the data do not end in one. Its data are compressed, so about
#   one file in a hundred or two ends in 0x0A by chance (33 of 3000 here): there `endstream` follows the data at once, and a validator that takes the
#   line feed for the line end counts one byte less than Length says. Two drafts of one volume that differ by a word
#   are then valid and not. (veraPDF 1.28.2 said rule 6.1.7.1 of such a file; tried beside, not run here.)
# Source: ISO 19005-2, 6.1.7.1: `endstream` is preceded by an end-of-line marker, and Length is the number of bytes
#   between the markers; pikepdf's documentation of preserve_pdfa.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action ignore --target "$work/lib" pikepdf==10.18.0
cd "$work"
PYTHONPATH="$work/lib" python3 - <<'PYTHON'
import io
import re
import sys

import pikepdf


def linearised(number):
    """A small file, different for each number, as pikepdf linearises it."""
    pdf = pikepdf.new()
    for page in range(1 + number % 7):
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[-1].Contents = pdf.make_stream(b"0 0 %d %d re f " % (page, number) * (1 + number % 61))
    file = io.BytesIO()
    pdf.save(file, linearize=True, preserve_pdfa=True, deterministic_id=True)
    return file.getvalue()


def bare(data, at):
    """Whether the stream that begins at a place ends without a line end of its own."""
    length = int(re.compile(rb"/Length (\d+)").search(data, at)[1])
    start = re.compile(rb"stream\r?\n").search(data, at).end()
    return data[start + length :].startswith(b"endstream"), data[start + length - 1 : start + length]


without = others = 0
lasts = set()
FILES = 3000
for number in range(FILES):
    data = linearised(number)
    hints = int(re.search(rb"/H \[ (\d+)", data)[1])
    is_bare, last = bare(data, hints)
    without += is_bare
    if is_bare:
        lasts.add(last)
    places = [m.start() for m in re.finditer(rb"\d+ 0 obj\n<< /Length", data)]
    others += sum(bare(data, at)[0] for at in places if at != hints)
print(f"pikepdf {pikepdf.__version__}, qpdf {pikepdf.__libqpdf_version__}: {without} of {FILES} hint streams have no line "
      f"end of their own (last bytes {lasts}); of all other streams {others}")
sys.exit(not (without and lasts == {b"\n"} and not others))
PYTHON
