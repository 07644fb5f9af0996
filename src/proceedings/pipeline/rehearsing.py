"""For a check: what binding would say of the submissions, without a volume being set or bound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proceedings.engine.store import Store
    from proceedings.engine.workers import Workers
    from proceedings.pipeline.gathering import Gathered


def rehearsed(gathered: Gathered, store: Store, workers: Workers) -> Gathered:
    """The same with the diagnostics of binding among its findings.

    The page counts of our own parts are those of the last build: they decide nothing here but on
    which side a slide lies.
    """
    from proceedings.arranging.arrangement import arrange
    from proceedings.arranging.parts import list_parts
    from proceedings.binding.rehearsal import rehearse
    from proceedings.pipeline.composing import placements_of, typesetting_input
    from proceedings.pipeline.ledger import recall_counts
    from proceedings.values.finding import Finding
    from proceedings.words.wording import words

    given = typesetting_input(gathered)
    if given is None or not given.submissions:
        return gathered
    volume, wording, design = given.volume, words(given.volume.language), given.design
    parts = list_parts(volume, given.submissions, wording, draft=given.draft)
    plans = arrange(volume, parts, recall_counts(store) or {}, placements_of(given), wording, design)
    told = rehearse(volume, plans, given.submissions, design, store, workers)
    return replace(gathered, findings=(*gathered.findings, *(Finding(diagnostic, "") for diagnostic in told)))
