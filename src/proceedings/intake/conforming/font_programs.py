"""Embedded font programs that no reader can open count as missing (ISO 19005-2, 6.2.11.4.1)."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from proceedings.intake.conforming import type1_programs
from proceedings.pdf.fonts import encodings, type1
from proceedings.pdf.shown import shown_strings
from proceedings.standards.judging import Alarm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pikepdf

# ISO 32000-1, table 126: where the program stands, and how it begins.
_BEGINNINGS = {
    "/FontFile": (b"%!",),
    "/FontFile2": (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf"),
    "/FontFile3": (b"\x01\x00", b"OTTO", b"\x00\x01\x00\x00", b"true"),
}


_SIMPLE = frozenset({"/Type1", "/MMType1"})
_NEEDS_PROGRAM = _SIMPLE | {"/TrueType", "/CIDFontType0", "/CIDFontType2"}
_MARK, _SEGMENTS = b"\x80", (1, 2)
"""Segments of a font file for Windows,
which PDF does not know (Adobe, Technical Note 5040, 3.3).
"""


def declare_programs(fonts: Iterable[pikepdf.Object]) -> tuple[str, ...]:
    """Have embedded programs say what they are:
    the kind of CFF, and Type 1 programs as every reader expects them.

    Readers look at the program itself; validators do not.
    Source: ISO 19005-2, 6.2.11.2; ISO 32000-1, table 126, 9.9.
    """
    import pikepdf

    said, seen = [], set()
    for font in fonts:
        descriptor = font.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary):
            continue
        program = descriptor.get("/FontFile3")
        if isinstance(program, pikepdf.Stream):
            _declare_cff(font, program)
        program = descriptor.get("/FontFile2")
        if isinstance(program, pikepdf.Stream):
            _fill_up(program)
        program = descriptor.get("/FontFile")
        if isinstance(program, pikepdf.Stream) and program.objgen not in seen:
            seen.add(program.objgen)
            if _write_type1(program):
                said.append(f"The font {_name(font, descriptor)} is cut off; the characters that it has were kept.")
    return tuple(said)


def _fill_up(program: pikepdf.Stream) -> None:
    """Give a TrueType program whose outlines are cut off the zeros for
    which readers take what is missing.
    """
    import pikepdf

    try:
        data = program.read_bytes()
    except pikepdf.PdfError:
        return
    missing = max(_ends_of_tables(data).values(), default=0) - len(data)
    if 0 < missing <= _MOST_MISSING and _has_its_tables(data):
        program.write(data + bytes(missing))
        program["/Length1"] = len(data) + missing


_DIRECTORY, _PADDING, _MOST_MISSING = 12, 4, 1 << 20
_READ_BY_ALL = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"post"})


def _ends_of_tables(data: bytes) -> dict[bytes, int]:
    """Where the tables of a TrueType program end by its
    directory (ISO/IEC 14496-22, 4.5.1); none for others.
    """
    if data[:4] not in (b"\x00\x01\x00\x00", b"true") or len(data) < _DIRECTORY:
        return {}
    entries = range(_DIRECTORY, _DIRECTORY + 16 * int.from_bytes(data[4:6], "big"), 16)
    return {
        data[at : at + 4]: sum(struct.unpack(">II", data[at + 8 : at + 16])) for at in entries if at + 16 <= len(data)
    }


def _has_its_tables(data: bytes) -> bool:
    """True when no table but those of outlines and names is cut off."""
    return not any(name in _READ_BY_ALL and end > len(data) + _PADDING for name, end in _ends_of_tables(data).items())


def _name(font: pikepdf.Object, descriptor: pikepdf.Object) -> str:
    import pikepdf

    name = descriptor.get("/FontName", font.get("/BaseFont"))
    return encodings.name_text(name) if isinstance(name, pikepdf.Name) else "without a name"


def _declare_cff(font: pikepdf.Object, program: pikepdf.Stream) -> None:
    import pikepdf

    beginning = _beginning(program)
    if beginning.startswith(b"\x01\x00"):
        wanted = pikepdf.Name.Type1C if font.get("/Subtype") in _SIMPLE else pikepdf.Name.CIDFontType0C
    elif beginning in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        wanted = pikepdf.Name.OpenType
    else:
        return
    if program.get("/Subtype") != wanted:
        program["/Subtype"] = wanted


def _beginning(program: pikepdf.Stream) -> bytes:
    """The first four bytes of a stream,
    without unpacking the rest where it is packed in the usual way.
    """
    import pikepdf

    try:
        if program.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in program:
            return zlib.decompressobj().decompress(program.read_raw_bytes(), 4)
        return program.read_bytes()[:4]
    except (pikepdf.PdfError, zlib.error):
        return b""


def _write_type1(program: pikepdf.Stream) -> bool:
    """Write a Type 1 program without marks of segments,
    with a header, a binary private part and an end.

    True when it was cut off.
    What cannot be read stays as it is, and `unreadable_programs` tells of it.
    """
    import pikepdf

    try:
        given = program.read_bytes()
    except pikepdf.PdfError:
        return False
    data = _without_marks(given) if given[:1] == _MARK else given
    if data is given and type1_programs.is_usual(given):
        return False
    try:
        fresh = type1_programs.written(data)
    except ValueError:
        return False
    if fresh.data != given:
        program.write(fresh.data)
        for number, length in enumerate(fresh.lengths, 1):
            program[f"/Length{number}"] = length
    return fresh.lost


def _without_marks(data: bytes) -> bytes:
    """A program without the marks between its segments;
    a segment that ends early counts as far as it goes.
    """
    parts: list[bytes] = []
    at = 0
    while data[at : at + 1] == _MARK and data[at + 1] in _SEGMENTS:
        length = int.from_bytes(data[at + 2 : at + 6], "little")
        parts.append(data[at + 6 : at + 6 + length])
        at += 6 + length
    return b"".join(parts)


def unreadable_programs(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[Alarm, ...]:
    """A finding for each font that shows something and whose program is missing or unreadable.

    The day's judge does not see damage, nor a missing program where only empty strings are shown.
    """
    import pikepdf

    suspects: dict[tuple[int, int], Alarm] = {}
    for font in fonts:
        name, descriptor = encodings.font_name(font), font.get("/FontDescriptor")
        held = descriptor if isinstance(descriptor, pikepdf.Dictionary) else pikepdf.Dictionary()
        programs = _BEGINNINGS.keys() & held.keys()
        if any(not _readable(held[key], key) for key in programs):
            suspects[font.objgen] = Alarm("FONT-PROGRAM", "its program is damaged", True, name)
        elif not programs and font.get("/Subtype") in _NEEDS_PROGRAM:
            suspects[font.objgen] = Alarm("FONT-EMBEDDING", "its program is missing", True, name)
    if not suspects:
        return ()
    shown = _shown(pdf, fonts)
    found = {
        mark: finding
        for mark, finding in suspects.items()
        if mark in shown and (finding.rule == "FONT-PROGRAM" or not any(shown[mark]))
    }
    return tuple(dict.fromkeys(found.values()))


def _shown(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> dict[tuple[int, int], set[bytes]]:
    """The visible strings of each font; those of composite ones for their descendants too."""
    import pikepdf

    shown = dict(shown_strings(pdf, visible=True))
    for font in fonts:
        parts = font.get("/DescendantFonts")
        if font.objgen in shown and isinstance(parts, pikepdf.Array):
            for part in parts:
                if isinstance(part, pikepdf.Dictionary):
                    shown[part.objgen] = shown.get(part.objgen, set()) | shown[font.objgen]
    return shown


def _readable(program: pikepdf.Object, key: str) -> bool:
    import pikepdf

    if not isinstance(program, pikepdf.Stream):
        return False
    try:
        data = program.read_bytes()
    except pikepdf.PdfError:
        return False
    if not data.startswith(_BEGINNINGS[key]):
        return False
    if key == "/FontFile":
        return type1_programs.is_whole(data) and not type1.has_open_glyphs(data)
    if key == "/FontFile2" and not _has_its_tables(data):
        return False
    return key != "/FontFile3" or not data.startswith(b"\x01") or _cff_readable(data)


def _cff_readable(data: bytes) -> bool:
    from fontTools.cffLib import CFFFontSet

    try:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        top = fonts[0]
        top.rawDict.setdefault("charset", 0)  # ISOAdobe where nothing is said (Technical Note 5176, table 9)
        shapes = top.CharStrings.charStringsIndex
        for part in getattr(top, "FDArray", (top,)):
            len(part.Private.rawDict)  # read when it is asked for, as the last glyph is
        return len(shapes) > 0 and shapes[len(shapes) - 1] is not None
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return False
