"""A content stream as a row of operations with their places in the bytes, so that marks can be put between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_TOKEN = re.compile(
    rb"[\x00\t\n\f\r ]+|%[^\r\n]*"
    rb"|(?P<operand>" + _STRING + rb"|\[(?:[^\[\]()%]|" + _STRING + rb")*\]"
    rb"|<<|>>|<[0-9A-Fa-f\x00\t\n\f\r ]*>|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|[+\-.0-9][^\x00\t\n\f\r ()<>\[\]{}/%]*"
    rb"|true\b|false\b|null\b|[\[\]])"
    rb"|(?P<operator>[^\x00\t\n\f\r ()<>\[\]{}/%]+)",
    re.S,
)
"""White space, comment, operand or operator (ISO 32000-2, 7.2 and 7.8.2)."""

_IMAGE_END = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
_PLAIN_TEXT = re.compile(rb"[\t\n\f\r -~]*")
_LOOK_AHEAD = 24


class UnreadableContent(ValueError):
    """A content stream holds what no operation can begin with; it is better left as it is."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with its operands as written; `start` is where the first operand begins, `end` is past it."""

    operator: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int


def operations(content: bytes) -> Iterator[Operation]:
    """The operations of a content stream in order; an inline image is one operation `BI`.

    Raises:
        UnreadableContent: the bytes are no operations.
    """
    at, size, start = 0, len(content), -1
    operands: list[bytes] = []
    match = _TOKEN.match
    while at < size:
        found = match(content, at)
        if found is None or found.end() == at:
            raise UnreadableContent(f"byte {at} begins no token")
        kind, begin, at = found.lastgroup, at, found.end()
        if kind is None:
            continue
        if start < 0:
            start = begin
        if kind == "operand":
            operands.append(found.group())
            continue
        operator = found.group()
        if operator == b"BI":
            at = _image_end(content, at)
        yield Operation(operator, tuple(operands), start, at)
        operands, start = [], -1
    if operands:
        raise UnreadableContent("the last operands have no operator")


def _image_end(content: bytes, at: int) -> int:
    """Past the `EI` of an inline image: the first that is followed by plain text."""
    for found in _IMAGE_END.finditer(content, at):
        ahead = content[found.end() : found.end() + _LOOK_AHEAD]
        if _PLAIN_TEXT.fullmatch(ahead):
            return found.end()
    raise UnreadableContent("an inline image has no end")


def numbers(operands: tuple[bytes, ...]) -> tuple[float, ...]:
    """The operands as numbers.

    Raises:
        UnreadableContent: one is none.
    """
    try:
        return tuple(float(operand) for operand in operands)
    except ValueError as problem:
        raise UnreadableContent(str(problem)) from None
