"""How long contents and dividers will probably be:
a right first guess saves setting twice what prints folios.
"""

from __future__ import annotations

from math import ceil

from proceedings.typesetting.book import Book
from proceedings.typesetting.contents_list import Entry
from proceedings.typesetting.layout import Layout
from proceedings.values.book import Volume
from proceedings.values.plan import PartKind, PlacedPart, Plan
from proceedings.words.wording import Words

_HEADING = 3
"""Lines of a part's heading and the space below it."""

_TITLES, _AUTHORS = 68, 76
"""Characters on a line of the contents: of a title, of the names below it."""

_DIVIDER_HEAD = 0.3
"""Share of a page above the people of a session whose divider is full."""


def likely_counts(volume: Volume, plan: Plan, layout: Layout, words: Words) -> dict[str, int]:
    """Page counts, by part id, of the parts that print folios and move others;
    a guess, and no harm where it is wrong.

    `plan` is a first arrangement, of which only the parts count.
    """
    trim = volume.settings.trim
    page = round(layout.design(trim).text_box(1).height / layout.line(trim))
    book = Book(volume, plan, words, draft=False)
    return {
        placed.part.id: _pages(book, placed, page)
        for placed in plan.parts
        if placed.part.kind in (PartKind.CONTENTS, PartKind.DIVIDER)
    }


def _pages(book: Book, placed: PlacedPart, page: int) -> int:
    """The likely page count of a part, on pages of so many lines."""
    item = book.item(placed.part.item)
    if placed.part.kind is PartKind.CONTENTS or item is None:
        return max(1, ceil((_HEADING + _lines_of_contents(book)) / page))
    head = _DIVIDER_HEAD if placed.part.template == "divider" else _HEADING / page
    return max(1, ceil(book.divider_lines(item) / page + head))


def _lines_of_contents(book: Book) -> float:
    groups = book.contents()
    # Sessions are parted by half a line, documents by an eighth,
    # groups by one line and half a one below a label.
    return sum(
        1 + (1.5 if group.label else 0) + sum(_lines(entry) + (0.5 if group.sessions else 0) for entry in group.entries)
        for group in groups
    )


def _lines(entry: Entry) -> float:
    own = ceil(len(entry.title) / _TITLES) + ceil(len(entry.authors) / _AUTHORS)
    return own + sum(0.125 + _lines(document) for document in entry.entries)
