"""`proceedings publish`: what readers, registries and libraries want, made of the built volume."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proceedings.commands.arguments import Jobs, Workspace
from proceedings.values.diagnostics import ExitCode, UsageError, as_text, shown_path


def publish(
    workspace: Workspace = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT", help="Make this output alone, such as citations; may be given several times."),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Publish a volume with gaps; every file is marked as a draft.")
    ] = False,
    jobs: Jobs = 0,
) -> None:
    """Make everything that is published of the volume, in DIR/build/publication.

    The volume is built first if it is stale. What was made is listed, with what stands in the way.
    """
    from proceedings.engine.progress import shown
    from proceedings.pipeline.publishing import FOLDER
    from proceedings.pipeline.publishing import publish as make
    from proceedings.publishing.outputs import Output
    from proceedings.reading.workspace_search import find_workspace
    from proceedings.values.request import BuildRequest
    from proceedings.words.suggestions import did_you_mean, one_of

    names = tuple(str(output) for output in Output)
    for name in only or ():
        if name not in names:
            raise UsageError(f"`{name}` is nothing that can be published", did_you_mean(name, names) or one_of(names))
    order = BuildRequest(find_workspace(workspace or Path.cwd()), draft, jobs)
    with shown() as progress:
        published = make(order, [Output(name) for name in only or names], progress)
    outcome = published.outcome
    if published.made:
        typer.echo(published.as_text())
        typer.echo(f"published in {shown_path(order.folder / FOLDER)}")
        raise typer.Exit(ExitCode.DONE)
    typer.echo(as_text(outcome.diagnostics, order.workspace), err=True)
    for sentence in outcome.missing_programs:
        typer.echo(sentence, err=True)
    hint = "" if draft or not _would_help(outcome.exit_code) else "; --draft publishes what there is, marked as a draft"
    typer.echo(f"Nothing was published: there is no final volume{hint}.", err=True)
    raise typer.Exit(outcome.exit_code)


def _would_help(code: ExitCode) -> bool:
    return code in (ExitCode.WORKSPACE_HAS_ERRORS, ExitCode.PROGRAM_MISSING)
