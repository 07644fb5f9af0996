"""Lines of type: strings that a page shows one after the other on one baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from proceedings.intake.tagging.drawing import Figure, Shown, Step

SAME_LINE = 0.6
"""Strings whose baselines differ by less than this part
of the type's size stand on one line (indices do too).
"""
_BREADTH = 0.5
"""The width of a letter on the average, in sizes of its type."""
_PARTLY = 0.3
_OPENING = 12
"""Letters that show with what a line opens."""
_LEADER = 5
"""Dots in a row that lead to a number, at least."""
_DOTS = ".·…_ \t\xa0"
_SPACE = 0.12
"""A gap wider than this, in sizes, is a space."""


def is_leader(shown: Shown) -> bool:
    """Whether a string is nothing but dots that lead to a number; nobody wants them read."""
    if shown.length < _LEADER or shown.opening(3).strip(_DOTS):
        return False
    return not shown.text.strip(_DOTS) and len(shown.text.replace(" ", "")) >= _LEADER


@dataclass(slots=True, eq=False)
class Line:
    """Strings on one baseline; coordinates are those of the page's user space."""

    strings: list[Shown] = field(default_factory=list)
    left: float = 0.0
    y: float = 0.0
    size: float = 0.0
    characters: int = 0
    heavy: int = 0
    """As many of the characters are bold."""
    _longest: int = 0
    """The length of its longest string, whose size and baseline are the line's."""

    def takes(self, shown: Shown) -> bool:
        """True if a string goes on in this line; the line then knows it."""
        if self.strings:
            if abs(self.y - shown.y) >= SAME_LINE * max(self.size, shown.size):
                return False
            if shown.length > self._longest:
                self.size, self.y = shown.size, shown.y
            self.left = min(self.left, shown.x)
        else:
            self.left, self.y, self.size = shown.x, shown.y, shown.size
        self.strings.append(shown)
        self._longest = max(self._longest, shown.length)
        self.characters += shown.length
        self.heavy += shown.length * shown.face.bold
        return True

    @property
    def bold(self) -> bool:
        """Whether all its letters are bold; spaces and signs may come from another font."""
        if self.heavy < _PARTLY * self.characters or not self.characters:
            return False
        if self.heavy == self.characters:
            return True
        return not any(c.isalnum() for shown in self.strings if not shown.face.bold for c in shown.text)

    @property
    def opening(self) -> str:
        """Its first letters, and more than those of a label."""
        return self._said(_OPENING)

    @property
    def text(self) -> str:
        """What it says, with a space where strings stand apart."""
        return self._said(None)

    def _said(self, most: int | None) -> str:
        said: list[str] = []
        length, end = 0, None
        for shown in self.strings:
            text = shown.text if most is None else shown.opening(most)
            if end is not None and shown.x - end > _SPACE * shown.size and said and not said[-1].endswith(" "):
                said.append(" ")
                length += 1
            said.append(text)
            length += len(text)
            if most is not None and length >= most:
                break
            end = max(end or shown.x, shown.x + _BREADTH * shown.size * len(text))
        return "".join(said)

    @property
    def is_apart(self) -> bool:
        """Whether it has a gap as between columns of a table."""
        end: float | None = None
        for shown in self.strings:
            if end is not None and shown.x - end > 2 * shown.size:
                return True
            end = max(end or shown.x, shown.x + 0.6 * shown.size * len(shown.text))
        return False


def lines_of(steps: Iterable[Step]) -> list[Line | Figure]:
    """The lines of a page and the figures between them, in the order in which they are drawn."""
    found: list[Line | Figure] = []
    line: Line | None = None
    for step in steps:
        if isinstance(step, Figure):
            found.append(step)
        elif isinstance(step, Shown) and (line is None or not line.takes(step)):
            line = Line()
            line.takes(step)
            found.append(line)
    return found
