"""Small documents, each with one fault of PDF/A-2 that an author's file may have,
named after veraPDF's rule.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from proceedings.pdf import icc

Fault = Callable[[Pdf, Any], None]
"""Puts a fault into a document; the second argument is its only page."""

LONG = 128
"""Bytes of a name that is one too long."""


def document(fault: Fault) -> Pdf:
    """A page with a word in an embedded font and a square, and the fault."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(truetype(pdf))))
    page.Contents = pdf.make_stream(b"BT /F 24 Tf 20 100 Td (AB) Tj ET 10 10 20 20 re f\n")
    fault(pdf, page)
    return pdf


def draws(content: bytes) -> Fault:
    """More content."""

    def fault(pdf: Pdf, page: Any) -> None:
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + content)

    return fault


def resource(group: str, value: Callable[[Pdf], Any], content: bytes) -> Fault:
    """A resource with the name X, and content that uses it."""

    def fault(pdf: Pdf, page: Any) -> None:
        entries = page.Resources.get(f"/{group}", Dictionary())
        entries["/X"] = value(pdf)
        page.Resources[f"/{group}"] = entries
        draws(content)(pdf, page)

    return fault


def state(**entries: Any) -> Fault:
    """A graphics state that is set."""
    return resource("ExtGState", lambda pdf: Dictionary(**entries), b"/X gs 50 50 10 10 re f\n")


def form(content: bytes, **entries: Any) -> Fault:
    """A form XObject of this content, which is drawn."""
    return resource("XObject", lambda pdf: _form(pdf, content, **entries), b"/X Do\n")


def _form(pdf: Pdf, content: bytes, **entries: Any) -> Stream:
    given: dict[str, Any] = {"Resources": Dictionary()} | entries
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 300, 200]),
        **{k: v for k, v in given.items() if v is not None},
    )


def image(**entries: Any) -> Fault:
    """A grey picture of two by two dots with these entries."""

    def make(pdf: Pdf) -> Stream:
        given: dict[str, Any] = {"BitsPerComponent": 8, "ColorSpace": Name.DeviceGray} | entries
        kept = {key: value for key, value in given.items() if value is not None}
        return pdf.make_stream(b"\x00\x80\x80\xff", Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, **kept)

    return resource("XObject", make, b"q 50 0 0 50 100 100 cm /X Do Q\n")


def coloured(space: Callable[[Pdf], Any], content: bytes = b"/X cs 0.5 scn 60 60 10 10 re f\n") -> Fault:
    """A colour space that is painted with."""
    return resource("ColorSpace", space, content)


def font(change: Callable[[Pdf, Any], Any], shows: bytes = b"BT /X 24 Tf 20 150 Td (AB) Tj ET\n") -> Fault:
    """A font that is an embedded TrueType font but for a change, and shown;
    the change may give another font.
    """

    def make(pdf: Pdf) -> Any:
        made = truetype(pdf)
        return pdf.make_indirect(change(pdf, made) or made)

    return resource("Font", make, shows)


def annotation(**entries: Any) -> Fault:
    """An annotation with an appearance, unless the entries say otherwise."""

    def fault(pdf: Pdf, page: Any) -> None:
        form = _form(pdf, b"0 0 20 20 re f")
        given: dict[str, Any] = {
            "Subtype": Name.Square,
            "F": 4,
            "Rect": Array([10, 10, 30, 30]),
            "AP": Dictionary(N=form),
        } | entries
        page.Annots = Array(
            [pdf.make_indirect(Dictionary(Type=Name.Annot, **{k: v for k, v in given.items() if v is not None}))]
        )

    return fault


def catalog(**entries: Any) -> Fault:
    """Entries of the document's catalog."""

    def fault(pdf: Pdf, page: Any) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return fault


def of_page(**entries: Any) -> Fault:
    """Entries of the page."""

    def fault(pdf: Pdf, page: Any) -> None:
        for key, value in entries.items():
            page[f"/{key}"] = value(pdf) if callable(value) else value

    return fault


GLYPHS = (".notdef", "A", "B", "space")


