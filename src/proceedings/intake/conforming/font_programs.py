"""Embedded font programs that no reader can open count as missing (ISO 19005-2, 6.2.11.4.1)."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from proceedings.intake.conforming.judging import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pikepdf

# ISO 32000-1, table 126: where the program stands, and how it begins.
_BEGINNINGS = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf"),
    "/FontFile3": (b"\x01\x00", b"OTTO", b"\x00\x01\x00\x00", b"true"),
}


_SIMPLE = frozenset({"/Type1", "/MMType1"})
_MARK, _TEXT, _BINARY = b"\x80", 1, 2
"""Segments of a font file for Windows, which PDF does not know (Adobe, Technical Note 5040, 3.3)."""


def declare_programs(fonts: Iterable[pikepdf.Object]) -> None:
    """Have embedded programs say what they are: the kind of CFF, and the parts of a Type 1 program without marks.

    Readers look at the program itself; validators do not. Source: ISO 19005-2, 6.2.11.2; ISO 32000-1, table 126, 9.9.
    """
    import pikepdf

    for font in fonts:
        descriptor = font.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary):
            continue
        program = descriptor.get("/FontFile3")
        if isinstance(program, pikepdf.Stream):
            _declare_cff(font, program)
        program = descriptor.get("/FontFile")
        if isinstance(program, pikepdf.Stream) and _begins(program) == _MARK:
            _without_marks(program)


def _declare_cff(font: pikepdf.Object, program: pikepdf.Stream) -> None:
    import pikepdf

    bare = "/Type1C" if font.get("/Subtype") in _SIMPLE else "/CIDFontType0C"
    if program.get("/Subtype") in (bare, "/OpenType"):
        return
    try:
        data = program.read_bytes()
    except pikepdf.PdfError:
        return
    if data.startswith(b"\x01\x00"):
        program["/Subtype"] = pikepdf.Name(bare)
    elif data.startswith((b"OTTO", b"\x00\x01\x00\x00", b"true")):
        program["/Subtype"] = pikepdf.Name.OpenType


def _begins(program: pikepdf.Stream) -> bytes:
    """The first byte of what a stream holds; empty where it cannot be unpacked."""
    import pikepdf

    try:
        if program.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in program:
            return zlib.decompressobj().decompress(program.read_raw_bytes()[:64], 1)
        return program.read_bytes()[:1]
    except (pikepdf.PdfError, zlib.error):
        return b""


def _without_marks(program: pikepdf.Stream) -> None:
    """The segments of a Type 1 program without the marks between them, and the lengths of its three parts."""
    import pikepdf

    try:
        data = program.read_bytes()
    except pikepdf.PdfError:
        return
    segments: list[tuple[int, bytes]] = []
    at = 0
    while data[at : at + 1] == _MARK and data[at + 1 : at + 2] in (b"\x01", b"\x02"):
        length = int.from_bytes(data[at + 2 : at + 6], "little")
        segments.append((data[at + 1], data[at + 6 : at + 6 + length]))
        at += 6 + length
    kinds = [kind for kind, _ in segments]
    if _BINARY not in kinds or kinds[0] != _TEXT:
        return
    first, last = kinds.index(_BINARY), len(kinds) - kinds[::-1].index(_BINARY)
    parts = [b"".join(part for _, part in some) for some in (segments[:first], segments[first:last], segments[last:])]
    program.write(b"".join(parts))
    for number, part in enumerate(parts, 1):
        program[f"/Length{number}"] = len(part)


def unreadable_programs(fonts: Iterable[pikepdf.Object]) -> tuple[Finding, ...]:
    """A finding for each font whose program cannot be unpacked or read. The day's judge does not see these."""
    import pikepdf

    found: dict[Finding, None] = {}
    for font in fonts:
        descriptor = font.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary):
            continue
        name = descriptor.get("/FontName", font.get("/BaseFont", "without a name"))
        for key in _BEGINNINGS.keys() & descriptor.keys():
            if not _readable(descriptor[key], key):
                found[Finding("FONT-PROGRAM", f"the program of the font {name} is damaged", True)] = None
    return tuple(found)


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
    return key != "/FontFile3" or not data.startswith(b"\x01") or _cff_readable(data)


def _cff_readable(data: bytes) -> bool:
    from fontTools.cffLib import CFFFontSet

    try:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        return len(fonts[0].CharStrings) > 0
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return False
