"""`proceedings letters`: a message to each author who owes or must mend something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proceedings.commands.arguments import Jobs, Workspace
from proceedings.values.counting import counted
from proceedings.values.diagnostics import ExitCode, shown_path

if TYPE_CHECKING:
    from proceedings.pipeline.corresponding import Wrote


def letters(
    workspace: Workspace = None,
    again: Annotated[
        bool, typer.Option("--again", help="Write the last letters anew, as after a change of the template.")
    ] = False,
    notices: Annotated[
        bool, typer.Option("--notices", help="Tell authors also what was put right without them.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say who would be written to, and write nothing.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Write a message to each author who owes or must mend something,
    as drafts, a mailbox and a table for mail merges in DIR/build/letters. Nothing is ever sent.

    Addresses come from proceedings/addresses.yaml alone. Who was written to before gets a reminder,
    which names only what is still open.
    """
    from proceedings.engine.progress import shown
    from proceedings.pipeline.building import look_through
    from proceedings.pipeline.corresponding import write_letters
    from proceedings.reading.workspace_search import find_workspace
    from proceedings.values.request import BuildRequest

    request = BuildRequest(find_workspace(workspace or Path.cwd()), draft=True, jobs=jobs)
    with shown() as progress, look_through(request, progress) as gathered:
        wrote = write_letters(request, gathered, again=again, notices=notices, dry=dry_run)
    _tell(wrote, dry_run)
    raise typer.Exit(ExitCode.DONE)


def _tell(wrote: Wrote, dry: bool) -> None:
    from proceedings.pipeline.corresponding import ADDRESSES, languages_missing

    for letter in wrote.letters:
        what = "a reminder" if letter.is_reminder else "a letter"
        typer.echo(f"{letter.person.name}: {what}, {counted(len(letter.points), 'point')} ({letter.language})")
    if wrote.without_address:
        typer.echo(f"no address in {ADDRESSES} ({len(wrote.without_address)}):")
        for person, count in wrote.without_address:
            typer.echo(f"  {person.name} ({person.id}): {counted(count, 'point')}")
    for sentence in wrote.addresses:
        typer.echo(sentence)
    for (wanted, taken), keys in languages_missing(wrote.letters).items():
        typer.echo(f"there are no sentences in {wanted} for {', '.join(keys)}; those in {taken} were taken")
    if not wrote.letters:
        typer.echo("no letter is written: " + ("nobody has an address" if wrote.without_address else "nothing is open"))
        return
    if not wrote.has_sender:
        typer.echo(f"`editors: name@example.org` in {ADDRESSES} says from whom the letters are")
    typer.echo(f"the letters bear {wrote.day}, {wrote.dated_by}; your mail program puts the day of sending")
    verb = "would be written" if dry else "written"
    typer.echo(
        f"{verb} in {shown_path(wrote.folder)}: {counted(len(wrote.letters), 'message')} (.eml), letters.mbox, "
        "letters.csv; nothing was sent"
    )
