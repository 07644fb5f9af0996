"""The pipeline, readable on one screen:
a workspace becomes a verified volume in its build folder.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.engine.explaining import Step
from proceedings.engine.store import Store
from proceedings.engine.unfinished import in_use, one_at_a_time, sweep, unfinished_folder
from proceedings.pipeline.ledger import Record, Stamp, recall, remember, stamped, survey
from proceedings.programs.installed import Installed
from proceedings.values.diagnostics import Diagnostic, ExitCode, LayoutError, has_errors, in_reading_order
from proceedings.values.edition import Edition

if TYPE_CHECKING:
    from proceedings.engine.workers import Workers
    from proceedings.pipeline.composing import TypesettingInput
    from proceedings.pipeline.editions import EditionBook
    from proceedings.pipeline.gathering import Gathered
    from proceedings.values.galley import Galley
    from proceedings.values.plan import Plan
    from proceedings.values.request import BuildRequest, Progress
    from proceedings.values.submission import Submission

REPORT = "check.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build or a check.
    `volumes` are the files of the book with their pages, if there is a book.
    """

    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode
    volumes: Mapping[Path, int] = field(default_factory=dict)
    missing_programs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    """What was done and what was not, and why."""
    documents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The file and the kind of each document that has one, by id."""
    written: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    """Stamps and sums of the files of this build, by name."""

    @property
    def pages(self) -> int:
        """The pages of all volumes."""
        return sum(self.volumes.values())


@dataclass(frozen=True, slots=True)
class _BuildContext:
    """With what a build works:
    what is asked of it, the store, the workers, and whom it tells of its progress.
    """

    order: BuildRequest
    store: Store
    workers: Workers
    progress: Progress


def check(order: BuildRequest, progress: Progress, then: Callable[[Gathered], None] | None = None) -> Outcome:
    """Everything wrong or suspicious in the workspace, without building the volume;
    writes build/check.html.

    `then` is given what was gathered, while its files are there.
    """
    from proceedings.publishing.check_report import check_report

    with look_through(order, progress) as gathered:
        treatments = {name: taken.details for name, taken in gathered.submissions.items()}
        pdfs = {name: taken.pdf for name, taken in gathered.submissions.items()}
        facts = {name: taken.facts for name, taken in gathered.submissions.items()}
        report = check_report(gathered.volume, gathered.findings, treatments, pdfs, facts)
        (order.folder / REPORT).write_text(report, "utf-8")
        if then is not None:
            then(gathered)
    return _outcome(gathered, (), gathered.exit_code)


@contextlib.contextmanager
def look_through(order: BuildRequest, progress: Progress) -> Iterator[Gathered]:
    """All that is known and found before the book is set, what binding will say too;
    its files are there as long as the context is.
    """
    from proceedings.pipeline.gathering import gather
    from proceedings.pipeline.rehearsing import rehearsed
    from proceedings.pipeline.warming import warm_up

    with opened_store(order) as store, _workers(order) as workers:
        warm_up(workers, store)
        yield rehearsed(gather(order, store, workers, progress), store, workers)


def build(order: BuildRequest, progress: Progress) -> Outcome:
    """Build the book and replace the previous one,
    unless there are errors or the new one does not verify.
    """
    from proceedings.pipeline.warming import warm_up

    asked = {"draft": order.draft, "edition": order.edition}
    with opened_store(order) as store:
        last = recall(order.workspace, order.folder, asked, store)
        store.journal.say("the volume", last.record is None, "; ".join(last.changes) or "nothing changed")
        if last.record is not None:
            same, steps = last.record, tuple(store.journal.steps)
            volumes = {order.folder / name: pages for name, pages in same.pages.items()}
            return Outcome(same.diagnostics, ExitCode(same.exit_code), volumes, steps=steps, documents=same.documents)
        with _workers(order) as workers:
            warm_up(workers, store, last.changes)
            sweep(order.folder)
            inputs = survey(order.workspace, store)
            outcome = _build(_BuildContext(order, store, workers, progress))
        if outcome.volumes and not _waits_for_the_machine(outcome):
            pages = {file.name: count for file, count in outcome.volumes.items()}
            record = Record(outcome.diagnostics, outcome.exit_code, pages, outcome.documents)
            remember(asked, outcome.written, store, inputs, record)
        return replace(outcome, steps=tuple(store.journal.steps))


def _build(context: _BuildContext) -> Outcome:
    """All steps in their order, as far as there is nothing in the way of the next."""
    from proceedings.pipeline.composing import compose, typesetting_input
    from proceedings.pipeline.editions import edition_book, left_behind, wanted_editions
    from proceedings.pipeline.gathering import gather

    first = context.store.is_new
    gathered = gather(context.order, context.store, context.workers, context.progress, binds=True)
    given = typesetting_input(gathered)
    if given is None or (gathered.exit_code is ExitCode.WORKSPACE_HAS_ERRORS and not context.order.draft):
        return _outcome(gathered, (), gathered.exit_code)
    context.progress("Typesetting")
    try:
        book, found = compose(
            given, context.store, context.workers, partial(_fold_early, context, given) if first else None
        )
    except LayoutError as wrong:
        return _outcome(gathered, (wrong.diagnostic,), ExitCode.WORKSPACE_HAS_ERRORS)
    if has_errors(found):
        return _outcome(gathered, found, ExitCode.WORKSPACE_HAS_ERRORS)
    books = [edition_book(edition, given, book) for edition in wanted_editions(context.order, given)]
    books = [_with_its_pictures(context, edition) for edition in books]
    with unfinished_folder(context.order.folder) as unfinished:
        sums: dict[str, str] = {}
        for edition in books:
            bound, told = _bind(context, edition, unfinished)
            sums, found = sums | bound, tuple(dict.fromkeys((*found, *told)))
        if has_errors(found):
            return _outcome(gathered, found, ExitCode.NOT_VERIFIED)
        found = (*found, *left_behind(context.order, books))
        return _publish(context, given, books, unfinished, sums, _outcome(gathered, found, gathered.exit_code))


def _fold_early(context: _BuildContext, given: TypesettingInput, plans: Sequence[Plan]) -> None:
    """Have the submissions folded while our own pages are set,
    which takes one core for half of its time.
    """
    from proceedings.binding.folding_jobs import folding_jobs
    from proceedings.binding.quires import QuireMaker

    maker = QuireMaker(given.design, context.store)
    for plan in plans:
        maker.fold_early(folding_jobs(given.volume, plan, given.submissions, {}), context.workers)


def _with_its_pictures(context: _BuildContext, book: EditionBook) -> EditionBook:
    """The edition with the pictures that it shows: on screens with fewer dots than in print."""
    from proceedings.pipeline.lightening import lightened_book

    if book.edition is Edition.PRINT:
        return book
    context.progress("Making pictures smaller for screens")
    return lightened_book(book, context.store, context.workers)


def _bind(context: _BuildContext, book: EditionBook, folder: Path) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Bind every volume of an edition in a folder, and read it back;
    gives back the sums, and what is wrong.
    """
    from concurrent.futures import ThreadPoolExecutor

    from proceedings.binding.binder import bind
    from proceedings.values.galley import MISSING_GLYPH
    from proceedings.verifying.record import sum_of
    from proceedings.verifying.verify import quick_check

    given = book.given
    galleys = {name: galley for volume in book.volumes for name, galley in volume.galleys.items()}
    sums: dict[str, str] = {}
    found: list[Diagnostic] = []
    for volume in book.volumes:
        plan, which = volume.plan, _which(volume.plan)
        submissions = _submissions_in(given, plan)
        context.progress(f"Binding{which}")
        inputs = _bound_inputs(submissions, volume.galleys)
        context.store.journal.note(f"binding{' of' if which else ''}{which}", inputs, ran=True, kept=False)
        bound = bind(
            given.volume,
            plan,
            submissions,
            {**galleys, **volume.galleys},
            book.design,
            given.layout.head_font,
            folder / plan.file,
            linearize=book.linearize,
            workspace=context.order.workspace,
            store=context.store,
            workers=context.workers,
        )
        context.progress(f"Verifying{which}")
        told = (d for d in bound.diagnostics if d.code != MISSING_GLYPH or not given.lacking)
        with ThreadPoolExecutor(1) as beside:
            # To read a large volume for its sum takes as long as to check it.
            summed = beside.submit(sum_of, folder / plan.file)
            bare = frozenset(number for number, leaf in enumerate(plan.leaves, 1) if leaf.folio is None)
            found += [*told, *quick_check(folder / plan.file, None, bare, bound.doubtful, book.edition.faces)]
        sums[plan.file] = summed.result()
    return sums, tuple(found)


