"""`proceedings status`: who owes what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from proceedings.commands.arguments import Jobs, Workspace
from proceedings.values.diagnostics import ExitCode, ProceedingsError, UsageError


def status(
    workspace: Workspace = None,
    by_session: Annotated[bool, typer.Option("--by-session", help="Under the sessions of the agenda.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="List besides what came in on this day or later.")
    ] = None,
    as_csv_: Annotated[bool, typer.Option("--csv", help="Print all of it as a table for spreadsheets.")] = False,
    as_json_: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Say who owes what: papers, slides, biographies, portraits, forms of consent, answers.

    The table names what is open, with deadlines, and what has more pages than its kind may have;
    --csv and --json name what is here as well. Submissions are read as `check` reads them.
    """
    from proceedings.corresponding import status_forms as forms
    from proceedings.engine.progress import shown
    from proceedings.pipeline.building import look_through
    from proceedings.pipeline.standing import standing
    from proceedings.reading.workspace_search import find_workspace
    from proceedings.values.request import BuildRequest

    day = _day(since) if since else None
    request = BuildRequest(find_workspace(workspace or Path.cwd()), draft=True, jobs=jobs)
    with shown(as_json_ or as_csv_) as progress, look_through(request, progress) as gathered:
        if gathered.volume is None:
            raise ProceedingsError("the agenda cannot be read", "proceedings check says why")
        rows = standing(request.workspace, gathered)
    if as_json_:
        typer.echo(forms.as_json(rows))
    elif as_csv_:
        typer.echo(forms.as_csv(rows).rstrip("\n"))
    else:
        if day:
            typer.echo(forms.came_since(rows, day) + "\n")
        typer.echo(forms.as_table(rows, by_session))
    raise typer.Exit(ExitCode.DONE)


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"`{text}` is no date", "write --since 2026-05-01") from None
