"""Where `see:` of a talk or a session leads: the words that are printed, and the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proceedings.values.book import Contribution, Day, Document, Item, Volume
from proceedings.values.plan import Plan
from proceedings.words import wording

AGENDA, ABSTRACTS = "agenda", "abstracts"


@dataclass(frozen=True, slots=True)
class Reference:
    """`as on p. 3`, and the part to which it leads, perhaps an anchor in it; no part where the
    volume has no page of it.
    """

    text: str
    part: str | None
    anchor: str | None = None
    folio: str | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """What has an id in the agenda: a session, a contribution of it, or a document of that."""

    day: Day
    item: Item
    contribution: Contribution | None = None
    document: Document | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        if self.document is not None:
            return (self.document,)
        return self.item.documents if self.contribution is None else self.contribution.documents


def reference(
    one: Item | Contribution, volume: Volume, plan: Plan, words: wording.Words, abstracts: Mapping[str, str]
) -> Reference | None:
    """Where `see:` of an entry leads: the first page of a document, else an abstract, the opening
    of a session, or a line of the agenda; None where the entry has none.

    Args:
        one: the entry.
        volume: the agenda.
        plan: where the parts lie, those of other volumes too.
        words: of the volume. What was moved says *see*, a second presentation *as on*.
        abstracts: where the abstracts stand that have a part of their own, by contribution.
    """
    target = _target(one.see, volume) if one.see else None
    if target is None:
        return None
    part, anchor, folio = _place(target, plan, abstracts)
    if folio is None:
        said = wording.day_month_year(target.day.date, volume.language)
        starts = (target.contribution and target.contribution.starts) or target.item.starts
        said = f"{said}, {wording.time_range(starts, None)}" if starts else target.item.title
        return Reference(words.see_item(said), part, anchor)
    is_again = isinstance(one, Contribution) and one.status is None and not one.documents
    return Reference(words.as_on(folio) if is_again else words.see_page(folio), part, anchor, folio)


def _place(target: _Target, plan: Plan, abstracts: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """Part, anchor and folio."""
    for document in target.documents:
        if plan.part_of(document.id) is not None and not document.withheld:
            return document.id, None, plan.folio(document.id)
    contribution = target.contribution
    if contribution is not None and contribution.id in abstracts:
        return ABSTRACTS, f"abstract-{contribution.id}", abstracts[contribution.id]
    if plan.find(target.item.id) is not None:
        anchor = None if contribution is None else f"talk-{contribution.id}"
        return target.item.id, anchor, plan.folio(target.item.id)
    return (AGENDA, f"item-{target.item.id}", None) if plan.find(AGENDA) else (None, None, None)


def _target(wanted: str, volume: Volume) -> _Target | None:
    for day in volume.days:
        for item in day.items:
            if item.id == wanted:
                return _Target(day, item)
            for contribution in item.contributions:
                if contribution.id == wanted:
                    return _Target(day, item, contribution)
                for document in contribution.documents:
                    if document.id == wanted:
                        return _Target(day, item, contribution, document)
    return None
