"""`proceedings import`: an export or a folder becomes a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proceedings.reading.workspace_search import VOLUME_FILE
from proceedings.values.diagnostics import ExitCode, UsageError, shown_path

if TYPE_CHECKING:
    from proceedings.pipeline.importing import Imported

_PLURALS = {"entry": "entries", "person": "people", "biography": "biographies"}


def import_(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="SOURCE", help="An export, a table, a programme, or a folder of them.", show_default=False
        ),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The workspace; it is made where there is none.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    kind: Annotated[
        str | None, typer.Option("--as", metavar="KIND", help="What the source is, where it could be several things.")
    ] = None,
    encoding: Annotated[
        str, typer.Option(metavar="NAME", help="Of texts and tables that are not UTF-8, such as cp1252.")
    ] = "utf-8",
    undo: Annotated[
        bool, typer.Option("--undo", help="Bring back the files as they were before the last import.")
    ] = False,
) -> None:
    """Make agenda, people and biographies from what an organizer holds:
    an export of pretalx, Indico, Sessionize, EasyChair, HotCRP, OpenReview and others, a calendar,
    a table, a text, or a folder of Markdown files. `proceedings guide importing` names all.

    A folder of papers and slides is matched to the talks of the agenda (--as papers).
    What it is is told by its content. What could not be placed is listed; it is no failure.
    Imported again, changes of the source are applied and what you wrote by hand stays.
    """
    folder = _workspace(workspace)
    if undo:
        _undo(folder)
    if source is None:
        raise UsageError("what is to be imported?", "proceedings import SOURCE [DIR]")
    if _known(encoding) is None:
        raise UsageError(f"`{encoding}` is no encoding", "write --encoding cp1252, latin-1, mac-roman or another")
    if _are_submissions(source, kind):
        _file(source, folder, dry_run)
    _take_back(source, folder, dry_run, kind, encoding)
    from proceedings.pipeline.importing import import_source

    done = import_source(source, folder, dry_run, kind, encoding)
    _tell(source, folder, done, dry_run)
    raise typer.Exit(ExitCode.DONE)


def _are_submissions(source: Path, kind: str | None) -> bool:
    """True for a folder of papers and slides; where it is an export as well, the editor
    must say.
    """
    if kind is not None or not source.is_dir() or (source / VOLUME_FILE).is_file():
        return kind == "papers"
    from proceedings.importing.material import Source
    from proceedings.importing.recognising import is_an_export
    from proceedings.pipeline.matching_files import is_a_folder_of_submissions

    if not is_a_folder_of_submissions(source):
        return False
    if is_an_export(Source(source)):
        raise UsageError(
            f"{source} holds papers and an export of a programme",
            "say which is meant: --as papers, or the export's own kind, such as --as aclpub2",
        )
    return True


def _file(source: Path, folder: Path, dry: bool) -> None:
    """Match papers to talks, and tell what is sure and what is asked."""
    from proceedings.pipeline.matching_files import file_submissions

    if not source.is_dir():
        raise UsageError(f"{source} is no folder", "give the folder that holds the papers")
    done = file_submissions(source, folder, dry)
    typer.echo(f"{source}: {_counted(len(done.written), 'file')} matched, {done.known} named in the agenda already")
    for name, title in sorted(done.written.items()):
        typer.echo(f"  {name}: “{title}”")
    for name, newer in done.matched.older:
        typer.echo(f"  {name}: an older version of {newer}; it is left out")
    asked = [f"{name}: {why}" for name, why in done.matched.asked] + list(done.by_hand)
    if asked:
        typer.echo(f"not sure, so nothing is written ({len(asked)}):")
        for one in asked:
            typer.echo(f"  {one}")
    raise typer.Exit(ExitCode.DONE)


def _take_back(source: Path, folder: Path, dry: bool, kind: str | None, encoding: str) -> None:
    """Where the source is the agenda as `export` wrote it, take in what changed, and end."""
    from proceedings.importing.agenda_table import is_exported_agenda

    if kind is not None or not is_exported_agenda(source, encoding):
        return
    from proceedings.pipeline.agenda_table import take_back

    done = take_back(source, folder, dry, encoding)
    if dry and done.difference:
        typer.echo(done.difference, nl=False)
    typer.echo(f"{source}: the agenda as a table, {_counted(len(done.changed), 'cell')} changed")
    for change in done.changed:
        typer.echo(f"  {change.id}: {change.field} “{change.before}” is now “{change.after}”")
    if done.not_placed:
        typer.echo(f"not placed ({len(done.not_placed)}):")
        for sentence in done.not_placed:
            typer.echo(f"  {sentence}")
    if not done.changed:
        typer.echo("nothing changes")
    raise typer.Exit(ExitCode.DONE)


def _known(encoding: str) -> str | None:
    import codecs

    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None


def _workspace(named: Path | None) -> Path:
    """The workspace that was named, the nearest one above, or the folder that becomes one."""
    from proceedings.reading.workspace_search import find_workspace

    if named is not None:
        return named.resolve()
    try:
        return find_workspace(Path.cwd())
    except UsageError:
        return Path.cwd()


def _undo(folder: Path) -> None:
    from proceedings.pipeline.import_state import ImportState

    undone = ImportState(folder).undo()
    if undone is None:
        raise UsageError(f"nothing was imported into {shown_path(folder)}, or it was undone already")
    brought, removed = undone
    typer.echo(f"{_counted(len(brought), 'file')} brought back, {len(removed)} removed")
    raise typer.Exit(ExitCode.DONE)


def _tell(source: Path, folder: Path, done: Imported, dry: bool) -> None:
    if dry and done.difference:
        typer.echo(done.difference, nl=False)
    typer.echo(f"{source}: {done.kind}")
    typer.echo("placed: " + ", ".join(_counted(count, what) for what, count in done.counts.items() if count))
    lost = [remark for remark in done.remarks if remark.lost]
    noted = [remark for remark in done.remarks if not remark.lost]
    for title, remarks in (("not placed, or left out", lost), ("to be looked at", noted)):
        if remarks:
            typer.echo(f"{title} ({len(remarks)}):")
            for remark in remarks:
                typer.echo(f"  {remark.where}: {remark.sentence}" if remark.where else f"  {remark.sentence}")
    verb = "would be written" if dry else "written"
    if done.written:
        main = [name for name in done.written if name.count("/") == 1]
        more = len(done.written) - len(main)
        typer.echo(
            f"{verb} in {shown_path(folder)}: {', '.join(main)}" + (f" and {_counted(more, 'text')}" if more else "")
        )
    else:
        typer.echo("nothing changes")
    if not dry:
        typer.echo("next: proceedings build --draft; proceedings import papers/ for a folder of papers and slides")


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else _PLURALS.get(what, what + 's')}"
