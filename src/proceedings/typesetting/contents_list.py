"""What the contents list: texts in front, sessions with their talks by day or by track, the back
matter, and what other volumes hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proceedings.values.abstract_places import (
    ABSTRACTS,
    abstract_anchor,
    item_anchor,
    part_of_talk,
    stands_in_abstracts,
)
from proceedings.values.book import Contribution, Day, Item, ItemKind
from proceedings.values.plan import Matter, PartKind, PlacedPart, only_document
from proceedings.values.settings import ContentsBy
from proceedings.values.status import Status
from proceedings.words.wording import day_month_year

if TYPE_CHECKING:
    from proceedings.typesetting.book import Book

_UNLISTED = frozenset(
    {PartKind.HALF_TITLE, PartKind.TITLE, PartKind.IMPRINT, PartKind.CONTENTS, PartKind.BLANK, PartKind.DIVIDER}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `part` is where its link leads, perhaps an anchor in a part; `folio`
    is None where the volume has nothing of it.
    """

    title: str
    folio: str | None
    part: str
    authors: str = ""
    entries: tuple[Entry, ...] = ()
    board: str | None = None
    """The board of a poster."""
    status: str = ""
    """The word for what became of it: `Withdrawn:`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the contents under a label: a day, a track, the back matter, another volume;
    None for the front matter.
    """

    label: str | None
    entries: tuple[Entry, ...]
    sessions: bool = False
    elsewhere: bool = False
    """True for another volume, whose sessions and texts are named without their documents."""


def contents(book: Book) -> tuple[Group, ...]:
    """What follows the contents in the front matter, the sessions, the back matter.

    In a book of several volumes then what the others hold, with the folios of each.
    """
    front = tuple(_entry(book, p) for p in book.plan.parts if p.part.matter is not Matter.BACK and _is_listed(p))
    back = tuple(_entry(book, p) for p in book.plan.parts if p.part.matter is Matter.BACK and _is_listed(p))
    groups = (Group(None, front), *_sessions(book), Group(book.words.back_matter, back), *_other_volumes(book))
    return tuple(group for group in groups if group.entries)


def _is_listed(placed: PlacedPart) -> bool:
    return placed.part.kind not in _UNLISTED and placed.part.document is None


def _sessions(book: Book) -> Iterator[Group]:
    """The sessions of this volume by day, or by track: those without one come last."""
    if book.volume.settings.contents is ContentsBy.DAY:
        for day in book.volume.days:
            yield Group(_day_label(book, day), tuple(_of_items(book, day.items)), True)
        return
    items = tuple(book.volume.items)
    tracks = tuple(dict.fromkeys(item.track for item in items if item.track))
    for track in tracks:
        yield Group(track, tuple(_of_items(book, tuple(i for i in items if i.track == track))), True)
    rest = tuple(_of_items(book, tuple(item for item in items if not item.track)))
    yield Group(book.words.other_sessions if tracks else None, rest, True)


def _day_label(book: Book, day: Day) -> str:
    date = day_month_year(day.date, book.volume.language)
    return f"{date} · {day.title}" if day.title else date


def _other_volumes(book: Book) -> Iterator[Group]:
    for tome in book.plan.tomes:
        listed = [where.placed for where in book.plan.elsewhere.values() if where.tome == tome]
        entries = tuple(_entry(book, p) for p in listed if p.part.document is None)
        # A session alone in its volume need not be named twice.
        said = tome.title is None or tome.title in {entry.title for entry in entries}
        label = tome.name if said else f"{tome.name} · {tome.title}"
        yield Group(label, entries, elsewhere=True)


def _entry(
    book: Book, placed: PlacedPart, authors: str = "", entries: tuple[Entry, ...] = (), board: str | None = None
) -> Entry:
    part = placed.part
    status = book.words.before_title(part.status) if part.status else ""
    return Entry(part.title, placed.first_folio, part.id, authors, entries, board, status)


def _of_items(book: Book, items: tuple[Item, ...]) -> Iterator[Entry]:
    for item in items:
        placed = book.plan.place_of(item.id)
        if placed is not None:
            yield _of_item(book, item, placed)
        elif stands_in_abstracts(book.volume, item, book.has) and book.plan.place_of(ABSTRACTS) is not None:
            title = book.words.session_heading(item.number, item.title)
            yield _at_anchor(book, item_anchor(item), ABSTRACTS, title, _named(book, item), _talks(book, item))


def _of_item(book: Book, item: Item, placed: PlacedPart) -> Entry:
    documents = [found.part for d in item.documents if (found := book.plan.part_of(d.id)) is not None]
    if only_document(item, documents):
        return _entry(
            book, placed, book.names_of_some(item.contributions[0].speakers), board=item.contributions[0].board
        )
    return _entry(book, placed, "" if documents else _named(book, item), _talks(book, item))


def _named(book: Book, item: Item) -> str:
    """Who gives a talk outside a session, unless it is called after them."""
    if item.kind is not ItemKind.TALK or item.contributions[0].title is None:
        return ""
    return book.names_of_some(item.contributions[0].speakers)


def _talks(book: Book, item: Item) -> tuple[Entry, ...]:
    return tuple(entry for contribution in item.contributions for entry in _of_talk(book, item, contribution))


def _of_talk(book: Book, item: Item, contribution: Contribution) -> Iterator[Entry]:
    """The lines of a talk: a document each, or else its abstract; one for work that was withdrawn,
    and one that leads to where work stands that was presented again.
    """
    names = book.names_of_some(contribution.speakers)
    documents = [found for d in contribution.documents if (found := book.plan.part_of(d.id)) is not None]
    for placed in documents:
        yield _entry(book, placed, names, board=contribution.board)
    if item.kind is ItemKind.TALK:
        return
    part = part_of_talk(book.volume, item, contribution, book.has)
    authors = names if contribution.title else ""
    status = book.status(contribution)
    if part is not None and not documents:
        anchor = abstract_anchor(contribution)
        told = _at_anchor(book, anchor, part, contribution.heading, authors, board=contribution.board)
        yield replace(told, status=status)
        return
    if contribution.status is Status.WITHDRAWN and (_has_documents(book, item) or contribution.left_out):
        yield Entry(contribution.heading, None, item.id, names, status=status)
        return
    again = None if contribution.documents else book.reference(contribution)
    if again is not None and again.folio and again.part and book.plan.part_of(again.part):
        yield Entry(contribution.heading, again.folio, again.part, names, status=status)


def _has_documents(book: Book, item: Item) -> bool:
    return any(book.plan.part_of(document.id) is not None for document in item.documents)


def _at_anchor(
    book: Book,
    anchor: str,
    part: str,
    title: str,
    authors: str,
    entries: tuple[Entry, ...] = (),
    board: str | None = None,
) -> Entry:
    """A line that leads into a part; to its first page while nobody knows further."""
    place = book.places.get(anchor)
    target, folio = (place.target, place.folio) if place else (part, book.folio(part) or "")
    return Entry(title, folio, target, authors, entries, board)
