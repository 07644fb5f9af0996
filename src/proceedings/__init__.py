"""Turns an agenda, speaker bios and submitted papers and slides into one archival PDF volume.

For programs: `build`, `check`, `verify` and `inspect`, with the values that they take and give.
Importing this loads next to nothing; docs/from-python.md shows how they are used.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proceedings.pipeline.building import Outcome
    from proceedings.pipeline.inspecting import Inspected
    from proceedings.pipeline.reading_back import ReadBack
    from proceedings.values.diagnostics import (
        Diagnostic,
        ExitCode,
        Place,
        ProceedingsError,
        ProgramMissing,
        Severity,
        UsageError,
    )
    from proceedings.values.edition import Edition
    from proceedings.values.request import BuildRequest, Progress
    from proceedings.verifying.conformance import Judgement

__version__ = "0.2.0"

__all__ = [
    "BuildRequest",
    "Diagnostic",
    "Edition",
    "ExitCode",
    "Inspected",
    "Judgement",
    "Outcome",
    "Place",
    "ProceedingsError",
    "ProgramMissing",
    "Progress",
    "ReadBack",
    "Severity",
    "UsageError",
    "__version__",
    "build",
    "check",
    "inspect",
    "verify",
]

_DIAGNOSTICS = ("Diagnostic", "ExitCode", "Place", "ProceedingsError", "ProgramMissing", "Severity", "UsageError")
_HOMES = {
    **dict.fromkeys(_DIAGNOSTICS, "values.diagnostics"),
    **dict.fromkeys(("BuildRequest", "Progress"), "values.request"),
    "Edition": "values.edition",
    "Inspected": "pipeline.inspecting",
    "Judgement": "verifying.conformance",
    "Outcome": "pipeline.building",
    "ReadBack": "pipeline.reading_back",
}
"""Where each public value is at home; it is loaded when it is asked for."""


def build(request: BuildRequest | Path | str, progress: Progress | None = None) -> Outcome:
    """Build the volume of a workspace: what `proceedings build` does.

    The previous volume stays until the new one is complete
    and has been checked. Nothing is printed.

    Args:
        request: what is asked for, or the workspace alone: its folder or one in it.
        progress: is told the name of each step as it begins.

    Returns:
        What came of it. Everything
        that is wrong with the workspace is among its diagnostics and raises nothing.

    Raises:
        UsageError: there is no workspace.
    """
    from proceedings.pipeline.building import build

    return build(_found(request), progress or _quiet)


def check(request: BuildRequest | Path | str, progress: Progress | None = None) -> Outcome:
    """Find everything wrong or suspicious in a workspace, without building the volume;
    writes build/check.html.

    Arguments and errors are those of `build`.
    """
    from proceedings.pipeline.building import check

    return check(_found(request), progress or _quiet)


def verify(target: Path | str) -> tuple[ReadBack, ...]:
    """Read finished volumes back with libraries that did not write them:
    what `proceedings verify` does.

    Args:
        target: a volume, or a workspace: then all volumes that its build folder holds.

    Returns:
        What was found in each volume.

    Raises:
        UsageError: there is no workspace.
        ProceedingsError: there is no such file.
    """
    from proceedings.pipeline.reading_back import read_back

    return tuple(read_back(Path(target)))


def inspect(file: Path | str) -> Inspected:
    """Find out everything about one submission, and what a build would do with it.

    Raises:
        OSError: there is no such file.
    """
    from proceedings.pipeline.inspecting import inspect
    from proceedings.typesetting.manuscript import usual_setter

    return inspect(Path(file), usual_setter)


def _found(request: BuildRequest | Path | str) -> BuildRequest:
    from dataclasses import replace

    from proceedings.reading.workspace_search import find_workspace
    from proceedings.values.request import BuildRequest

    if isinstance(request, BuildRequest):
        return replace(request, workspace=find_workspace(request.workspace))
    return BuildRequest(find_workspace(Path(os.fspath(request))))


def _quiet(step: str) -> None:
    """Say nothing."""


def __getattr__(name: str) -> Any:
    """A public value, from the module where it is at home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
