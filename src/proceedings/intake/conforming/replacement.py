"""Fonts that are not embedded get an open font in their place,
at the same widths (ISO 19005-2, 6.2.11.4.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.pdf.fonts.open_fonts import Collection, Program, Shape
from proceedings.pdf.fonts.predefined_maps import character_map, composite, unicode_map
from proceedings.pdf.fonts.standard_fonts import DINGBAT_WIDTHS, SYMBOL_WIDTHS, StandIn, stand_in
from proceedings.pdf.fonts.unicode_maps import read_texts, write_map
from proceedings.pdf.fonts.widths import given_cid_widths, given_widths
from proceedings.pdf.shown import codes, shown_strings, wide_codes

if TYPE_CHECKING:
    import pikepdf

_SIMPLE = ("/Type1", "/TrueType", "/MMType1")
_SYMBOLIC = 4
_IDLE = StandIn("LiberationSans-Regular", True)
"""For a font in which nothing is shown: any will do, for its program is empty."""


def replace_missing_fonts(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Embed a stand-in for each font that is not embedded and whose characters we have.

    Codes, widths and places on the page stay; the shapes are those of a metric-compatible font.
    Fonts of pictures and characters that our fonts lack stay as they are, and the judge names them.

    Returns:
        A sentence for each font that was replaced.
    """
    missing = [font for font in fonts if _is_missing(font)]
    if not missing:
        return ()
    shown = shown_strings(pdf, {font.objgen for font in missing})
    work = _Work(pdf, Collection())
    said = []
    for font in missing:
        if font.get("/Subtype") == "/Type0":
            strings = shown.get(font.objgen, set())
            done = work.composite(font, wide_codes(strings))
            if done is None:
                done = work.predefined(font, strings)
        else:
            done = work.simple(font, codes(shown.get(font.objgen, set())))
        if done:
            said.append(done)
    return tuple(dict.fromkeys(said))


def _is_missing(font: pikepdf.Object) -> bool:
    import pikepdf

    kind = font.get("/Subtype")
    if kind == "/Type0":
        parts = font.get("/DescendantFonts")
        return isinstance(parts, pikepdf.Array) and len(parts) == 1 and not _embedded(parts[0])
    return kind in _SIMPLE and "/BaseFont" in font and not _embedded(font)


