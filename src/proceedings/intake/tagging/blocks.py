"""Which shown strings make a paragraph:
by the lines they stand on, the size of their type and where lines begin.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SAME_LINE = 0.6
"""Strings whose baselines differ by less than this part
of the type's size stand on one line (indices do too).
"""
NEXT_LINE = 1.75
"""Lines further apart than this many sizes belong to different paragraphs."""
INDENT = 0.8
FAR = 3.0
"""A line that begins this many sizes away from the others stands in another column."""
SIZES = (0.8, 1.25)
"""How much smaller or larger type may be on the next line of a paragraph."""


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph or heading on one page.
    Coordinates are those of the page's user space, `size` in its units.
    """

    left: float
    top: float
    bottom: float
    size: float
    lines: int = 1
    characters: int = 0
    mcids: list[int] = field(default_factory=list)

    def takes(self, x: float, y: float, size: float) -> bool:
        """True if a string at this place goes on in the block; the block then knows its line."""
        largest = max(size, self.size)
        below = self.bottom - y
        if abs(below) < SAME_LINE * largest:
            return True
        if not 0 < below < NEXT_LINE * largest or not SIZES[0] * self.size < size < SIZES[1] * self.size:
            return False
        shift = x - self.left
        if abs(shift) > FAR * largest or (self.lines > 1 and shift > INDENT * largest):
            return False
        self.left, self.bottom = min(self.left, x), y
        self.lines += 1
        return True


def body_size(blocks: list[Block]) -> float:
    """The size in which most is set; 0 without text."""
    weights: dict[float, int] = {}
    for block in blocks:
        size = round(block.size, 1)
        weights[size] = weights.get(size, 0) + block.characters
    return max(weights, key=lambda size: (weights[size], -size), default=0.0)


def headings(pages: list[list[Block]]) -> dict[int, str]:
    """Structure types of the blocks that are headings, by `id` of the block.

    The title is the first block in the largest type of the first page, or the first block of all;
    after it, short blocks in type larger than the body's are headings below it.
    """
    flat = [block for page in pages for block in page]
    if not flat:
        return {}
    first = next(page for page in pages if page)
    body = body_size(flat)
    largest = max(block.size for block in first)
    title = next((block for block in first if block.size == largest > 1.15 * body and block.lines <= 6), first[0])
    found = {id(title): "H1"}
    for block in flat[flat.index(title) + 1 :]:
        if block.size > 1.08 * body and block.lines <= 3 and 1 < block.characters < 200:
            found[id(block)] = "H2"
    return found
