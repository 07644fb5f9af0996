"""`proceedings export`: the agenda as a table for co-editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proceedings.commands.arguments import Workspace
from proceedings.values.diagnostics import ExitCode, UsageError, shown_path


def export(
    target: Annotated[
        Path, typer.Argument(metavar="TABLE", help="What is written: agenda.xlsx for Excel, agenda.csv for others.")
    ],
    workspace: Workspace = None,
) -> None:
    """Write the agenda as a table for co-editors with Excel.

    `proceedings import TABLE` takes back what they changed in it.
    """
    from proceedings.pipeline.agenda_table import export_agenda
    from proceedings.reading.workspace_search import find_workspace

    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{target} is neither CSV nor XLSX", "write proceedings export agenda.xlsx, or agenda.csv")
    count = export_agenda(find_workspace(workspace or Path.cwd()), target)
    typer.echo(f"{shown_path(target.resolve())}: {count} rows; `proceedings import` takes back what changes in it")
    raise typer.Exit(ExitCode.DONE)