def _embedded(font: pikepdf.Object) -> bool:
    import pikepdf

    descriptor = font.get("/FontDescriptor") if isinstance(font, pikepdf.Dictionary) else None
    if not isinstance(descriptor, pikepdf.Dictionary):
        return False
    return any(isinstance(descriptor.get(key), pikepdf.Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _flags(font: pikepdf.Object) -> int:
    import pikepdf

    descriptor = font.get("/FontDescriptor")
    return descriptor.get_int("/Flags", 0) if isinstance(descriptor, pikepdf.Dictionary) else 0


class _Work:
    """Replacing the fonts of one document."""

    def __init__(self, pdf: pikepdf.Pdf, fonts: Collection) -> None:
        self._pdf = pdf
        self._fonts = fonts

    def simple(self, font: pikepdf.Object, used: set[int]) -> str | None:
        """A font of single-byte codes;
        a sentence, none where it shows nothing, None where it stays as it is.
        """
        import pikepdf
        from pikepdf import Name

        name = encodings.name_text(font["/BaseFont"])
        chosen = stand_in(name, _flags(font)) if used else _IDLE
        # A name in another alphabet's old encoding: its codes are not what the encoding says.
        if chosen is None or (used and (not name.isascii() or "#" in name)):
            return None
        characters = _characters(font, chosen)
        if any(self._fonts.find(chosen.face, characters[c]) is None for c in used if c in characters):
            return None
        given = given_widths(font) or _standard_widths(chosen)
        shapes = {code: Shape(characters.get(code, ""), given.get(code)) for code in sorted(used)}
        program = self._fonts.build(chosen.face, shapes, name)
        first, last = (min(used), max(used)) if used else (0, 0)
        font["/Subtype"] = Name.TrueType
        font["/FirstChar"], font["/LastChar"] = first, last
        font["/Widths"] = pikepdf.Array(
            [round(given.get(c, program.widths.get(c, 0)), 3) for c in range(first, last + 1)]
        )
        if "/Encoding" in font:
            del font["/Encoding"]
        if "/ToUnicode" not in font:
            texts = {code: characters[code] for code in used if code in characters}
            font["/ToUnicode"] = self._pdf.make_stream(write_map(texts, 1))
        self._describe(font, chosen, program)
        return _says(name, chosen) if used else ""

    def composite(self, font: pikepdf.Object, used: set[int]) -> str | None:
        """A CID font with an Identity encoding whose codes its ToUnicode map explains."""
        import pikepdf
        from pikepdf import Name

        cid_font = font["/DescendantFonts"][0]
        texts = read_texts(font)
        name = encodings.name_text(cid_font.get("/BaseFont", Name("/Unknown")))
        chosen = stand_in(name, _flags(cid_font))
        if font.get("/Encoding") != "/Identity-H" or chosen is None or not used <= texts.keys():
            return None
        if any(self._fonts.find(chosen.face, texts[code]) is None for code in used):
            return None
        given = given_cid_widths(cid_font, used)
        program = self._fonts.build(chosen.face, {c: Shape(texts[c], given[c]) for c in sorted(used)}, name)
        glyphs = bytearray(2 * (max(used, default=0) + 1))
        for glyph, code in enumerate(sorted(used), 1):
            glyphs[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
        cid_font["/Subtype"] = Name.CIDFontType2
        cid_font["/CIDToGIDMap"] = self._pdf.make_stream(bytes(glyphs))
        cid_font["/CIDSystemInfo"] = pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        )
        self._describe(cid_font, chosen, program)
        font["/BaseFont"] = cid_font["/BaseFont"]
        return _says(name, chosen)

    def predefined(self, font: pikepdf.Object, strings: set[bytes]) -> str | None:
        """A CID font with a predefined character map, from fonts of ours or of this machine."""
        import pikepdf
        from pikepdf import Name

        shown = composite(font, strings)
        cid_font = font["/DescendantFonts"][0]
        name = encodings.name_text(cid_font.get("/BaseFont", Name("/Unknown")))
        chosen = stand_in(name, _flags(cid_font)) if strings else _IDLE
        if shown is None or chosen is None or shown.unknown:
            return None
        borrowed = self._fonts.borrow(chosen.face, shown.letters, shown.language)
        if any(self._fonts.find(chosen.face, letter) is None for letter in shown.letters):
            return None
        codes = list(shown.meanings)
        shapes = {n: Shape(m.text, m.width) for n, m in enumerate(shown.meanings.values(), 1)}
        program = self._fonts.build(chosen.face, shapes, name)
        cid_font["/Subtype"] = Name.CIDFontType2
        cid_font["/CIDToGIDMap"] = Name.Identity
        cid_font["/CIDSystemInfo"] = system = pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        )
        cid_font["/W"] = pikepdf.Array([1, pikepdf.Array([round(program.widths[n]) for n in shapes])])
        if "/W2" in cid_font:
            del cid_font["/W2"]
        self._describe(cid_font, chosen, program)
        font["/BaseFont"] = cid_font["/BaseFont"]
        font["/Encoding"] = self._pdf.make_stream(
            character_map(codes, shown.downwards),
            Type=Name.CMap,
            CMapName=Name("/Codes-V" if shown.downwards else "/Codes-H"),
            CIDSystemInfo=system,
            WMode=int(shown.downwards),
        )
        texts = {code: meaning.text for code, meaning in shown.meanings.items()}
        font["/ToUnicode"] = self._pdf.make_stream(unicode_map(texts))
        if not strings:
            return ""
        if borrowed is None:
            return _says(name, chosen)
        return f"The font {name} was not in the file; {borrowed}, which is installed here, stands in for it."

    def _describe(self, font: pikepdf.Object, chosen: StandIn, program: Program) -> None:
        import pikepdf
        from pikepdf import Name

        digest = hashlib.sha256(program.data).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        family = chosen.face if chosen.face.startswith("Liberation") else f"Noto-for-{chosen.face}"
        font["/BaseFont"] = Name(f"/{tag}+{family}")
        kinds = chosen.fixed * 1 | chosen.serif * 2 | chosen.italic * 64
        font["/FontDescriptor"] = self._pdf.make_indirect(
            pikepdf.Dictionary(
                Type=Name.FontDescriptor,
                FontName=font["/BaseFont"],
                Flags=_SYMBOLIC | kinds,
                FontBBox=pikepdf.Array(list(program.box)),
                ItalicAngle=round(program.italic_angle, 2),
                Ascent=program.ascent,
                Descent=program.descent,
                CapHeight=program.cap_height,
                StemV=140 if chosen.bold else 80,
                FontFile2=self._pdf.make_stream(program.data, Length1=len(program.data)),
            )
        )


def _characters(font: pikepdf.Object, chosen: StandIn) -> dict[int, str]:
    """Codes of a simple font that is not embedded and the characters they show."""
    dingbats = chosen.face == "ZapfDingbats"
    differing = {
        code: text
        for code, glyph in encodings.differences(font).items()
        if (text := encodings.character(glyph, dingbats)) is not None
    }
    if dingbats:
        return encodings.dingbat_characters() | differing
    if chosen.face == "Symbol":
        return encodings.symbol_characters() | differing
    # Not embedded and without an encoding,
    # a font has the standard one (ISO 32000-1, 9.6.6 and table 114).
    names = encodings.base_encoding(encodings.base_name(font) or "/StandardEncoding")
    found = {code: text for code, glyph in names.items() if (text := encodings.character(glyph)) is not None}
    unexplained = encodings.differences(font).keys() - differing.keys()
    given = read_texts(font)
    return found | differing | {code: given[code] for code in unexplained if len(given.get(code, "")) == 1}


def _standard_widths(chosen: StandIn) -> dict[int, float]:
    table = {"Symbol": SYMBOL_WIDTHS, "ZapfDingbats": DINGBAT_WIDTHS}.get(chosen.face, ())
    return {code: float(width) for code, width in enumerate(table, 0x20)}


def _says(name: str, chosen: StandIn) -> str:
    family = chosen.face if chosen.face.startswith("Liberation") else "Noto"
    how = "which has the same widths" if chosen.same_metrics else "at the widths of the original"
    return f"The font {name} was not in the file; {family} stands in for it, {how}."
