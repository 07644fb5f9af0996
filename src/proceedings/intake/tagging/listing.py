"""Items of lists: blocks with labels of one kind that follow each other, and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proceedings.intake.tagging.blocks import Block

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
        if block is not None and id(block) in kinds:
            cited = _REFERENCES.match(block.text) is not None
        if block is None or id(block) in kinds or not (_is_item(block, run) or (cited and _hangs(block, run))):
            _finish(run, found)
            run = []
        if block is not None and id(block) not in kinds and (block.label is not None or (cited and _hangs(block, run))):
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


def _is_item(block: Block, run: Sequence[Block]) -> bool:
    return block.label is not None and (not run or run[-1].label is not None)


def _hangs(block: Block, run: Sequence[Block]) -> bool:
    """Whether a block under the heading of references is one of them."""
    return block.label is None and (not run or run[-1].label is None)


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
