"""Appearances: on which pages of the volume each person is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from proceedings.values.abstract_places import ABSTRACTS, abstract_anchor, item_anchor
from proceedings.values.book import Contribution, Document, Item, ItemKind, Speaker, Volume
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
    """A person met on a page, or on those of their document:
    its place in the PDF (1-based), its folio, and the part and anchor that lead there.

    `volume` is 0 where the book is one volume.
    `is_biography` where the page is about them and not by them.
    `opens` where a talk or paper of theirs begins there. `last_folio` is that of its last page.
    `of` are the affiliations that they have there.
    """

    person: str
    volume: int
    page: int
    folio: str
    part: str
    anchor: str | None = None
    is_biography: bool = False
    opens: bool = False
    last_folio: str | None = None
    of: tuple[str, ...] = ()


def appearances(volume: Volume, plan: Plan, anchors: Anchors) -> tuple[Appearance, ...]:
    """Everybody's appearances, in the order of the pages, each page once a person.

    These are the pages of their documents, or else of their abstracts, or else the opening of the
    session in which they speak; the openings of sessions in which they moderate; the line of the
    agenda where an item has no opening; the committees they sit on; their biography. A speaker on
    behalf of another makes both appear.

    Args:
        volume: the agenda.
        plan: where the parts lie, those of other volumes too;
            what is in no volume is no appearance.
        anchors: `item-<item id>` in the agenda, `talk-<contribution id>` in the opening of a
            session, `abstract-<contribution id>` in the abstracts and `person-<id>` in the
            biographies. Without its anchor an item is found at the first page of the agenda, a talk
            at the first of its session's opening; an abstract or a biography is left out.
    """
    found = sorted(_Finder(volume, plan, anchors).all(), key=lambda a: (a.volume, a.page, a.is_biography, not a.opens))
    once = {(a.person, a.volume, a.page): a for a in reversed(found)}
    return tuple(a for a in found if once[a.person, a.volume, a.page] is a)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for people in one volume, and in the others of its book."""

    volume: Volume
    plan: Plan
    anchors: Anchors

    def all(self) -> Iterator[Appearance]:
        for item in self.volume.items:
            yield from self._in_item(item)
        for member in (m for committee in self.volume.committees for m in committee.members):
            if member.person is not None:
                yield from self._on(Speaker(member.person), COMMITTEES)
        for person in self.volume.people:
            yield from self._at(Speaker(person), BIOGRAPHIES, f"person-{person.id}")

    def _in_item(self, item: Item) -> Iterator[Appearance]:
        for moderator in item.moderators:
            for role in _both(moderator):
                yield from self._at_item(role, item)
        for contribution in item.contributions:
            for role in (role for speaker in contribution.speakers for role in _both(speaker)):
                yield from self._of_talk(role, item, contribution)
            authors = {speaker.person.id for speaker in contribution.speakers}
            for presenter in contribution.presenters:
                if presenter.id not in authors:
                    yield from self._at_item(Speaker(presenter), item, contribution)

    def _of_talk(self, role: Speaker, item: Item, contribution: Contribution) -> Iterator[Appearance]:
        """Where a talk is: its first document opens it, or its abstract, or a page of its own."""
        documents = [found for d in contribution.documents for found in self._whole(role, d)]
        abstract = list(self._at(role, ABSTRACTS, abstract_anchor(contribution)))
        if documents:
            yield replace(documents[0], opens=True)
            yield from (*documents[1:], *abstract)
        elif abstract:
            yield from (replace(found, opens=True) for found in abstract)
        else:
            is_own = item.kind is ItemKind.TALK and contribution.status is None and contribution.see is None
            for found in self._at_item(role, item, contribution):
                yield replace(found, opens=is_own and found.part == item.id)

    def _whole(self, role: Speaker, document: Document) -> Iterator[Appearance]:
        """All pages of a document, as one appearance."""
        for found in self._on(role, document.id):
            where = self.plan.find(document.id)
            yield replace(found, last_folio=where.labels[-1]) if where else found

    def _at_item(self, role: Speaker, item: Item, contribution: Contribution | None = None) -> Iterator[Appearance]:
        opening = self.plan.find(item.id)
        if opening is not None and opening.placed.part.kind is PartKind.DIVIDER:
            anchor = f"talk-{contribution.id}" if contribution else ""
            yield from self._at(role, item.id, anchor) if self._has(item.id, anchor) else self._on(role, item.id)
            return
        anchor = item_anchor(item)
        if self._has(ABSTRACTS, anchor):
            yield from self._at(role, ABSTRACTS, anchor)
            return
        yield from self._at(role, AGENDA, anchor) if self._has(AGENDA, anchor) else self._on(role, AGENDA)

    def _has(self, part: str, anchor: str) -> bool:
        return anchor in self.anchors.get(part, {})

    def _at(self, role: Speaker, part: str, anchor: str) -> Iterator[Appearance]:
        """Somebody at an anchor of a part; nowhere where the part has no such anchor."""
        offset = self.anchors.get(part, {}).get(anchor)
        if offset is not None:
            yield from self._on(role, part, anchor, offset)

    def _on(self, role: Speaker, part: str, anchor: str | None = None, offset: int = 0) -> Iterator[Appearance]:
        found = self.plan.find(part)
        if found is None:
            return
        # While page counts are still being found,
        # an anchor may lie beyond the pages that its part has so far.
        offset = min(offset, found.placed.page_count - 1)
        volume, page = found.tome.number if found.tome else 0, found.placed.first_page + offset
        person, folio = role.person.id, found.labels[offset]
        yield Appearance(person, volume, page, folio, part, anchor, part == BIOGRAPHIES, of=role.affiliations)


def _both(speaker: Speaker) -> Iterator[Speaker]:
    yield speaker
    if speaker.on_behalf_of is not None:
        yield Speaker(speaker.on_behalf_of)
