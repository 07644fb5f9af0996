"""Small font programs and documents that show them, written by the tests themselves:
Type 1, CFF, CID and TrueType.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict, PrivateDict
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Object, Pdf

SQUARE = ((100, 0), (400, 0), (400, 500), (100, 500))


def type1_number(value: int) -> bytes:
    """An integer as charstrings of Type 1 write it."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    if 108 <= value <= 1131:
        return bytes([247 + (value - 108 >> 8), (value - 108) & 255])
    return b"\xff" + value.to_bytes(4, "big", signed=True)


def type1_charstring(width: int | tuple[int, int]) -> bytes:
    """A square of this width,
    or of a quotient that the charstring divides out (Type 1 Font Format, 6.4).
    """
    if isinstance(width, tuple):
        advance = type1_number(width[0]) + type1_number(width[1]) + b"\x0c\x0c"
    else:
        advance = type1_number(width)
    side = [type1_number(100), advance, b"\x0d", type1_number(0), b"\x16"]  # hsbw, hmoveto
    lines = [(300, 6), (500, 7), (-300, 6)]  # hlineto, vlineto
    drawn = b"".join(type1_number(length) + bytes([operator]) for length, operator in lines)
    return b"".join(side) + drawn + b"\x09\x0e"  # closepath, endchar


def type1(
    glyphs: Mapping[str, int | tuple[int, int]],
    *,
    header: bytes = b"%!PS-AdobeFont-1.0: Odd",
    read: bytes = b"RD",
    encoding: Mapping[int, str] | None = None,
    in_hexadecimal: bool = False,
    stores: bytes = b" ND",
) -> bytes:
    """A Type 1 program with these glyphs and their widths; `stores` stands behind each glyph."""
    shapes = {name: type1_charstring(width) for name, width in {".notdef": 250, **glyphs}.items()}
    return type1_of(shapes, header=header, read=read, encoding=encoding, in_hexadecimal=in_hexadecimal, stores=stores)


def type1_of(
    shapes: Mapping[str, bytes],
    *,
    header: bytes = b"%!PS-AdobeFont-1.0: Odd",
    read: bytes = b"RD",
    encoding: Mapping[int, str] | None = None,
    in_hexadecimal: bool = False,
    stores: bytes = b" ND",
) -> bytes:
    """A Type 1 program with these charstrings."""
    if encoding is None:
        coded = b"/Encoding StandardEncoding def\n"
    else:
        puts = b"".join(b"dup %d /%s put\n" % (code, name.encode()) for code, name in encoding.items())
        coded = b"/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n" + puts + b"readonly def\n"
    clear = (
        header
        + b"\n12 dict begin\n/FontInfo 2 dict dup begin\n/version (1) readonly def\nend readonly def\n"
        + b"/FontName /Odd def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
        + coded
        + b"/FontBBox {0 0 1000 1000} readonly def\ncurrentdict end\ncurrentfile eexec\n"
    )
    private = b"dup /Private 8 dict dup begin\n/%s {string currentfile exch readstring pop} executeonly def\n" % read
    private += b"/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n"
    private += b"/MinFeature {16 16} def\n/password 5839 def\n/lenIV 4 def\n/Subrs 0 array ND\n"
    private += b"2 index /CharStrings %d dict dup begin\n" % len(shapes)
    for name, shape in shapes.items():
        data = eexec.encrypt(b"\0\0\0\0" + shape, 4330)[0]
        private += b"/%s %d %s %s%s\n" % (name.encode(), len(data), read, data, stores)
    private += (
        b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n"
    )
    cipher: bytes = eexec.encrypt(b"odd " + private, 55665)[0]
    if in_hexadecimal:
        cipher = cipher.hex().encode()
    return clear + cipher + b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"


def _charstring(program: Sequence[Any], private: Any, subrs: Any) -> T2CharString:
    return T2CharString(program=list(program), private=private, globalSubrs=subrs)


def cff(widths: Mapping[str, int], *, moves: str = "hmoveto", default: int = 500, nominal: int = 600) -> bytes:
    """A bare CFF program. A width
    that is the default's is left out of the charstring, as the format allows.
    """
    builder = FontBuilder(1000, isTTF=False)
    every = {".notdef": default, **widths}
    builder.setupGlyphOrder(list(every))
    builder.setupCharacterMap({})
    start = {"hmoveto": (100,), "vmoveto": (100,), "rmoveto": (100, 100)}[moves]
    drawn: list[Any] = [*start, moves, 300, "hlineto", 500, "vlineto", -300, "hlineto", "endchar"]
    shapes = {name: T2CharString(program=([] if w == default else [w - nominal]) + drawn) for name, w in every.items()}
    builder.setupCFF("Odd", {}, shapes, {"defaultWidthX": default, "nominalWidthX": nominal})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in every.items()})
    builder.setupHorizontalHeader()
    builder.setupPost()
    return builder.font["CFF "].compile(builder.font)  # type: ignore[no-any-return]


