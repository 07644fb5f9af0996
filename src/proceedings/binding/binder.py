"""Binding: the plan and all PDFs become one volume. Sources are folded once and then copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.galley import Galley
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Plan
from proceedings.values.submission import Submission

if TYPE_CHECKING:
    from proceedings.binding.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of binding. The counts are of the volume as written."""

    diagnostics: tuple[Diagnostic, ...] = ()
    internal_links: int = 0
    web_links: int = 0
    own_links: int = 0
    joined_links: int = 0
    """Links from one submission to another that became internal."""
    dropped_links: int = 0
    """Links to pages that are not in the volume, or that lead nowhere."""
    local_links: int = 0
    """Links to files on an author's computer, removed and reported."""
    bookmarks: int = 0
    tagged_by_author: tuple[str, ...] = ()
    """Ids of documents whose own structure tree is in the volume."""
    tagged_by_us: tuple[str, ...] = ()
    """Ids of documents that came without tags and got plain ones."""
    doubtful: tuple[int, ...] = ()
    """Numbers of the pages whose own contents may not end where they should:
    head and folio want to be looked for.
    """


def bind(
    volume: Volume,
    plan: Plan,
    submissions: Mapping[str, Submission],
    galleys: Mapping[str, Galley],
    design: PageDesign,
    head_font: Path,
    out: Path,
    linearize: bool = False,
    workspace: Path | None = None,
    store: Store | None = None,
    workers: Workers | None = None,
) -> Bound:
    """Write the volume to `out`.

    Args:
        volume: for metadata, and for where messages point.
        plan: which page holds what.
        submissions: of every document of this volume that could be taken in, by document id.
        galleys: of every part that is typeset, placeholders included, by part id;
            those of parts of other volumes tell where their anchors are.
        design: size of the page, baselines of head and folio.
        head_font: font file for heads, folios and slide numbers.
        out: a temporary path; the caller puts the finished file in its place.
        linearize: for reading over a network: page 1 shows before all is loaded.
            Takes many times as long to write.
        workspace: where the submissions are, for editions to which they are attached.
        store: where folded sources are kept, so that the next time they are only copied;
            None folds all of them anew.
        workers: where sources that are not kept yet are folded, several at once; needs the store.

    Returns:
        Counts, and problems as diagnostics. The same inputs give the same bytes.

    Raises:
        pikepdf.PdfError: a PDF of `submissions` or `galleys` cannot be read.
        OSError: `out` cannot be written.
    """
    from proceedings.binding.claims import claim
    from proceedings.binding.deep_stack import with_a_deep_stack
    from proceedings.binding.workbench import Workbench

    def work(target: Path) -> Workbench:
        """The binding itself, to be run where the stack is deep."""
        claimed = claim(volume, submissions)
        with target.open("wb", buffering=1 << 20) as file:
            bench = Workbench(volume, plan, design, head_font, claimed, file, store)
            try:
                bench.carry_over(submissions, galleys, workers)
                bench.finish(submissions, galleys, workspace)
            finally:
                bench.close()
        return bench

    return with_a_deep_stack(lambda: _written(work, out, linearize and bool(plan.leaves)))


def _written(work: Callable[[Path], Workbench], out: Path, linearize: bool) -> Bound:
    """Write the volume, by way of a draft where it is linearised; gives back what came of it."""
    from proceedings.binding.saving import linearise

    if not linearize:
        return work(out).result()
    draft = out.with_name(f"{out.name}.draft")
    try:
        bench = work(draft)
        linearise(draft, out, bench.version)
    finally:
        draft.unlink(missing_ok=True)
    return bench.result()
