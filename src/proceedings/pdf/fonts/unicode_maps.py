"""ToUnicode maps: reading the ones that documents bring,
writing the ones they lack (ISO 32000-1, 9.10.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.S)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST = 0x10000


def read_map(cmap: bytes) -> dict[int, str]:
    """Codes and the text they stand for; entries that cannot be read are left out."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(cmap):
        tokens = [m[1] if m[1] is not None else m[0] for m in _TOKEN.finditer(body)]
        if kind == b"bfchar":
            for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                _put(found, code, text)
        else:
            _ranges(found, tokens)
    return found


def read_texts(font: pikepdf.Object) -> dict[int, str]:
    """What a font's own ToUnicode map says; empty where it has none that can be read."""
    import pikepdf

    given = font.get("/ToUnicode")
    try:
        return read_map(given.read_bytes()) if isinstance(given, pikepdf.Stream) else {}
    except pikepdf.PdfError:
        return {}


def _ranges(found: dict[int, str], tokens: list[bytes]) -> None:
    i = 0
    while i + 2 < len(tokens):
        first, last = _code(tokens[i]), _code(tokens[i + 1])
        if tokens[i + 2] == b"[":
            end = tokens.index(b"]", i) if b"]" in tokens[i:] else len(tokens)
            for offset, single in enumerate(tokens[i + 3 : end]):
                _put(found, b"%04X" % ((first or 0) + offset), single)
            i = end + 1
            continue
        text = _text(tokens[i + 2])
        if first is not None and last is not None and text and last - first < _MOST:
            for code in range(first, last + 1):
                found[code] = text[:-1] + chr(min(ord(text[-1]) + code - first, 0x10FFFF))
        i += 3


def _put(found: dict[int, str], code: bytes, text: bytes) -> None:
    number, characters = _code(code), _text(text)
    if number is not None and characters:
        found[number] = characters


def _code(token: bytes) -> int | None:
    try:
        return int(b"".join(token.split()), 16)
    except ValueError:
        return None


def _text(token: bytes) -> str:
    try:
        return bytes.fromhex(b"".join(token.split()).decode("ascii")).decode("utf-16-be")
    except ValueError:
        return ""


def write_map(texts: Mapping[int, str], code_bytes: int) -> bytes:
    """A ToUnicode CMap for codes of one or two bytes."""
    digits = 2 * code_bytes
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <%s> <%s> endcodespacerange" % (b"0" * digits, b"F" * digits),
    ]
    entries = [(code, texts[code]) for code in sorted(texts) if texts[code]]
    for start in range(0, len(entries), 100):
        chunk = entries[start : start + 100]
        lines.append(b"%d beginbfchar" % len(chunk))
        lines += [
            f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>".encode("ascii") for code, text in chunk
        ]
        lines.append(b"endbfchar")
    return b"\n".join([*lines, b"endcmap CMapName currentdict /CMap defineresource pop end end"])
