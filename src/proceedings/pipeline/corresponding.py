"""Letters: what is open is put into words, by person, and laid into build/letters.

The editor sends them.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from proceedings.corresponding.letters import Letter, letter_to
from proceedings.corresponding.memory import recall, remember
from proceedings.corresponding.messages import NOBODY, mail_address, merge_table, message, write_mbox
from proceedings.corresponding.owing import debts
from proceedings.corresponding.points import points_of
from proceedings.pipeline.coming_in import keep
from proceedings.pipeline.gathering import Gathered
from proceedings.pipeline.ignored import GITIGNORE, with_addresses_ignored
from proceedings.readers.marked_pages import marked_page
from proceedings.typesetting.sandbox import plain_text
from proceedings.values.book import Person, Volume
from proceedings.values.diagnostics import ProceedingsError, UsageError
from proceedings.values.request import BuildRequest

FOLDER = "letters"
ADDRESSES = "proceedings/addresses.yaml"
TEMPLATES = ("proceedings/letter.{}.txt", "proceedings/letter.txt")
"""Where an editor's own template lies: for one language, for all."""
_EDITORS = "editors"
"""The key under which addresses.yaml has the address of the editors."""
_WIDTH = 640
"""Pixels of the width of an attached page."""


@dataclass(frozen=True)
class Wrote:
    """What came of the command."""

    folder: Path
    letters: tuple[Letter, ...]
    without_address: tuple[tuple[Person, int], ...]
    """People who owe something and cannot be written to, with the number of their points."""
    addresses: tuple[str, ...]
    """Sentences about addresses.yaml. They repeat none of its addresses."""
    day: dt.date
    dated_by: str
    has_sender: bool


def write_letters(
    request: BuildRequest, gathered: Gathered, *, again: bool = False, notices: bool = False, dry: bool = False
) -> Wrote:
    """Write a letter to everybody with an address who owes or must mend something.

    Args:
        request: the workspace.
        gathered: what was found in it.
        again: forget the last run, and write its letters anew.
        notices: tell authors also what was put right without them.
        dry: write nothing.

    Raises:
        ProceedingsError: the workspace could not be read.
        LayoutError: the editor's template is wrong.
    """
    volume = gathered.volume
    if volume is None:
        raise ProceedingsError("the agenda cannot be read", "proceedings check says why")
    memory = recall(request.workspace)
    if again:
        memory = memory.without_last_run()
    book = _addresses(request.workspace, volume)
    owed = debts(volume, gathered.submissions)
    open_points = points_of(volume, owed, gathered.findings, gathered.submissions, notices=notices)
    fill = partial(_filled, request.workspace)
    letters = [
        letter_to(person, points, volume, memory, memory.run + 1, fill)
        for person, points in open_points.items()
        if person.id in book.found
    ]
    day, dated_by = _day(volume)
    wrote = Wrote(
        request.folder / FOLDER,
        tuple(letters),
        tuple((person, len(points)) for person, points in open_points.items() if person.id not in book.found),
        book.sentences,
        day,
        dated_by,
        book.sender is not None,
    )
    if not dry:
        if (ignored := with_addresses_ignored(request.workspace)) is not None:
            (request.workspace / GITIGNORE).write_text(ignored, "utf-8")
        _lay_out(wrote, book, volume)
        for letter in letters:
            memory = memory.with_letter(letter.person.id, letter.written)
        if letters or again:
            remember(request.workspace, memory)
        keep(request.workspace, gathered)
    return wrote


@dataclass(frozen=True)
class _Addresses:
    """Addresses by the ids of people, that of the editors, and what is wrong with the file."""

    found: Mapping[str, str]
    sender: str | None
    sentences: tuple[str, ...]


