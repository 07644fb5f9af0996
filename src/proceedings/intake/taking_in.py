"""Taking in: every submission is made ready,
from the store where it was taken in before, and reports what it could not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from proceedings.engine.outcome import OUT_OF_MEMORY, Failure, FailureKind
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.arrivals import Arrival, batches, conversion, converted_document, picturing, setting
from proceedings.intake.entries import Entry, read_entry, refuse
from proceedings.intake.formats import PICTURES, misnamed, recognise
from proceedings.intake.jobs import NOT_SET, Conversion, Job, Preparing, perform, seconds_of
from proceedings.intake.manuscript import read_manuscript
from proceedings.intake.missing_letters import MISSING_LETTERS
from proceedings.intake.office.libreoffice import Converted
from proceedings.intake.preparing import READING, VERSION, Preparation
from proceedings.intake.refusals import of_conversion, of_failure, of_size
from proceedings.intake.settings import IntakeSettings, intake_settings
from proceedings.programs import libreoffice
from proceedings.programs.asking import GHOSTSCRIPT, LIBREOFFICE, POPPLER
from proceedings.values.counting import counted
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.format import IMPRESS, TEXTS, WRITER, Format
from proceedings.values.manuscript import Typesetter
from proceedings.values.request import Progress
from proceedings.values.submission import Intake, Request, Submission
from proceedings.values.trouble import Trouble


@dataclass(slots=True)
class _State:
    """What is known so far: entries and failures by key, and which request waits for which key."""

    progress: Progress | None = None
    begun: set[str] = field(default_factory=set)
    """Keys of the arrivals that there was work on."""
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By document id: the key of its entry and the sum of its file."""
    entries: dict[str, Entry] = field(default_factory=dict)
    failures: dict[str, Trouble] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    refused: dict[str, Trouble] = field(default_factory=dict)
    """By document id: why the file could not even be opened, or what it is instead."""


