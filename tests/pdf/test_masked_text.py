"""Text under a mask leaves the content stream; all else stays where it was."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from proceedings.pdf.masked_text import uncovered
from proceedings.values.geometry import Box

SHOWN = Box(0, 50, 595, 780)
"""The page without strips at head and foot."""

CASES = {
    "lines that follow": (b"BT /F1 10 Tf 60 800 Td (HEAD) Tj 0 -100 Td (body) Tj ET", "body", 0),
    "by the next line": (b"BT /F1 10 Tf 20 TL 60 810 Td (HEAD) Tj (HEAD) ' (body) ' (body) ' ET", "body body", 0),
    "with spacing": (b'BT /F1 10 Tf 20 TL 60 810 Td 1 2 (HEAD) " (body) \' (body) \' ET', "body body", 0),
    "scaled": (b"q .5 0 0 .5 0 0 cm BT /F1 20 Tf 120 1600 Td [(HE) 5 (AD)] TJ ET Q BT /F1 9 Tf 60 90 Td (body) Tj ET",
               "body", 0),
    "at the foot": (b"BT /F1 10 Tf 60 90 Td (body) Tj 0 -60 Td (7) Tj ET", "body", 0),
    "cut": (b"BT /F1 10 Tf 60 777 Td (cut) Tj ET", "cut", 1),
    "aslant": (b"BT /F1 10 Tf .7 .7 -.7 .7 60 800 Tm (aslant) Tj ET", "aslant", 0),
    "not to be read": (b"BT /F1 10 Tf 60 800 Td (HEAD) Tj ET ) nonsense (", None, 0),
    "an operand too many": (b"BT /F1 10 Tf 1 60 800 Td (HEAD) Tj ET", None, 0),
    "nothing of size": (b"BT 60 800 Td (HEAD) Tj ET", None, 0),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_taken_out_and_what_stays(case: str) -> None:
    content, said, cut = CASES[case]
    left = uncovered(content, SHOWN)
    assert left.cut == cut
    if said is not None:
        assert _read(left.content).split() == said.split()
    elif case in ("not to be read", "an operand too many"):
        assert left.content == content


def _read(content: bytes) -> str:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(content)
        out = io.BytesIO()
        pdf.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as read:
        return str(read[0].get_textpage().get_text_bounded())
