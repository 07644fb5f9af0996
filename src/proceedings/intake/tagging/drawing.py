"""What a page without tags draws, step by step: strings with their places, pictures, rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.intake.tagging.faces import Face
from proceedings.intake.tagging.rulings import Begun
from proceedings.pdf.decoration import is_artifact
from proceedings.pdf.operations import SHOWS, STROKES, split, steps
from proceedings.pdf.text_state import TextState

if TYPE_CHECKING:
    from proceedings.intake.tagging.blocks import Block

PATHS = frozenset({b"m", b"re", b"sh"})
"""Operators with which drawing begins (ISO 32000-2, table 58), and shadings."""
SPACES = b"\x00\t\n\f\r "
SMALLEST_FIGURE = 4.0
"""Points: an image smaller than this in one direction is a rule or a speck."""
_MCID = re.compile(rb"/MCID\s+\d+")
_MOST_TEXT = 400
_FEW = 12
"""Letters of an opening that are kept."""
_WIDE_GAP = re.compile(rb"-(?:[7-9]\d\d|\d{4})")
"""In an array, a gap as between columns of a table."""


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
    goes_on: bool = False
    """Whether it begins within an array, after a wide gap: a mark before it ends the operator."""
    _said: str | None = None
    _opens: str | None = None

    @property
    def right(self) -> float:
        """Where it ends, as far as its font tells how wide its letters are."""
        return self.x + self.size * self.face.advance(self.operands)

    @property
    def text(self) -> str:
        """What it says; nothing where its font does not tell."""
        if self._said is None:
            self._said = self.face.text(self.operands)
        return self._said

    def opening(self, letters: int) -> str:
        """With what it begins: these many letters at least, where there are as many."""
        if self._said is not None:
            return self._said
        if self._opens is None or letters > _FEW:
            self._opens = self.face.text(self.operands, max(letters, _FEW))
        return self._opens


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws: its steps, and where its paths begin."""

    steps: list[Step]
    paths: list[Begun]


def drawn(content: bytes, kind: Kind, face: Callable[[bytes], Face]) -> Drawn:
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
    followers = walk.state.followers()
    handlers = {name: getattr(walk, method) for name, method in _HANDLERS.items()}
    for operator, operands, start, end in steps(content, STROKES):
        if (follow := followers.get(operator)) is not None:
            follow(operands)
        if (handler := handlers.get(operator)) is not None:
            handler(operator, operands, start, end)
    return Drawn(walk.steps, walk.paths)


@dataclass(slots=True)
class _Walk:
    """The steps on the way through a page."""

    kind: Kind
    named: Callable[[bytes], Face]
    state: TextState = field(default_factory=TextState)
    steps: list[Step] = field(default_factory=list)
    faces: dict[bytes, Face] = field(default_factory=dict)
    artifacts: list[bool] = field(default_factory=list)
    """Whether each mark of the author's that is open is an artifact."""
    paths: list[Begun] = field(default_factory=list)

    def path(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """One rule for all that are drawn in a row."""
        if operator != b"sh":
            self.paths.append(Begun(operator, operands, end, self.state.matrix))
        if not any(self.artifacts) and not (self.steps and isinstance(self.steps[-1], Rule)):
            self.steps.append(Rule(start, end))

    def border(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """What had marks and no tree has ids that lead nowhere."""
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
        if any(self.artifacts):
            return
        _, b, _, d, x, y = self.state.place
        size = abs(self.state.size) * max(abs(b), abs(d), 1e-6)
        face = self._face()
        if operator != b"TJ" or _WIDE_GAP.search(operands) is None:
            self.steps.append(Shown(start, end, x, y, size, face, operands, _length(operator, operands)))
            return
        for piece in face.pieces(operands):
            shown = Shown(
                start + piece.start,
                start + piece.end,
                x + size * piece.x,
                y,
                size,
                face,
                piece.operands,
                _length(operator, piece.operands),
                goes_on=piece.start > 0,
            )
            self.steps.append(shown)
        shown.end = end

    def _face(self) -> Face:
        font = self.state.font
        if font not in self.faces:
            self.faces[font] = self.named(font) if font else Face()
        return self.faces[font]

    def draw(self, operator: bytes, operands: bytes, start: int, end: int) -> None:
        """A picture, or a rule where it is as thin as one."""
        if any(self.artifacts):
            return
        kind = "image" if operator == b"BI" else self.kind(split(operands)[-1])
        a, b, c, d, _, _ = self.state.matrix
        width, height = abs(a) + abs(c), abs(b) + abs(d)
        if not kind or (kind == "image" and min(width, height) < SMALLEST_FIGURE):
            self.path(operator, operands, start, end)
        else:
            self.steps.append(Figure(start, end, kind == "text"))


_HANDLERS: Mapping[bytes, str] = MappingProxyType(
    {
        **dict.fromkeys(SHOWS, "show"),
        **dict.fromkeys(PATHS, "path"),
        **dict.fromkeys((b"Do", b"BI"), "draw"),
        **dict.fromkeys((b"BT", b"ET", b"BMC", b"BDC", b"EMC"), "border"),
        **dict.fromkeys((b"MP", b"DP"), "point"),
    }
)
"""What is done at an operator; nothing at all others."""


def _length(operator: bytes, operands: bytes) -> int:
    if operator == b'"':
        return sum(min(len(operand), _MOST_TEXT) for operand in split(operands))
    return min(len(operands.strip(SPACES)), _MOST_TEXT)


def _without_id(operands: bytes) -> bytes | None:
    written = b" ".join(split(operands))
    if not _MCID.search(written):
        return None
    return _MCID.sub(b"", written) + b" BDC"
