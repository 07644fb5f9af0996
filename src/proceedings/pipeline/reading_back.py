"""Reading finished volumes back: what is wrong in each, and whether it holds what it claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proceedings.reading.workspace_search import find_workspace
from proceedings.values.diagnostics import Diagnostic, ProceedingsError, has_errors, shown_path
from proceedings.verifying.conformance import Judgement


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading a volume back found:
    everything that is wrong in it, and a judgement on each of its claims.
    """

    file: Path
    findings: tuple[Diagnostic, ...]
    claims: tuple[Judgement, ...]

    @property
    def sound(self) -> bool:
        """True where no finding is an error."""
        return not has_errors(self.findings)


def read_back(target: Path) -> Iterator[ReadBack]:
    """Read volumes with libraries that did not write them, one after the other.

    Args:
        target: a volume, or a folder of a workspace: then all volumes that its build folder holds.

    Raises:
        UsageError: there is no workspace.
        ProceedingsError: there is no such file.
    """
    from proceedings.publishing.shelf import on_the_shelf

    files = on_the_shelf(find_workspace(target) / "build") if target.is_dir() else (target,)
    for absent in (file for file in files if not file.is_file()):
        raise ProceedingsError(f"{shown_path(absent)} does not exist", "build the volume first: proceedings build")
    yield from map(_read, files)


def _read(file: Path) -> ReadBack:
    from proceedings.publishing.shelf import contents_of
    from proceedings.verifying.conformance import judgements
    from proceedings.verifying.verify import verify

    contents = contents_of(file)
    claims = judgements(file)
    found = verify(file, contents if contents.is_file() else None)
    return ReadBack(file, (*found, *(finding for claim in claims for finding in claim.findings)), claims)
