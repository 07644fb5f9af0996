"""What a page without tags draws, step by step: strings with their places, pictures, rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.intake.tagging.faces import Face
from proceedings.pdf.decoration import is_artifact
from proceedings.pdf.operations import SHOWS, STROKES, numbers, split, steps

if TYPE_CHECKING:
    from proceedings.intake.tagging.blocks import Block

PATHS = frozenset({b"m", b"re", b"sh"})
"""Operators with which drawing begins (ISO 32000-2, table 58), and shadings."""
SPACES = b"\x00\t\n\f\r "
SMALLEST_FIGURE = 4.0
"""Points: an image smaller than this in one direction is a rule or a speck."""
_MCID = re.compile(rb"/MCID\s+\d+")
_MOST_TEXT = 400


@dataclass(slots=True, eq=False)
class Shown:
    """A string: where it begins in the page's user space, and the size of its type there.

    `start` and `end` are places in the content; `length` is that of its operands, within bounds.
    """

    start: int
    end: int
    x: float
    y: float
    size: float
    face: Face
    operands: bytes
    length: int
    block: Block | None = None
    """Where it belongs; in none, it is an artifact."""
    link: int | None = None
    """The number of the link whose words it is, among those of its page."""

    @property
    def text(self) -> str:
        """What it says; nothing where its font does not tell."""
        return self.face.text(self.operands)

    def opening(self, letters: int) -> str:
        """With what it begins: these many letters at least, where there are as many."""
        return self.face.text(self.operands, letters)


@dataclass(slots=True, eq=False)
class Figure:
    """An image or drawing, and whether it is a form that holds text."""

    start: int
    end: int
    text: bool = False
    mcid: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Mere drawing begins here."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Border:
    """A text object or a mark of the author's begins or ends here: ours end before.

    `instead` is what is written in its place; None for itself, nothing to take it away.
    """

    start: int
    end: int
    instead: bytes | None = None
    closes: bool = True


Step = Shown | Figure | Rule | Border
Kind = Callable[[bytes], str]
"""Says what a name of an XObject stands for:
`image`, `form`, `text` (a form with text) or nothing.
"""
_Transform = tuple[float, float, float, float, float, float]
_IDENTITY: _Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""[a b c d e f] as in `values.geometry.Matrix`, bare: a page has thousands."""


def drawn(content: bytes, kind: Kind, face: Callable[[bytes], Face]) -> list[Step]:
    """The steps of a page in the order in which it draws them.

    What stands in an artifact of the author's is left out, for it stays one.

    Args:
        content: of the page.
        kind: what the names of its XObjects stand for.
        face: the fonts that its names stand for.

    Raises:
        UnreadableContent: the content cannot be read; it is to be left as it is.
    """
    walk = _Walk(kind, face)
    handlers = {name: getattr(walk, method) for name, method in _HANDLERS.items()}
    for operator, operands, start, end in steps(content, STROKES):
        handler = handlers.get(operator)
        if handler is not None:
            handler(operator, operands, start, end)
    return walk.steps


@dataclass(slots=True)
class _Walk:
    """Graphics and text state on the way through a page (ISO 32000-2, 8.4.4 and 9.4.2)."""

    kind: Kind
    named: Callable[[bytes], Face]
    steps: list[Step] = field(default_factory=list)
    matrix: _Transform = _IDENTITY
    face: Face = field(default_factory=Face)
    stack: list[tuple[_Transform, Face, float, float]] = field(default_factory=list)
    line: _Transform = _IDENTITY
    at: _Transform = _IDENTITY
    size: float = 1.0
    leading: float = 0.0
    artifacts: list[bool] = field(default_factory=list)
    """Whether each mark of the author's that is open is an artifact."""

    def path(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """One rule for all that are drawn in a row."""
        if not any(self.artifacts) and not (self.steps and isinstance(self.steps[-1], Rule)):
            self.steps.append(Rule(start, end))

    def border(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """What had marks and no tree has ids that lead nowhere."""
        if operator == b"BT":
            self.line = self.at = _IDENTITY
        if operator in (b"BMC", b"BDC"):
            self.artifacts.append(is_artifact(operands))
        elif operator == b"EMC":
            del self.artifacts[-1:]
        self.steps.append(Border(start, end, _without_id(operands) if operator == b"BDC" else None))

    def point(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """A marked point goes."""
        self.steps.append(Border(start, end, b"", closes=False))

    def show(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """A string, unless the author calls it an artifact."""
        if operator in (b"'", b'"'):
            self.next_line(0.0, -self.leading)
        if any(self.artifacts):
            return
        (ta, tb, tc, td, te, tf), (a, b, c, d, e, f) = self.at, self.matrix
        size = abs(self.size) * max(abs(ta * b + tb * d), abs(tc * b + td * d), 1e-6)
        x, y = te * a + tf * c + e, te * b + tf * d + f
        self.steps.append(Shown(start, end, x, y, size, self.face, operands, _length(operator, operands)))

    def draw(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """A picture, or a rule where it is as thin as one."""
        if any(self.artifacts):
            return
        kind = "image" if operator == b"BI" else self.kind(split(operands)[-1])
        a, b, c, d, _, _ = self.matrix
        width, height = abs(a) + abs(c), abs(b) + abs(d)
        if not kind or (kind == "image" and min(width, height) < SMALLEST_FIGURE):
            self.path(operator, operands, start, end)
        else:
            self.steps.append(Figure(start, end, kind == "text"))

    def save(self, *_: object) -> None:
        """Operator q."""
        self.stack.append((self.matrix, self.face, self.size, self.leading))

    def restore(self, *_: object) -> None:
        """Operator Q."""
        if self.stack:
            self.matrix, self.face, self.size, self.leading = self.stack.pop()

    def transform(self, _: bytes, operands: bytes, *__: int) -> None:
        """Operator cm."""
        self.matrix = _then(_six(operands), self.matrix)

    def set_matrix(self, _: bytes, operands: bytes, *__: int) -> None:
        """Operator Tm."""
        self.line = self.at = _six(operands)

    def move(self, operator: bytes, operands: bytes, *_: int) -> None:
        """Operators Td and TD."""
        x, y = _last(2, operands)
        if operator == b"TD":
            self.leading = -y
        self.next_line(x, y)

    def feed(self, *_: object) -> None:
        """Operator T*."""
        self.next_line(0.0, -self.leading)

    def set_leading(self, _: bytes, operands: bytes, *__: int) -> None:
        """Operator TL."""
        (self.leading,) = _last(1, operands)

    def set_font(self, _: bytes, operands: bytes, *__: int) -> None:
        """Operator Tf."""
        (self.size,) = _last(1, operands)
        self.face = self.named(split(operands)[0])

    def next_line(self, x: float, y: float) -> None:
        """Where the next line begins."""
        a, b, c, d, e, f = self.line
        self.line = self.at = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


_HANDLERS: Mapping[bytes, str] = MappingProxyType(
    {
        **dict.fromkeys(SHOWS, "show"),
        **dict.fromkeys(PATHS, "path"),
        **dict.fromkeys((b"Do", b"BI"), "draw"),
        **dict.fromkeys((b"BT", b"ET", b"BMC", b"BDC", b"EMC"), "border"),
        **dict.fromkeys((b"MP", b"DP"), "point"),
        **dict.fromkeys((b"Td", b"TD"), "move"),
        b"q": "save",
        b"Q": "restore",
        b"cm": "transform",
        b"Tm": "set_matrix",
        b"T*": "feed",
        b"TL": "set_leading",
        b"Tf": "set_font",
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
