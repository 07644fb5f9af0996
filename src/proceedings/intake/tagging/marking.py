"""Marks round everything on a page that has no tags:
paragraphs, figures, and artifacts for what is mere drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from proceedings.intake.tagging.blocks import Block
from proceedings.pdf.decoration import is_artifact
from proceedings.pdf.operations import SHOWS, STROKES, numbers, split, steps
from proceedings.values.geometry import Box

PATHS = frozenset({b"m", b"re", b"sh"})
"""Operators with which drawing begins (ISO 32000-2, table 58), and shadings."""
SPACES = b"\x00\t\n\f\r "
_MCID = re.compile(rb"/MCID\s+\d+")
SMALLEST_FIGURE = 4.0
"""Points: an image smaller than this in one direction is a rule or a speck."""
_MOST_TEXT = 400
_MOST_NUMBER = 60
"""Bytes of operands within which a line number is written;
a line of text that begins in its column takes more.
"""
_NEAR = 4.0
"""Points around the box of line numbers in which one may begin."""


@dataclass(slots=True)
class Figure:
    """An image or drawing on a page, under one marked-content id,
    and whether it holds the page's only text.
    """

    mcid: int
    text: bool = False


@dataclass(slots=True)
class Marked:
    """A page's content with marks, and what they stand for in the order in which they come."""

    content: bytes
    pieces: list[Block | Figure] = field(default_factory=list)


