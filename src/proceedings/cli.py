"""The front door: commands, options, exit codes."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from proceedings import __version__
from proceedings.commands.arguments import AsJson, Draft, Explain, Jobs, OneEdition, Scheduler, StoreAt, Workspace
from proceedings.commands.beginning import guide, new
from proceedings.commands.doors import doors
from proceedings.commands.exporting import export
from proceedings.commands.importing import import_
from proceedings.commands.letters import letters
from proceedings.commands.publishing import publish
from proceedings.commands.status import status
from proceedings.engine.collecting import collect_seldom
from proceedings.engine.disk import full_folder, says_no_room
from proceedings.engine.unfinished import temporary_folder
from proceedings.values.diagnostics import (
    ExitCode,
    ProceedingsError,
    Severity,
    UsageError,
    as_json,
    as_text,
    has_errors,
    shown_path,
    tally,
)
from proceedings.values.edition import Edition
from proceedings.values.shared_messages import as_told

if TYPE_CHECKING:
    from proceedings.pipeline.building import Outcome
    from proceedings.values.diagnostics import Diagnostic
    from proceedings.values.request import BuildRequest

app = typer.Typer(
    help="Turn an agenda, speaker bios and submitted papers and slides into one archival, accessible PDF volume.\n\n"
    "A workspace is a folder with proceedings/volume.yaml, agenda.yaml and people.yaml, and submissions in papers/. "
    "Start with `proceedings check`, then `proceedings build --draft` while documents trickle in, "
    "and `proceedings build` for the final volume.",
    epilog="Exit status: 0 done; 1 the workspace has errors, all of them listed; 2 wrong usage; 3 a needed program is "
    "missing; 4 the volume was built but does not verify; 130 interrupted.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_TERMINATED = 128 + signal.SIGTERM


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"proceedings {__version__}")
        raise typer.Exit(ExitCode.DONE)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Take the options of the program itself."""


@app.command()
def build(
    workspace: Workspace = None,
    draft: Draft = False,
    edition: OneEdition = None,
    jobs: Jobs = 0,
    store: StoreAt = None,
    scheduler: Scheduler = None,
    explain: Explain = False,
    as_json_: AsJson = False,
) -> None:
    """Build the volume: DIR/build/proceedings.pdf and contents.json.

    Where volume.yaml says `split`, there are proceedings-1.pdf, proceedings-2.pdf and so on.
    The previous volume stays until the new one is complete and has been checked.
    """
    from proceedings.engine.progress import shown
    from proceedings.pipeline import building as pipeline

    order = _order(workspace, draft, jobs, store, scheduler, edition)
    with shown(as_json_) as progress:
        outcome = pipeline.build(order, progress)
    if explain:
        for step in outcome.steps:
            typer.echo(str(step), err=True)
    _report(order, outcome, as_json_, notices=False)
    if outcome.volumes and not as_json_:
        for file, pages in outcome.volumes.items():
            typer.echo(f"{shown_path(file)}: {pages} pages")
    elif not as_json_:
        typer.echo("No volume was written; the previous one, if any, is unchanged.", err=True)
    raise typer.Exit(outcome.exit_code)


@app.command()
def check(workspace: Workspace = None, draft: Draft = False, jobs: Jobs = 0, as_json_: AsJson = False) -> None:
    """List everything wrong or suspicious in the workspace,
    in one run, without building the volume.

    The same, with pictures of the pages concerned and sentences to mail to authors,
    is in DIR/build/check.html.
    """
    from proceedings.engine.progress import shown
    from proceedings.pipeline import building as pipeline

    order = _order(workspace, draft, jobs)
    with shown(as_json_) as progress:
        outcome = pipeline.check(order, progress)
    _report(order, outcome, as_json_, notices=True)
    if not as_json_:
        typer.echo(f"{shown_path(order.folder / pipeline.REPORT)}: {tally(outcome.diagnostics)}")
    raise typer.Exit(outcome.exit_code)


