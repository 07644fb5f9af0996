"""Text under a mask: it is taken out of a content stream,
so that nobody copies or hears what nobody sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.pdf.operations import SHOWS, Operation, UnreadableContent, numbers, operations
from proceedings.values.geometry import Box, Matrix

_ABOVE, _BELOW = 0.75, 0.25
"""How far letters reach above and below the line on which they stand, in sizes of their type."""

_STRAIGHT = 0.02
"""How much of a slant a line of text may have."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A content stream without what is hidden;
    `cut` counts the lines through which the mask goes.
    """

    content: bytes
    cut: int = 0


@dataclass(slots=True)
class _State:
    """What of the graphics state says where text stands (ISO 32000-2, 9.4)."""

    matrix: Matrix = Matrix()
    size: float = 0.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Reader:
    """Walks through a stream and knows at each operation where text would be shown."""

    shown: Box
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    line: Matrix = Matrix()

    def walk(self, step: Operation) -> None:
        word, said = step.operator, step.operands
        state = self.state
        if word == b"q":
            self.stack.append(_State(state.matrix, state.size, state.leading, state.rise))
        elif word == b"Q" and self.stack:
            self.state = self.stack.pop()
        elif word == b"cm":
            state.matrix = Matrix(*numbers(said)).then(state.matrix)
        elif word == b"Tf":
            state.size = numbers(said[1:])[0]
        elif word == b"Ts":
            state.rise = numbers(said)[0]
        else:
            self._move(word, said)

    def _move(self, word: bytes, said: tuple[bytes, ...]) -> None:
        if word == b"BT":
            self.line = Matrix()
        elif word == b"Tm":
            self.line = Matrix(*numbers(said))
        elif word == b"TL":
            self.state.leading = numbers(said)[0]
        elif word in (b"Td", b"TD"):
            x, y = numbers(said)
            self.state.leading = -y if word == b"TD" else self.state.leading
            self.line = Matrix(e=x, f=y).then(self.line)
        elif word in (b"T*", b"'", b'"'):
            self.line = Matrix(f=-self.state.leading).then(self.line)

    def reach(self) -> tuple[float, float, float, float] | None:
        """From where to where the line of text reaches across its direction, and the edges of what
        shows there.

        None where it stands aslant.
        """
        whole = self.line.then(self.state.matrix)
        feet, tops = self.state.rise - _BELOW * self.state.size, self.state.rise + _ABOVE * self.state.size
        ends = [whole.point(0, height) for height in (feet, tops)]
        along = abs(whole.a) + abs(whole.b)
        if abs(whole.b) <= _STRAIGHT * along and abs(whole.c) <= along:
            low, high = sorted(y for _, y in ends)
            return low, high, self.shown.bottom, self.shown.top
        if abs(whole.a) <= _STRAIGHT * along:
            low, high = sorted(x for x, _ in ends)
            return low, high, self.shown.left, self.shown.right
        return None


def uncovered(content: bytes, shown: Box) -> Uncovered:
    """The content without the lines of text that lie wholly outside of a box, which a mask leaves.

    Lines along a strip are taken out; those that begin under a strip across them stay, and so does
    the text of forms. Where a stream cannot be read it stays as it is.

    Args:
        content: of a page, all its streams as one.
        shown: what the mask leaves, in the user space of the page.
    """
    reader, kept, at, cut = _Reader(shown), list[bytes](), 0, set[tuple[float, float]]()
    try:
        for step in operations(content):
            reader.walk(step)
            reach = reader.reach() if step.operator in SHOWS else None
            if reach is None:
                continue
            low, high, first, last = reach
            if high <= first or low >= last:
                kept += [content[at : step.start], _without(step)]
                at = step.end
            elif low < first < high or low < last < high:
                cut.add((round(low, 1), round(high, 1)))
    except (UnreadableContent, IndexError, TypeError):
        return Uncovered(content)
    return Uncovered(b"".join([*kept, content[at:]]), len(cut))


def _without(step: Operation) -> bytes:
    """What else an operation does than to show its text (ISO 32000-2, table 107)."""
    if step.operator == b"'":
        return b" T* "
    if step.operator == b'"':
        return b" %b Tw %b Tc T* " % (step.operands[0], step.operands[1])
    return b" "
