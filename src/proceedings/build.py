"""The pipeline, readable on one screen: a workspace becomes a verified volume in its build folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.diagnostics import (
    Diagnostic,
    ExitCode,
    ProceedingsError,
    Severity,
    has_errors,
    in_reading_order,
)
from proceedings.explaining import Step
from proceedings.ledger import Record, Stamp, recall, recall_counts, remember, remember_counts, stamped, survey
from proceedings.store import Store
from proceedings.unfinished import in_use, one_at_a_time, sweep, unfinished_folder

if TYPE_CHECKING:
    from proceedings.arranging.plan import Placement, Plan
    from proceedings.gathering import Gathered
    from proceedings.model import Volume
    from proceedings.order import Order, Progress
    from proceedings.typesetting.galley import Galley
    from proceedings.typesetting.layout import Layout
    from proceedings.workers import Workers

VOLUME = "proceedings.pdf"
CONTENTS = "contents.json"
REPORT = "check.html"
_ROUNDS = 9
"""How often page counts may move before the build gives up; four are usual, each sets what the last one moved."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build or a check. `pdf` is None when no volume was written."""

    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode
    pdf: Path | None = None
    pages: int = 0
    missing_programs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    """What was done and what was not, and why."""
    written: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    """Stamps and sums of the files of this build, by name."""


def check(order: Order, progress: Progress) -> Outcome:
    """Everything wrong or suspicious in the workspace, without building the volume; writes build/check.html."""
    from proceedings.gathering import gather
    from proceedings.publishing.check_report import check_report

    with _store(order) as store, _workers(order) as workers:
        gathered = gather(order, store, workers, progress)
        treatments = {name: taken.details for name, taken in gathered.sheets.items()}
        pdfs = {name: taken.pdf for name, taken in gathered.sheets.items()}
        facts = {name: taken.facts for name, taken in gathered.sheets.items()}
        report = check_report(gathered.volume, gathered.findings, treatments, pdfs, facts)
        (order.folder / REPORT).write_text(report, "utf-8")
    return Outcome(gathered.diagnostics, gathered.exit_code, missing_programs=gathered.intake.missing_programs)


def build(order: Order, progress: Progress) -> Outcome:
    """Build the volume and replace the previous one, unless there are errors or the new one does not verify."""
    asked = {"draft": order.draft}
    with _store(order) as store:
        last = recall(order.workspace, order.folder, asked, (VOLUME, CONTENTS), store)
        store.journal.say("the volume", last.record is None, "; ".join(last.changes) or "nothing changed")
        if last.record is not None:
            same, steps = last.record, tuple(store.journal.steps)
            return Outcome(same.diagnostics, ExitCode(same.exit_code), order.folder / VOLUME, same.pages, steps=steps)
        sweep(order.folder)
        inputs = survey(order.workspace, store)
        with _workers(order) as workers:
            outcome = _build(order, store, workers, progress, last.changes)
        if outcome.pdf is not None and not _waits_for_the_machine(outcome):
            record = Record(outcome.diagnostics, outcome.exit_code, outcome.pages)
            remember(asked, outcome.written, store, inputs, record)
        return replace(outcome, steps=tuple(store.journal.steps))


def _build(order: Order, store: Store, workers: Workers, progress: Progress, changes: Sequence[str]) -> Outcome:
    from proceedings.gathering import gather

    gathered = gather(order, store, workers, progress, changes)
    stops = gathered.exit_code is ExitCode.WORKSPACE_HAS_ERRORS and not order.draft
    if gathered.volume is None or gathered.layout is None or stops:
        return _without_volume(gathered, (), gathered.exit_code)
    progress("Typesetting")
    plan, galleys, found = _arrange_and_set(gathered.volume, gathered.layout, gathered, store, workers)
    if has_errors(found):
        return _without_volume(gathered, found, ExitCode.WORKSPACE_HAS_ERRORS)
    return _bind_and_verify(
        order, gathered, gathered.volume, gathered.layout, plan, galleys, found, store, workers, progress
    )


def _arrange_and_set(
    volume: Volume, layout: Layout, gathered: Gathered, store: Store, workers: Workers
) -> tuple[Plan, dict[str, Galley], tuple[Diagnostic, ...]]:
    """Number the pages and set our own parts until their page counts stand still.

    The first round takes the counts of the last build; without them it guesses one page a part and pulls proofs. Each
    round sets the parts whose folios are known by then: the body, then agenda and registers, the contents last.
    """
    from proceedings.arranging.arrangement import arrange
    from proceedings.arranging.parts import list_parts
    from proceedings.typesetting.compositor import set_parts
    from proceedings.wording import words

    wording = words(volume.language)
    parts = list_parts(volume, gathered.sheets, wording, draft=gathered.draft)
    design = layout.design(volume.settings.trim)
    placements = _placements(volume, gathered, layout)
    remembered = recall_counts(store)
    guessed: Mapping[str, int] = {part.id: remembered.get(part.id, 1) for part in parts}
    for turn in range(_ROUNDS):
        plan = arrange(volume, parts, guessed, placements, wording, design)
        proof = turn == 0 and not remembered
        typeset = set_parts(
            volume,
            plan,
            layout,
            wording,
            store,
            workers,
            gathered.draft,
            reasons=_reasons(gathered),
            proof=proof,
            told=gathered.lacking,
        )
        counted = {**guessed, **{name: galley.count for name, galley in typeset.galleys.items()}}
        if has_errors(typeset.diagnostics) or (counted == guessed and not proof):
            break
        guessed = counted
    else:
        raise ProceedingsError(
            "the volume's own pages change their number from one round of typesetting to the next",
            "a template of the layout probably prints more or less text depending on a folio",
        )
    remember_counts(store, counted)
    return plan, dict(typeset.galleys), typeset.diagnostics


