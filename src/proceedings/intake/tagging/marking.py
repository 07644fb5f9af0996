"""Marks round everything on a page that has no tags: paragraphs, figures, and artifacts for what is mere drawing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from proceedings.intake.tagging.blocks import Block
from proceedings.intake.tagging.operations import Operation, numbers, operations
from proceedings.page import Matrix

SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
PATHS = frozenset({b"m", b"re", b"sh"})
"""Operators with which drawing begins (ISO 32000-2, table 58), and shadings."""
_BEGINS, _POINT = frozenset({b"BMC", b"BDC"}), frozenset({b"MP", b"DP"})
_MCID = re.compile(rb"/MCID\s+\d+")
SMALLEST_FIGURE = 4.0
"""Points: an image smaller than this in one direction is a rule or a speck."""
_MOST_TEXT = 400


@dataclass(slots=True)
class Figure:
    """An image or drawing on a page, under one marked-content id, and whether it holds the page's only text."""

    mcid: int
    text: bool = False


@dataclass(slots=True)
class Marked:
    """A page's content with marks, and what they stand for in the order in which they come."""

    content: bytes
    pieces: list[Block | Figure] = field(default_factory=list)


Drawing = Callable[[bytes], str]
"""Says what a name of an XObject stands for: `image`, `form`, `text` (a form with text) or nothing."""


def mark(content: bytes, drawing: Drawing) -> Marked:
    """Mark a page without tags.

    Raises:
        UnreadableContent: the content cannot be read; it is to be left as it is.
    """
    walk = _Walk(drawing)
    return walk.through(content)


class _Walk:
    """The state of a page while it is marked: graphics and text state, and which mark is open."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._matrix, self._stack = Matrix(), list[Matrix]()
        self._line = self._text = Matrix()
        self._size, self._leading = 1.0, 0.0
        self._pieces: list[Block | Figure] = []
        self._block: Block | None = None
        self._open = ""
        self._mcid = 0
        self._out: list[bytes] = []

    def through(self, content: bytes) -> Marked:
        """Go through the content once."""
        written = 0
        for operation in operations(content):
            before, instead, after = self._marks(operation)
            if before or after or instead is not None:
                self._out += [content[written : operation.start], before]
                self._out += [content[operation.start : operation.end] if instead is None else instead, after]
                written = operation.end
        self._out.append(content[written:])
        if self._open:
            self._out.append(b"\nEMC\n")
        return Marked(b"".join(self._out), self._pieces)

    def _marks(self, operation: Operation) -> tuple[bytes, bytes | None, bytes]:
        """What goes before an operation, instead of it, and after it."""
        operator = operation.operator
        if operator in SHOWS:
            return self._show(operation), None, b""
        if operator in PATHS:
            return self._begin_artifact(), None, b""
        if operator in (b"Do", b"BI"):
            return self._draw(operation)
        if operator in (b"BT", b"ET") or operator in _BEGINS or operator == b"EMC":
            before = self._close()
            self._follow(operation)
            # What had marks and no tree has ids that lead nowhere.
            instead = _without_id(operation) if operator == b"BDC" else None
            return before, instead, b""
        if operator in _POINT:
            return b"", b"", b""
        self._follow(operation)
        return b"", None, b""

    def _close(self) -> bytes:
        was, self._open = self._open, ""
        return b"EMC\n" if was else b""

    def _begin_artifact(self) -> bytes:
        if self._open == "artifact":
            return b""
        before = self._close()
        self._open = "artifact"
        return before + b"/Artifact BMC\n"

    def _show(self, operation: Operation) -> bytes:
        if operation.operator in (b"'", b'"'):
            self._next_line(0.0, -self._leading)
        whole = self._text.then(self._matrix)
        size = abs(self._size) * max(abs(whole.b), abs(whole.d), 1e-6)
        x, y = whole.e, whole.f
        if self._block is None or not self._block.takes(x, y, size):
            self._block = Block(x, y, y, size)
            self._pieces.append(self._block)
            before = self._close()
        else:
            before = b"" if self._open == "text" else self._close()
        self._block.characters += sum(_length(operand) for operand in operation.operands)
        if self._open == "text":
            return before
        self._open = "text"
        self._block.mcids.append(self._mcid)
        self._mcid += 1
        return before + b"/P <</MCID %d>> BDC\n" % (self._mcid - 1)

    def _draw(self, operation: Operation) -> tuple[bytes, bytes | None, bytes]:
        kind = "image" if operation.operator == b"BI" else self._drawing(operation.operands[-1])
        width = abs(self._matrix.a) + abs(self._matrix.c)
        height = abs(self._matrix.b) + abs(self._matrix.d)
        if not kind or (kind == "image" and min(width, height) < SMALLEST_FIGURE):
            return self._begin_artifact(), None, b""
        before = self._close()
        self._pieces.append(Figure(self._mcid, kind == "text"))
        self._mcid += 1
        return before + b"/Figure <</MCID %d>> BDC\n" % (self._mcid - 1), None, b"\nEMC\n"

    def _follow(self, operation: Operation) -> None:
        """Keep the graphics and text state (ISO 32000-2, 8.4.4 and 9.4.2)."""
        operator, operands = operation.operator, operation.operands
        if operator == b"q":
            self._stack.append(self._matrix)
        elif operator == b"Q":
            self._matrix = self._stack.pop() if self._stack else self._matrix
        elif operator == b"cm":
            self._matrix = Matrix(*numbers(operands[-6:])).then(self._matrix)
        elif operator == b"BT":
            self._line = self._text = Matrix()
        elif operator == b"Tm":
            self._line = self._text = Matrix(*numbers(operands[-6:]))
        elif operator in (b"Td", b"TD"):
            x, y = numbers(operands[-2:])
            if operator == b"TD":
                self._leading = -y
            self._next_line(x, y)
        elif operator == b"T*":
            self._next_line(0.0, -self._leading)
        elif operator == b"TL":
            (self._leading,) = numbers(operands[-1:])
        elif operator == b"Tf":
            (self._size,) = numbers(operands[-1:])

    def _next_line(self, x: float, y: float) -> None:
        self._line = self._text = Matrix(e=x, f=y).then(self._line)


def _length(operand: bytes) -> int:
    return min(len(operand), _MOST_TEXT)


def _without_id(operation: Operation) -> bytes | None:
    written = b" ".join(operation.operands)
    if not _MCID.search(written):
        return None
    return _MCID.sub(b"", written) + b" BDC"
