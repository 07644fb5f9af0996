"""The volume of the year before as a source: its people, committees, texts and settings."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from proceedings.importing.beginning import agenda_to_begin_with
from proceedings.importing.guessed_dates import guessed_dates
from proceedings.importing.programme import Committee, Human, Meeting, Programme, Remark
from proceedings.importing.remnants import predecessor_of
from proceedings.importing.workspace_files import ADDRESSES, Files, files_of
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.predecessor import Predecessor

NAME = "the volume before"
KIND = "volume"
"""What `--as` takes for it."""
MEMORY = "proceedings/state/last-volume.json"
_BOOK = "proceedings/volume.yaml"
_DATED = ("isbn", "doi", "published")
_LEFT = ("state", "schemas", "agenda.yaml", "columns.yaml", ".gitignore")
_PICTURE = re.compile(r"[\w./ -]+\.(?:png|jpe?g|svg|webp|gif|tiff?)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Carried:
    """What is carried over: files, and a programme without entries that tells of the people."""

    programme: Programme
    files: Files


def is_a_volume(path: Path) -> bool:
    """True for a workspace, and for the PDF or the contents.json of a volume."""
    return workspace_of(path) is not None or (path.is_file() and (_contents(path) is not None or _is_our_pdf(path)))


def carried(path: Path) -> Carried:
    """What a volume of the year before gives: of its workspace all, of its files alone less.

    Raises:
        ProceedingsError: its volume.yaml is no YAML.
    """
    workspace = workspace_of(path)
    return carried_over(workspace) if workspace else _from_files(path)


def workspace_of(path: Path) -> Path | None:
    """The workspace of a volume: the folder itself, or that in whose build/ its PDF or its
    contents.json lies; None where it is none.
    """
    for folder in (path, *path.parents[:2]) if path.suffix in (".pdf", ".json") else (path,):
        if (folder / _BOOK).is_file():
            return folder
    return None


def carried_over(workspace: Path) -> Carried:
    """Everything of a workspace but its agenda and its submissions.

    Volume.yaml stays to the letter but for the days of the meeting, which become those of the same
    week a year later, and for what identifies the book that was published.

    Raises:
        ProceedingsError: its volume.yaml is no YAML.
    """
    text = (workspace / _BOOK).read_text("utf-8", "replace")
    book, people = _yaml(text, _BOOK), _people(workspace)
    said = book.get("event")
    event: Mapping[str, Any] = said if isinstance(said, Mapping) else {}
    starts, ends = _date(event.get("starts")), _date(event.get("ends"))
    remarks = [Remark(_BOOK, "this is the book of the volume before; title, event and rights are carried over")]
    texts = {_BOOK: _renewed(text, starts, ends, remarks)}
    copies: dict[str, Path] = {}
    for name, path in _files(workspace, text, book):
        content = _text(path) if path.suffix in (".md", ".yaml", ".yml", ".css", ".html", ".toml") else None
        if content is None:
            copies[name] = path
        else:
            texts[name] = content
    first = _later(starts) if starts else dt.date(dt.date.today().year, 1, 1)
    last = first + (ends - starts if starts and ends and ends >= starts else dt.timedelta())
    texts["proceedings/agenda.yaml"] = agenda_to_begin_with(first, last)
    fronts = {name: content for name, content in texts.items() if name.startswith("proceedings/front/")}
    before = predecessor_of(book, fronts, starts) if starts else None
    if before is not None:
        texts[MEMORY] = _remembered(before)
        remarks.append(Remark("", _told(before)))
    if ADDRESSES in texts:
        remarks.append(Remark(ADDRESSES, "addresses are carried over; write to nobody who did not agree"))
    committees = _committees(book)
    if committees:
        count = sum(len(one.members) for one in committees)
        remarks.append(Remark(_BOOK, f"{count} members of {len(committees)} committees are carried over; who changed?"))
    meeting = Meeting(title=str(book.get("title") or ""), committees=committees)
    return Carried(Programme(meeting, people, ()), Files(texts, copies, tuple(remarks)))


def _later(day: dt.date) -> dt.date:
    """The same day of the week a year later."""
    return day + dt.timedelta(days=364)


def _renewed(text: str, starts: dt.date | None, ends: dt.date | None, remarks: list[Remark]) -> str:
    """Volume.yaml with new days of the meeting, and what identifies the old book as comments."""
    for key, day in (("starts", starts), ("ends", ends)):
        if day is not None:
            new = _later(day)
            text = re.sub(rf"(\b{key}:\s*[\"']?){day}", rf"\g<1>{new}", text, count=1)
            remarks.append(Remark(_BOOK, f"event.{key} was {day}; {new}, the same day of the week, is a guess"))
    for key in _DATED:
        text, count = re.subn(rf"(?m)^({key}:.*)$", r"# \1   # of the volume before", text)
        if count:
            remarks.append(Remark(_BOOK, f"`{key}:` belongs to the volume before; it is a comment now"))
    return text


def _files(workspace: Path, text: str, book: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """Files that go along: those of proceedings/, the layout, pictures that volume.yaml names."""
    root = workspace.resolve()
    folders = [workspace / "proceedings"]
    if isinstance(book.get("layout"), str):
        folders.append(workspace / "layouts" / book["layout"])
    named = [workspace / found.strip() for found in _PICTURE.findall(text)]
    for path in [*(p for folder in folders if folder.is_dir() for p in sorted(folder.rglob("*"))), *named]:
        if not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        name = path.relative_to(workspace).as_posix()
        parts = name.split("/")
        if name != _BOOK and not (parts[0] == "proceedings" and parts[1] in _LEFT):
            yield name, path


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def _yaml(text: str, name: str) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise ProceedingsError(f"{name} of the volume before is no YAML{where}", "mend it there first") from None
    return data if isinstance(data, dict) else {}


def _people(workspace: Path) -> dict[str, Human]:
    path = workspace / "proceedings/people.yaml"
    people = _yaml(path.read_text("utf-8", "replace"), "proceedings/people.yaml") if path.is_file() else {}
    named = ((key, one.get("name") if isinstance(one, Mapping) else one) for key, one in people.items())
    return {key: Human(name) for key, name in named if isinstance(name, str)}


def _committees(book: Mapping[str, Any]) -> tuple[Committee, ...]:
    found = []
    for one in book.get("committees") or ():
        if isinstance(one, Mapping) and isinstance(one.get("members"), list):
            names = (m.get("name") or m.get("person") if isinstance(m, Mapping) else m for m in one["members"])
            found.append(Committee(str(one.get("title") or ""), tuple((str(name), "", "") for name in names)))
    return tuple(found)


def _date(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _remembered(before: Predecessor) -> str:
    remnants = [dataclasses.asdict(one) for one in before.remnants]
    return json.dumps({"year": before.year, "remnants": remnants}, ensure_ascii=False, indent=1) + "\n"


def _told(before: Predecessor) -> str:
    places = sorted({one.where for one in before.remnants})
    if not places:
        return "nothing in the texts names the year, the days or the number of the volume before"
    return (
        f"{len(before.remnants)} sentences name what holds for the volume before ({', '.join(places)}); "
        "proceedings check tells each until it is changed"
    )


def _contents(path: Path) -> Mapping[str, Any] | None:
    """The contents.json that is given, or that lies beside a PDF; None where there is none."""
    if path.suffix.lower() not in (".json", ".pdf"):
        return None
    beside = path.with_name("contents.json") if path.suffix.lower() == ".pdf" else path
    try:
        with beside.open(encoding="utf-8") as file:
            head = file.read(2000)
        data = json.loads(beside.read_text("utf-8")) if '"pages"' in head and '"pdf"' in head else None
    except (OSError, ValueError):
        return None
    ours = isinstance(data, Mapping) and isinstance(data.get("parts"), list) and "title" in data and "pdf" in data
    return data if ours else None


def _is_our_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf" and str(_information(path).get("/Producer", "")).startswith("proceedings")


def _information(path: Path) -> Mapping[str, Any]:
    """Title and other facts in a PDF; nothing where it is none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return dict(PdfReader(path).metadata or {})
    except (PyPdfError, OSError, ValueError):
        return {}


def _from_files(path: Path) -> Carried:
    """By contents.json: title and people; by a PDF alone its title."""
    contents = _contents(path) or {}
    title = str(contents.get("title") or _information(path).get("/Title") or path.stem)
    names = [name for part in contents.get("parts") or () for name in part.get("people") or ()]
    people = {name: Human(name) for name in dict.fromkeys(map(str, names))}
    first, last, why = guessed_dates([path.resolve().parent.name], dt.date.today())
    remarks = [
        Remark("", f"the meeting is on {first}: {why}; correct it in volume.yaml and agenda.yaml"),
        Remark(path.name, "committees, texts, biographies and settings are in its workspace alone; import that", True),
    ]
    meeting = Meeting(title=title, event=title, starts=first, ends=last)
    files = files_of(Programme(meeting, people, ()), path, everybody=True)
    agenda = {"proceedings/agenda.yaml": agenda_to_begin_with(first, last)}
    return Carried(Programme(meeting, people, ()), Files({**files.texts, **agenda}, {}, tuple(remarks)))
