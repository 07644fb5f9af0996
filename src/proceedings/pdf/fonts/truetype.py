"""Just enough of TrueType font programs:
which glyph a code shows, its advance, and small changes to tables.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from proceedings.pdf.fonts.encodings import base_name, character, code_names, differences

if TYPE_CHECKING:
    import pikepdf

SYMBOLIC, NONSYMBOLIC = 4, 32


def program(font: pikepdf.Object) -> pikepdf.Stream | None:
    """The embedded TrueType program of a simple TrueType or a CIDFontType2 font;
    None where there is none.
    """
    import pikepdf

    if font.get("/Subtype") not in ("/TrueType", "/CIDFontType2"):
        return None
    descriptor = font.get("/FontDescriptor")
    found = descriptor.get("/FontFile2") if isinstance(descriptor, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Stream) else None


def face(font: pikepdf.Object) -> Face | None:
    """The embedded TrueType program of a font, ready to ask;
    None where there is none that can be read.
    """
    import pikepdf

    stream = program(font)
    if stream is None:
        return None
    try:
        return Face(stream.read_bytes())
    except (ValueError, pikepdf.PdfError):
        return None


class Face:
    """The tables of a font program that widths and encodings need, read without building the font.

    Raises:
        ValueError: the bytes are no TrueType program with the tables of metrics.
    """

    def __init__(self, data: bytes) -> None:
        try:
            count = struct.unpack_from(">H", data, 4)[0]
            self.tables = {
                data[at : at + 4].decode("latin-1"): struct.unpack_from(">II", data, at + 8)
                for at in range(12, 12 + 16 * count, 16)
            }
            self.data = self._data = data
            self.units = struct.unpack_from(">H", data, self.tables["head"][0] + 18)[0] or 1000
            self.glyph_count = struct.unpack_from(">H", data, self.tables["maxp"][0] + 4)[0]
            self.own_advances = struct.unpack_from(">H", data, self.tables["hhea"][0] + 34)[0]
            self._hmtx = self.tables["hmtx"][0]
        except (struct.error, KeyError) as problem:
            raise ValueError("not a TrueType program") from problem

    def advance(self, glyph: int) -> float | None:
        """The advance width of a glyph in thousandths of an em."""
        if not self.own_advances or glyph >= self.glyph_count:
            return None
        try:
            units = struct.unpack_from(">H", self._data, self._hmtx + 4 * min(glyph, self.own_advances - 1))[0]
        except struct.error:
            return None
        return float(units) * 1000 / float(self.units)

    def differs(self, glyph: int, width: float, tolerance: float) -> bool:
        """True when the glyph is there
        and its advance is further than the tolerance from the width.
        """
        advance = self.advance(glyph)
        return advance is not None and abs(advance - width) > tolerance

    def charmaps(self) -> dict[tuple[int, int], dict[int, int]]:
        """Codes and glyphs by platform and encoding,
        of the formats that simple fonts use (0, 4, 6, 12).
        """
        if "cmap" not in self.tables:
            return {}
        start = self.tables["cmap"][0]
        found = {}
        try:
            for n in range(struct.unpack_from(">H", self._data, start + 2)[0]):
                platform, encoding, offset = struct.unpack_from(">HHI", self._data, start + 4 + 8 * n)
                found[(platform, encoding)] = _charmap(self._data, start + offset)
        except struct.error:
            return found
        return found


def _charmap(data: bytes, at: int) -> dict[int, int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 0:
        return {code: glyph for code, glyph in enumerate(data[at + 6 : at + 262]) if glyph}
    if kind == 6:
        first, count = struct.unpack_from(">HH", data, at + 6)
        return {first + i: g for i, g in enumerate(struct.unpack_from(f">{count}H", data, at + 10)) if g}
    if kind == 4:
        return _segments(data, at)
    if kind == 12:
        groups = struct.unpack_from(">I", data, at + 12)[0]
        found = {}
        for n in range(min(groups, 5000)):
            first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * n)
            found.update({code: glyph + code - first for code in range(first, min(last, first + 0xFFFF) + 1)})
        return found
    return {}


def _segments(data: bytes, at: int) -> dict[int, int]:
    double = struct.unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    base = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, base)
    found = {}
    for i, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, last + 1):
            if offset:
                place = base + 2 * i + offset + 2 * (code - first)
                if place + 2 > len(data):
                    continue
                glyph = struct.unpack_from(">H", data, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph and code != 0xFFFF:
                found[code] = glyph
    return found


def glyphs(font: pikepdf.Object, face: Face, codes: set[int]) -> dict[int, int]:
    """Codes of a simple TrueType font
    and the glyphs that readers show for them (ISO 32000-1, 9.6.6.4); 0 is none.
    """
    maps = face.charmaps()
    flags = font["/FontDescriptor"].get_int("/Flags", 0)
    named = base_name(font) in ("/MacRomanEncoding", "/WinAnsiEncoding") or bool(differences(font))
    if named or (flags & NONSYMBOLIC and "/Encoding" in font):
        found = _by_name(font, maps, codes)
        if any(found.values()):
            return found
    return {code: _by_code(maps, code) for code in codes}


def _by_code(maps: dict[tuple[int, int], dict[int, int]], code: int) -> int:
    symbol = maps.get((3, 0), {})
    for page in (0xF000, 0, 0xF100, 0xF200):
        if symbol.get(page + code):
            return symbol[page + code]
    for chosen in ((1, 0), (3, 1), (0, 3), (0, 1), (0, 0)):
        if maps.get(chosen, {}).get(code):
            return maps[chosen][code]
    return 0


def _by_name(font: pikepdf.Object, maps: dict[tuple[int, int], dict[int, int]], codes: set[int]) -> dict[int, int]:
    from fontTools.encodings.MacRoman import MacRoman

    names = code_names(font)
    unicode = maps.get((3, 1)) or maps.get((3, 10)) or maps.get((0, 3)) or {}
    roman = maps.get((1, 0), {})
    mac = {name: code for code, name in enumerate(MacRoman)}
    found = {}
    for code in codes:
        name = names.get(code, "")
        text = character(name) if name else None
        glyph = unicode.get(ord(text), 0) if text and len(text) == 1 else 0
        found[code] = glyph or roman.get(mac.get(name, -1), 0) or (_by_code(maps, code) if not unicode else 0)
    return found


def cid_glyphs(font: pikepdf.Object, face: Face) -> dict[int, int]:
    """CIDs of an embedded CIDFontType2 and the glyphs they show."""
    import pikepdf

    given = font.get("/CIDToGIDMap")
    if not isinstance(given, pikepdf.Stream):
        return {cid: cid for cid in range(face.glyph_count)}
    data = given.read_bytes()
    return {i // 2: int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data) - 1, 2)}


def with_advances(face: Face, widths: dict[int, float]) -> bytes:
    """The font program with other advance widths,
    in thousandths of an em, for some glyphs; outlines as they were.
    """
    if max(widths) >= face.own_advances:
        return _with_more_advances(face.data, widths)
    changed = bytearray(face.data)
    for glyph, width in widths.items():
        struct.pack_into(">H", changed, face.tables["hmtx"][0] + 4 * glyph, max(0, round(width * face.units / 1000)))
    _sum_up(changed, face)
    return bytes(changed)


_WHOLE = 0xB1B0AFBA
"""What a font program adds up to as a whole (ISO/IEC 14496-22, `head`)."""


def _sum_up(data: bytearray, face: Face) -> None:
    """Set the sums of the metrics and of the whole."""
    adjustment = face.tables["head"][0] + 8
    struct.pack_into(">I", data, adjustment, 0)
    for at in range(12, 12 + 16 * len(face.tables), 16):
        if data[at : at + 4] == b"hmtx":
            start, length = face.tables["hmtx"]
            struct.pack_into(">I", data, at + 4, _sum(data[start : start + length]))
    struct.pack_into(">I", data, adjustment, (_WHOLE - _sum(data)) % 2**32)


def _sum(data: bytearray) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 2**32


def _with_more_advances(data: bytes, widths: dict[int, float]) -> bytes:
    """The same for glyphs that share the advance of the last: the table is written anew."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"]
        order = font.getGlyphOrder()
        for glyph, width in widths.items():
            name = order[glyph]
            metrics[name] = (max(0, round(width * units / 1000)), metrics[name][1])
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        return out.getvalue()