@app.command()
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE|DIR]", help="A volume, or a workspace; by default all that build/ holds."),
    ] = None,
    as_json_: AsJson = False,
) -> None:
    """Read a finished volume with libraries that did not write it and report what is broken in it.

    Whether it holds what it claims (PDF/A, PDF/UA) says veraPDF where it is installed (`make
    verapdf`), else page-validation, which comes with this program.
    """
    from proceedings.verifying.loading import load_pypdf_alone

    load_pypdf_alone()
    from proceedings.pipeline.reading_back import read_back

    findings: list[Diagnostic] = []
    for read in read_back(file or Path.cwd()):
        findings += read.findings
        if not as_json_:
            if read.findings:
                typer.echo(as_text(read.findings), err=True)
            for claim in read.claims:
                typer.echo(claim.sentence)
            typer.echo(f"{shown_path(read.file)}: {tally(read.findings)}")
    if as_json_:
        typer.echo(as_json(findings))
    raise typer.Exit(ExitCode.NOT_VERIFIED if has_errors(findings) else ExitCode.DONE)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A submission: PDF, office document, text or picture.")],
    as_json_: Annotated[bool, typer.Option("--json", help="Print the facts and the problems as JSON.")] = False,
) -> None:
    """Print what is known about one submission:
    pages, fonts, images, tags, links, margins, and what would be done.

    A text (Markdown, HTML, plain) is set for this in the built-in layout, on A4.
    """
    from proceedings.pipeline.inspecting import inspect as look_into
    from proceedings.typesetting.manuscript import usual_setter

    if not file.is_file():
        raise ProceedingsError(f"{file} does not exist", "give the path of a submission, such as papers/paper.pdf")
    found = look_into(file, usual_setter)
    if as_json_:
        typer.echo(found.as_json())
    else:
        if text := found.as_text():
            typer.echo(text)
        if found.diagnostics:
            typer.echo(as_text(found.diagnostics), err=True)
    raise typer.Exit(ExitCode.DONE if found.usable else ExitCode.WORKSPACE_HAS_ERRORS)


@app.command()
def report(workspace: Workspace = None, jobs: Jobs = 0) -> None:
    """Print what a report of a fault needs: versions, sizes, counts, codes of findings.

    Nobody's papers, names, titles, paths or addresses are in it.
    Outside of a workspace only versions are told.
    """
    from proceedings.engine.progress import shown
    from proceedings.pipeline.building import check as look_through
    from proceedings.pipeline.reporting import report as gathered

    try:
        request = _order(workspace, True, jobs)
    except UsageError:
        if workspace is not None:
            raise
        typer.echo(gathered(None, ()))
        raise typer.Exit(ExitCode.DONE) from None
    with shown() as progress:
        outcome = look_through(request, progress)
    typer.echo(gathered(request.workspace, outcome.diagnostics))
    raise typer.Exit(ExitCode.DONE)


@app.command()
def watch(
    workspace: Workspace = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the page; 0 chooses a free one.")] = 0,
    jobs: Jobs = 0,
    store: StoreAt = None,
) -> None:
    """Build drafts as files change,
    and show the volume and its check report in a page that reloads by itself.

    The page is served to browsers on this machine only.
    Ctrl-C ends it; the last volume that could be built stays.
    """
    from proceedings.watching.watcher import watch as watch_over

    order = _order(workspace, True, jobs, store)
    with contextlib.suppress(KeyboardInterrupt):
        watch_over(order, port, typer.echo)
    raise typer.Exit(ExitCode.DONE)


