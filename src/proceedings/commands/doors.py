"""`proceedings doors`: a sheet for the door of each room."""

from __future__ import annotations

from pathlib import Path

import typer

from proceedings.commands.arguments import Workspace
from proceedings.values.diagnostics import ExitCode, as_text, shown_path


def doors(
    workspace: Workspace = None,
) -> None:
    """Write build/doors.pdf: on A4, what happens in each room on each day, to hang on its door.

    The agenda says what; submissions are not read. Rooms are those of the items' `room:`.
    """
    from proceedings.pipeline.door_sheets import door_sheets
    from proceedings.reading.workspace_search import find_workspace

    made = door_sheets(find_workspace(workspace or Path.cwd()))
    if made.diagnostics:
        typer.echo(as_text(made.diagnostics), err=True)
    typer.echo(f"{shown_path(made.file)}: {made.pages} sheets")
    raise typer.Exit(ExitCode.DONE)
