"""Content streams with what no archive's reader takes:
numbers and names out of bounds, stray operands and words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from proceedings.intake.conforming.unreadable_contents import LOST, rewrite_unreadable
from proceedings.pdf import objects
from proceedings.pdf.content_grammar import LONGEST_NAME, OPERATORS, faults, is_right, length_of, out_of_bounds, tokens
from proceedings.pdf.operations import UnreadableContent, data_of, name_in, steps
from proceedings.pdf.shown import contents, in_order
from proceedings.standards.judging import Alarm
from proceedings.standards.rules import RENDERING_INTENTS

if TYPE_CHECKING:
    import pikepdf

_LONE = "\x00"
"""What qpdf keeps in a name for a number sign that begins no code."""
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_BROKEN_NUMBER = re.compile(rb"([-+]?)[-+]*+([0-9]*+\.?[0-9]*+)[-+.0-9]*+")
_ODD_DIGITS = re.compile(rb"\((?:[^()\\]|\\.)*\)|<([0-9A-Fa-f\x00\t\n\f\r ]+)>", re.S)
_IMAGE_HEAD = re.compile(rb"BI(.*?)(?=[\x00\t\n\f\r ]ID[\x00\t\n\f\r ])", re.S)
_SMOOTHED = re.compile(rb"/(?:I|Interpolate)[\x00\t\n\f\r ]+true\b")
_INTENT = re.compile(rb"/Intent[\x00\t\n\f\r ]*(/[A-Za-z]+)")


def mend_contents(pdf: pikepdf.Pdf) -> tuple[tuple[str, ...], tuple[Alarm, ...]]:
    """Write content streams again that break the rules for numbers,
    names, operands, operators or inline images.

    Nothing of what they draw changes: a large integer becomes the same number as a real,
    a name another name; what no reader knows goes.

    Returns:
        A sentence where anything was changed,
        and what is still wrong, which the day's judge need not see.

    Source: ISO 19005-2, 6.1.6, 6.1.8, 6.1.13, 6.2.2, 6.2.6 and 6.2.8; ISO 32000-1, 7.3.5 and 7.8.2.
    """
    import pikepdf

    renamed: dict[tuple[int, int], dict[bytes, bytes]] = {}
    changed, left = 0, dict[Alarm, None]()
    unreadable = 0
    for content, resources in contents(pdf):
        names = _public(resources, renamed)
        try:
            data, damaged = _read(content)
            unreadable += damaged
            if not names and is_right(data):
                continue
            fresh = _mended_somehow(content, data, names)
            left |= dict.fromkeys(Alarm(*fault, ours=True) for fault in faults(fresh))
        except UnreadableContent:
            left |= dict.fromkeys(Alarm(*fault, ours=True) for fault in faults(data))
            continue
        except (pikepdf.PdfError, TypeError, ValueError, RuntimeError):
            continue
        if fresh == data:
            continue
        changed += 1
        if isinstance(content, pikepdf.Stream):
            content.write(fresh)
        else:
            content["/Contents"] = pdf.make_stream(fresh)
    what = "content stream" if changed == 1 else "content streams"
    said = (f"{changed} {what} with numbers, names or words out of bounds got them right.",) if changed else ()
    return said + ((LOST.format(unreadable),) if unreadable else ()), tuple(left)


def _read(content: pikepdf.Object) -> tuple[bytes, int]:
    """What a content holds, and how many of its streams were damaged and are written anew."""
    import pikepdf

    try:
        data = data_of(content)
    except (pikepdf.PdfError, RuntimeError):
        data = b""
    damaged = 0 if data else rewrite_unreadable(content)
    return (data_of(content) if damaged else data), damaged


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
        for key in [key for key, _ in objects.items(group) if _LONE in key or len(key) > LONGEST_NAME]:
            written = key.replace(_LONE, "#").encode("utf-8", "surrogateescape")
            new = _free(_within_bounds(written).decode().replace("#", "_"), group)
            group[new] = group[key]
            del group[key]
            fresh[written] = new.encode()
        names |= fresh
        if mark is not None:
            renamed[mark] = fresh
    return names


def _free(name: str, group: Any) -> str:
    while name in group:
        name += "_"
    return name


def _within_bounds(name: bytes) -> bytes:
    """The same name where it is short enough; else one made of its sum."""
    if length_of(name) <= LONGEST_NAME:
        return name
    plain = _CODE.sub(lambda code: bytes.fromhex(code[1].decode()), name)
    return b"/N" + hashlib.sha256(plain).hexdigest()[:16].encode()


def _mended_somehow(content: pikepdf.Object, data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    try:
        return _mended(data, names)
    except UnreadableContent:
        return _mended(in_order(content), names)


def _mended(data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    out: list[bytes] = []
    written = 0
    for operator, operands, start, end in steps(data):
        fresh = _operation(operator, operands, data[start:end], names)
        if operator != b"BI" and data[end : end + 1] == b"%":
            fresh += b" "  # a comment that adjoins an operator is taken for a part of it
        if fresh != data[start:end]:
            out += [data[written:start], fresh]
            written = end
    return b"".join(out) + data[written:]


def _operation(operator: bytes, operands: bytes, whole: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """One operation as it should be; nothing for one that no reader knows."""
    if operator not in OPERATORS or (operator == b"ri" and name_in(operands) not in RENDERING_INTENTS):
        return b""
    if operator == b"BI":
        return _image(whole[len(operands) :])  # no operand belongs before it
    if is_right(whole):
        return _in_bounds(whole, names) if any(name in whole for name in names) else whole
    return _in_bounds(operands, names) + operator


def _in_bounds(operands: bytes, names: Mapping[bytes, bytes]) -> bytes:
    out: list[bytes] = []
    written = 0
    for kind, token, at in tokens(operands):
        if kind == "comment":
            break
        if kind == "name":
            fresh = names.get(token) or _within_bounds(token)
        else:
            fresh = _number(token) if token[:1] in b"-+.0123456789" and out_of_bounds(token) else token
        if fresh != token:
            out += [operands[written:at], fresh]
            written = at + len(token)
    return _ODD_DIGITS.sub(_even, b"".join(out) + operands[written:])


def _number(written: bytes) -> bytes:
    """A number out of bounds as readers take it, within them; anything else as it is."""
    found = _BROKEN_NUMBER.fullmatch(written)
    if found is None:
        return written
    sign, digits = found[1].replace(b"+", b""), found[2]
    if not digits.strip(b"."):
        return b"0"
    number = sign + digits
    if not out_of_bounds(number):
        return number
    size = abs(float(number))
    if size < 1:
        return b"0"
    return number + b".0" if b"." not in digits and size < 1e38 else sign + b"2147483647.0"


def _even(found: re.Match[bytes]) -> bytes:
    """A string of digits with the last one that it lacks (ISO 32000-1, 7.3.4.3)."""
    count = len(found[1].translate(None, b"\x00\t\n\f\r ")) if found[1] else 0
    return found[0][:-1] + b"0>" if count % 2 else found[0]


def _image(whole: bytes) -> bytes:
    """An inline image that is not smoothed and has no unknown intent."""
    found = _IMAGE_HEAD.match(whole)
    if found is None:
        return whole
    head = _SMOOTHED.sub(b"", found[0])
    intent = _INTENT.search(head)
    if intent is not None and intent[1].decode() not in RENDERING_INTENTS:
        head = head.replace(intent[0], b"")
    return head + whole[found.end() :]