@functools.cache
def font_program(cff: bool = False, width: int = 600) -> bytes:
    """A font of squares; the glyph B is empty in its outline's place of a code nowhere."""
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(list(GLYPHS))
    builder.setupCharacterMap({0x41: "A", 0x42: "B", 0x20: "space"})
    if cff:
        pens = {name: T2CharStringPen(width, None) for name in GLYPHS}
        for pen in pens.values():
            _square(pen)
        builder.setupCFF("Squares", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    else:
        glyphs = {}
        for name in GLYPHS:
            pen = TTGlyphPen(None)
            _square(pen)
            glyphs[name] = pen.glyph()
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 50) for name in GLYPHS})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.font["head"].modified = builder.font["head"].created = 0
    builder.font.recalcTimestamp = False
    if cff:
        return bytes(builder.font.getTableData("CFF ")) if "CFF " in builder.font else b""
    builder.save(out)
    return out.getvalue()


def _square(pen: Any) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, 500))
    pen.lineTo((550, 500))
    pen.lineTo((550, 0))
    pen.closePath()


def truetype(pdf: Pdf) -> Dictionary:
    """A simple TrueType font, right in everything."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Squares"),
        Flags=32,
        FontBBox=Array([0, 0, 600, 500]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=500,
        StemV=80,
        FontFile2=pdf.make_stream(font_program(), Length1=len(font_program())),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Squares"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=65,
        LastChar=66,
        Widths=Array([600, 600]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )


def composite(pdf: Pdf, encoding: Any = None, **entries: Any) -> Dictionary:
    """The same program as a CID font, with these entries of the descendant."""
    simple = truetype(pdf)
    given: dict[str, Any] = {
        "Type": Name.Font,
        "Subtype": Name.CIDFontType2,
        "BaseFont": simple.BaseFont,
        "CIDSystemInfo": Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        "CIDToGIDMap": Name.Identity,
        "DW": 600,
        "FontDescriptor": simple.FontDescriptor,
    } | entries
    descendant = Dictionary(**{key: value for key, value in given.items() if value is not None})
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=simple.BaseFont,
        Encoding=encoding if encoding is not None else Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
    )


def bare_cff(pdf: Pdf, subtype: str = "Type1C", **entries: Any) -> Dictionary:
    """The same shapes as a Type 1 font in CFF."""
    made = truetype(pdf)
    del made.FontDescriptor["/FontFile2"]
    made.Subtype = Name.Type1
    made.FontDescriptor.FontFile3 = pdf.make_stream(font_program(cff=True), Subtype=Name(f"/{subtype}"))
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def type3(pdf: Pdf, glyph: bytes = b"600 0 d0 50 0 500 500 re f", **entries: Any) -> Dictionary:
    """A Type 3 font of one glyph."""
    given: dict[str, Any] = {
        "Type": Name.Font,
        "Subtype": Name.Type3,
        "FontBBox": Array([0, 0, 600, 600]),
        "FontMatrix": Array([0.001, 0, 0, 0.001, 0, 0]),
        "Encoding": Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
        "CharProcs": Dictionary(A=pdf.make_stream(glyph)),
        "FirstChar": 65,
        "LastChar": 65,
        "Widths": Array([600]),
        "Resources": Dictionary(),
    } | entries
    return Dictionary(**{key: value for key, value in given.items() if value is not None})


WIDE = b"BT /X 24 Tf 20 150 Td <00010002> Tj ET\n"
ONE = b"BT /X 24 Tf 20 150 Td (A) Tj ET\n"


def _without(*keys: str) -> Callable[[Pdf, Any], Any]:
    def change(pdf: Pdf, font: Any) -> None:
        for key in keys:
            del font[f"/{key}"]

    return change


def _with(**entries: Any) -> Callable[[Pdf, Any], Any]:
    def change(pdf: Pdf, font: Any) -> None:
        for key, value in entries.items():
            font[f"/{key}"] = value

    return change


def _no_program(pdf: Pdf, font: Any) -> Any:
    del font.FontDescriptor["/FontFile2"]
    return None


def _described(**entries: Any) -> Callable[[Pdf, Any], Any]:
    def change(pdf: Pdf, font: Any) -> None:
        for key, value in entries.items():
            font.FontDescriptor[f"/{key}"] = value

    return change


def _profile(data: bytes, n: int) -> Callable[[Pdf], Any]:
    return lambda pdf: Array([Name.ICCBased, pdf.make_stream(data, N=n)])


def _tint(pdf: Pdf, outputs: int = 3, inputs: int = 1) -> Any:
    if inputs == 1:
        return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * outputs), C1=Array([1] * outputs))
    code = b"{ " + b"pop " * inputs + b"0 " * outputs + b"}"
    return pdf.make_stream(code, FunctionType=4, Domain=Array([0, 1] * inputs), Range=Array([0, 1] * outputs))


def _devicen(pdf: Pdf, count: int, colorants: bool) -> Array:
    names = Array([Name(f"/Ink{n}") for n in range(count)])
    space = Array([Name.DeviceN, names, Name.DeviceRGB, _tint(pdf, inputs=count)])
    if colorants:
        single = [Array([Name.Separation, name, Name.DeviceRGB, _tint(pdf)]) for name in names]
        space.append(Dictionary(Colorants=Dictionary({str(n): s for n, s in zip(names, single, strict=True)})))
    return space


def _two_separations(pdf: Pdf, page: Any) -> None:
    first = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, pdf.make_indirect(_tint(pdf))])
    other = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=2, C0=Array([0] * 3), C1=Array([1, 0, 0]))
    second = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, pdf.make_indirect(other)])
    page.Resources["/ColorSpace"] = Dictionary(X=first, Y=second)
    draws(b"/X cs 0.5 scn 60 60 10 10 re f /Y cs 0.5 scn 80 60 10 10 re f\n")(pdf, page)


def _icc(**changes: bytes) -> bytes:
    data = bytearray(icc.srgb())
    at = {"version": 8, "kind": 12, "space": 16}
    for key, value in changes.items():
        data[at[key] : at[key] + len(value)] = value
    return bytes(data)


def _layers(**entries: Any) -> Fault:
    def fault(pdf: Pdf, page: Any) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
        other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Other")))
        default = Dictionary(Name=String("Default"), Order=Array([layer, other]))
        for key, value in entries.items():
            default[f"/{key}"] = value(pdf, layer) if callable(value) else value
        more = Array([Dictionary(Name=String("Default"), Order=Array([layer, other]))])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer, other]), D=default, Configs=more)
        page.Resources["/Properties"] = Dictionary(X=layer)
        draws(b"/OC /X BDC 90 90 5 5 re f EMC\n")(pdf, page)

    return fault


def _inherited(pdf: Pdf, page: Any) -> None:
    pdf.Root.Pages.Resources = page.Resources
    del page["/Resources"]


def _long_key(pdf: Pdf, page: Any) -> None:
    page["/PieceInfo"] = Dictionary({"/" + "k" * LONG: Dictionary(LastModified=String("D:2020"))})


def _cmap(pdf: Pdf, **entries: Any) -> Stream:
    text = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def
/CMapName /Own def /CMapType 1 def /WMode 0 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 begincidrange <0000> <FFFF> 0 endcidrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
    info = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    given: dict[str, Any] = {"CMapName": Name.Own, "CIDSystemInfo": info, "WMode": 0} | entries
    return pdf.make_stream(text, Type=Name.CMap, **given)


SMALL = b"0." + b"0" * 38 + b"1"
HUGE = b"9" * 40
VISIBLE_NOTE: dict[str, Any] = {"Subtype": Name.FreeText, "Contents": String("a"), "DA": String("/Helv 12 Tf")}
JPEG_2000 = b"\xff\x4f\xff\x51"

FAULTS: dict[str, Fault] = {
    "6.1.6-1 odd digits": draws(b"BT /F 24 Tf 20 60 Td <41424> Tj ET\n"),
    "6.1.6-2 other letters": draws(b"BT /F 24 Tf 20 60 Td <4G41> Tj ET\n"),
    "6.1.7.2-1 LZW": image(Filter=Name.LZWDecode),
    "6.1.7.2-1 LZW among filters": image(Filter=Array([Name.ASCIIHexDecode, Name.LZWDecode])),
    "6.1.7.2-1 Crypt": image(Filter=Name.Crypt),
    "6.1.7.2-1 unknown": image(Filter=Name.Brotli),
    "6.1.7.1-3 external": image(F=String("picture.raw")),
    "6.1.7.1-3 external filter": image(FFilter=Name.FlateDecode),
    "6.1.8-1 font name": font(_with(BaseFont=Name("/Caf#e9"))),
    "6.1.8-1 colorant": coloured(lambda pdf: Array([Name.Separation, Name("/Caf#e9"), Name.DeviceRGB, _tint(pdf)])),
    "6.1.10-1 inline LZW": draws(b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x0b\x60\x50 EI Q\n"),
    "6.1.10-1 inline unknown": draws(b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /Crypt ID \x80 EI Q\n"),
    "6.1.12-1 permissions": catalog(Perms=Dictionary(Other=Dictionary())),
    "6.1.13-1 integer drawn": draws(b"0 0 99999999999 0 re f\n"),
    "6.1.13-1 integer in an array": draws(b"[3 99999999999] 0 d 0 0 m 9 9 l S\n"),
    "6.1.13-1 integer in a dictionary": of_page(Long=99999999999),
    "6.1.13-1 integer of marked content": draws(b"/P << /MCID 99999999999 >> BDC 0 0 5 5 re f EMC\n"),
    "6.1.13-1 negative integer": draws(b"-2147483649 0 m 9 9 l S\n"),
    "6.1.13-2 real drawn": draws(b"0 0 " + HUGE + b".0 0 re f\n"),
    "6.1.13-2 real of a colour": draws(HUGE + b".5 g 0 0 5 5 re f\n"),
    "6.1.13-2 integer beyond reals": draws(b"0 0 " + HUGE + b" 0 re f\n"),
    "6.1.13-2 sign alone as a colour": draws(b"- g 0 0 5 5 re f\n"),
    "6.1.13-2 real in an array": draws(b"[3 " + HUGE + b".0] 0 d 0 0 m 9 9 l S\n"),
    "6.1.13-3 string shown": draws(b"BT /F 1 Tf 20 60 Td (" + b"A" * 32768 + b") Tj ET\n"),
    "6.1.13-3 string of hex": draws(b"BT /F 1 Tf 20 60 Td <" + b"41" * 32768 + b"> Tj ET\n"),
    "6.1.13-3 string in a dictionary": annotation(Contents=String("a" * 32768)),
    "6.1.13-3 string of marked content": draws(b"/Span << /ActualText (" + b"a" * 32768 + b") >> BDC EMC\n"),
    "6.1.13-4 name of a key": _long_key,
    "6.1.13-4 name of a value": of_page(Long=Name("/" + "v" * LONG)),
    "6.1.13-4 name of bytes": of_page(Long=Name("/" + "é" * 64)),
    "6.1.13-4 name of a resource": resource("ExtGState", lambda pdf: Dictionary({"/" + "k" * LONG: 1}), b"/X gs\n"),
    "6.1.13-4 name in marked content": draws(b"/" + b"t" * LONG + b" BMC 0 0 5 5 re f EMC\n"),
    "6.1.13-4 name in properties": draws(b"/P << /" + b"t" * LONG + b" 1 >> BDC 0 0 5 5 re f EMC\n"),
    "6.1.13-4 name of properties' value": draws(b"/P << /T /" + b"t" * LONG + b" >> BDC 0 0 5 5 re f EMC\n"),
    "6.1.13-4 name of a font": font(_with(BaseFont=Name("/" + "F" * LONG))),
    "6.1.13-5 small real": draws(b"0 0 " + SMALL + b" 5 re f\n"),
    "6.1.13-5 small real in an array": draws(b"[3 " + SMALL + b"] 0 d 0 0 m 9 9 l S\n"),
    "6.1.13-5 small real of a colour": draws(SMALL + b" g 0 0 5 5 re f\n"),
    "6.1.13-8 29 q": draws(b"q " * 29 + b"0 0 5 5 re f " + b"Q " * 29 + b"\n"),
    "6.1.13-8 28 q": draws(b"q " * 28 + b"0 0 5 5 re f " + b"Q " * 28 + b"\n"),
    "6.1.13-8 27 q": draws(b"q " * 27 + b"0 0 5 5 re f " + b"Q " * 27 + b"\n"),
    "6.1.13-8 29 q in a form": form(b"q " * 29 + b"0 0 5 5 re f " + b"Q " * 29 + b"\n"),
    "6.1.13-9 33 inks": coloured(lambda pdf: _devicen(pdf, 33, True), b"/X cs " + b"0 " * 33 + b"scn 0 0 5 5 re f\n"),
    "6.2.2-1 unknown operator": draws(b"1 foo 0 0 5 5 re f\n"),
    "6.2.2-1 within BX": draws(b"BX 1 foo EX 0 0 5 5 re f\n"),
    "6.2.2-1 glued": draws(b"0 0 5 5 ref 0 0 5 5 re f\n"),
    "6.2.2-1 with a number": draws(b"0 0 5 5 re f1\n"),
    "6.2.2-1 bytes": draws(b"\xff\xfe 0 0 5 5 re f\n"),
    "6.2.2-1 comment sign glued": draws(b"0 0 5 5 re% a square\nf\n"),
    "6.2.2-1 comment sign glued to a number": draws(b"0 0 5 5% a square\nre f\n"),
    "6.2.2-1 in a form": form(b"1 foo 0 0 5 5 re f"),
    "6.2.2-1 in an appearance": lambda pdf, page: annotation(AP=Dictionary(N=_form(pdf, b"1 foo 0 0 5 5 re f")))(
        pdf, page
    ),
    "6.2.2-1 in a glyph": font(lambda pdf, _: type3(pdf, b"600 0 d0 1 foo 0 0 500 500 re f"), ONE),
    "6.2.2-2 form without resources": form(b"BT /F 12 Tf (A) Tj ET", Resources=None),
    "6.2.2-2 inherited by the page": _inherited,
    "6.2.4.2-1 class of profile": coloured(_profile(_icc(kind=b"link"), 3), b"/X cs 1 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.2-1 version of profile": coloured(_profile(_icc(version=b"\x05"), 3), b"/X cs 1 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.2-1 space of profile": coloured(_profile(_icc(space=b"HSV "), 3), b"/X cs 1 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.2-1 no profile": coloured(_profile(b"no profile at all", 3), b"/X cs 1 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.2-1 number of inks": coloured(_profile(icc.srgb(), 4), b"/X cs 1 0 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.2-1 image's profile": lambda pdf, page: image(
        ColorSpace=Array([Name.ICCBased, pdf.make_stream(_icc(kind=b"abst"), N=1)])
    )(pdf, page),
    "6.2.4.2-2 overprint": lambda pdf, page: (
        coloured(_profile(icc.cmyk(), 4), b"/X cs 1 0 0 0 scn /X gs 0 0 5 5 re f\n")(pdf, page),
        page.Resources.__setitem__("/ExtGState", Dictionary(X=Dictionary(OP=True, op=True, OPM=1))),
    )[0],
    "6.2.4.3-3 CMYK": draws(b"1 0 0 0 k 0 0 5 5 re f\n"),
    "6.2.4.3-3 CMYK image": lambda pdf, page: resource(
        "XObject",
        lambda pdf: pdf.make_stream(
            b"\0" * 16, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK
        ),
        b"q 50 0 0 50 100 100 cm /X Do Q\n",
    )(pdf, page),
    "6.2.4.3-3 CMYK inline": draws(b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \x80\x80\x80\x80 EI Q\n"),
    "6.2.4.3-3 CMYK in a form": form(b"1 0 0 0 k 0 0 5 5 re f"),
    "6.2.4.3-3 CMYK in a glyph": font(lambda pdf, _: type3(pdf, b"600 0 d0 1 0 0 0 k 0 0 500 500 re f"), ONE),
    "6.2.4.3-3 CMYK of a group": form(
        b"0 0 5 5 re f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, Type=Name.Group)
    ),
    "6.2.4.3-3 CMYK below Indexed": coloured(
        lambda pdf: Array([Name.Indexed, Name.DeviceCMYK, 0, String(b"\0\1\2\3")]), b"/X cs 0 sc 0 0 5 5 re f\n"
    ),
    "6.2.4.3-3 CMYK shading": resource(
        "Shading",
        lambda pdf: Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=_tint(pdf, 4)
        ),
        b"q 0 0 9 9 re W n /X sh Q\n",
    ),
    "6.2.4.3-3 CMYK of an appearance": lambda pdf, page: annotation(
        AP=Dictionary(N=_form(pdf, b"1 0 0 0 k 0 0 5 5 re f"))
    )(pdf, page),
    "6.2.4.4-1 colorants": coloured(lambda pdf: _devicen(pdf, 2, False), b"/X cs 0 0 scn 0 0 5 5 re f\n"),
    "6.2.4.4-2 two tints": _two_separations,
    "6.2.5-1 TR": state(TR=Name.Identity),
    "6.2.5-2 TR2": state(TR2=Name.Identity),
    "6.2.5-3 HTP": state(HTP=Array([0, 0])),
    "6.2.5-4 halftone": state(HT=Dictionary(HalftoneType=6, Width=1, Height=1)),
    "6.2.5-5 halftone's name": state(
        HT=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round, HalftoneName=String("a"))
    ),
    "6.2.5-6 halftone's transfer": state(
        HT=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round, TransferFunction=Name.Identity)
    ),
    "6.2.5-6 halftone of halftones": state(
        HT=Dictionary(
            HalftoneType=5,
            Default=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round),
            Cyan=Dictionary(HalftoneType=6, Width=1, Height=1),
        )
    ),
    "6.2.6-1 intent drawn": draws(b"/Vivid ri 0 0 5 5 re f\n"),
    "6.2.6-1 intent of a state": state(RI=Name.Vivid),
    "6.2.6-1 intent of an image": image(Intent=Name.Vivid),
    "6.2.6-1 intent of an inline image": draws(
        b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /Intent /Vivid ID \x80 EI Q\n"
    ),
    "6.2.8-1 alternates": image(Alternates=Array([])),
    "6.2.8-2 OPI": image(OPI=Dictionary()),
    "6.2.8-3 interpolated": image(Interpolate=True),
    "6.2.8-3 interpolated inline": draws(b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /I true ID \x80 EI Q\n"),
    "6.2.8-3 interpolated inline, in full": draws(
        b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /Interpolate true ID \x80 EI Q\n"
    ),
    "6.2.8-4 bits": image(BitsPerComponent=3),
    "6.2.8-4 bits inline": draws(b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 3 /CS /G ID \x80 EI Q\n"),
    "6.2.8-5 bits of a mask": image(ImageMask=True, ColorSpace=None),
    "6.2.8.3-1 JPEG 2000": image(Filter=Name.JPXDecode),
    "6.2.9-1 form of PostScript": form(b"0 0 5 5 re f", Subtype2=Name.PS),
    "6.2.9-1 form with PostScript": form(b"0 0 5 5 re f", PS=Dictionary()),
    "6.2.9-2 form of another file": form(b"0 0 5 5 re f", Ref=Dictionary(F=String("a.pdf"), Page=0)),
    "6.2.9-3 PostScript": resource("XObject", lambda pdf: pdf.make_stream(b"", Subtype=Name.PS), b"/X Do\n"),
    "6.2.10-1 blend mode": state(BM=Name.Vivid),
    "6.2.10-1 blend modes": state(BM=Array([Name.Vivid, Name.Multiply])),
    "6.2.10-1 blend mode of a note": annotation(BM=Name.Vivid),
    "6.2.11.2-1 no Type": font(_without("Type")),
    "6.2.11.2-2 Subtype": font(_with(Subtype=Name.Type9)),
    "6.2.11.2-2 no Subtype": font(_without("Subtype")),
    "6.2.11.2-3 no BaseFont": font(_without("BaseFont")),
    "6.2.11.2-4 no FirstChar": font(_without("FirstChar")),
    "6.2.11.2-5 no LastChar": font(_without("LastChar")),
    "6.2.11.2-6 no Widths": font(_without("Widths")),
    "6.2.11.2-6 number of widths": font(_with(LastChar=70)),
    "6.2.11.2-7 kind of program": font(lambda pdf, _: bare_cff(pdf, "Type1")),
    "6.2.11.2-7 another kind of program": font(lambda pdf, _: bare_cff(pdf, "CIDFontType0C")),
    "6.2.11.2-4 standard font with a program": font(
        lambda pdf, _: _without("FirstChar", "LastChar", "Widths")(pdf, f := bare_cff(pdf, BaseFont=Name.Symbol)) or f
    ),
    "6.2.11.3.1-1 other collection": font(
        lambda pdf, _: composite(
            pdf,
            Name("/UniJIS-UCS2-H"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Korea1"), Supplement=0),
        ),
        WIDE,
    ),
    "6.2.11.3.1-1 later supplement": font(
        lambda pdf, _: composite(
            pdf,
            Name("/UniJIS-UCS2-H"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=9),
        ),
        WIDE,
    ),
    "6.2.11.3.1-1 no collection": font(lambda pdf, _: composite(pdf, _cmap(pdf), CIDSystemInfo=None), WIDE),
    "6.2.11.3.2-1 no map": font(lambda pdf, _: composite(pdf, CIDToGIDMap=None), WIDE),
    "6.2.11.3.3-1 unknown CMap": font(lambda pdf, _: composite(pdf, Name("/Unknown-H")), WIDE),
    "6.2.11.3.3-2 direction": font(lambda pdf, _: composite(pdf, _cmap(pdf, WMode=1)), WIDE),
    "6.2.11.3.3-3 used CMap": font(lambda pdf, _: composite(pdf, _cmap(pdf, UseCMap=Name("/Unknown-H"))), WIDE),
    "6.2.11.4.1-1 not embedded": font(_no_program),
    "6.2.11.4.1-1 not embedded, set only": font(_no_program, b"BT /X 24 Tf ET\n"),
    "6.2.11.4.1-1 not embedded, empty string": font(_no_program, b"BT /X 24 Tf () Tj ET\n"),
    "6.2.11.4.1-1 not embedded, invisible": font(_no_program, b"BT 3 Tr /X 24 Tf (AB) Tj ET\n"),
    "6.2.11.4.1-1 not embedded, set invisibly": font(_no_program, b"BT 3 Tr /X 24 Tf (AB) Tj 0 Tr ET\n"),
    "6.2.11.4.1-1 not embedded, unknown letters": font(
        lambda pdf, f: (
            f.__setitem__("/Encoding", Dictionary(Type=Name.Encoding, Differences=Array([65, Name.g1, Name.g2])))
            or _no_program(pdf, f)
        )
    ),
    "6.2.11.4.1-1 composite, not embedded": font(
        lambda pdf, _: _no_program(pdf, (f := composite(pdf)).DescendantFonts[0]) or f, WIDE
    ),
    "6.2.11.4.1-1 composite, not embedded, set only": font(
        lambda pdf, _: _no_program(pdf, (f := composite(pdf)).DescendantFonts[0]) or f, b"BT /X 24 Tf ET\n"
    ),
    "6.2.11.4.1-1 not embedded, in a glyph": font(
        lambda pdf, f: type3(
            pdf,
            b"600 0 d0 BT /Y 500 Tf (A) Tj ET",
            Resources=Dictionary(Font=Dictionary(Y=_no_program(pdf, f) or pdf.make_indirect(f))),
        ),
        ONE,
    ),
    "6.2.11.4.1-1 damaged program": font(_described(FontFile2=Dictionary())),
    "6.2.11.4.1-1 program of nothing": font(
        lambda pdf, f: f.FontDescriptor.__setitem__("/FontFile2", pdf.make_stream(b"nothing at all"))
    ),
    "6.2.11.4.1-1 program cut off": font(
        lambda pdf, f: f.FontDescriptor.__setitem__("/FontFile2", pdf.make_stream(font_program()[:300]))
    ),
    "6.2.11.4.1-2 no glyph": font(lambda pdf, _: composite(pdf), b"BT /X 24 Tf 20 150 Td <00010063> Tj ET\n"),
    "6.2.11.4.1-2 no glyph of CFF": font(
        lambda pdf, _: bare_cff(pdf, FirstChar=65, LastChar=67, Widths=Array([600, 600, 600])),
        b"BT /X 24 Tf 20 150 Td (AC) Tj ET\n",
    ),
    "6.2.11.4.2-1 list of names": font(
        lambda pdf, _: (f := bare_cff(pdf)).FontDescriptor.__setitem__("/CharSet", String("/A")) or f
    ),
    "6.2.11.4.2-2 list of CIDs": font(
        lambda pdf, _: (
            (f := composite(pdf)).DescendantFonts[0].FontDescriptor.__setitem__("/CIDSet", pdf.make_stream(b"\x80"))
            or f
        ),
        WIDE,
    ),
    "6.2.11.5-1 widths": font(_with(Widths=Array([700, 600]))),
    "6.2.11.5-1 widths beyond the list": font(_with(LastChar=65, Widths=Array([600]))),
    "6.2.11.5-1 widths before the list": font(_with(FirstChar=66, Widths=Array([600]))),
    "6.2.11.5-1 widths of CFF": font(lambda pdf, _: bare_cff(pdf, Widths=Array([700, 600]))),
    "6.2.11.5-1 widths of CFF beyond the list": font(lambda pdf, _: bare_cff(pdf, LastChar=65, Widths=Array([600]))),
    "6.2.11.5-1 widths of CIDs": font(lambda pdf, _: composite(pdf, DW=1000), WIDE),
    "6.2.11.5-1 widths of a Type 3 font": font(lambda pdf, _: type3(pdf, b"0 0 d0 0 0 500 500 re f"), ONE),
    "6.2.11.5-1 widths of a Type 3 font, d1": font(
        lambda pdf, _: type3(pdf, b"250 0 0 0 500 500 d1 0 0 500 500 re f"), ONE
    ),
    "6.2.11.5-1 widths of a Type 3 font, none": font(lambda pdf, _: type3(pdf, Widths=Array([0])), ONE),
    "6.2.11.6-2 no encoding": font(_without("Encoding")),
    "6.2.11.6-2 other encoding": font(_with(Encoding=Name.StandardEncoding)),
    "6.2.11.6-2 other names": font(
        _with(
            Encoding=Dictionary(
                Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.A, Name.g99])
            )
        )
    ),
    "6.2.11.6-3 symbols with an encoding": font(_described(Flags=4)),
    "6.2.11.8-1 notdef by name": font(
        lambda pdf, _: bare_cff(
            pdf, Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name("/.notdef"), Name.B]))
        )
    ),
    "6.2.11.8-1 notdef by CID": font(lambda pdf, _: composite(pdf), b"BT /X 24 Tf 20 150 Td <00010000> Tj ET\n"),
    "6.2.11.8-1 notdef, invisible": font(
        lambda pdf, _: composite(pdf), b"BT 3 Tr /X 24 Tf 20 150 Td <00010000> Tj ET\n"
    ),
    "6.2.11.8-1 notdef of TrueType": font(
        _with(FirstChar=65, LastChar=67, Widths=Array([600, 600, 600])), b"BT /X 24 Tf 20 150 Td (AC) Tj ET\n"
    ),
    "6.2.11.8-1 notdef in a Type 3 font": font(
        lambda pdf, _: type3(pdf, Encoding=Dictionary(Differences=Array([65, Name("/.notdef")]))), ONE
    ),
    "6.2.11.8-1 code without a name": font(lambda pdf, _: type3(pdf), b"BT /X 24 Tf 20 150 Td (AB) Tj ET\n"),
    "6.3.1-1 sound": annotation(Subtype=Name.Sound),
    "6.3.1-1 3D": annotation(Subtype=Name("/3D")),
    "6.3.1-1 unknown": annotation(Subtype=Name.Unknown),
    "6.3.2-1 no flags": annotation(F=None),
    "6.3.2-2 flags": annotation(F=36),
    "6.3.2-2 a note's flags": annotation(Subtype=Name.Text),
    "6.3.3-1 no appearance": annotation(AP=None),
    "6.3.3-2 more appearances": lambda pdf, page: annotation(
        AP=Dictionary(N=_form(pdf, b"0 0 5 5 re f"), D=_form(pdf, b"0 0 6 6 re f"))
    )(pdf, page),
    "6.3.3-4 appearances by state": lambda pdf, page: annotation(
        AP=Dictionary(N=Dictionary(On=_form(pdf, b"0 0 5 5 re f"))), AS=Name.On
    )(pdf, page),
    "6.5.1-1 action": annotation(Subtype=Name.Link, AP=None, A=Dictionary(S=Name.Launch, F=String("a.exe"))),
    "6.5.1-1 action after another": annotation(
        Subtype=Name.Link,
        AP=None,
        A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=Dictionary(S=Name.Hide, T=String("a"))),
    ),
    "6.5.1-1 unknown action": annotation(Subtype=Name.Link, AP=None, A=Dictionary(S=Name.Fly)),
    "6.5.1-1 action of a bookmark": catalog(
        Outlines=lambda pdf: _outline(pdf, A=Dictionary(S=Name.Launch, F=String("a.exe")))
    ),
    "6.5.1-2 named action": annotation(Subtype=Name.Link, AP=None, A=Dictionary(S=Name.Named, N=Name.Print)),
    "6.5.2-1 actions of the document": catalog(AA=Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "6.5.2-2 actions of the page": of_page(AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "6.9-1 no name": _layers(Name=String("")),
    "6.9-2 the same name": _layers(),
    "6.9-3 not in the list": _layers(Order=lambda pdf, layer: Array([layer])),
    "6.9-4 by themselves": _layers(AS=Array([])),
    "6.10-1 alternate presentations": catalog(Names=Dictionary(AlternatePresentations=Dictionary())),
    "6.10-2 steps": of_page(PresSteps=Dictionary()),
    "6.11-1 requirements": catalog(Requirements=Array([Dictionary(S=Name.EnableJavaScripts)])),
}


def _outline(pdf: Pdf, **entries: Any) -> Dictionary:
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    item = pdf.make_indirect(Dictionary(Title=String("One"), Parent=root, **entries))
    root["/First"] = root["/Last"] = item
    return root


def documents() -> Iterator[tuple[str, Pdf]]:
    """Each fault by its name, in a document of its own."""
    for name, fault in FAULTS.items():
        yield name, document(fault)
