"""An import: the source is read, made into files, joined with what the editor wrote, and
written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from proceedings.importing import last_volume
from proceedings.importing.beginning import schemas
from proceedings.importing.guessed_dates import guessed_dates
from proceedings.importing.material import Source
from proceedings.importing.merging import merged
from proceedings.importing.paper_lists import in_sessions, without_days
from proceedings.importing.programme import Programme, Remark
from proceedings.importing.recognising import read_source
from proceedings.importing.workspace_files import ADDRESSES, COLUMNS, Files, copy_all, files_of
from proceedings.pipeline.ignored import GITIGNORE, with_addresses_ignored
from proceedings.pipeline.import_state import ImportState
from proceedings.values.diagnostics import UsageError


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    kind: str
    programme: Programme
    remarks: tuple[Remark, ...]
    written: tuple[str, ...]
    """Files that are new or changed."""
    difference: str
    """What would change in them, line by line; empty where it was written."""
    placed: int
    counts: Mapping[str, int] = field(default_factory=dict)


def import_source(path: Path, workspace: Path, dry: bool, kind: str | None, encoding: str) -> Imported:
    """Import a source into a workspace, which is made where there is none.

    Files that the editor changed keep these changes; conflicts are among the remarks. Nothing is
    written where `dry` is true.

    Raises:
        UsageError: the source is not there or nothing that can be imported.
    """
    if not path.exists():
        raise UsageError(f"{path} does not exist", "give the export, or the folder that it was unpacked to")
    called, programme, files = _read(path, workspace, kind, encoding)
    state = ImportState(workspace)
    texts, conflicts = _joined(files.texts, workspace, state)
    changed = {name: text for name, text in texts.items() if _now(workspace, name) != text}
    shown = [name for name in changed if dry and name != ADDRESSES]
    difference = "".join(_difference(workspace, name, changed[name]) for name in shown)
    if not dry:
        written = {**changed, **_beside(workspace)}
        state.keep_before([name for name in (*written, *files.copies) if name != ADDRESSES])
        for folder in {(workspace / name).parent for name in written}:
            folder.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (workspace / name).write_text(text, "utf-8")
        copy_all(files.copies, workspace)
        state.keep_last({name: text for name, text in files.texts.items() if name != ADDRESSES})
    remarks = (*programme.remarks, *files.remarks, *conflicts)
    return Imported(called, programme, remarks, tuple(changed), difference, _placed(programme), _counts(programme))


def _read(path: Path, workspace: Path, kind: str | None, encoding: str) -> tuple[str, Programme, Files]:
    """What the source is called, its programme, and the files that it makes."""
    if kind == last_volume.KIND or (kind is None and last_volume.is_a_volume(path)):
        before = last_volume.workspace_of(path)
        if before is not None and before.resolve() == workspace.resolve():
            raise UsageError(f"{path} is this workspace itself", "name the new one: proceedings import OLD NEW")
        carried = last_volume.carried(path)
        return last_volume.NAME, carried.programme, carried.files
    called, programme = read_source(Source(path, encoding, _columns(workspace)), kind)
    if not programme.entries:
        why = "; ".join(remark.sentence for remark in programme.remarks if remark.lost)
        raise UsageError(f"{path} is of the kind {called}, and an agenda would be empty", f"nothing is written: {why}")
    if without_days(programme):
        programme = in_sessions(programme, *_day_of_papers(programme, path, workspace))
    return called, programme, files_of(programme, path)


def _day_of_papers(programme: Programme, source: Path, workspace: Path) -> tuple[dt.date, str]:
    """The day for papers of which the source says none: the meeting's first, as the source has it
    or the workspace, else a guess.
    """
    import yaml

    if programme.meeting.starts:
        return programme.meeting.starts, "the first day of the meeting"
    try:
        said = yaml.load(_now(workspace, "proceedings/volume.yaml") or "", yaml.BaseLoader)
        return dt.date.fromisoformat(str(said["event"]["starts"])), "the first day in volume.yaml"
    except (yaml.YAMLError, ValueError, KeyError, TypeError):
        meeting = programme.meeting
        first, _, why = guessed_dates(
            [meeting.title, meeting.event, meeting.url, source.stem, source.parent.name], dt.date.today()
        )
        return first, why


def _columns(workspace: Path) -> dict[str, str]:
    """What the editor says that columns of a table hold."""
    import yaml

    text = _now(workspace, COLUMNS)
    try:
        said = yaml.load(text or "", yaml.BaseLoader)
    except yaml.YAMLError as problem:
        raise UsageError(f"{COLUMNS} is no YAML: {str(problem).splitlines()[0]}", "correct it, or delete it") from None
    return {str(head): str(field) for head, field in said.items()} if isinstance(said, dict) else {}


def _now(workspace: Path, name: str) -> str | None:
    path = workspace / name
    return path.read_text("utf-8", "replace") if path.is_file() else None


def _joined(texts: Mapping[str, str], workspace: Path, state: ImportState) -> tuple[dict[str, str], tuple[Remark, ...]]:
    """The texts to be written, with the editor's changes since the last import."""
    joined: dict[str, str] = {}
    remarks: list[Remark] = []
    for name, theirs in texts.items():
        mine, base = _now(workspace, name), state.last(name)
        if mine is None:
            joined[name] = theirs
        elif base is None and mine != theirs:
            joined[name] = mine
            remarks.append(Remark(name, "this file was written by hand; it stays as it is", True))
        else:
            joined[name], conflicts = merged(base or theirs, mine, theirs)
            remarks += [
                Remark(
                    f"{name}:{one.line}",
                    f"you and the source both changed this; yours stays. The source: {_short(one.theirs)}",
                    True,
                )
                for one in conflicts
            ]
    return joined, tuple(remarks)


def _short(text: str) -> str:
    line = " / ".join(part.strip() for part in text.splitlines())
    return f"`{line[:117] + '…' if len(line) > 118 else line}`" if line else "nothing is left of it"


def _difference(workspace: Path, name: str, text: str) -> str:
    before = _now(workspace, name)
    old = (before or "").splitlines(keepends=True)
    return "".join(
        unified_diff(old, text.splitlines(keepends=True), name if before is not None else "(none)", name, n=1)
    )


def _beside(workspace: Path) -> dict[str, str]:
    """The schemas that first lines name, and what git is to ignore; a file of the
    editor's stays.
    """
    beside = schemas()
    if (ignored := with_addresses_ignored(workspace)) is not None:
        beside[GITIGNORE] = ignored
    return {name: text for name, text in beside.items() if _now(workspace, name) != text}


def _placed(programme: Programme) -> int:
    return sum(len(entry.contributions) or 1 for entry in programme.entries if entry.day)


def _counts(programme: Programme) -> dict[str, int]:
    placed = [entry for entry in programme.entries if entry.day]
    rooms = {entry.room for entry in placed if entry.room}
    return {
        "entry": _placed(programme),
        "day": len({entry.day for entry in placed}),
        "room": len(rooms),
        "person": len(programme.people),
        "biography": sum(bool(human.biography) for human in programme.people.values()),
    }
