"""The pipeline, readable on one screen: a workspace becomes a verified volume in its build folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from proceedings.arranging.plan import Plan
from proceedings.diagnostics import Diagnostic, ExitCode, Severity, has_errors, in_reading_order
from proceedings.intake.sheets import Intake, Request, Sheets
from proceedings.model import Volume
from proceedings.store import Store, sha256_of
from proceedings.typesetting.galley import Galley
from proceedings.typesetting.layout import Layout
from proceedings.workers import Workers

VOLUME = "proceedings.pdf"
CONTENTS = "contents.json"
_ROUNDS = 6
"""How often page counts may move before the build gives up; two or three rounds are usual."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a build: which workspace, whether gaps are allowed, how many processes."""

    workspace: Path
    draft: bool = False
    jobs: int = 2

    @property
    def folder(self) -> Path:
        """The only folder below which anything is written."""
        return self.workspace / "build"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build or a check. `pdf` is None when no volume was written."""

    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode
    pdf: Path | None = None
    pages: int = 0
    missing_programs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything known before the book is arranged."""

    volume: Volume | None
    intake: Intake
    diagnostics: tuple[Diagnostic, ...]
    draft: bool


def check(order: Order, progress: Progress) -> Outcome:
    """Everything wrong or suspicious in the workspace, without building the volume."""
    with _rooms(order) as (store, workers):
        gathered = _gather(order, store, workers, progress)
    return Outcome(gathered.diagnostics, _exit_code(gathered), missing_programs=gathered.intake.missing_programs)


def build(order: Order, progress: Progress) -> Outcome:
    """Build the volume and replace the previous one, unless there are errors or the new one does not verify."""
    with _rooms(order) as (store, workers):
        gathered = _gather(order, store, workers, progress)
        code = _exit_code(gathered)
        missing = gathered.intake.missing_programs
        stops = code is ExitCode.WORKSPACE_HAS_ERRORS and not order.draft
        if gathered.volume is None or stops:
            return Outcome(gathered.diagnostics, code, missing_programs=missing)
        return _make(order, gathered, gathered.volume, store, workers, progress)


def _make(
    order: Order, gathered: Gathered, volume: Volume, store: Store, workers: Workers, progress: Progress
) -> Outcome:
    """Arrange, typeset, bind, verify and publish what was gathered."""
    from proceedings.binding.binder import bind
    from proceedings.publishing.shelf import publish
    from proceedings.typesetting.layout import load_layout
    from proceedings.verifying.verify import quick_check

    layout = load_layout(order.workspace, volume.settings.layout)
    progress("Typesetting")
    plan, galleys, found = _arrange_and_set(volume, gathered, layout, store, workers)
    diagnostics = gathered.diagnostics + found
    missing = gathered.intake.missing_programs
    if has_errors(found):
        return Outcome(in_reading_order(diagnostics), ExitCode.WORKSPACE_HAS_ERRORS, missing_programs=missing)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=order.folder) as unfinished:
        progress("Binding")
        draft = Path(unfinished) / VOLUME
        design = layout.design(volume.settings.trim)
        bound = bind(volume, plan, gathered.intake.sheets, galleys, design, layout.head_font, draft)
        progress("Verifying")
        findings = bound.diagnostics + quick_check(draft)
        diagnostics = in_reading_order(diagnostics + findings)
        if has_errors(findings):
            return Outcome(diagnostics, ExitCode.NOT_VERIFIED, missing_programs=missing)
        publish(volume, plan, gathered.intake.sheets, draft, order.folder)
    code = _exit_code(gathered)
    return Outcome(diagnostics, code, order.folder / VOLUME, len(plan.leaves), missing)


