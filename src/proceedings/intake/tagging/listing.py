"""Items of lists: blocks with labels of one kind that follow each other, and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proceedings.intake.tagging.blocks import Block
from proceedings.intake.tagging.ranking import is_caption

_REFERENCES = re.compile(
    r"\s*(\d+\.?\s*)?(references?|bibliography|works cited|literatur(verzeichnis)?|références|bibliographie"
    r"|referencias|bibliografía|riferimenti|bibliografia|referências)\W*$",
    re.I,
)
_DEEPER = 0.8
"""Sizes by which the items of a list within a list stand further right."""


@dataclass(slots=True, eq=False)
class Item:
    """An item, and the list below it."""

    block: Block
    below: list[Item] = field(default_factory=list)


def lists_of(blocks: Sequence[object], kinds: Mapping[int, str]) -> dict[int, list[Item]]:
    """The lists of a document, by the `id` of the block with which each begins.

    Args:
        blocks: paragraphs and figures of all pages, in order.
        kinds: structure types of those that are headings, by their `id`.
    """
    found: dict[int, list[Item]] = {}
    run: list[Block] = []
    cited = False
    for piece in blocks:
        block = piece if isinstance(piece, Block) else None
        is_heading = id(block) in kinds
        if block is not None and is_heading:
            cited = _REFERENCES.match(block.text) is not None
        if block is None or is_heading or not _may_be_item(block, cited):
            _finish(run, found)
            run = []
            continue
        if run and (run[-1].label is None) is not (block.label is None):
            _finish(run, found)
            run = []
        run.append(block)
    _finish(run, found)
    listed = {id(block) for items in found.values() for block in _blocks(items)}
    for piece in blocks:
        if isinstance(piece, Block) and piece.sign is not None and id(piece) not in listed:
            piece.take_sign()
    return found


def _blocks(items: Sequence[Item]) -> Iterator[Block]:
    for item in items:
        yield item.block
        yield from _blocks(item.below)


def _may_be_item(block: Block, cited: bool) -> bool:
    """Whether a block has a label, or stands under the heading of references."""
    return block.label is not None or (cited and not is_caption(block.members[0].opening))


def _finish(run: list[Block], found: dict[int, list[Item]]) -> None:
    if len(run) < 2:
        return
    top: list[Item] = []
    open_: list[tuple[float, list[Item]]] = [(run[0].left, top)]
    for block in run:
        item = Item(block)
        while len(open_) > 1 and block.left < open_[-1][0] - _DEEPER * block.size:
            open_.pop()
        left, items = open_[-1]
        if items and left + _DEEPER * block.size < block.left < left + 6 * block.size and block.label is not None:
            open_.append((block.left, items[-1].below))
            items = items[-1].below
        items.append(item)
    found[id(run[0])] = top
