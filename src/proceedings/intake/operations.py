"""A content stream as a row of operations with their places in the bytes, so that marks can be put between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SPACE = rb"(?:[\x00\t\n\f\r ]++|%[^\r\n]*+)*+"
_REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_OPERAND = (
    rb"(?:[+\-.0-9]"
    + _REGULAR
    + rb"*+|/"
    + _REGULAR
    + rb"*+|"
    + _STRING
    + rb"|\[(?:[^\[\]()%]++|"
    + _STRING
    + rb")*+\]"
    rb"|<<|>>|<[0-9A-Fa-f\x00\t\n\f\r ]*+>|(?:true|false|null)\b|[\[\]])"
)
_STEP = re.compile(_SPACE + rb"((?:" + _OPERAND + _SPACE + rb")*+)(" + _REGULAR + rb"++)", re.S)
"""White space and comments, operands, operator (ISO 32000-2, 7.2 and 7.8.2); each part keeps what it took."""
_REST = re.compile(_SPACE)
_ONE_OPERAND = re.compile(_SPACE + rb"(" + _OPERAND + rb")", re.S)
_APART = re.compile(rb"[(\[<>/%\x00\v]")

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


def steps(content: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """The operations of a content stream in order: operator, operands as written, start and end.

    An inline image is one operation `BI`. A stream has hundreds of thousands of them, of which few are worth a value
    of their own.

    Raises:
        UnreadableContent: the bytes are no operations.
    """
    at, match = 0, _STEP.match
    while (found := match(content, at)) is not None:
        operands, operator = found.groups()
        at = found.end()
        if operator == b"BI":
            at = _image_end(content, at)
        yield operator, operands, found.start(1), at
    rest = _REST.match(content, at)
    if rest is None or rest.end() != len(content):
        raise UnreadableContent(f"no operation begins at byte {at}")


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


def _image_end(content: bytes, at: int) -> int:
    """Past the `EI` of an inline image: the first that is followed by plain text."""
    for found in _IMAGE_END.finditer(content, at):
        ahead = content[found.end() : found.end() + _LOOK_AHEAD]
        if _PLAIN_TEXT.fullmatch(ahead):
            return found.end()
    raise UnreadableContent("an inline image has no end")


def numbers(operands: Sequence[bytes]) -> tuple[float, ...]:
    """The operands as numbers.

    Raises:
        UnreadableContent: one is none.
    """
    try:
        return tuple(float(operand) for operand in operands)
    except ValueError as problem:
        raise UnreadableContent(str(problem)) from None
