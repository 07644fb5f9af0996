"""Bookmarks: the outline of the volume, as a delegate opens it beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from proceedings.arranging.heads import item_heading
from proceedings.values.abstract_places import (
    ABSTRACTS,
    abstract_anchor,
    item_anchor,
    part_of_talk,
    stands_in_abstracts,
)
from proceedings.values.book import Contribution, Day, Item, ItemKind, Volume
from proceedings.values.plan import Bookmark, Matter, Part, PartKind, only_document
from proceedings.words.wording import Words, long_date

UNMARKED = frozenset({PartKind.HALF_TITLE, PartKind.IMPRINT, PartKind.BLANK})
"""Parts that nobody looks for."""

NAMED_SPEAKERS = 3
"""Of more speakers, a bookmark names the first and says et al."""


def bookmarks(volume: Volume, parts: Sequence[Part], words: Words) -> tuple[Bookmark, ...]:
    """The volume's outline.

    Title page, contents and the other front matter; the days, where there is more than one with
    sessions; each session with its contributions, and under these their documents; then the back
    matter. A contribution leads to its first document, or else to its abstract, or else to the
    divider that names its speakers; an entry without speakers has no bookmark.

    Args:
        volume: the agenda, in its order.
        parts: the parts of the volume in printing order; nothing is marked that is not among them.
        words: for the title page and for numbered sessions.
    """
    present = {part.id: part for part in parts}
    before = [p for p in parts if p.matter is Matter.FRONT and p.kind not in UNMARKED]
    after = [p for p in parts if p.matter is Matter.BACK and p.kind not in UNMARKED]
    return (
        *(_mark(p, volume, words) for p in before),
        *_body(volume, present, words),
        *(_mark(p, volume, words) for p in after),
    )


def _mark(part: Part, volume: Volume, words: Words) -> Bookmark:
    # The title page has the book's own title, unless the editor gave the part another.
    is_unnamed = part.kind is PartKind.TITLE and part.title == volume.title
    return Bookmark(words.title_page if is_unnamed else part.title, part.id)


def _body(volume: Volume, present: Mapping[str, Part], words: Words) -> Iterator[Bookmark]:
    days = [(day, tuple(_items(volume, day, present, words))) for day in volume.days]
    days = [(day, items) for day, items in days if items]
    if len(days) < 2:
        for _, items in days:
            yield from items
        return
    for day, items in days:
        # A day has no page of its own: it leads where its first session begins.
        yield Bookmark(day_heading(day, volume.language), items[0].part, items)


def day_heading(day: Day, language: str) -> str:
    """`Day I · Monday, 8 October 2007`, or the date alone where the day has no title."""
    date = long_date(day.date, language)
    return f"{day.title} · {date}" if day.title else date[:1].upper() + date[1:]


def _items(volume: Volume, day: Day, present: Mapping[str, Part], words: Words) -> Iterator[Bookmark]:
    for item in day.items:
        if volume.has_divider(item) and item.id in present:
            only = only_document(item, [present[d.id] for d in item.documents if d.id in present])
            below = () if only else tuple(_contributions(volume, item, present, words))
            yield Bookmark(words.marked(item_heading(item, words), item.status), item.id, below, stands_for=only)
        elif stands_in_abstracts(volume, item, present.__contains__):
            below = tuple(_contributions(volume, item, present, words))
            yield Bookmark(
                words.marked(item_heading(item, words), item.status), ABSTRACTS, below, anchor=item_anchor(item)
            )


def _contributions(volume: Volume, item: Item, present: Mapping[str, Part], words: Words) -> Iterator[Bookmark]:
    for contribution in item.contributions:
        printed = part_of_talk(volume, item, contribution, present.__contains__)
        documents = [present[d.id] for d in contribution.documents if d.id in present]
        children = tuple(Bookmark(part.title, part.id) for part in documents)
        if item.kind is ItemKind.TALK:
            # The talk itself is the bookmark above.
            yield from children
        elif [part.title for part in documents] == [contribution.title]:
            yield Bookmark(_heading(contribution, words), documents[0].id)
        elif documents:
            yield Bookmark(_heading(contribution, words), documents[0].id, children, open=False)
        elif printed is not None:
            yield Bookmark(_heading(contribution, words), printed, anchor=abstract_anchor(contribution))
        elif contribution.speakers and item.id in present:
            yield Bookmark(_heading(contribution, words), item.id)


def _heading(contribution: Contribution, words: Words) -> str:
    """`Measuring Skills (Kreshna Bunjun)`, or whichever of the two is known."""
    names = [speaker.person.name for speaker in contribution.speakers]
    who = ", ".join(names) if len(names) <= NAMED_SPEAKERS else f"{names[0]} {words.et_al}"
    heading = f"{contribution.title} ({who})" if contribution.title and who else contribution.title or who
    return words.marked(heading, contribution.status)
