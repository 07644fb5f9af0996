"""Folding jobs: which source is folded for which pages of the volume,
and what of the volume it must heed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proceedings.values.book import Volume
from proceedings.values.galley import Galley
from proceedings.values.geometry import Matrix
from proceedings.values.plan import Leaf, Placement, Plan
from proceedings.values.submission import Submission
from proceedings.values.treatment import Treatment


@dataclass(frozen=True, slots=True)
class PageSlot:
    """A page of the volume to be made:
    its 0-based index, its leaf, and which source pages lie on it.
    """

    index: int
    leaf: Leaf
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class SourcePdf:
    """The PDF from which a part's pages come. Parts with equal origins are folded together."""

    path: Path
    document: str | None


@dataclass(frozen=True, slots=True)
class FoldingJob:
    """One source to fold: how its pages lie,
    its name in messages, and what the editor wants hidden.
    """

    origin: SourcePdf
    run: tuple[PageSlot, ...]
    file: str
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """What of the volume a quire must heed.
    Empty for nearly all of them, so that their folding is kept for long.

    `by_doi`, `by_file`, `missing` and `elsewhere` are about the parts to which its links lead;
    `roles`, `classes` and `ids` are names in use that its own tags would collide with.
    """

    by_doi: Mapping[str, str] = field(default_factory=dict)
    by_file: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != VolumeFacts()


def folding_jobs(
    volume: Volume, plan: Plan, submissions: Mapping[str, Submission], galleys: Mapping[str, Galley]
) -> tuple[FoldingJob, ...]:
    """The sources of a volume in the order in which their pages come,
    submissions and our own parts.

    Args:
        volume: for the names of files, and what the editor wants hidden.
        plan: which page holds what.
        submissions: of the documents, by their ids; those that are not there are left out.
        galleys: of our own parts, by their ids; the same.
    """
    files = {d.id: str(d.source) for d in volume.documents if d.source is not None}
    treatments = {d.id: d.treatment for d in volume.documents}
    found = []
    for origin, run in _runs(plan, submissions, galleys).items():
        own = origin.document is None
        file = files.get(origin.document or "", str(origin.path) if own else origin.path.name)
        found.append(FoldingJob(origin, tuple(run), file, treatments.get(origin.document or "", Treatment())))
    return tuple(found)


def _runs(
    plan: Plan, submissions: Mapping[str, Submission], galleys: Mapping[str, Galley]
) -> dict[SourcePdf, list[PageSlot]]:
    runs: dict[SourcePdf, list[PageSlot]] = {}
    parts = {placed.part.id: placed.part for placed in plan.parts}
    for index, leaf in enumerate(plan.leaves):
        part = parts[leaf.part]
        submission = submissions.get(part.document or "")
        galley = galleys.get(part.id)
        if leaf.placements and submission is not None:
            origin, placements = SourcePdf(submission.pdf, part.document), leaf.placements
        elif galley is not None and leaf.page_of_part < galley.count:
            origin, placements = (
                SourcePdf(galley.pdf, None),
                (Placement(galley.first + leaf.page_of_part, Matrix(e=leaf.shift)),),
            )
        else:
            continue
        runs.setdefault(origin, []).append(PageSlot(index, leaf, placements))
    return runs
