"""`proceedings status`: who owes what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proceedings.values.diagnostics import ExitCode, ProceedingsError


def status(
    workspace: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The workspace; by default this folder, or the nearest one above it."),
    ] = None,
    as_csv_: Annotated[bool, typer.Option("--csv", help="Print all of it as a table for spreadsheets.")] = False,
    as_json_: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Say who owes what: papers, slides, biographies, portraits.

    The table names what is open; --csv and --json what is here as well. Nothing is built.
    """
    from proceedings.corresponding import status_forms as forms
    from proceedings.corresponding.owing import debts
    from proceedings.reading.workspace import read_workspace
    from proceedings.reading.workspace_search import find_workspace

    volume = read_workspace(find_workspace(workspace or Path.cwd())).volume
    if volume is None:
        raise ProceedingsError("the agenda cannot be read", "proceedings check says why")
    rows = debts(volume)
    form = forms.as_json if as_json_ else forms.as_csv if as_csv_ else forms.as_table
    typer.echo(form(rows).rstrip("\n"))
    raise typer.Exit(ExitCode.DONE)