def _bind_and_verify(
    order: Order,
    gathered: Gathered,
    volume: Volume,
    layout: Layout,
    plan: Plan,
    galleys: Mapping[str, Galley],
    found: tuple[Diagnostic, ...],
    store: Store,
    workers: Workers,
    progress: Progress,
) -> Outcome:
    """Bind in a folder of its own beside the volume, and put it on the shelf only when it verifies."""
    from proceedings.binding.binder import bind
    from proceedings.publishing.shelf import publish
    from proceedings.verifying.verify import quick_check

    with unfinished_folder(order.folder) as unfinished:
        progress("Binding")
        store.journal.note("binding", _bound_inputs(gathered, galleys), ran=True, kept=False)
        fresh = unfinished / VOLUME
        design = layout.design(volume.settings.trim)
        bound = bind(
            volume,
            plan,
            gathered.sheets,
            galleys,
            design,
            layout.head_font,
            fresh,
            linearize=volume.settings.says_yes("linearize"),
            workspace=order.workspace,
            store=store,
            workers=workers,
        )
        progress("Verifying")
        told = (d for d in bound.diagnostics if d.code != "missing-glyph" or not gathered.lacking)
        found = (*found, *told, *quick_check(fresh))
        if has_errors(found):
            return _without_volume(gathered, found, ExitCode.NOT_VERIFIED)
        progress("Publishing")
        with one_at_a_time(order.folder):
            sums = publish(volume, plan, gathered.sheets, fresh, order.folder)
            written = stamped(order.folder, sums)
    diagnostics = in_reading_order((*gathered.diagnostics, *found))
    missing = gathered.intake.missing_programs
    pdf = order.folder / VOLUME
    return Outcome(diagnostics, gathered.exit_code, pdf, len(plan.leaves), missing, written=written)


def _waits_for_the_machine(outcome: Outcome) -> bool:
    """Whether a program or a font was missing, which may be installed before the next build."""
    return bool(outcome.missing_programs) or any(d.code == "missing-glyph" for d in outcome.diagnostics)


def _bound_inputs(gathered: Gathered, galleys: Mapping[str, Galley]) -> dict[str, str]:
    """What is bound, for the journal: the sums of the sheets, and the keys under which our own parts are kept."""
    ours = {
        f"what is set for {part}": galley.pdf.parent.parent.name + galley.pdf.parent.name
        for part, galley in galleys.items()
    }
    return {**ours, **{f"the pages of {name}": taken.sha256 for name, taken in gathered.sheets.items()}}


def _without_volume(gathered: Gathered, found: tuple[Diagnostic, ...], code: ExitCode) -> Outcome:
    diagnostics = in_reading_order((*gathered.diagnostics, *found))
    return Outcome(diagnostics, code, missing_programs=gathered.intake.missing_programs)


def _placements(volume: Volume, gathered: Gathered, layout: Layout) -> dict[str, tuple[tuple[Placement, ...], ...]]:
    """How the pages of every submission lie on pages of the volume, by document id."""
    from proceedings.arranging.placing import place_sheets

    design, per_page = layout.design(volume.settings.trim), volume.settings.slides_per_page
    return {
        document.id: place_sheets(
            gathered.sheets[document.id].facts, document.kind, document.treatment, design, per_page
        )
        for document in volume.documents
        if document.id in gathered.sheets
    }


def _reasons(gathered: Gathered) -> dict[str, str]:
    """Why a document is not in the volume, by its id: its placeholder page says so."""
    return {d.document: d.message for d in gathered.diagnostics if d.document and d.severity is not Severity.NOTICE}


@contextlib.contextmanager
def _store(order: Order) -> Iterator[Store]:
    """The store of the workspace; what it learnt is written down whatever happens."""
    order.folder.mkdir(exist_ok=True)
    store = Store(order.folder / ".store")
    with contextlib.suppress(OSError):
        # Where there can be no store, the build goes on without.
        store.notes.mkdir(exist_ok=True)
    with in_use(store.notes):
        try:
            yield store
        finally:
            store.flush()


def _workers(order: Order) -> Workers:
    """Who does the work: a cluster, or processes of this machine."""
    if order.scheduler is not None:
        from proceedings.cluster import ClusterWorkers

        return ClusterWorkers(order.scheduler, order.folder / ".store")
    from proceedings.workers import Workers

    return Workers(order.jobs)
