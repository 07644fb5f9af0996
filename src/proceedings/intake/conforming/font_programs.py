"""Embedded font programs that no reader can open count as missing (ISO 19005-2, 6.2.11.4.1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from proceedings.intake.conforming.judging import Finding

if TYPE_CHECKING:
    import pikepdf

    from proceedings.intake.conforming.inventory import Inventory

# ISO 32000-1, table 126: where the program stands, and how it begins.
_BEGINNINGS = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf"),
    "/FontFile3": (b"\x01\x00", b"OTTO", b"\x00\x01\x00\x00", b"true"),
}


def unreadable_programs(items: Inventory) -> tuple[Finding, ...]:
    """A finding for each font whose program cannot be unpacked or read. The day's judge does not see these."""
    found = []
    for item in items.having("/FontName"):
        for key in _BEGINNINGS.keys() & item.keys():
            if not _readable(item[key], key):
                found.append(Finding("FONT-PROGRAM", f"the program of the font {item.get('/FontName', '')} is damaged"))
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
