"""Which lines make a paragraph: by how far apart they stand, the size and weight of their type,
where they begin, and the labels of lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from proceedings.intake.tagging.labels import Label, label_of, may_be_label, sign_of
from proceedings.intake.tagging.lines import SAME_LINE, Line, is_leader
from proceedings.intake.tagging.raised import mark_of

NEXT_LINE = 1.75
"""Lines further apart than this many sizes belong to different paragraphs."""
INDENT = 0.8
FAR = 3.0
"""A line that begins this many sizes away from the others stands in another column."""
SIZES = (0.8, 1.25)
"""How much smaller or larger type may be on the next line of a paragraph."""
_SHORT = 40
"""Bytes of operands in which a label alone is written."""
_SIGN = 4
"""A label alone has fewer strings."""
_BEFORE = 5.0
"""Sizes by which a label stands before its item at most."""
_DISPLAY = 1.15
"""Type larger than this many sizes of the body is a title's: its lines may be centred."""


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, heading or item on one page.
    Coordinates are those of the page's user space, `size` in its units.
    """

    left: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    lines: int = 1
    rest: float | None = None
    """Where its last line begins, from the second on."""
    characters: int = 0
    mcids: list[int] = field(default_factory=list)
    linked: dict[int, list[int]] = field(default_factory=dict)
    """By number of a link: those of the ids under which its words stand."""
    members: list[Line] = field(default_factory=list)
    label: Label | None = None
    sign: Block | None = None
    """The label alone, where it is a string of its own."""
    note: str = ""
    """The raised mark with which a note begins."""

    @property
    def text(self) -> str:
        """What it says, line by line."""
        return " ".join(line.text for line in self.members)

    def takes(self, line: Line, label: Label | None, body: float) -> bool:
        """True if a line goes on in the block."""
        largest = max(line.size, self.size)
        below = self.bottom - line.y
        if abs(below) < SAME_LINE * largest:
            return True
        if not 0 < below < NEXT_LINE * largest or not SIZES[0] * self.size < line.size < SIZES[1] * self.size:
            return False
        if self.bold != line.bold or _is_next(label, self.label):
            return False
        if body and min(line.size, self.size) > _DISPLAY * body:
            return abs(line.size - self.size) < 0.02 * largest
        return self._goes_on(line.left, largest)

    def _goes_on(self, x: float, size: float) -> bool:
        """Whether a line that begins there is no first one: those are indented, or hang."""
        if abs(x - self.left) > FAR * size:
            return False
        if self.rest is None:
            return True
        if self.rest - self.left > 0.5 * size:  # the first line hangs
            return abs(x - self.rest) < INDENT * size
        return x - self.rest <= INDENT * size

    def add(self, line: Line) -> None:
        """Know a line that goes on in the block."""
        if abs(self.bottom - line.y) >= SAME_LINE * max(line.size, self.size):
            self.rest = line.left
            self.lines += 1
            self.bottom = line.y
        elif len(self.members) == 1 and not line.bold:
            self.bold = False
        self._know(line)

    def take_sign(self) -> None:
        """Have the label among its words, as one that makes no item."""
        if self.sign is not None:
            for shown in self.sign.members[0].strings:
                shown.block = self
            self.sign = None

    def _know(self, line: Line) -> None:
        self.members.append(line)
        self.characters += line.characters
        for shown in line.strings:
            if not is_leader(shown):
                shown.block = self


T = TypeVar("T")


def blocks_of(found: Iterable[Line | T], aside: set[int], body: float) -> list[Block | T]:
    """The paragraphs of a page, its figures and tables, in the order in which it draws them.

    Args:
        found: its lines, figures and tables.
        aside: lines that are artifacts, by their `id`.
        body: the size in which most of the document is set.
    """
    kept = [item for item in found if not isinstance(item, Line) or id(item) not in aside]
    signs = _signs([item for item in kept if isinstance(item, Line)])
    lone = {id(sign) for sign, _ in signs.values()}
    pieces: list[Block | T] = []
    block: Block | None = None
    for item in kept:
        if not isinstance(item, Line):
            pieces.append(item)
            block = None
        elif id(item) not in lone:
            sign, label = signs.get(id(item), (None, None))
            label, mark = label or _label(item), mark_of(item, body)
            if sign is None and not mark and block is not None and block.takes(item, label, body):
                block.add(item)
                continue
            block = _begun(item, label, sign)
            block.note = mark
            pieces.append(block)
    return pieces


def _signs(lines: Sequence[Line]) -> dict[int, tuple[Line, Label]]:
    """Labels that are drawn apart from their items, by the `id` of the line that follows."""
    found: dict[int, tuple[Line, Label]] = {}
    for line in lines:
        label = None
        if len(line.strings) < _SIGN and line.characters < _SHORT and may_be_label(line.strings[0].opening(3)):
            label = sign_of(line.text)
        if label is None:
            continue
        beside = [
            other
            for other in lines
            if abs(other.y - line.y) < SAME_LINE * other.size and 0 < other.left - line.left < _BEFORE * other.size
        ]
        if beside:
            found.setdefault(id(min(beside, key=lambda other: other.left)), (line, label))
    return found


def _begun(line: Line, label: Label | None, sign: Line | None) -> Block:
    block = Block(line.left, line.y, line.y, line.size, line.bold, label=label)
    block._know(line)
    first = line.strings[0]
    if sign is not None:
        block.sign = _begun(sign, None, None)
    elif label is not None and len(line.strings) > 1 and first.text.strip() == label.sign:
        alone = Line()
        alone.takes(first)
        block.sign = _begun(alone, None, None)
    return block


def _label(line: Line) -> Label | None:
    first = line.strings[0]
    if not may_be_label(first.opening(3)):
        return None
    alone = sign_of(first.text) if len(line.strings) > 1 and first.length < _SHORT else None
    return alone or label_of(line.opening)


def _is_next(label: Label | None, before: Label | None) -> bool:
    """Whether a line with a label begins an item of its own."""
    if label is None:
        return False
    if label.number is None or label.number == 1:
        return True
    return before is not None and before.kind == label.kind


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most is set; 0 without text."""
    weights: dict[float, int] = {}
    for line in lines:
        size = round(line.size, 1)
        weights[size] = weights.get(size, 0) + line.characters
    return max(weights, key=lambda size: (weights[size], -size), default=0.0)
