"""Appearances: on which pages of the volume each person is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proceedings.values.book import Item, Person, Speaker, Volume
from proceedings.values.plan import PartKind, Plan

Anchors = Mapping[str, Mapping[str, int]]
"""By part id, the anchors of that part with the page on which each lies,
0-based within the part.
"""

AGENDA = "agenda"
BIOGRAPHIES = "biographies"
COMMITTEES = "committees"


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person met on a page:
    its place in the PDF (1-based), its folio, and the part and anchor that lead there.

    `volume` is 0 where the book is one volume.
    `is_biography` where the page is about them and not by them.
    """

    person: str
    volume: int
    page: int
    folio: str
    part: str
    anchor: str | None = None
    is_biography: bool = False


def appearances(volume: Volume, plan: Plan, anchors: Anchors) -> tuple[Appearance, ...]:
    """Everybody's appearances, in the order of the pages, each page once a person.

    These are the dividers of the sessions in which they moderate or speak, or the line of the
    agenda where an item has no divider; the first pages of their documents; the committees they sit
    on; their biography. A speaker on behalf of another makes both appear.

    Args:
        volume: the agenda.
        plan: where the parts lie, those of other volumes too;
            what is in no volume is no appearance.
        anchors: `item-<item id>` in the agenda and `person-<id>` in the biographies. Without its
            anchor an item is found at the first page of the agenda, and a biography is left out.
    """
    found = sorted(_all(volume, plan, anchors), key=lambda a: (a.volume, a.page, a.is_biography))
    once = {(a.person, a.volume, a.page): a for a in reversed(found)}
    return tuple(a for a in found if once[a.person, a.volume, a.page] is a)


def _all(volume: Volume, plan: Plan, anchors: Anchors) -> Iterator[Appearance]:
    for item in volume.items:
        yield from _in_item(item, plan, anchors)
    for member in (m for committee in volume.committees for m in committee.members):
        if member.person is not None:
            yield from _on(member.person, plan, COMMITTEES)
    for person in volume.people:
        anchor = f"person-{person.id}"
        offset = anchors.get(BIOGRAPHIES, {}).get(anchor)
        if offset is not None:
            yield from _on(person, plan, BIOGRAPHIES, anchor, offset)


def _in_item(item: Item, plan: Plan, anchors: Anchors) -> Iterator[Appearance]:
    for moderator in item.moderators:
        for person in _both(moderator):
            yield from _at_item(person, item, plan, anchors)
    for contribution in item.contributions:
        for person in (p for speaker in contribution.speakers for p in _both(speaker)):
            yield from _at_item(person, item, plan, anchors)
            for document in contribution.documents:
                yield from _on(person, plan, document.id)


def _both(speaker: Speaker) -> Iterator[Person]:
    yield speaker.person
    if speaker.on_behalf_of is not None:
        yield speaker.on_behalf_of


def _at_item(person: Person, item: Item, plan: Plan, anchors: Anchors) -> Iterator[Appearance]:
    divider = plan.find(item.id)
    if divider is not None and divider.placed.part.kind is PartKind.DIVIDER:
        yield from _on(person, plan, item.id)
        return
    anchor = f"item-{item.id}"
    offset = anchors.get(AGENDA, {}).get(anchor)
    if offset is None:
        yield from _on(person, plan, AGENDA)
    else:
        yield from _on(person, plan, AGENDA, anchor, offset)


def _on(person: Person, plan: Plan, part: str, anchor: str | None = None, offset: int = 0) -> Iterator[Appearance]:
    found = plan.find(part)
    if found is None:
        return
    # While page counts are still being found,
    # an anchor may lie beyond the pages that its part has so far.
    offset = min(offset, found.placed.page_count - 1)
    volume, page = found.tome.number if found.tome else 0, found.placed.first_page + offset
    yield Appearance(person.id, volume, page, found.labels[offset], part, anchor, part == BIOGRAPHIES)