def _which(plan: Plan) -> str:
    """What tells a volume from the others of the same build, for the journal and whoever waits."""
    edition = f" {plan.edition} edition" if plan.edition is not Edition.PRINT else ""
    return f"{edition}{f' volume {plan.tome.number}' if plan.tome else ''}"


def _submissions_in(given: TypesettingInput, plan: Plan) -> dict[str, Submission]:
    """The submissions of the documents that one volume of the book holds, by document id."""
    return {name: taken for name, taken in given.submissions.items() if plan.place_of(name) is not None}


def _publish(
    context: _BuildContext,
    given: TypesettingInput,
    books: Sequence[EditionBook],
    unfinished: Path,
    sums: Mapping[str, str],
    outcome: Outcome,
) -> Outcome:
    """Put the finished volumes, of these sums, on the shelf;
    the outcome with what lies there now.
    """
    from proceedings.binding.claim_summary import claim_record
    from proceedings.publishing.shelf import publish

    editions, folder = [[volume.plan for volume in book.volumes] for book in books], context.order.folder
    plans = [plan for edition in editions for plan in edition]
    context.progress("Publishing")
    claims = {p.file: claim_record(given.volume, _submissions_in(given, p), outcome.diagnostics) for p in plans}
    with one_at_a_time(folder):
        written = stamped(folder, publish(given.volume, editions, given.submissions, sums, claims, unfinished, folder))
    return replace(outcome, volumes={folder / plan.file: len(plan.leaves) for plan in plans}, written=written)


