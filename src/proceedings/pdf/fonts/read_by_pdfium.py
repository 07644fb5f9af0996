"""What the codes of a font that is not embedded stand for and how far they advance,
by pdfium's own character maps.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proceedings.pdf import objects
from proceedings.pdf.code_lengths import writes_downwards

if TYPE_CHECKING:
    import pikepdf

_STEP, _SIZE, _START = 100, 10, 20


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code's text, and its advance in thousandths of an em."""

    text: str
    width: float


def meanings(font: pikepdf.Object, codes: Sequence[bytes]) -> dict[bytes, Meaning]:
    """Show each code twice on a line of its own, and read where and as what pdfium places it.

    Args:
        font: a font of an open document,
            with a predefined character map (ISO 32000-1, 9.7.5.2) or any other.
        codes: in bytes.

    Returns:
        The codes that pdfium can turn into Unicode.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    with pypdfium2.PdfDocument(_sample(font, codes)) as document:
        page = document[0]
        text = page.get_textpage()
        try:
            placed = _placed(text.raw, pdfium, len(codes))
        finally:
            text.close()
            page.close()
    return {code: Meaning(*placed[index]) for index, code in enumerate(codes) if index in placed}


def _sample(font: pikepdf.Object, codes: Sequence[bytes]) -> bytes:
    import pikepdf

    sample = pikepdf.new()
    sample.add_blank_page(page_size=(200, max(200, _STEP * len(codes) + 200)))
    lines = [
        f"BT /F {_SIZE} Tf 1 0 0 1 {_START} {_STEP * (index + 1)} Tm <{code.hex() * 2}> Tj ET"
        for index, code in enumerate(codes)
    ]
    page = sample.pages[0].obj
    shown = sample.copy_foreign(font)
    encoding = objects.name(objects.get(shown, "/Encoding"))
    if writes_downwards(encoding):  # pdfium passes over what has no width on its line
        shown.Encoding = pikepdf.Name("/" + encoding[:-1] + "H")
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=shown))
    page.Contents = sample.make_stream("\n".join(lines).encode("ascii"))
    out = io.BytesIO()
    sample.save(out)
    return out.getvalue()


def _placed(text: Any, pdfium: Any, count: int) -> dict[int, tuple[str, float]]:
    """The first character of each line and the way to the second."""
    lines: dict[int, list[tuple[str, float]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text)):
        point = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        line = round((y.value + _STEP / 4) / _STEP) - 1
        if 0 <= line < count and _means(point):
            lines.setdefault(line, []).append((chr(point), x.value))
    return {line: _first(there) for line, there in lines.items()}


def _first(there: list[tuple[str, float]]) -> tuple[str, float]:
    """A code may stand for several characters, which then come twice in a row."""
    half = max(1, len(there) // 2)
    # What is read from right to left comes in the order of reading.
    width = abs(there[half][1] - there[0][1]) * 1000 / _SIZE if len(there) > half else 1000.0
    return "".join(character for character, _ in there[:half]), round(width, 1)


def _means(point: int) -> bool:
    return 0x20 <= point < 0x110000 and not 0xD800 <= point < 0xE000 and point not in (0xFFFD, 0xFFFE, 0xFFFF)
