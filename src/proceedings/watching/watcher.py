"""The watcher: builds a draft whenever files of the workspace change, one build at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from proceedings.pipeline import building as pipeline
from proceedings.pipeline.gathering import Gathered
from proceedings.pipeline.standing import counted, standing
from proceedings.values.diagnostics import Diagnostic, ProceedingsError, Severity, as_text, tally
from proceedings.values.edition import Edition
from proceedings.values.request import BuildRequest
from proceedings.watching.board import Board, Notice
from proceedings.watching.serving import PageServer

_FOLDERS = ("proceedings", "papers", "layouts")
_DEBOUNCE = 300
"""Milliseconds without a change after which a burst of changes counts as over:
editors save in several steps.
"""
_TOLD = 3
"""Errors that the terminal shows after a build; the page shows all."""
_LOOK_AGAIN = 2_000
"""Milliseconds after which folders are looked for that were not there before."""


def watch(order: BuildRequest, port: int, announce: Callable[[str], None]) -> None:
    """Build drafts as files change and serve them, until interrupted.

    Args:
        order: the workspace, and how to build; a draft of the edition for print in any case.
        port: of the page; 0 chooses a free one.
        announce: told the page's address, and a sentence after every build.

    Raises:
        UsageError: the port is taken.
        KeyboardInterrupt: the editor has seen enough.
    """
    order = replace(order, draft=True, edition=Edition.PRINT)
    order.folder.mkdir(exist_ok=True)
    board = Board()
    with PageServer(order.folder, board, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            announce(f"{server.address} shows the volume as it changes; Ctrl-C ends this")
            for _ in _changes(order.workspace):
                announce(_built(order, board))
        finally:
            server.shutdown()


def _changes(workspace: Path) -> Iterator[None]:
    """Yield at once, and again whenever files of the workspace have changed,
    also while a yield is worked on.
    """
    from watchfiles import watch as changes

    yield
    while True:
        before = _present(workspace)
        began = True
        for changed in changes(*before, debounce=_DEBOUNCE, rust_timeout=_LOOK_AGAIN, yield_on_timeout=True):
            if _present(workspace) != before:
                break
            # Once without a change: for those that came before the watch began.
            if changed or began:
                yield
            began = False


def _present(workspace: Path) -> list[Path]:
    return [workspace / name for name in _FOLDERS if (workspace / name).is_dir()]


def _built(order: BuildRequest, board: Board) -> str:
    """Build once and put the outcome on the board; gives back sentences about it."""
    try:
        outcome = pipeline.build(order, lambda step: board.show(step=step))
        said = tally(outcome.diagnostics)
        board.alter(
            lambda notice: replace(
                notice,
                tally=said,
                problems=_problems(outcome.diagnostics),
                volume=notice.volume + bool(outcome.written),
                stale=not outcome.volumes,
            )
        )
        there = (order.folder / pipeline.REPORT).exists() and board.desk is not None
        if outcome.written or not outcome.volumes or not there:
            board.show(step="Writing the check report")
            pipeline.check(order, lambda step: None, lambda gathered: _settle(order, board, gathered))
        board.alter(lambda notice: replace(notice, report=notice.report + 1))
        errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
        told = f"{outcome.pages} pages; {said}" if outcome.volumes else f"no volume; {said}"
        more = [f"and {len(errors) - _TOLD} more errors"] if len(errors) > _TOLD else []
        return "\n".join([told, *([as_text(errors[:_TOLD], order.workspace)] if errors else []), *more])
    except ProceedingsError as problem:
        said = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    except Exception as fault:  # a fault of the tool must not end the watch: the next change may be without it
        said = f"a fault of proceedings itself: {type(fault).__name__}: {fault}"
    finally:
        board.show(step=None)
    board.alter(lambda notice: _failed(notice, said))
    return said


def _problems(diagnostics: Sequence[Diagnostic]) -> tuple[Mapping[str, object], ...]:
    """Errors, then warnings, as the page shows them."""
    return tuple(
        {
            "severity": d.severity.value,
            "place": str(d.place),
            "message": d.message,
            "hint": d.hint,
            "document": d.document,
            "page": d.place.page,
        }
        for severity in (Severity.ERROR, Severity.WARNING)
        for d in diagnostics
        if d.severity is severity
    )


def _settle(order: BuildRequest, board: Board, gathered: Gathered) -> None:
    """Put up who owes what."""
    rows = standing(order.workspace, gathered)
    board.desk = json.dumps({"counted": counted(rows), "rows": [{**asdict(row), "open": row.is_open} for row in rows]})


def _failed(notice: Notice, said: str) -> Notice:
    return replace(notice, tally=said, problems=({"severity": "error", "place": "", "message": said},), stale=True)
