"""The last way, only where the editor allows it:
each page a picture, its words invisible on top of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proceedings.pdf.fonts.open_fonts import Collection, Shape
from proceedings.pdf.fonts.unicode_maps import write_map
from proceedings.pdf.pages import rotation_of

if TYPE_CHECKING:
    import pikepdf

_DPI = 300
_INVISIBLE = 3


def rewrite(source: Path, out: Path) -> None:
    """Write the document with pictures for pages;
    links, bookmarks, names and the size of pages stay.

    Raises:
        pikepdf.PdfError: the document cannot be opened or written.
    """
    import pikepdf
    import pypdfium2 as pdfium

    pages = pdfium.PdfDocument(source)
    try:
        with pikepdf.open(source) as document:
            font = _Font(document)
            for number, page in enumerate(document.pages):
                _replace(document, page, pages[number], font)
            for key in ("/StructTreeRoot", "/MarkInfo", "/OCProperties"):
                if key in document.Root:
                    del document.Root[key]
            font.finish()
            document.save(out, deterministic_id=True)
    finally:
        pages.close()


def _replace(document: pikepdf.Pdf, page: pikepdf.Page, drawn: Any, font: _Font) -> None:
    import zlib

    import pikepdf
    from pikepdf import Name

    # Turned back, so that picture and words stand in the page's own coordinates.
    turn = rotation_of(page.obj)
    drawn.set_rotation(0)
    left, bottom, right, top = drawn.get_bbox()
    words = list(_words(drawn))
    image = drawn.render(scale=_DPI / 72, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    picture = document.make_stream(
        zlib.compress(image.tobytes(), 9),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    content = b"q %.3f 0 0 %.3f %.3f %.3f cm /Picture Do Q\n" % (right - left, top - bottom, left, bottom)
    content += b"BT %d Tr\n" % _INVISIBLE + b"".join(font.show(*word) for word in words) + b"ET\n"
    page.obj["/Contents"] = document.make_stream(content)
    page.obj["/Resources"] = document.make_indirect(
        pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture), Font=pikepdf.Dictionary(Words=font.reference))
    )
    page.obj["/Rotate"] = turn
    for key in ("/Group", "/StructParents", "/PieceInfo", "/Thumb"):
        if key in page.obj:
            del page.obj[key]


def _words(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """Words with the box each fills, letter by letter:
    pdfium's runs leave out letters whose boxes have no height.
    """
    text = page.get_textpage()
    try:
        whole = text.get_text_range(errors="replace")
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    finally:
        text.close()
    if len(whole) != len(boxes):  # letters beyond 16 bits count twice in one of them
        whole = whole[: len(boxes)].ljust(len(boxes))
    for word in re.finditer(r"[^\s\0\ufffe\uffff]+", whole):
        own = boxes[word.start() : word.end()]
        left, bottom = min(b[0] for b in own), min(b[1] for b in own)
        right, top = max(b[2] for b in own), max(b[3] for b in own)
        right, top = max(right, left + 0.1), max(top, bottom + 1.0)
        if len(own) == 1:
            # A blank glyph alone has no width, and readers pass it over.
            yield word[0] + " ", left, bottom, 2 * right - left, top
        else:
            yield word[0], left, bottom, right, top


class _Font:
    """One font of blank glyphs, half an em wide, for the invisible words of a document."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        import pikepdf

        self._document = document
        self._codes: dict[str, int] = {}
        self.reference = document.make_indirect(pikepdf.Dictionary())

    def show(self, text: str, left: float, bottom: float, right: float, top: float) -> bytes:
        """Operators that lay the text over its box."""
        codes = b"".join(self._codes.setdefault(c, len(self._codes) + 1).to_bytes(2, "big") for c in text)
        size = max(1.0, top - bottom)
        stretch = 100 * (right - left) / (0.5 * size * len(text))
        return b"/Words %.2f Tf %.3f Tz 1 0 0 1 %.3f %.3f Tm <%s> Tj\n" % (
            size,
            max(0.1, stretch),
            left,
            bottom,
            codes.hex().encode(),
        )

    def finish(self) -> None:
        """Write the font when all characters are known."""
        import pikepdf
        from pikepdf import Name

        shapes = {code: Shape("", 500) for code in self._codes.values()}
        program = Collection().build("LiberationSans-Regular", shapes, "Words")
        descriptor = pikepdf.Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/WORDSA+Blank"),
            Flags=4,
            FontBBox=pikepdf.Array([0, 0, 500, 1000]),
            ItalicAngle=0,
            Ascent=program.ascent,
            Descent=program.descent,
            CapHeight=program.cap_height,
            StemV=80,
            FontFile2=self._document.make_stream(program.data, Length1=len(program.data)),
        )
        cid_font = pikepdf.Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/WORDSA+Blank"),
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            CIDToGIDMap=Name.Identity,
            DW=500,
            FontDescriptor=self._document.make_indirect(descriptor),
        )
        texts = {code: text for text, code in self._codes.items()}
        made = pikepdf.Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/WORDSA+Blank"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([self._document.make_indirect(cid_font)]),
            ToUnicode=self._document.make_stream(write_map(texts, 2)),
        )
        for key, value in made.items():
            self.reference[key] = value
