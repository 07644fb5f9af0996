"""Content streams with what no archive's reader takes: numbers and names out of bounds, stray operands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from proceedings.intake import objects
from proceedings.intake.conforming.shown import contents, in_order
from proceedings.intake.operations import STRING, UnreadableContent, data_of, steps

if TYPE_CHECKING:
    import pikepdf

_LARGEST = 2**31 - 1
_SIGN = rb"[-+](?![^(<\[\]\s])(?<![^)>\[\]\s][-+])"
"""A sign without a number: readers take it for 0, validators for the smallest number there is. Beginning with what it
looks for, it is found quickly."""
_DIGITS = bytes(ord("0") if chr(byte) in "0123456789" else byte for byte in range(256))
_TEN_DIGITS = b"0" * 10
_LONG = re.compile(rb"[0-9]{10,}+(?!\.)")
_SIGN_AT = re.compile(_SIGN)
_STRAY = re.compile(rb"(?:[\])>]|(?<![dD])[0-9])[\x00\t\n\f\r ]+BI[\x00\t\n\f\r ]")
"""Something before an inline image that looks like an operand; `d0` and `d1` are operators."""
_TOKEN = re.compile(
    rb"("
    + STRING
    + rb"|<[0-9A-Fa-f\s]*+>)|(/[^\x00\s()<>\[\]{}/%]*+)|((?<![0-9.])[+-]?[0-9]{10,}+(?!\.))|("
    + _SIGN
    + rb")",
    re.S,
)
"""A string, a name, a long integer, or a sign alone (ISO 32000-1, 7.3)."""
_LONE = "\x00"
"""What qpdf keeps in a name for a number sign that begins no code."""


def mend_contents(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Write content streams again in which integers are too large, names break the rules or operands have no operator.

    Nothing of what they draw changes: a large integer becomes the same number as a real, a name another name.

    Returns:
        A sentence where anything was changed.

    Source: ISO 19005-2, 6.1.8 and 6.1.13; ISO 32000-1, 7.3.5 and 7.8.2.
    """
    import pikepdf

    renamed: dict[tuple[int, int], dict[bytes, bytes]] = {}
    changed = 0
    for content, resources in contents(pdf):
        names = _public(resources, renamed)
        try:
            data = data_of(content)
            if not names and not _is_odd(data) and not (b"BI" in data and _STRAY.search(data)):
                continue
            fresh = _mended_somehow(content, data, names)
        except (pikepdf.PdfError, UnreadableContent, TypeError, ValueError, RuntimeError):
            continue
        if fresh == data:
            continue
        changed += 1
        if isinstance(content, pikepdf.Stream):
            content.write(fresh)
        else:
            content["/Contents"] = pdf.make_stream(fresh)
    what = "content stream" if changed == 1 else "content streams"
    return (f"{changed} {what} with numbers, names or operands out of bounds got them right.",) if changed else ()


def _is_odd(data: bytes) -> bool:
    """Whether a sign stands alone, or an integer may be too large; digits after a point may be as many as they like."""
    if _SIGN_AT.search(data) is not None:
        return True
    if _TEN_DIGITS not in data.translate(_DIGITS):
        return False
    return any(data[found.start() - 1 : found.start()] != b"." for found in _LONG.finditer(data))


def _public(resources: Any, renamed: dict[tuple[int, int], dict[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """Resources whose names break the rules get others; old and new names as content writes them.

    Resources that several contents share are renamed once.
    """
    names: dict[bytes, bytes] = {}
    for _, group in objects.items(resources):
        mark = objects.identity(group)
        if mark in renamed:
            names |= renamed[mark]
            continue
        fresh = {}
        for key in [key for key, _ in objects.items(group) if _LONE in key]:
            new = _free(key.replace(_LONE, "_"), group)
            group[new] = group[key]
            del group[key]
            fresh[key.replace(_LONE, "#").encode()] = new.encode()
        names |= fresh
        if mark is not None:
            renamed[mark] = fresh
    return names


def _free(name: str, group: Any) -> str:
    while name in group:
        name += "_"
    return name


def _mended_somehow(content: pikepdf.Object, data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    try:
        return _mended(data, names)
    except UnreadableContent:
        return _mended(in_order(content), names)


def _mended(data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    def token(found: re.Match[bytes]) -> bytes:
        whole = found[0]
        if found[2]:
            return names.get(whole, whole)
        if found[4]:
            return b"0"
        return whole + b".0" if found[3] and abs(int(whole)) > _LARGEST else whole

    out: list[bytes] = []
    written = 0
    for operator, operands, start, _ in steps(data):
        fresh = b"" if operator == b"BI" else operands
        if names or _is_odd(fresh):
            fresh = _TOKEN.sub(token, fresh)
        if fresh != operands:
            out += [data[written:start], fresh]
            written = start + len(operands)
    return b"".join(out) + data[written:]
