"""Notes at the foot of a page: small type that begins with a raised mark."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.intake.tagging.blocks import Block
from proceedings.intake.tagging.raised import SMALLER, is_raised


def notes_of(pieces: Sequence[object], body: float) -> dict[int, int]:
    """The notes of a page by their number among its pieces, and that of the paragraph that cites
    each; its own where none does.

    Args:
        pieces: of the page, in order.
        body: the size in which most of the document is set.
    """
    blocks = [(n, piece) for n, piece in enumerate(pieces) if isinstance(piece, Block)]
    large = [block for _, block in blocks if block.size > SMALLER * body]
    found: dict[int, int] = {}
    for n, block in blocks:
        if block.note and not any(_is_below(other, block) for other in large):
            found[n] = next((at for at, other in blocks if at < n and _cites(other, block.note, body)), n)
    return found


def _is_below(other: Block, note: Block) -> bool:
    """Whether text of the body stands below a note in its column."""
    within = note.left - 2 * note.size <= other.left <= note.left + 20 * note.size
    return within and other.top < note.bottom


def _cites(block: Block, mark: str, body: float) -> bool:
    """Whether a paragraph holds a mark, raised."""
    if block.size <= SMALLER * body:
        return False
    for line in block.members:
        for n, shown in enumerate(line.strings):
            if n and len(shown.operands) < 40 and is_raised(line, n) and shown.text.strip(" ,;") == mark:
                return True
    return False
