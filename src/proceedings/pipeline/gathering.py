"""Everything that is known before the book is arranged:
the volume as read, its submissions, and all findings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.typesetting.layout import Layout
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic, ExitCode, Severity, has_errors, in_reading_order
from proceedings.values.finding import Finding
from proceedings.values.request import BuildRequest, Progress
from proceedings.values.submission import Intake, Request, Submission

if TYPE_CHECKING:
    from proceedings.intake.own_pictures import OwnPictures


@dataclass(frozen=True, slots=True)
class Gathered:
    """The volume (None when it could not be read),
    its layout and submissions, and everything found so far.

    `draft` is true also when a missing program forces a draft.
    `lacking` are the characters of the editor's texts that no font has; the findings say so.
    """

    volume: Volume | None
    layout: Layout | None
    intake: Intake
    findings: tuple[Finding, ...]
    draft: bool
    lacking: tuple[str, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings as diagnostics, in reading order."""
        return in_reading_order(f.diagnostic for f in self.findings)

    @property
    def submissions(self) -> dict[str, Submission]:
        """The submissions of all documents that could be taken in, by document id."""
        return self.intake.submissions

    @property
    def exit_code(self) -> ExitCode:
        """What a check of this workspace exits with."""
        if self.volume is None or has_errors(f.diagnostic for f in self.findings):
            return ExitCode.WORKSPACE_HAS_ERRORS
        return ExitCode.PROGRAM_MISSING if self.intake.missing_programs else ExitCode.DONE


def gather(order: BuildRequest, store: Store, workers: Workers, progress: Progress, *, binds: bool = False) -> Gathered:
    """Read the workspace, take in every submission and apply the rules;
    all problems, not the first.

    `binds` says that a volume will be set and bound of it,
    for which this process loads what it needs while it waits.
    """
    from proceedings.intake.own_pictures import look_at_all, without_unusable
    from proceedings.pipeline.warming import loading_ahead
    from proceedings.reading.workspace import read_workspace
    from proceedings.typesetting.glyphs import lacking, missing_glyphs
    from proceedings.typesetting.layout import load_layout

    progress("Reading the workspace")
    reading = read_workspace(order.workspace)
    volume = reading.volume
    if volume is None:
        return Gathered(None, None, Intake(), _plain(reading.diagnostics), order.draft)
    store.settle(order.store or volume.settings.store, order.workspace)
    layout = load_layout(order.workspace, volume.settings.layout)
    if binds:
        workers.meanwhile(loading_ahead(layout, volume.settings.trim, store))
    pictures = look_at_all(volume, order.workspace, store, workers)
    volume = without_unusable(volume, pictures)
    progress("Taking in the submissions")
    intake = _take_in(order, volume, layout, store, workers, progress)
    progress("Checking")
    draft = order.draft or bool(intake.missing_programs)
    missing = lacking(volume, layout, store)
    read = (*reading.diagnostics, *pictures.diagnostics, *missing_glyphs(missing, volume, order.workspace, draft))
    findings = _findings(order, volume, layout, read, intake, pictures)
    return Gathered(volume, layout, intake, tuple(_weighed(f, draft) for f in findings), draft, missing)


def _take_in(
    order: BuildRequest, volume: Volume, layout: Layout, store: Store, workers: Workers, progress: Progress
) -> Intake:
    from proceedings.intake.taking_in import take_in
    from proceedings.typesetting.manuscript import manuscript_setter

    requests = [
        Request(
            document=document.id,
            kind=document.kind,
            path=order.workspace / document.source,
            source=document.source,
            language=document.language or volume.language,
            treatment=document.treatment,
            conformance=volume.settings.conformance,
            options=volume.settings.options,
            limits=(*volume.settings.limits, *document.treatment.limits),
        )
        for document in volume.documents
        if document.source is not None and document.supplied and not document.withheld
    ]
    return take_in(requests, store, workers, manuscript_setter(volume, layout), progress)


def _findings(
    order: BuildRequest,
    volume: Volume,
    layout: Layout,
    read: tuple[Diagnostic, ...],
    intake: Intake,
    pictures: OwnPictures,
) -> tuple[Finding, ...]:
    from proceedings.binding.claims import in_the_way
    from proceedings.checking.inspection import inspect_volume, judged
    from proceedings.checking.twin_rules import twins

    kept = [d for d in (judged(volume, diagnostic) for diagnostic in read) if d is not None]
    design = layout.design(volume.settings.trim)
    beside = twins(order.workspace, volume, intake.submissions)
    looked = inspect_volume(volume, intake.submissions, design, pictures.sizes, beside)
    claims = in_the_way(volume, intake.submissions, intake.diagnostics)
    return (*_plain((*kept, *intake.diagnostics, *claims)), *looked)


def _plain(diagnostics: tuple[Diagnostic, ...]) -> tuple[Finding, ...]:
    """Diagnostics of reading and intake as findings;
    what is to be done about them stands in their hints.
    """
    return tuple(Finding(diagnostic, "") for diagnostic in diagnostics)


def _weighed(finding: Finding, draft: bool) -> Finding:
    """The same with the weight it has here:
    a gap is a warning in a draft, an error in a final build.
    """
    found = finding.diagnostic
    if draft and found.document is not None and found.severity is Severity.ERROR:
        return replace(finding, diagnostic=replace(found, severity=Severity.WARNING))
    if not draft and found.code == "missing-document" and found.severity is Severity.WARNING:
        return replace(finding, diagnostic=replace(found, severity=Severity.ERROR))
    return finding