_Transform = tuple[float, float, float, float, float, float]
_IDENTITY: _Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""[a b c d e f] as in `page.Matrix`, bare: a page has thousands."""

Marks = tuple[bytes, bytes | None, bytes] | None
"""What goes before an operation, instead of it (None: itself), and after it;
None where nothing changes.
"""

Drawing = Callable[[bytes], str]
"""Says what a name of an XObject stands for:
`image`, `form`, `text` (a form with text) or nothing.
"""


def mark(content: bytes, drawing: Drawing, aside: Sequence[Box] = ()) -> Marked:
    """Mark a page without tags.

    Args:
        content: of the page.
        drawing: what the names of its XObjects stand for.
        aside: where line numbers stand: short strings that begin there are artifacts.

    Raises:
        UnreadableContent: the content cannot be read; it is to be left as it is.
    """
    walk = _Walk(drawing, aside)
    return walk.through(content)


class _Walk:
    """The state of a page while it is marked: graphics and text state, and which mark is open."""

    def __init__(self, drawing: Drawing, aside: Sequence[Box]) -> None:
        self._drawing, self._aside = drawing, aside
        self._matrix, self._stack = _IDENTITY, list[_Transform]()
        self._line = self._text = _IDENTITY
        self._size, self._leading = 1.0, 0.0
        self._pieces: list[Block | Figure] = []
        self._block: Block | None = None
        self._open = ""
        self._artifacts: list[bool] = []
        """Whether each mark of the author's that is open is an artifact."""
        self._mcid = 0
        self._out: list[bytes] = []

    def through(self, content: bytes) -> Marked:
        """Go through the content once."""
        written = 0
        handlers = {name: getattr(self, method) for name, method in _HANDLERS.items()}
        for operator, operands, start, end in steps(content, STROKES):
            handler = handlers.get(operator)
            if handler is None:
                continue
            marks = handler(operator, operands)
            if marks is None:
                continue
            before, instead, after = marks
            if before and start and content[start - 1] not in SPACES:
                before = b"\n" + before  # an operator may end where the next operand begins
            self._out += [content[written:start], before]
            self._out += [content[start:end] if instead is None else instead, after]
            written = end
        self._out.append(content[written:])
        if self._open:
            self._out.append(b"\nEMC\n")
        return Marked(b"".join(self._out), self._pieces)

    def _path(self, operator: bytes, operands: bytes) -> Marks:
        if any(self._artifacts):
            return None
        return None if self._open == "artifact" else (self._begin_artifact(), None, b"")

    def _border(self, operator: bytes, operands: bytes) -> Marks:
        """Text objects and marks of others: ours end here."""
        before = self._close()
        if operator == b"BT":
            self._line = self._text = _IDENTITY
        if operator in (b"BMC", b"BDC"):
            self._artifacts.append(is_artifact(operands))
        elif operator == b"EMC":
            del self._artifacts[-1:]
        # What had marks and no tree has ids that lead nowhere.
        instead = _without_id(operands) if operator == b"BDC" else None
        return (before, instead, b"") if before or instead is not None else None

    def _point(self, operator: bytes, operands: bytes) -> Marks:
        return b"", b"", b""

    def _close(self) -> bytes:
        was, self._open = self._open, ""
        return b"EMC\n" if was else b""

    def _begin_artifact(self) -> bytes:
        if self._open == "artifact":
            return b""
        before = self._close()
        self._open = "artifact"
        return before + b"/Artifact BMC\n"

    def _show(self, operator: bytes, operands: bytes) -> Marks:
        if operator in (b"'", b'"'):
            self._next_line(0.0, -self._leading)
        if any(self._artifacts):
            return None
        x, y, size = self._place()
        if self._aside and len(operands) <= _MOST_NUMBER and self._is_aside(x, y):
            return None if self._open == "artifact" else (self._begin_artifact(), None, b"")
        before = b""
        if self._block is None or not self._block.takes(x, y, size):
            self._block = Block(x, y, y, size)
            self._pieces.append(self._block)
            before = self._close()
        elif self._open != "text":
            before = self._close()
        self._block.characters += _length(operator, operands)
        if self._open == "text":
            return None
        self._open = "text"
        self._block.mcids.append(self._mcid)
        self._mcid += 1
        return before + b"/P <</MCID %d>> BDC\n" % (self._mcid - 1), None, b""

    def _is_aside(self, x: float, y: float) -> bool:
        """Whether a string that begins here is a line number."""
        return any(
            box.left - _NEAR <= x <= box.right and box.bottom - _NEAR <= y <= box.top + _NEAR for box in self._aside
        )

    def _draw(self, operator: bytes, operands: bytes) -> Marks:
        if any(self._artifacts):
            return None
        kind = "image" if operator == b"BI" else self._drawing(split(operands)[-1])
        a, b, c, d, _, _ = self._matrix
        width, height = abs(a) + abs(c), abs(b) + abs(d)
        if not kind or (kind == "image" and min(width, height) < SMALLEST_FIGURE):
            return self._path(operator, operands)
        before = self._close()
        self._pieces.append(Figure(self._mcid, kind == "text"))
        self._mcid += 1
        return before + b"/Figure <</MCID %d>> BDC\n" % (self._mcid - 1), None, b"\nEMC\n"

    # The graphics and text state (ISO 32000-2, 8.4.4 and 9.4.2).

    def _save(self, operator: bytes, operands: bytes) -> None:
        self._stack.append(self._matrix)

    def _restore(self, operator: bytes, operands: bytes) -> None:
        if self._stack:
            self._matrix = self._stack.pop()

    def _transform(self, operator: bytes, operands: bytes) -> None:
        self._matrix = _then(_six(operands), self._matrix)

    def _set_text_matrix(self, operator: bytes, operands: bytes) -> None:
        self._line = self._text = _six(operands)

    def _move(self, operator: bytes, operands: bytes) -> None:
        x, y = _last(2, operands)
        if operator == b"TD":
            self._leading = -y
        self._next_line(x, y)

    def _feed(self, operator: bytes, operands: bytes) -> None:
        self._next_line(0.0, -self._leading)

    def _set_leading(self, operator: bytes, operands: bytes) -> None:
        (self._leading,) = _last(1, operands)

    def _set_font(self, operator: bytes, operands: bytes) -> None:
        (self._size,) = _last(1, operands)

    def _next_line(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._line
        self._line = self._text = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _place(self) -> tuple[float, float, float]:
        """Where on the page the next string begins, and the size of its type there."""
        (ta, tb, tc, td, te, tf), (a, b, c, d, e, f) = self._text, self._matrix
        size = abs(self._size) * max(abs(ta * b + tb * d), abs(tc * b + td * d), 1e-6)
        return te * a + tf * c + e, te * b + tf * d + f, size


_HANDLERS: Mapping[bytes, str] = MappingProxyType(
    {
        **dict.fromkeys(SHOWS, "_show"),
        **dict.fromkeys(PATHS, "_path"),
        **dict.fromkeys((b"Do", b"BI"), "_draw"),
        **dict.fromkeys((b"BT", b"ET", b"BMC", b"BDC", b"EMC"), "_border"),
        **dict.fromkeys((b"MP", b"DP"), "_point"),
        **dict.fromkeys((b"Td", b"TD"), "_move"),
        b"q": "_save",
        b"Q": "_restore",
        b"cm": "_transform",
        b"Tm": "_set_text_matrix",
        b"T*": "_feed",
        b"TL": "_set_leading",
        b"Tf": "_set_font",
    }
)
"""What is done at an operator; nothing at all others."""


def _last(count: int, operands: bytes) -> tuple[float, ...]:
    try:
        return tuple(map(float, operands.split()[-count:]))
    except ValueError:  # written without spaces, or what is no number
        return numbers(split(operands)[-count:])


def _six(operands: bytes) -> _Transform:
    given = _last(6, operands)
    a, b, c, d, e, f = given + _IDENTITY[len(given) :]
    return a, b, c, d, e, f


def _then(first: _Transform, second: _Transform) -> _Transform:
    """The transformation that applies one, then the other."""
    (ka, kb, kc, kd, ke, kf), (a, b, c, d, e, f) = first, second
    return ka * a + kb * c, ka * b + kb * d, kc * a + kd * c, kc * b + kd * d, ke * a + kf * c + e, ke * b + kf * d + f


def _length(operator: bytes, operands: bytes) -> int:
    if operator == b'"':
        return sum(min(len(operand), _MOST_TEXT) for operand in split(operands))
    return min(len(operands.strip(SPACES)), _MOST_TEXT)


def _without_id(operands: bytes) -> bytes | None:
    written = b" ".join(split(operands))
    if not _MCID.search(written):
        return None
    return _MCID.sub(b"", written) + b" BDC"