def _arrange_and_set(
    volume: Volume, gathered: Gathered, layout: Layout, store: Store, workers: Workers
) -> tuple[Plan, dict[str, Galley], tuple[Diagnostic, ...]]:
    """Number the pages and set our own parts until their page counts stand still.

    The first round guesses one page a part; folios printed in contents and index change what is set, and rarely its
    length, so the second or third round changes nothing.
    """
    from proceedings.arranging.folios import paginate
    from proceedings.arranging.parts import list_parts
    from proceedings.typesetting.compositor import set_parts
    from proceedings.wording import words

    sheets = gathered.intake.sheets
    wording = words(volume.language)
    parts = list_parts(volume, sheets, wording, draft=gathered.draft)
    placements = _placements(volume, sheets, layout)
    guessed: Mapping[str, int] = {part.id: 1 for part in parts}
    for _ in range(_ROUNDS):
        plan = paginate(volume, parts, guessed, placements)
        typeset = set_parts(
            volume, plan, layout, wording, store, workers, gathered.draft, reasons=_reasons(gathered.diagnostics)
        )
        counted = {part.id: 1 for part in parts} | {name: g.count for name, g in typeset.galleys.items()}
        if counted == guessed or has_errors(typeset.diagnostics):
            break
        guessed = counted
    return plan, dict(typeset.galleys), typeset.diagnostics


def _reasons(diagnostics: tuple[Diagnostic, ...]) -> dict[str, str]:
    """Why a document is not in the volume, by its id: the placeholder page says it."""
    return {d.document: d.message for d in diagnostics if d.document and d.severity is not Severity.NOTICE}


def _placements(volume: Volume, sheets: Mapping[str, Sheets], layout: Layout):  # type: ignore[no-untyped-def]
    from proceedings.arranging.placing import place_sheets

    design = layout.design(volume.settings.trim)
    return {
        document.id: place_sheets(
            sheets[document.id].facts, document.kind, document.treatment, design, volume.settings.slides_per_page
        )
        for document in volume.documents
        if document.id in sheets
    }


def _gather(order: Order, store: Store, workers: Workers, progress: Progress) -> Gathered:
    """Read the workspace and take in every submission; all problems of both."""
    from proceedings.reading.workspace import read_workspace

    progress("Reading the workspace")
    reading = read_workspace(order.workspace)
    intake = Intake()
    if reading.volume is not None:
        progress("Taking in the submissions")
        intake = _take_in(order, reading.volume, store, workers)
    draft = order.draft or bool(intake.missing_programs)
    found = tuple(_judged(d, draft) for d in (*reading.diagnostics, *intake.diagnostics))
    return Gathered(reading.volume, intake, in_reading_order(found), draft)


def _take_in(order: Order, volume: Volume, store: Store, workers: Workers) -> Intake:
    from proceedings.intake.desk import take_in
    from proceedings.typesetting.layout import load_layout
    from proceedings.typesetting.manuscript import manuscript_setter

    layout = load_layout(order.workspace, volume.settings.layout)
    requests = [
        Request(
            document=document.id,
            kind=document.kind,
            path=order.workspace / document.source,
            source=document.source,
            language=document.language or volume.language,
            treatment=document.treatment,
        )
        for document in volume.documents
        if document.source is not None and document.supplied and not document.withheld
    ]
    return take_in(requests, store, workers, manuscript_setter(volume, layout))


def _judged(diagnostic: Diagnostic, draft: bool) -> Diagnostic:
    """The same problem with the weight it has here: a gap is a warning in a draft, an error in a final build."""
    if draft and diagnostic.document is not None and diagnostic.severity is Severity.ERROR:
        return replace(diagnostic, severity=Severity.WARNING)
    if not draft and diagnostic.code == "missing-document":
        return replace(diagnostic, severity=Severity.ERROR)
    return diagnostic


def _exit_code(gathered: Gathered) -> ExitCode:
    if gathered.volume is None or has_errors(gathered.diagnostics):
        return ExitCode.WORKSPACE_HAS_ERRORS
    return ExitCode.PROGRAM_MISSING if gathered.intake.missing_programs else ExitCode.DONE


@contextlib.contextmanager
def _rooms(order: Order) -> Iterator[tuple[Store, Workers]]:
    """The store and the workers, closed again whatever happens."""
    order.folder.mkdir(exist_ok=True)
    store = Store(order.folder / ".store")
    with Workers(order.jobs) as workers:
        try:
            yield store, workers
        finally:
            store.flush()