def cid_keyed(
    widths: Sequence[int],
    *,
    parts: int = 1,
    moves: str = "hmoveto",
    matrices: bool = False,
    cids: Sequence[int] | None = None,
) -> bytes:
    """A CFF program keyed by CID; each of several private dictionaries has widths of its own.

    `cids` are those of the glyphs after the first, rising, as a subset with gaps has them; by
    default glyph n is CID n. `matrices` writes the usual matrix of the whole out, beside others
    that do nothing, as some programs do. fontTools leaves it out, so that 11E-4 is written and then
    made 10E-4.
    """
    names = [f"g{number}" for number in range(1, len(widths))]
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(cff(dict(zip(names, widths[1:], strict=True)))), None)
    top = fonts[0]
    index = top.CharStrings.charStringsIndex
    array, choice = FDArrayIndex(), FDSelect()
    array.strings, array.GlobalSubrs = None, top.GlobalSubrs
    privates = []
    for part in range(parts):
        private = PrivateDict()
        private.defaultWidthX, private.nominalWidthX = 500 + 10 * part, 600 + 10 * part
        one = FontDict()
        one.Private = private
        if matrices:
            one.FontMatrix = [1, 0, 0, 1, 0, 0]
        array.append(one)
        privates.append(private)
    chosen = [0] + [number * parts // len(widths) for number in range(1, len(widths))]
    start = {"hmoveto": (100,), "vmoveto": (100,), "rmoveto": (100, 100)}[moves]
    shapes = []
    for number, width in enumerate(widths):
        private = privates[chosen[number]]
        own = [] if width == private.defaultWidthX else [width - private.nominalWidthX]
        drawn = [*own, *start, moves, 300, "hlineto", 500, "vlineto", -300, "hlineto", "endchar"]
        shapes.append(_charstring(drawn, private, top.GlobalSubrs))
    index.items, index.offsets = shapes, []
    numbers = range(1, len(widths)) if cids is None else cids
    order = [".notdef", *(f"cid{number:05}" for number in numbers)]
    top.CharStrings.charStrings = {name: number for number, name in enumerate(order)}
    top.charset = order
    choice.format, choice.gidArray = 3, chosen
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), numbers[-1] + 1, array, choice
    index.fdArray, index.fdSelect = array, choice
    for key in ("Private", "Encoding"):
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    if matrices:
        top.FontMatrix = [0.0011, 0, 0, 0.0011, 0, 0]
    out = io.BytesIO()
    fonts.compile(out, TTFont(recalcBBoxes=False), isCFF2=False)
    return out.getvalue().replace(b"\x1e\x11\xc4\xff", b"\x1e\x10\xc4\xff")


def truetype(widths: Sequence[int], maps: Mapping[tuple[int, int], Mapping[int, int]]) -> bytes:
    """A TrueType program: advances by glyph number,
    and its character maps by platform and encoding.
    """
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", *(f"g{number}" for number in range(1, len(widths)))]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({})
    pen = TTGlyphPen(None)
    pen.moveTo(SQUARE[0])
    for point in SQUARE[1:]:
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf({name: square for name in order})
    builder.setupHorizontalMetrics({name: (width, 100) for name, width in zip(order, widths, strict=True)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    for (platform, encoding), codes in maps.items():
        part = CmapSubtable.newSubtable(0 if platform == 1 else 4)
        part.platformID, part.platEncID, part.language = platform, encoding, 0
        part.cmap = {code: order[glyph] for code, glyph in codes.items()}
        table.tables.append(part)
    builder.font["cmap"] = table
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


def descriptor(pdf: Pdf, program: bytes, key: str, kind: str = "", flags: int = 4) -> Object:
    """A font descriptor with the program under a key of table 126 of ISO 32000-1."""
    stream = pdf.make_stream(program)
    if kind:
        stream.Subtype = Name("/" + kind)
    found = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Odd"), Flags=flags, ItalicAngle=0, StemV=80)
    found.FontBBox = Array([0, -200, 1000, 800])
    found.Ascent, found.Descent, found.CapHeight = 800, -200, 700
    found[key] = stream
    return pdf.make_indirect(found)


def simple(pdf: Pdf, kind: str, descriptor: Object, widths: Mapping[int, float], encoding: Any = None) -> Object:
    """A simple font with widths by code."""
    first, last = min(widths), max(widths)
    font = Dictionary(Type=Name.Font, Subtype=Name("/" + kind), BaseFont=Name("/ABCDEF+Odd"), FontDescriptor=descriptor)
    font.FirstChar, font.LastChar = first, last
    font.Widths = Array([widths.get(code, 0) for code in range(first, last + 1)])
    if encoding is not None:
        font.Encoding = encoding
    return pdf.make_indirect(font)


def composite(
    pdf: Pdf, kind: str, descriptor: Object, widths: Mapping[int, float], glyphs: bytes | None = None
) -> Object:
    """A composite font of two-byte codes that are CIDs;
    `glyphs` is the map from CIDs to glyphs, where there is one.
    """
    part = Dictionary(Type=Name.Font, Subtype=Name("/" + kind), BaseFont=Name("/ABCDEF+Odd"), FontDescriptor=descriptor)
    part.CIDSystemInfo = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
    part.W = Array([entry for cid, width in sorted(widths.items()) for entry in (cid, Array([width]))])
    if kind == "CIDFontType2":
        part.CIDToGIDMap = Name.Identity if glyphs is None else pdf.make_stream(glyphs)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Odd"), Encoding=Name("/Identity-H"))
    font.DescendantFonts = Array([pdf.make_indirect(part)])
    return pdf.make_indirect(font)


def showing(pdf: Pdf, font: Object, text: bytes, mode: int = 0) -> Pdf:
    """The document with one page that shows a string in the font."""
    pdf.add_blank_page(page_size=(300, 200))
    shown = b"BT /F 20 Tf %d Tr 20 100 Td <%s> Tj ET" % (mode, text.hex().encode())
    pdf.pages[0].obj.Contents = pdf.make_stream(shown)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    return pdf
