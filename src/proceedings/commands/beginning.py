"""`proceedings new` and `proceedings guide`: the first steps of an editor."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from proceedings.values.diagnostics import ExitCode, UsageError, shown_path

_TRIMS = ("A4", "Letter", "B5", "A5")


def new(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder that becomes the workspace; by default this one.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of the book.")] = None,
    dates: Annotated[
        str | None, typer.Option(metavar="FIRST[..LAST]", help="Of the meeting: 2026-05-01..2026-05-03.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="The city.")] = None,
    language: Annotated[str | None, typer.Option(metavar="TAG", help="Such as en-GB, fr or pt-BR.")] = None,
    trim: Annotated[str | None, typer.Option(metavar="SIZE", help="A4, Letter, B5 or A5.")] = None,
) -> None:
    """Make a workspace that builds: three files that explain themselves.

    On a terminal what no option says is asked; elsewhere it is guessed, and the guesses are listed.
    Where papers or slides lie in the folder or its papers/, the agenda is made from them.
    """
    from proceedings.importing.beginning import Wanted
    from proceedings.pipeline.beginning import begin
    from proceedings.reading.workspace_search import VOLUME_FILE

    root = (folder or Path.cwd()).resolve()
    if (root / VOLUME_FILE).exists():
        raise UsageError(f"{shown_path(root)} is a workspace already", "proceedings build --draft builds it")
    guesses: list[str] = []

    def told(name: str, given: str | None, question: str, guess: str, why: str = "") -> str:
        if given is not None:
            return given
        if sys.stdin.isatty():
            return str(typer.prompt(question, default=guess, show_default=bool(guess)))
        if guess:
            guesses.append(f"{name}: {guess}{f' ({why})' if why else ''}")
        return guess

    book = told("title", title, "Title of the book", root.name.replace("-", " ").replace("_", " ") or "Proceedings")
    first, last = _dates(told("dates", dates, "Dates (first..last)", *_guessed(root, book)))
    city = told("place", place, "City", "")
    tag = told("language", language, "Language", "en")
    size = _trim(told("trim", trim, "Trim size", "A4"))
    begun = begin(root, Wanted(book, first, last, city, tag, size))
    for guess in guesses:
        typer.echo(f"guessed {guess}; correct it in proceedings/")
    if begun.papers:
        typer.echo(f"{begun.papers} papers and slides stand in one session; put them where they belong")
    typer.echo(f"written in {shown_path(root)}: {', '.join(begun.files)}")
    typer.echo("next: proceedings build --draft, or proceedings import SOURCE; proceedings guide explains the files")
    raise typer.Exit(ExitCode.DONE)


def _guessed(root: Path, title: str) -> tuple[str, str]:
    """Dates that the title, the folder's name or the names of its files show, else today; and
    where they are from.
    """
    from proceedings.importing.guessed_dates import guessed_dates

    files = sorted(path.name for folder in (root, root / "papers") if folder.is_dir() for path in folder.iterdir())
    above = root.parent.name if root.parent.name.isdecimal() else ""
    first, last, why = guessed_dates([title, root.name, above, *files], dt.date.today())
    return (f"{first}" if first == last else f"{first}..{last}"), why


def _dates(text: str) -> tuple[dt.date, dt.date]:
    parts = re.split(r"\s*(?:\.\.|–|to|/)\s*", text.strip())
    try:
        days = [dt.date.fromisoformat(part) for part in parts if part]
    except ValueError:
        days = []
    if len(days) not in (1, 2) or days[-1] < days[0] or (days[-1] - days[0]).days > 60:
        raise UsageError(f"`{text}` are no dates of a meeting", "write --dates 2026-05-01..2026-05-03")
    return days[0], days[-1]


def _trim(text: str) -> str:
    found = next((one for one in _TRIMS if one.casefold() == text.strip().casefold()), None)
    if found is None:
        raise UsageError(f"`{text}` is no trim size", "write A4, Letter, B5 or A5; volume.yaml takes sizes of your own")
    return found


def guide(
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A word of a heading: volume, agenda, people, export …")
    ] = None,
) -> None:
    """Print the editor's guide, or the chapters whose headings name a topic."""
    from proceedings.pipeline.beginning import guide_text

    text = guide_text()
    if topic is None:
        typer.echo(text)
        raise typer.Exit(ExitCode.DONE)
    chapters = re.split(r"(?m)^(?=#{2,3} )", text)
    found = [one for one in chapters if topic.casefold() in one.partition("\n")[0].casefold()]
    found = found or [one for one in chapters if f"`proceedings {topic.casefold()}" in one]
    if not found:
        heads = ", ".join(one.partition("\n")[0].strip("# `") for one in chapters if one.startswith("## "))
        raise UsageError(f"the guide has no chapter about `{topic}`", f"it has: {heads}")
    typer.echo("\n".join(one.rstrip() + "\n" for one in found))
    raise typer.Exit(ExitCode.DONE)