@app.command()
def clean(
    workspace: Workspace = None,
    keep: Annotated[
        float | None,
        typer.Option(metavar="DAYS", min=0, help="Remove only results that no build used for so many days."),
    ] = None,
    store: StoreAt = None,
) -> None:
    """Remove what the next build makes again: kept results and the check report. The volume stays.

    A store outside of DIR/build is left alone, unless --keep says how old its results may be.
    """
    from proceedings.pipeline.tidying import tidy

    order = _order(workspace, False, 1, store)
    gone = tidy(order, keep)
    what = "the store is empty" if gone.everything else f"{gone.entries} results were removed"
    typer.echo(f"{what}, {gone.bytes / 1e6:.1f} MB")
    raise typer.Exit(ExitCode.DONE)


app.command("import")(import_)
for _command in (export, status, doors, letters, publish, new, guide):
    app.command()(_command)


def _order(
    workspace: Path | None,
    draft: bool,
    jobs: int,
    store: str | None = None,
    scheduler: str | None = None,
    edition: Edition | None = None,
) -> BuildRequest:
    from proceedings.reading.workspace_search import find_workspace
    from proceedings.values.request import BuildRequest

    return BuildRequest(find_workspace(workspace or Path.cwd()), draft, jobs, store, scheduler, edition)


def _report(order: BuildRequest, outcome: Outcome, json: bool, notices: bool) -> None:
    """Problems go to standard error as text, or to standard output as JSON;
    notices only where asked for.
    """
    if json:
        typer.echo(as_json(outcome.diagnostics))
        return
    shown = [d for d in outcome.diagnostics if notices or d.severity is not Severity.NOTICE]
    hidden = len(outcome.diagnostics) - len(shown)
    if shown:
        typer.echo(as_told(shown, outcome.documents, order.workspace), err=True)
    if outcome.diagnostics:
        more = f"; `proceedings check` prints the notice{'s' if hidden > 1 else ''}" if hidden else ""
        typer.echo(tally(outcome.diagnostics) + more, err=True)
    for sentence in outcome.missing_programs:
        typer.echo(sentence, err=True)


def command() -> NoReturn:
    """Run the command line, then end the process at once.

    Python's own shutdown takes modules down one by one. That takes as long as a build with nothing
    to do.
    """
    collect_seldom()
    # What was begun is tidied up on the way out, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    at_the_end = contextlib.ExitStack()
    # Registered first, it runs last: libraries remove their own before.
    atexit.register(at_the_end.close)
    with contextlib.suppress(OSError):
        at_the_end.enter_context(temporary_folder())
    status: object = ExitCode.DONE
    try:
        main()
    except SystemExit as end:
        status = end.code
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    atexit._run_exitfuncs()
    os._exit(status if isinstance(status, int) else ExitCode.DONE)


def main() -> None:
    """Run the command line;
    every problem ends in a sentence and an exit status, never in a traceback.
    """
    try:
        app(standalone_mode=True)
    except ProceedingsError as problem:
        typer.echo(f"error: {problem.message}", err=True)
        if problem.hint:
            typer.echo(f"  hint: {problem.hint}", err=True)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        typer.echo("Interrupted; the previous volume is unchanged.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as fault:
        if says_no_room(fault):
            _tell_of_no_room(full_folder(fault, Path.cwd()))
        _confess(fault)


def _tell_of_no_room(folder: Path) -> NoReturn:
    typer.echo(
        f"error: there is no room left on the disk: {folder} is full\n"
        "  hint: make room there; temporary files go to another folder where TMPDIR names one. The previous volume is "
        "unchanged; `proceedings clean` frees what can be made again",
        err=True,
    )
    sys.exit(ExitCode.NOT_VERIFIED)


def _confess(fault: Exception) -> None:
    """Say that the tool itself failed; whoever wants to mend it sets PROCEEDINGS_TRACEBACK=1."""
    if os.environ.get("PROCEEDINGS_TRACEBACK"):
        raise fault
    typer.echo(
        f"error: this is a fault of proceedings itself, not of your files: {type(fault).__name__}: {fault}\n"
        "  hint: the previous volume is unchanged; PROCEEDINGS_TRACEBACK=1 shows where it happened",
        err=True,
    )
    sys.exit(ExitCode.NOT_VERIFIED)