def _addresses(workspace: Path, volume: Volume) -> _Addresses:
    import yaml

    try:
        said = yaml.load((workspace / ADDRESSES).read_text("utf-8-sig"), yaml.BaseLoader)
    except FileNotFoundError:
        return _Addresses({}, None, (f"there is no {ADDRESSES}: write a line `id: name@example.org` for each person",))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        # What libraries say of a file quotes it.
        mark = getattr(problem, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UsageError(f"{ADDRESSES}{line} cannot be read", "write a line `id: name@example.org` for each") from None
    entries = said if isinstance(said, dict) else {}
    found: dict[str, str] = {}
    sentences: list[str] = []
    known = {person.id for person in volume.people}
    for name, text in entries.items():
        address = mail_address(text) if isinstance(text, str) else None
        if address is None:
            sentences.append(f"`{name}:` has no e-mail address that can be written to")
        elif name != _EDITORS and name not in known:
            sentences.append(f"`{name}` is nobody in people.yaml")
        else:
            found[name] = address
    editors = [found[m.person.id] for m in volume.editors if m.person is not None and m.person.id in found]
    sender = found.pop(_EDITORS, None) if _EDITORS not in known else found.get(_EDITORS)
    return _Addresses(found, sender or next(iter(editors), None), tuple(sentences))


def _day(volume: Volume) -> tuple[dt.date, str]:
    """The day for the header that mail demands, and whence it is. Never the clock's."""
    if volume.publication.date:
        return volume.publication.date, "`publication: date` of volume.yaml"
    if volume.event.ends:
        return volume.event.ends, "the event's last day"
    days = [day.date for day in volume.days]
    return (max(days), "the agenda's last day") if days else (dt.date(2000, 1, 1), "no day at all")


def _filled(workspace: Path, language: str, values: Mapping[str, object]) -> str:
    for pattern in TEMPLATES:
        name = pattern.format(language)
        if (workspace / name).is_file():
            return _tidied(plain_text((workspace / name).read_text("utf-8-sig"), name, values))
    built_in = Path(__file__).parents[1] / "corresponding" / "letter.txt"
    return _tidied(plain_text(built_in.read_text("utf-8"), "letter.txt", values))


def _tidied(text: str) -> str:
    """The text without blank lines that follow each other or stand at its ends."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for n, line in enumerate(lines) if line or lines[n - 1]) + "\n"


def _lay_out(wrote: Wrote, book: _Addresses, volume: Volume) -> None:
    """Put messages, mailbox, table and pictures into a folder of their own; older ones go."""
    shutil.rmtree(wrote.folder, ignore_errors=True)
    if not wrote.letters:
        return
    (wrote.folder / "pictures").mkdir(parents=True)
    names = [member.name for member in volume.editors]
    sender = (names[0] if len(names) == 1 else volume.short_title or volume.title, book.sender or NOBODY)
    messages = []
    for letter in wrote.letters:
        pictures = _pictures(letter)
        for name, data in pictures.items():
            (wrote.folder / "pictures" / name).write_bytes(data)
        made = message(letter, book.found[letter.person.id], sender, wrote.day, pictures)
        (wrote.folder / f"{letter.person.id}.eml").write_bytes(made.as_bytes())
        messages.append(made)
    write_mbox(wrote.folder / "letters.mbox", messages, wrote.day)
    table = merge_table(((letter, book.found[letter.person.id]) for letter in wrote.letters), "pictures")
    (wrote.folder / "letters.csv").write_text(table, "utf-8", newline="")


def _pictures(letter: Letter) -> Mapping[str, bytes]:
    drawn = {p.name: marked_page(p.pdf, p.page, p.marks, _WIDTH) for p in letter.pictures}
    return {name: data for name, data in drawn.items() if data is not None}


def languages_missing(letters: Sequence[Letter]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By language wanted and language taken, the keys of sentences that the first lacks."""
    missing: dict[tuple[str, str], dict[str, None]] = {}
    for letter in letters:
        for key, taken in letter.missing:
            missing.setdefault((letter.language, taken), {})[key] = None
    return {pair: tuple(keys) for pair, keys in missing.items()}
