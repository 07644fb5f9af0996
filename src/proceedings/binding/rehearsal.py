"""What binding will say of the submissions, before anything is bound: each is folded, and the
result is kept for the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from proceedings.binding.folding_jobs import VolumeFacts, folding_jobs
from proceedings.binding.neighbourhood import neighbourhood
from proceedings.binding.quire import diagnostics_of
from proceedings.binding.quires import QuireMaker
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Plan
from proceedings.values.submission import Submission


def rehearse(
    volume: Volume,
    plans: Sequence[Plan],
    submissions: Mapping[str, Submission],
    design: PageDesign,
    store: Store,
    workers: Workers,
) -> Iterator[Diagnostic]:
    """The diagnostics of folding: masks that cut through text, links that lead nowhere, broken
    bookmarks.

    Args:
        volume: for the names of files, and what is hidden.
        plans: of the volumes, in which the submissions lie as they will.
        submissions: by document id.
        design: of the page in print.
        store: where quires are kept.
        workers: who folds.
    """
    maker = QuireMaker(design, store)
    for plan in plans:
        known = neighbourhood(volume, plan)
        jobs = folding_jobs(volume, plan, submissions, {})
        for job, kept in zip(jobs, maker.fold_ahead(jobs, workers), strict=True):
            notes = maker.notes(job, VolumeFacts(), kept)
            taken = known.facts_for(notes.asked)
            yield from diagnostics_of(maker.notes(job, taken) if taken else notes)
