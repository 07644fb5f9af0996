"""Arranging and typesetting, in turns:
folios are printed in our own pages, and those pages move the folios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.pipeline.ledger import recall_counts, remember_counts
from proceedings.values.diagnostics import Diagnostic, ProceedingsError, Severity, has_errors

if TYPE_CHECKING:
    from proceedings.arranging.arrangement import Placements
    from proceedings.engine.store import Store
    from proceedings.engine.workers import Workers
    from proceedings.pipeline.gathering import Gathered
    from proceedings.typesetting.layout import Layout
    from proceedings.values.book import Volume
    from proceedings.values.galley import Galley
    from proceedings.values.geometry import PageDesign
    from proceedings.values.plan import Plan
    from proceedings.values.submission import Submission
    from proceedings.words.wording import Words

_ROUNDS = 9
"""How often page counts may move before the build gives up;
four are usual, each sets what the last one moved.
"""


@dataclass(frozen=True, slots=True)
class TypesettingInput:
    """What goes to the compositor:
    the volume as read, its layout, and the submissions of its documents by their ids.

    `reasons` says why a document is not there, by its id: its placeholder page prints it.
    `lacking` are characters that no font has, of which the editor is told already.
    """

    volume: Volume
    layout: Layout
    submissions: Mapping[str, Submission]
    draft: bool
    reasons: Mapping[str, str]
    lacking: tuple[str, ...] = ()

    @property
    def design(self) -> PageDesign:
        """The volume's page, read from the layout's files each time."""
        return self.layout.design(self.volume.settings.trim)


@dataclass(frozen=True, slots=True)
class Composed:
    """One volume ready to be bound:
    the plan of its pages, and the galleys of our own by part id.
    """

    plan: Plan
    galleys: Mapping[str, Galley]


def typesetting_input(gathered: Gathered) -> TypesettingInput | None:
    """What goes to the compositor; None where the workspace has no volume that could be read."""
    if gathered.volume is None or gathered.layout is None:
        return None
    found = gathered.diagnostics
    reasons = {d.document: d.message for d in found if d.document and d.severity is not Severity.NOTICE}
    return TypesettingInput(
        gathered.volume, gathered.layout, gathered.submissions, gathered.draft, reasons, gathered.lacking
    )


def compose(
    given: TypesettingInput, store: Store, workers: Workers, meanwhile: Callable[[Sequence[Plan]], None] | None = None
) -> tuple[tuple[Composed, ...], tuple[Diagnostic, ...]]:
    """Number the pages and set our own parts until their page counts stand still.

    The first round takes the counts of the last build; without them it guesses. Each round sets the
    parts whose folios are known by then: the body, then the registers, the contents last.

    Args:
        given: what is set.
        store: keeps what was set.
        workers: where WeasyPrint runs.
        meanwhile: is told the first plans,
            in which most pages lie already as they will, before anything is set.

    Returns:
        The volumes of the book, one where it is not split,
        and what was found wrong with their own pages.

    Raises:
        ProceedingsError: the page counts never stand still.
    """
    from proceedings.arranging.arrangement import arrange
    from proceedings.arranging.dividing import misfits
    from proceedings.arranging.parts import list_parts
    from proceedings.typesetting.compositor import set_parts
    from proceedings.words.wording import words

    volume, wording, design = given.volume, words(given.volume.language), given.design
    parts = list_parts(volume, given.submissions, wording, draft=given.draft)
    placements = placements_of(given)
    known = recall_counts(store) or _likely(given, arrange(volume, parts, {}, placements, wording, design), wording)
    for turn in range(_ROUNDS):
        plans = arrange(volume, parts, known, placements, wording, design)
        if meanwhile is not None and not turn:
            meanwhile(plans)
        typeset = set_parts(
            volume,
            plans,
            given.layout,
            wording,
            store,
            workers,
            given.draft,
            reasons=given.reasons,
            told=given.lacking,
        )
        found = tuple(dict.fromkeys(d for one in typeset for d in one.diagnostics))
        counted = _counted(plans, [one.galleys for one in typeset])
        if has_errors(found) or all(known.get(name, 1) == count for name, count in counted.items()):
            break
        known = {**known, **counted}
    else:
        raise ProceedingsError(
            "the volume's own pages change their number from one round of typesetting to the next",
            "a template of the layout probably prints more or less text depending on a folio",
        )
    remember_counts(store, counted)
    composed = tuple(Composed(plan, one.galleys) for plan, one in zip(plans, typeset, strict=True))
    return composed, (*found, *misfits(volume, plans))


def _counted(plans: Sequence[Plan], galleys: Sequence[Mapping[str, Galley]]) -> dict[str, int]:
    """How many pages each part of our own came to,
    by the name under which its count is remembered.
    """
    from proceedings.arranging.dividing import count_name

    return {
        count_name(placed.part, plan.tome): own[placed.part.id].count
        for plan, own in zip(plans, galleys, strict=True)
        for placed in plan.parts
        if placed.part.id in own
    }


def _likely(given: TypesettingInput, plans: Sequence[Plan], wording: Words) -> dict[str, int]:
    """The page counts of which the first round makes use where no build is remembered."""
    from proceedings.arranging.dividing import count_name
    from proceedings.typesetting.estimating import likely_counts

    known: dict[str, int] = {}
    for plan in plans:
        guessed = likely_counts(given.volume, plan, given.layout, wording)
        known |= {count_name(p.part, plan.tome): guessed[p.part.id] for p in plan.parts if p.part.id in guessed}
    return known


def placements_of(given: TypesettingInput) -> Placements:
    """How the pages of every submission lie on pages of the volume, by document id."""
    from proceedings.arranging.placing import place_sheets

    design, per_page = given.design, given.volume.settings.slides_per_page
    return {
        document.id: place_sheets(
            given.submissions[document.id].facts, document.kind, document.treatment, design, per_page
        )
        for document in given.volume.documents
        if document.id in given.submissions
    }