def _outcome(gathered: Gathered, found: Sequence[Diagnostic], code: ExitCode) -> Outcome:
    diagnostics = in_reading_order((*gathered.diagnostics, *found))
    volume = gathered.volume
    documents = {d.id: (str(d.source), str(d.kind)) for d in volume.documents if d.source} if volume else {}
    return Outcome(diagnostics, code, missing_programs=gathered.intake.missing_programs, documents=documents)


def _waits_for_the_machine(outcome: Outcome) -> bool:
    """Whether a program or a font was missing, which may be installed before the next build."""
    from proceedings.intake.jobs import NOT_SET
    from proceedings.values.galley import MISSING_GLYPH

    wants_a_font = any(d.code in (MISSING_GLYPH, NOT_SET) for d in outcome.diagnostics)
    return bool(outcome.missing_programs) or wants_a_font


def _bound_inputs(submissions: Mapping[str, Submission], galleys: Mapping[str, Galley]) -> dict[str, str]:
    """What is bound, for the journal:
    the sums of the submissions, and the keys under which our own parts are kept.
    """
    ours = {
        f"what is set for {part}": galley.pdf.parent.parent.name + galley.pdf.parent.name
        for part, galley in galleys.items()
    }
    return {**ours, **{f"the pages of {name}": taken.sha256 for name, taken in submissions.items()}}


@contextlib.contextmanager
def opened_store(order: BuildRequest) -> Iterator[Store]:
    """The store of the workspace; what it learnt is written down whatever happens."""
    order.folder.mkdir(exist_ok=True)
    folder = order.folder / ".store"
    store = Store(folder, version_of=Installed(folder))
    with contextlib.suppress(OSError):
        # Where there can be no store, the build goes on without.
        store.notes.mkdir(exist_ok=True)
    with in_use(store.notes):
        try:
            yield store
        finally:
            store.flush()


def _workers(order: BuildRequest) -> Workers:
    """Who does the work: a cluster, or processes of this machine."""
    if order.scheduler is not None:
        from proceedings.engine.cluster import ClusterWorkers

        return ClusterWorkers(order.scheduler, order.folder / ".store")
    from proceedings.engine.workers import Workers

    return Workers(order.processes)
