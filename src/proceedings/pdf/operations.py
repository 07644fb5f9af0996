"""A content stream as a row of operations with their places in the bytes,
so that marks can be put between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from proceedings.pdf import objects
from proceedings.pdf.inline_images import image_end
from proceedings.pdf.lexical import REGULAR, SPACE

STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*\))*\))*\)"
"""A literal string with others in it, three deep (ISO 32000-2, 7.3.4.2)."""
_ARRAY = rb"\[(?:[^\[\]()%]++|" + STRING + rb")*\]"
_OPERAND = (
    rb"(?:[+\-.0-9]" + REGULAR + rb"*+|/" + REGULAR + rb"*+|" + STRING + rb"|" + _ARRAY + rb"|<<|>>"
    rb"|<[0-9A-Fa-f\x00\t\n\f\r ]*+>|(?:true|false|null)\b|\]|\[(?!" + _ARRAY[2:] + rb"))"
)
"""What the bytes at one place are an operand by is one alternative alone."""
_STEP = SPACE + rb"((?:" + _OPERAND + SPACE + rb")*)(?![+\-.0-9]|(?:true|false|null)\b)(" + REGULAR + rb"++)"
"""White space and comments, operands, operator (ISO 32000-2, 7.2 and 7.8.2).

An operand begins as no operator does, so that none is given back and taken for one. Groups are
not possessive, here and wherever contents are read: Python before 3.11.5 goes on from the middle
of a repetition that failed (gh-106052).
"""
AT_ONCE = 5_000
"""Operations taken in one match, which keeps a place for each."""
_ONE_OPERAND = re.compile(SPACE + rb"(" + _OPERAND + rb")", re.S)
_APART = re.compile(rb"[(\[<>/%\x00\v]")

_STRINGS = re.compile(rb"(" + STRING + rb")|<([0-9A-Fa-f\x00\t\n\f\r ]*+)>", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.S)
_ESCAPED = MappingProxyType(
    {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
)
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that show text (ISO 32000-2, table 107)."""
STROKES = rb"[lcvyhFSsn]|[fBbW]\*?|[wJjMikKgG]|rg|RG|scn?|SCN?|T[cwzs]"
"""A pattern of operators that go on with a path,
paint it, or set lines, colours and the spacing of text.
"""
DRAWING = STROKES + rb"|m|re|cm|BT|ET|T[dDmL*]"
"""The same with those that begin a path or a text object, or move either:
of no account to who asks what is written.
"""


class UnreadableContent(ValueError):
    """A content stream holds what no operation can begin with; it is better left as it is."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with its operands as written;
    `start` is where the first operand begins, `end` is past it.
    """

    operator: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int


def steps(content: bytes, without: bytes = b"") -> Iterator[tuple[bytes, bytes, int, int]]:
    """The operations of a content stream in order: operator, operands as written, start and end.

    An inline image is one operation `BI`.
    A stream has hundreds of thousands of them, of which few are worth a value of their own.

    Args:
        content: what the stream holds.
        without: a pattern of operators nobody asks for (`STROKES`, `DRAWING`);
            most of these are left out, quickly.

    Raises:
        UnreadableContent: the bytes are no operations.
    """
    step, last = _patterns(without)
    at, match = 0, step.match
    while (found := match(content, at)) is not None:
        operands, operator = found.groups()
        at = found.end()
        if operator == b"BI":
            end = image_end(content, at)
            if end is None:
                raise UnreadableContent("an inline image has no end")
            at = end
        yield operator, operands, found.start(1), at
    rest = last.match(content, at)
    if rest is None or rest.end() != len(content):
        raise UnreadableContent(f"no operation begins at byte {at}")


@lru_cache(maxsize=8)
def _patterns(without: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """The next operation, and what may follow the last one;
    operators that are left out have numbers as operands.
    """
    word = rb"(?:" + without + rb")(?!" + REGULAR + rb")"
    one = rb"[\x00\t\n\f\r ]*+(?>(?:[+\-.0-9]++[\x00\t\n\f\r ]++)*)" + word
    passed = rb"(?>(?:" + one + rb"){0,%d})" % AT_ONCE if without else b""
    return re.compile(passed + _STEP, re.S), re.compile(passed + SPACE)


def operations(content: bytes) -> Iterator[Operation]:
    """The same, with each operand by itself.

    Raises:
        UnreadableContent: the bytes are no operations.
    """
    for operator, operands, start, end in steps(content):
        yield Operation(operator, split(operands), start, end)


def split(operands: bytes) -> tuple[bytes, ...]:
    """The operands of one operation, as written, each by itself."""
    if _APART.search(operands) is None:
        return tuple(operands.split())
    return tuple(_ONE_OPERAND.findall(operands))


def strings(operands: bytes) -> list[bytes]:
    """The strings among the operands of one operation, those in arrays too (ISO 32000-2, 7.3.4)."""
    found = []
    for literal, digits in _STRINGS.findall(operands):
        if literal:
            inside = literal[1:-1]
            plain = b"\\" not in inside and b"\r" not in inside
            found.append(inside if plain else _ESCAPE.sub(_unescaped, inside))
        else:
            pairs = digits.translate(None, b"\x00\t\n\f\r ")
            found.append(bytes.fromhex((pairs + b"0" * (len(pairs) % 2)).decode("ascii")))
    return found


def _unescaped(found: re.Match[bytes]) -> bytes:
    said: bytes | None = found[1]
    if said is None:
        return b"\n"  # an end of line in a string is one newline, however it is written
    if said[:1] in b"01234567":
        return bytes([int(said, 8) & 0xFF])
    return _ESCAPED.get(said, said)


def name_in(operands: bytes) -> str:
    """The first operand, a name, as a key with its slash (ISO 32000-2, 7.3.5);
    `/` alone when there is none.
    """
    first = next(iter(split(operands)), b"/")
    return _NUMBERED.sub(lambda digits: bytes.fromhex(digits[1].decode("ascii")), first).decode("utf-8", "replace")


def data_of(content: Any) -> bytes:
    """What a stream holds, or the contents of a page as one; nothing where a page has none.

    Raises:
        pikepdf.PdfError: a stream cannot be decoded.
    """
    import pikepdf

    return content.read_bytes() if isinstance(content, pikepdf.Stream) else content_of(content) or b""


def content_of(page: Any) -> bytes | None:
    """The content of a page as one stream; None where it has none or it cannot be decoded."""
    parts = streams_of(page)
    return b"\n".join(parts) if parts else None


def streams_of(page: Any) -> list[bytes] | None:
    """The content streams of a page, in order; None where one cannot be decoded."""
    import pikepdf

    contents = objects.get(page, "/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    try:
        return [stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream)]
    except (pikepdf.PdfError, RuntimeError):  # qpdf refuses some parameters of filters by an error of its own
        return None


def numbers(operands: Sequence[bytes]) -> tuple[float, ...]:
    """The operands as numbers.

    Raises:
        UnreadableContent: one is none.
    """
    try:
        return tuple(float(operand) for operand in operands)
    except ValueError as problem:
        raise UnreadableContent(str(problem)) from None
