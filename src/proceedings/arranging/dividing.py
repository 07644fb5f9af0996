"""Dividing: which parts fall to which volume,
where an editor splits the book by session, day or number of pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from proceedings.arranging.bookmarks import day_heading
from proceedings.arranging.folios import with_blanks
from proceedings.arranging.heads import HEAD_LENGTH, fitted, item_heading
from proceedings.values.book import Day, Item, ItemKind, Volume
from proceedings.values.diagnostics import Diagnostic, notice, warning
from proceedings.values.plan import Matter, Part, PartKind, Plan, Tome
from proceedings.values.settings import Split, SplitBy
from proceedings.words.wording import Words

IN_EACH = frozenset({PartKind.HALF_TITLE, PartKind.TITLE, PartKind.IMPRINT, PartKind.CONTENTS})
"""Parts that every volume has.
What else stands before the sessions is in the first, what follows them in the last.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """What falls to one volume:
    its parts in printing order, and a title of its own where it has one.
    """

    parts: tuple[Part, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A session or a talk with its divider and documents, which stay together in one volume."""

    item: Item
    day: Day
    parts: tuple[Part, ...]


def divide(volume: Volume, parts: Sequence[Part], counts: Mapping[str, int], words: Words) -> tuple[Share, ...]:
    """Divide the parts of a book among its volumes as `split:` of volume.yaml says.

    Args:
        volume: the agenda, and how to split.
        parts: all of them in printing order, from `list_parts`.
        counts: pages of the parts of the sessions, by part id; only where their number decides.
        words: for titles that follow from the agenda.

    Returns:
        A share for each volume;
        one alone where the book is not split, or where all falls to one volume.
    """
    split, blocks = volume.settings.split, tuple(_blocks(volume, parts))
    groups = tuple(_grouped(split, blocks, counts)) if split else ()
    if split is None or len(groups) < 2:
        return (Share(tuple(parts)),)
    return tuple(
        Share(
            tuple(p for p in parts if _falls_to(p, group, first=group is groups[0], last=group is groups[-1])),
            split.titles[k] if k < len(split.titles) else _title(split, group, volume, words),
        )
        for k, group in enumerate(groups)
    )


def count_name(part: Part, tome: Tome | None) -> str:
    """The name under which a part's page count is known:
    parts that every volume has are told apart by its number.
    """
    return f"{part.id}/{tome.number}" if tome is not None and part.kind in IN_EACH else part.id


def with_tome_in_heads(parts: Sequence[Part], volume: Volume, tome: Tome) -> Iterator[Part]:
    """The parts of a volume; heads that say the book's title add which volume it is."""
    tail = f", {tome.name}"
    head = fitted(volume.short_title or volume.title, HEAD_LENGTH - len(tail)) + tail
    for part in parts:
        headed = part.verso_head is not None and part.matter is not Matter.BODY
        yield replace(part, verso_head=head) if headed else part


def misfits(volume: Volume, plans: Sequence[Plan]) -> Iterator[Diagnostic]:
    """Where the division is not what `split:` asks for:
    a session longer than a volume, titles left over.
    """
    split = volume.settings.split
    if split is None or split.place is None:
        return
    for plan in plans:
        body = [p for p in plan.parts if p.part.matter is Matter.BODY and p.part.kind is not PartKind.BLANK]
        pages = body[-1].first_page + body[-1].page_count - body[0].first_page if body else 0
        if split.by is SplitBy.PAGES and pages > split.pages:
            yield warning(
                "session-exceeds-volume",
                split.place,
                f"“{body[0].part.title}” has {pages} pages, and a volume is to hold {split.pages} at most",
                "sessions are not divided: raise `pages:`, or make two sessions of it in agenda.yaml",
            )
    if len(split.titles) > len(plans):
        said = "1 volume" if len(plans) == 1 else f"{len(plans)} volumes"
        yield notice("unused-volume-title", split.place, f"there are {len(split.titles)} titles for {said}")


def _blocks(volume: Volume, parts: Sequence[Part]) -> Iterator[_Block]:
    items = {item.id: (item, day) for day in volume.days for item in day.items}
    body = (part for part in parts if part.matter is Matter.BODY and part.item in items)
    for name, own in groupby(body, key=lambda part: part.item or ""):
        item, day = items[name]
        yield _Block(item, day, tuple(own))


def _grouped(split: Split, blocks: Sequence[_Block], counts: Mapping[str, int]) -> Iterator[tuple[_Block, ...]]:
    """The blocks volume by volume, in their order; no group is empty."""
    group: list[_Block] = []
    for block in blocks:
        if group and _opens(split, group, block, counts):
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _opens(split: Split, group: Sequence[_Block], block: _Block, counts: Mapping[str, int]) -> bool:
    """Whether a block begins another volume after those of a group."""
    if split.by is SplitBy.DAY:
        return block.day is not group[-1].day
    if split.by is SplitBy.PAGES:
        return _pages([*group, block], counts) > split.pages
    # Talks outside of sessions do not make volumes:
    # they stay with the session before them, or else with the first of their day.
    sessions = [held for held in group if held.item.kind is ItemKind.SESSION]
    if not sessions or block.item.kind is ItemKind.SESSION:
        return bool(sessions)
    return block.day is not sessions[-1].day and any(item.kind is ItemKind.SESSION for item in block.day.items)


def _pages(blocks: Sequence[_Block], counts: Mapping[str, int]) -> int:
    return sum(count for _, count in with_blanks([part for block in blocks for part in block.parts], counts))


def _falls_to(part: Part, group: Sequence[_Block], *, first: bool, last: bool) -> bool:
    if part.kind in IN_EACH:
        return True
    if part.matter is Matter.BODY:
        return any(part.item == block.item.id for block in group)
    return first if part.matter is Matter.FRONT else last


def _title(split: Split, group: Sequence[_Block], volume: Volume, words: Words) -> str | None:
    """The day or the session that a volume holds; none where the number of pages divides."""
    if split.by is SplitBy.DAY:
        return day_heading(group[0].day, volume.language)
    if split.by is SplitBy.SESSION:
        return next((item_heading(b.item, words) for b in group if b.item.kind is ItemKind.SESSION), None)
    return None
