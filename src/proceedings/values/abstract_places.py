"""Where the volume prints what it says of a talk itself: in which part, and under which anchor."""

from __future__ import annotations

from collections.abc import Callable

from proceedings.values.book import Contribution, Item, Volume
from proceedings.values.plan import PartKind
from proceedings.values.settings import Abstracts

ABSTRACTS = str(PartKind.ABSTRACTS)
"""The id of the book of abstracts among the parts."""


def abstract_anchor(contribution: Contribution) -> str:
    """The anchor at which a talk begins, on the divider of its session or in the book of
    abstracts.
    """
    return f"abstract-{contribution.id}"


def item_anchor(item: Item) -> str:
    """The anchor at which an item begins, in the agenda or in the book of abstracts."""
    return f"item-{item.id}"


def stands_in_abstracts(volume: Volume, item: Item, has: Callable[[str], bool]) -> bool:
    """Whether a session or a talk has no page of its own and stands in the book of abstracts, with
    all its talks.

    Args:
        volume: where its abstracts go.
        item: of the agenda.
        has: whether the book has a part of this id.
    """
    told = volume.settings.abstracts is Abstracts.PART and any(c.abstract for c in item.contributions)
    return told and has(ABSTRACTS) and not has(item.id)


def part_of_talk(volume: Volume, item: Item, contribution: Contribution, has: Callable[[str], bool]) -> str | None:
    """The part that prints a talk under its `abstract_anchor`; None where none does.

    It is the book of abstracts or the page that opens its session. The arguments are those of
    `stands_in_abstracts`.
    """
    where = volume.settings.abstracts
    if where is Abstracts.NONE or not (contribution.abstract or stands_in_abstracts(volume, item, has)):
        return None
    if not (contribution.speakers or contribution.abstract):
        return None
    part = ABSTRACTS if where is Abstracts.PART else item.id
    return part if has(part) else None