def take_in(
    requests: Sequence[Request],
    store: Store,
    workers: Workers,
    typeset: Typesetter | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Take in submissions.

    Args:
        requests: what to take in.
        store: where the results of earlier builds are, and those of this one go.
        workers: where risky and slow work runs.
        typeset: sets a manuscript and gives its PDF;
            None where there is no layout, then texts are refused.
        progress: is told of each document that there is work on, and how many were begun.

    Returns:
        A submission for every document that can be used; a diagnostic or more for each that cannot.
        Never raises for what is in a file.
    """
    state = _State(progress)
    for request in requests:
        _receive(state, request, store, typeset)
    missing = _work(state, store, workers, typeset)
    return _collected(requests, state, missing)


def _receive(state: _State, request: Request, store: Store, typeset: Typesetter | None) -> None:
    """Look a submission up in the store; what is not there arrives on the state."""
    try:
        if trouble := _outside(request):
            state.refused[request.document] = trouble
            return
        sha256, size = store.sha256_of(request.path), request.path.stat().st_size
        wanted = intake_settings(request)
        notes = f"notes={request.treatment.notes}"
        key = store.key("intake", VERSION, sha256, notes, wanted.fingerprint)
        if _known(state, key, store):
            state.keys[request.document] = (key, sha256)
            _noted(store, key, request, _inputs(request, sha256, wanted), ran=False)
            return
        form = of_size(size, wanted.limits.bytes) or recognise(request.path)
        if isinstance(form, Trouble):
            # Not kept: under another name the same bytes may be welcome.
            state.refused[request.document] = form
            return
        arrival, set_by = _arrival(Arrival(request, key, size, form, wanted), store, typeset)
        state.keys[request.document] = (arrival.key, sha256)
        known = _known(state, arrival.key, store)
        if not known:
            state.arrivals.setdefault(arrival.key, arrival)
        inputs = {**_inputs(request, sha256, wanted), **set_by}
        _noted(store, arrival.key, request, inputs, ran=not known)
    except OSError as error:
        state.refused[request.document] = Trouble.error(
            "unreadable-document", f"the file cannot be read: {error.strerror or type(error).__name__}"
        )


def _noted(store: Store, key: str, request: Request, inputs: dict[str, str], *, ran: bool) -> None:
    store.note(f"intake of {request.source} ({request.document})", key, inputs, ran=ran)


def _inputs(request: Request, sha256: str, wanted: IntakeSettings) -> dict[str, str]:
    """What a submission depends on, in an editor's words."""
    settings = {field.name: str(getattr(wanted, field.name)) for field in fields(wanted)}
    notes = "yes" if request.treatment.notes else "no"
    return {str(request.source): sha256, **settings, "notes": notes, "version": str(VERSION)}


def _outside(request: Request) -> Trouble | None:
    """Why a file must not be read, when a symbolic link or `..` leads out of the workspace."""
    if request.path.resolve().is_relative_to(_workspace(request).resolve()):
        return None
    return Trouble.error(
        "outside-workspace", "the file lies outside the workspace", "put a copy of it into the folder papers/"
    )


def _workspace(request: Request) -> Path:
    """The folder to which `source` is relative."""
    depth = len(request.source.parts)
    return request.path.parents[depth - 1] if 0 < depth <= len(request.path.parents) else request.path.parent


def _arrival(arrival: Arrival, store: Store, typeset: Typesetter | None) -> tuple[Arrival, Mapping[str, str]]:
    """The same; a manuscript with its text,
    with a key that says what is set, and what it depends on besides.
    """
    if arrival.format not in TEXTS:
        return arrival, {}
    request = arrival.request
    manuscript, troubles, source = read_manuscript(
        request.path, arrival.format, _workspace(request), request.language, request.kind, request.source
    )
    # A manuscript depends on its images and on the layout too, so the key is made of what is set.
    text = hashlib.sha256(manuscript.html.encode()).hexdigest()
    inputs = {"the text as set": text, **(typeset.inputs(manuscript) if typeset is not None else {})}
    parts = (manuscript.language, manuscript.kind, repr(sorted(inputs.items())), arrival.settings.fingerprint)
    key = store.key("manuscript", VERSION, *parts, repr(source))
    return replace(arrival, key=key, manuscript=manuscript, troubles=troubles, source=source), inputs


def _known(state: _State, key: str, store: Store) -> bool:
    if key in state.entries:
        return True
    folder = store.lookup(key)
    if folder is None or not _take_result(state, key, folder, store):
        return False
    if _waits(state.entries[key]):
        del state.entries[key]
        store.discard(key)
        return False
    return True


def _waits(entry: Entry) -> bool:
    """Whether an entry lacks something for want of a font, which may have been installed since."""
    return any(trouble.code in (NOT_SET, MISSING_LETTERS) for trouble in entry.report.troubles)


def _take_result(state: _State, key: str, folder: Path, store: Store) -> bool:
    store.adopt(folder)
    entry = read_entry(folder)
    if entry is not None:
        state.entries[key] = entry
    return entry is not None


def _work(state: _State, store: Store, workers: Workers, typeset: Typesetter | None) -> str | None:
    """Do what is to be done; gives back the sentence about a missing program."""
    # Slow ones first, so that no process waits at the end for one long document.
    arrivals = sorted(state.arrivals.values(), key=lambda a: (-a.size, a.key))
    office = [a for a in arrivals if a.format in WRITER | IMPRESS]
    program = libreoffice.find() if office else None
    for arrival in arrivals:
        if trouble := _not_possible(arrival, program, typeset):
            state.failures[arrival.key] = trouble
    with TemporaryDirectory(prefix="proceedings-intake-", dir=workers.scratch) as name:
        folder = Path(name)
        shared = batches([a for a in office if a.key not in state.failures], workers.jobs)
        jobs: list[tuple[list[Arrival], Job]] = [
            (batch, conversion(batch, program, folder / f"office-{n}")) for n, batch in enumerate(shared) if program
        ]
        jobs += [([a], setting(a, store, typeset, folder)) for a in arrivals if a.manuscript and typeset]
        jobs += [
            ([a], Preparing(Preparation(store, a.key, a.request.path, a.size, a.settings)))
            for a in arrivals
            if a.format is Format.PDF
        ]
        jobs += [([a], picturing(a, store, folder)) for a in arrivals if a.format in PICTURES]
        converted = list(_done(state, jobs, store, workers))
        second: list[tuple[list[Arrival], Job]] = [
            ([a], Preparing(converted_document(store, a, made))) for a, made in converted
        ]
        for _ in _done(state, second, store, workers):
            pass
    return _missing(state)


def _not_possible(arrival: Arrival, program: Path | None, typeset: Typesetter | None) -> Trouble | None:
    if arrival.format in WRITER | IMPRESS and program is None:
        return Trouble.error(
            "program-missing",
            f"LibreOffice, which turns {arrival.format.upper()} into PDF, is not installed",
            libreoffice.INSTALL,
        )
    if arrival.format in TEXTS and typeset is None:
        return Trouble.error("unknown-format", "there is no layout in which this text could be set")
    return None


def _done(
    state: _State, jobs: Sequence[tuple[list[Arrival], Job]], store: Store, workers: Workers
) -> Iterator[tuple[Arrival, Converted]]:
    """Run jobs and put their results on the state;
    yields what conversions made, which is to be prepared.

    Where a job of several documents fails, each gets a job of its own:
    one must not take the others along.
    """
    alone: list[tuple[list[Arrival], Job]] = []
    tell = partial(_tell, state, [arrivals for arrivals, _ in jobs])
    outcomes = workers.run(perform, [job for _, job in jobs], seconds=seconds_of, begun=tell)
    for (arrivals, job), outcome in zip(jobs, outcomes, strict=True):
        if outcome.failure is not None and isinstance(job, Conversion) and len(arrivals) > 1:
            alone += [([arrival], job.alone(number)) for number, arrival in enumerate(arrivals)]
        elif outcome.failure is not None:
            _failed(state, arrivals[0], outcome.failure, store)
        elif isinstance(outcome.value, Path):
            if not _take_result(state, arrivals[0].key, outcome.value, store):
                _failed(state, arrivals[0], Failure(FailureKind.RAISED, "its results cannot be read"), store)
        elif outcome.value is not None:
            yield from _converted(state, arrivals, outcome.value, store)
    if alone:
        yield from _done(state, alone, store, workers)


def _tell(state: _State, jobs: Sequence[list[Arrival]], number: int) -> None:
    """Say which document is in hand: `intake 31 of 49 · miller.pdf`."""
    state.begun |= {arrival.key for arrival in jobs[number]}
    if state.progress is not None:
        done = sum(key not in state.arrivals for key, _ in state.keys.values()) + len(state.begun)
        total = max(len(state.keys), done)
        names = ", ".join(arrival.request.source.name for arrival in jobs[number][:2])
        more = " …" if len(jobs[number]) > 2 else ""
        state.progress(f"intake {done} of {total} · {names}{more}")


def _converted(
    state: _State, arrivals: Iterable[Arrival], results: Iterable[Converted], store: Store
) -> Iterator[tuple[Arrival, Converted]]:
    for arrival, result in zip(arrivals, results, strict=True):
        if result.pdf is not None:
            yield arrival, result
        else:
            _give_up(state, arrival, of_conversion(result), store, (LIBREOFFICE,), again=result.limit is None)


def _failed(state: _State, arrival: Arrival, failure: Failure, store: Store) -> None:
    again = failure.kind is FailureKind.RAISED and failure.message != OUT_OF_MEMORY
    # What the job had asked for when it ended, nobody knows.
    programs = (*READING, GHOSTSCRIPT, POPPLER, *((LIBREOFFICE,) if arrival.format in WRITER | IMPRESS else ()))
    _give_up(state, arrival, of_failure(failure, arrival.format), store, programs, again=again)


def _give_up(
    state: _State, arrival: Arrival, trouble: Trouble, store: Store, programs: tuple[str, ...], *, again: bool
) -> None:
    """A document whose job failed is refused;
    the next build tries it `again`, unless the same would come of it.
    """
    if again:
        state.failures[arrival.key] = trouble
    else:
        _take_result(state, arrival.key, refuse(store, arrival.key, trouble, programs), store)


def _missing(state: _State) -> str | None:
    without = sorted(
        {str(state.arrivals[k].request.source) for k, t in state.failures.items() if t.code == "program-missing"}
    )
    if not without:
        return None
    listed = ", ".join(without[:5]) + (" …" if len(without) > 5 else "")
    return f"LibreOffice is missing and is needed for {listed}; install it with: {libreoffice.INSTALL}"


def _collected(requests: Sequence[Request], state: _State, missing: str | None) -> Intake:
    submissions: dict[str, Submission] = {}
    found: list[Diagnostic] = []
    for request in requests:
        troubles: list[Trouble] = []
        if request.document in state.refused:
            troubles = [state.refused[request.document]]
        else:
            key, sha256 = state.keys[request.document]
            troubles = _settled(request, state, key, sha256, submissions)
        found += [t.about(str(request.source), request.document) for t in troubles]
    return Intake(submissions, tuple(found), (missing,) if missing else ())


def _settled(
    request: Request, state: _State, key: str, sha256: str, submissions: dict[str, Submission]
) -> list[Trouble]:
    """Put the submission of a request among the others, if there is one; returns its troubles."""
    if key in state.failures:
        return [state.failures[key]]
    entry = state.entries[key]
    troubles, made = list(entry.report.troubles), entry.submission(request, sha256)
    if made is None:
        return troubles
    if made.treatment[:1] == ("converted",) and (trouble := misnamed(request.path)):
        troubles.insert(0, trouble)
    if trouble := _nothing_chosen(request, len(made.facts.pages)):
        return [trouble, *troubles]
    submissions[request.document] = made
    return troubles


def _nothing_chosen(request: Request, count: int) -> Trouble | None:
    """An error where `pages:` names no page that the document has:
    it would vanish from the volume without a word.
    """
    if request.treatment.pages is None or request.treatment.chosen(count):
        return None
    has = counted(count, "page")
    message = f"`pages:` in agenda.yaml names no page that it has: it has {has}"
    return Trouble.error(
        "no-page-chosen", message, "correct `pages:` beside the document, or remove it to bind all pages"
    )
