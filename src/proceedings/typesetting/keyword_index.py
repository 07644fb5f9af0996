"""The index of keywords: under each keyword the folios of the talks that have it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from proceedings.typesetting.appearances import AGENDA, Anchors
from proceedings.typesetting.register import Locator, RegisterEntry, RegisterGroup
from proceedings.values.abstract_places import ABSTRACTS, abstract_anchor, item_anchor
from proceedings.values.book import Contribution, Item, Volume
from proceedings.values.plan import Plan
from proceedings.words.collation import collation

_Place = tuple[int, int, str, str, str | None]
"""Volume, page, folio, part and anchor: places sort as they lie."""


def keyword_index(volume: Volume, plan: Plan, anchors: Anchors) -> tuple[RegisterGroup, ...]:
    """The keywords by letters of the language's alphabet, each once whatever its capitals.

    A talk stands there with the first page of its documents, else with its abstract, else where
    its session opens or the agenda has it.

    Args:
        volume: the agenda, and its language for the order.
        plan: where the parts lie, those of other volumes too.
        anchors: of the parts that are set, as `appearances` takes them.
    """
    order = collation(volume.language)
    spelt: dict[str, str] = {}
    found: dict[str, set[_Place]] = {}
    for item in volume.items:
        for contribution in item.contributions:
            place = _place(item, contribution, plan, anchors) if contribution.keywords else None
            for keyword in contribution.keywords:
                name = spelt.setdefault(keyword.casefold(), keyword)
                found.setdefault(name, set()).update((place,) if place else ())
    named = sorted(found, key=lambda keyword: (order.key(keyword, ""), keyword))
    return tuple(
        RegisterGroup(letter, tuple(RegisterEntry(name, None, tuple(_locators(found[name]))) for name in names))
        for letter, names in groupby(named, key=order.letter)
    )


def _place(item: Item, contribution: Contribution, plan: Plan, anchors: Anchors) -> _Place | None:
    """Where a reader finds a talk best."""
    anchor = abstract_anchor(contribution)
    wanted = [
        *((document.id, None) for document in contribution.documents if plan.part_of(document.id)),
        *((part, anchor) for part in (ABSTRACTS, item.id) if anchor in anchors.get(part, {})),
        (item.id, None),
        (AGENDA, item_anchor(item)),
    ]
    for part, name in wanted:
        where = plan.find(part)
        if where is not None:
            # While page counts are still being found, an anchor may lie beyond the pages so far.
            offset = min(anchors.get(part, {}).get(name or "", 0), where.placed.page_count - 1)
            tome = where.tome.number if where.tome else 0
            return tome, where.placed.first_page + offset, where.labels[offset], part, name
    return None


def _locators(places: set[_Place]) -> Iterator[Locator]:
    """The places in the order of the pages, each page once; where a volume begins, its number."""
    last, seen = 0, set[tuple[int, int]]()
    for tome, page, folio, part, anchor in sorted(places, key=lambda place: (*place[:4], place[4] or "")):
        if (tome, page) not in seen:
            yield Locator(f"{tome}:{folio}" if tome != last else folio, part, anchor)
        seen.add((tome, page))
        last = tome
