"""The letters of a mark: a font for them, how wide they are, and lines that fit a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Name

from proceedings.pdf.fonts.open_fonts import Collection
from proceedings.pdf.fonts.standard_fonts import stand_in
from proceedings.pdf.fonts.unicode_maps import write_map

_STANDARD = {
    "LiberationSans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "LiberationSerif": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "LiberationMono": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
}
"""Standard fonts by the face that stands in for them, in the order of `_STYLES`."""
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_WIDE, _USUAL = 1000.0, 600.0
"""Thousandths of an em of letters that no font of ours has."""


class Lettering:
    """Sets texts in the standard font that is nearest to a font's name.

    The font is not embedded; an open one takes its place when the document is made PDF/A.
    Letters beyond WinAnsiEncoding get a composite font whose codes are explained to Unicode.
    """

    def __init__(self, texts: Sequence[str], font: str = "Helvetica", flags: int = 0) -> None:
        chosen = stand_in(font, flags)
        face = chosen.face if chosen is not None and "-" in chosen.face else "LiberationSans-Regular"
        family, _, style = face.partition("-")
        self._face, self.name = face, _STANDARD[family][_STYLES.index(style)]
        letters = "".join(texts)
        self._simple = _is_simple(letters)
        self._codes = {letter: code for code, letter in enumerate(dict.fromkeys(letters), 1)}

    @property
    def right_to_left(self) -> bool:
        """Whether letters are among them
        that are written from right to left, which are not set here.
        """
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in self._codes)

    def shown(self, text: str) -> str:
        """The string that shows a text, for `Tj`."""
        if self._simple:
            return f"<{text.encode('cp1252').hex()}>"
        return "<" + "".join(f"{self._codes[letter]:04x}" for letter in text) + ">"

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        return sum(self._advance(letter) for letter in text) * size / 1000

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """The lines of a text, broken between words, and within words that are too long."""
        found: list[str] = []
        for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.width(longer, size) > width:
                    found.append(line)
                    longer = word
                while len(longer) > 1 and self.width(longer, size) > width:
                    fits = next((n for n in range(len(longer) - 1, 1, -1) if self.width(longer[:n], size) <= width), 1)
                    found.append(longer[:fits])
                    longer = longer[fits:]
                line = longer
            found.append(line)
        return found

    def fonts(self, pdf: pikepdf.Pdf) -> dict[str, Any]:
        """The font resource `/Words`."""
        name = Name("/" + self.name)
        if self._simple:
            made = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=name, Encoding=Name.WinAnsiEncoding)
            return {"/Words": pdf.make_indirect(made)}
        widths = [round(self._advance(letter)) for letter in self._codes]
        descendant = pikepdf.Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            W=pikepdf.Array([1, pikepdf.Array(widths)]),
        )
        texts = {code: letter for letter, code in self._codes.items()}
        made = pikepdf.Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(write_map(texts, 2)),
        )
        return {"/Words": pdf.make_indirect(made)}

    def _advance(self, letter: str) -> float:
        glyph = self._metrics[0].get(ord(letter))
        if glyph is not None:
            return float(self._metrics[1][glyph][0]) * 1000 / float(self._metrics[2])
        return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _USUAL

    @cached_property
    def _metrics(self) -> tuple[Any, Any, int]:
        face = Collection().face(self._face)
        return face.getBestCmap(), face["hmtx"], face["head"].unitsPerEm


def _is_simple(letters: str) -> bool:
    try:
        letters.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str) -> str:
    """A text without the letters that steer a terminal; tabs become spaces, ends of lines stay."""
    spaced = text.replace("\t", "    ")
    return "".join(c for c in spaced if c in "\r\n" or unicodedata.category(c)[0] != "C")
