"""Text under a mask: it is taken out of a content stream,
so that nobody copies or hears what nobody sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proceedings.pdf.operations import SHOWS, Operation, UnreadableContent, operations
from proceedings.pdf.text_state import OPERANDS, TextState
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


def uncovered(content: bytes, shown: Box) -> Uncovered:
    """The content without the lines of text that lie wholly outside of a box, which a mask leaves.

    Lines along a strip are taken out; those that begin under a strip across them stay, and so does
    the text of forms. Where a stream cannot be read it stays as it is.

    Args:
        content: of a page, all its streams as one.
        shown: what the mask leaves, in the user space of the page.
    """
    state, kept, at, cut = TextState(size=0.0), list[bytes](), 0, set[tuple[float, float]]()
    followers = state.followers()
    try:
        for step in operations(content):
            _follow(step, followers)
            reach = _reach(state, shown) if step.operator in SHOWS else None
            if reach is None:
                continue
            low, high, first, last = reach
            if high <= first or low >= last:
                kept += [content[at : step.start], _without(step)]
                at = step.end
            elif low < first < high or low < last < high:
                cut.add((round(low, 1), round(high, 1)))
    except UnreadableContent:
        return Uncovered(content)
    return Uncovered(b"".join([*kept, content[at:]]), len(cut))


def _follow(step: Operation, followers: Mapping[bytes, Callable[[bytes], None]]) -> None:
    """Follow an operation; nobody knows what one does that has too many operands or too few."""
    if (follow := followers.get(step.operator)) is None:
        return
    if len(step.operands) != OPERANDS.get(step.operator, len(step.operands)):
        raise UnreadableContent(f"{step.operator!r} with {len(step.operands)} operands")
    follow(b" ".join(step.operands))


def _reach(state: TextState, shown: Box) -> tuple[float, float, float, float] | None:
    """From where to where the line of text reaches across its direction, and the edges of what
    shows there.

    None where it stands aslant.
    """
    whole = Matrix(*state.place)
    feet, tops = state.rise - _BELOW * state.size, state.rise + _ABOVE * state.size
    ends = [whole.point(0, height) for height in (feet, tops)]
    along = abs(whole.a) + abs(whole.b)
    if abs(whole.b) <= _STRAIGHT * along and abs(whole.c) <= along:
        low, high = sorted(y for _, y in ends)
        return low, high, shown.bottom, shown.top
    if abs(whole.a) <= _STRAIGHT * along:
        low, high = sorted(x for x, _ in ends)
        return low, high, shown.left, shown.right
    return None


def _without(step: Operation) -> bytes:
    """What else an operation does than to show its text (ISO 32000-2, table 107)."""
    if step.operator == b"'":
        return b" T* "
    if step.operator == b'"':
        return b" %b Tw %b Tc T* " % (step.operands[0], step.operands[1])
    return b" "
