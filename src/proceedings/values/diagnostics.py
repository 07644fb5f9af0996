"""What is wrong with an editor's files:
problems as data, the exception hierarchy, and how they are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from proceedings.values.counting import counted


class Severity(StrEnum):
    """How much a problem matters: errors stop a final volume, warnings and notices do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class ExitCode(IntEnum):
    """Exit statuses of the command line, a contract with scripts (docs/architecture.md)."""

    DONE = 0
    WORKSPACE_HAS_ERRORS = 1
    WRONG_USAGE = 2
    PROGRAM_MISSING = 3
    NOT_VERIFIED = 4
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: a file relative to the workspace (posix),
    1-based line and column, or a 1-based page.
    """

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column or 1}"
        if self.page is not None:
            return f"{self.file}: page {self.page}"
        return self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, a plain sentence, and a hint that says what to do about it.

    `document` is the id of the document concerned, where there is one.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.code}]: {self.message}"


def error(code: str, place: Place, message: str, hint: str | None = None, document: str | None = None) -> Diagnostic:
    """A diagnostic of severity error."""
    return Diagnostic(code, Severity.ERROR, place, message, hint, document)


def warning(code: str, place: Place, message: str, hint: str | None = None, document: str | None = None) -> Diagnostic:
    """A diagnostic of severity warning."""
    return Diagnostic(code, Severity.WARNING, place, message, hint, document)


def notice(code: str, place: Place, message: str, hint: str | None = None, document: str | None = None) -> Diagnostic:
    """A diagnostic of severity notice."""
    return Diagnostic(code, Severity.NOTICE, place, message, hint, document)


class ProceedingsError(Exception):
    """Base of everything this tool raises on purpose;
    carries the exit status and a hint for the editor.
    """

    exit_code = ExitCode.WORKSPACE_HAS_ERRORS

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ProceedingsError):
    """The command line was used wrongly."""

    exit_code = ExitCode.WRONG_USAGE


class LayoutError(ProceedingsError):
    """A file of a layout cannot be used; `diagnostic` says which, and where in it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.place}: {diagnostic.message}", diagnostic.hint)
        self.diagnostic = diagnostic


class ProgramMissing(ProceedingsError):
    """A program that this step needs is not installed; the hint is the command that installs it."""

    exit_code = ExitCode.PROGRAM_MISSING


def shown_path(path: Path) -> str:
    """A path as the editor would type it in the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True when any of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without duplicates, by file,
    line and column, errors before warnings at one place.
    """
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda d: (
                d.place.file,
                d.place.line or 0,
                d.place.page or 0,
                d.place.column or 0,
                rank[d.severity],
                d.code,
                d.message,
            ),
        )
    )


def as_text(diagnostics: Iterable[Diagnostic], workspace: Path | None = None) -> str:
    """The diagnostics as an editor reads them.

    Each is `file:line:column: severity[code]: message`, then the offending line with a caret below
    it (where the file is text and still there), then the hint.
    """
    return "\n".join(one_as_text(d, workspace) for d in in_reading_order(diagnostics))


def one_as_text(diagnostic: Diagnostic, workspace: Path | None) -> str:
    """One diagnostic as `as_text` has it."""
    lines = [str(diagnostic)]
    place = diagnostic.place
    source = _source_line(workspace, place)
    if source is not None and place.line is not None:
        number = str(place.line)
        # A tab keeps its width in the caret line, so that the caret stands under the right letter.
        source, column = _clipped(source, place.column or 1)
        lead = "".join("\t" if c == "\t" else " " for c in source[: column - 1])
        lines += [f"  {number} | {source}", f"  {' ' * len(number)} | {lead}^"]
    if diagnostic.hint:
        lines.append(f"  hint: {diagnostic.hint}")
    return "\n".join(lines)


_WIDEST, _BEFORE = 160, 60
"""Characters of a source line that are shown at most, and those before the place among them."""


def _clipped(line: str, column: int) -> tuple[str, int]:
    """A line that is not too wide to show, cut around a column, and that column in it (1-based)."""
    if len(line) <= _WIDEST:
        return line, column
    start = max(0, min(column - 1 - _BEFORE, len(line) - _WIDEST))
    cut = line[start : start + _WIDEST]
    shown = ("…" + cut[1:] if start else cut) + ("…" if start + _WIDEST < len(line) else "")
    return shown, column - start


def _source_line(workspace: Path | None, place: Place) -> str | None:
    if workspace is None or place.line is None:
        return None
    try:
        lines = (workspace / place.file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else None
    return None if line is None or "\0" in line or line.startswith(("PK\x03\x04", "\ufffd")) else line


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as a JSON array of objects with code,
    severity, file, line, column, page, message, hint.
    """
    return json.dumps([_as_object(d) for d in in_reading_order(diagnostics)], ensure_ascii=False, indent=2)


def _as_object(diagnostic: Diagnostic) -> Mapping[str, object]:
    flat = asdict(diagnostic)
    return {**{k: v for k, v in flat.items() if k != "place"}, **flat["place"]}


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """A sentence such as `2 errors, 1 warning`; `no problems` when there are none."""
    found = in_reading_order(diagnostics)
    counts = [(s, sum(d.severity is s for d in found)) for s in Severity]
    said = [counted(n, s) for s, n in counts if n]
    return ", ".join(said) or "no problems"
