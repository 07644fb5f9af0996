"""Just enough of Type 1 font programs: the advance width of each glyph (Adobe Type 1 Font Format, 6 and 7)."""

from __future__ import annotations

import re

_EEXEC, _CHARSTRING = 55665, 4330
_LENIV = re.compile(rb"/lenIV\s+(\d+)")
_GLYPH = re.compile(rb"/([^\s/\[\](){}<>%]+)\s+(\d+)\s+(?:RD|-\||\S{1,8}) ")
_BUILT_IN = re.compile(rb"dup\s+(\d+)\s*/([^\s/\[\](){}<>%]+)\s+put")
_HEX = frozenset(b"0123456789abcdefABCDEF \t\r\n")
_ENOUGH = 40


def decrypt(data: bytes, key: int, skip: int, limit: int | None = None) -> bytes:
    """The plain bytes of an encrypted portion (Type 1 Font Format, 7.1), without its random first bytes."""
    out = bytearray()
    for cipher in data[: None if limit is None else limit]:
        out.append(cipher ^ (key >> 8))
        key = ((cipher + key) * 52845 + 22719) & 0xFFFF
    return bytes(out[skip:])


def advance_widths(program: bytes) -> dict[str, float]:
    """Glyph names and their advance widths in glyph space, as far as the charstrings begin with hsbw or sbw.

    Raises:
        ValueError: the program is not a Type 1 font that can be read.
    """
    private = _private_portion(program)
    found = _LENIV.search(private)
    skip = int(found[1]) if found else 4
    at = private.find(b"/CharStrings")
    if at < 0:
        raise ValueError("no charstrings")
    widths: dict[str, float] = {}
    at += len(b"/CharStrings")
    while (entry := _GLYPH.search(private, at)) is not None:
        length, start = int(entry[2]), entry.end()
        code = decrypt(private[start : start + length], _CHARSTRING, skip, min(length, _ENOUGH + skip))
        try:
            width = _advance(code)
        except IndexError:  # cut short within a number
            width = None
        if width is not None:
            widths.setdefault(entry[1].decode("latin-1"), width)
        at = start + length
    return widths


def built_in_encoding(program: bytes) -> dict[int, str] | None:
    """Codes and glyph names of the program's own encoding; None when it is StandardEncoding."""
    head = program[: program.find(b"eexec")]
    if b"StandardEncoding def" in head:
        return None
    return {int(m[1]): m[2].decode("latin-1") for m in _BUILT_IN.finditer(head)}


def _private_portion(program: bytes) -> bytes:
    at = program.find(b"eexec")
    if at < 0:
        raise ValueError("no encrypted portion")
    start = at + 5
    while program[start : start + 1] in (b" ", b"\t", b"\r", b"\n"):
        start += 1
    cipher = program[start:]
    if all(byte in _HEX for byte in cipher[:8]):
        digits = bytes(byte for byte in cipher if byte not in b" \t\r\n")
        cipher = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii", "replace").split("\ufffd")[0])
    return decrypt(cipher, _EEXEC, 4)


def _advance(code: bytes) -> float | None:
    stack: list[float] = []
    i = 0
    while i < len(code):
        byte = code[i]
        i += 1
        if byte >= 32:
            value, i = _number(code, byte, i)
            stack.append(value)
        elif byte == 13:  # hsbw
            return stack[1] if len(stack) > 1 else None
        elif byte == 12 and code[i : i + 1] == b"\x07":  # sbw
            return stack[2] if len(stack) > 2 else None
        elif byte == 12 and code[i : i + 1] == b"\x0c" and len(stack) > 1:  # div
            i += 1
            divisor = stack.pop()
            stack.append(stack.pop() / divisor if divisor else 0.0)
        else:
            return None
    return None


def _number(code: bytes, byte: int, i: int) -> tuple[float, int]:
    if byte <= 246:
        return byte - 139, i
    if byte <= 250:
        return (byte - 247) * 256 + code[i] + 108, i + 1
    if byte <= 254:
        return -(byte - 251) * 256 - code[i] - 108, i + 1
    return int.from_bytes(code[i : i + 4], "big", signed=True), i + 4
