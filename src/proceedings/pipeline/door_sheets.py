"""The sheets for the doors of rooms, from the agenda alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proceedings.values.diagnostics import Diagnostic, ProceedingsError, Severity

FILE = "doors.pdf"


@dataclass(frozen=True, slots=True)
class DoorSheets:
    """The file, how many pages it has, and the errors of the workspace that it was made in spite
    of.
    """

    file: Path
    pages: int
    diagnostics: tuple[Diagnostic, ...]


def door_sheets(workspace: Path) -> DoorSheets:
    """Write build/doors.pdf: a sheet for each room on each day, in the volume's layout.

    Raises:
        ProceedingsError: the agenda cannot be read, or names no rooms.
    """
    from proceedings.reading.workspace import read_workspace
    from proceedings.typesetting.doors import doors
    from proceedings.typesetting.layout import load_layout
    from proceedings.typesetting.press import press
    from proceedings.typesetting.rendering import templates_of
    from proceedings.words.wording import words

    reading = read_workspace(workspace)
    volume = reading.volume
    if volume is None:
        raise ProceedingsError("the agenda cannot be read", "`proceedings check` says why")
    sheets = doors(volume, words(volume.language))
    if not sheets:
        raise ProceedingsError("no item of the agenda has a room", "write `room: …` beside the items")
    templates = templates_of(load_layout(workspace, volume.settings.layout), volume.settings.trim)
    set_in = [(f"door-{k}", "doors", 1, templates.door(door, volume)) for k, door in enumerate(sheets)]
    impression = press(templates.forme(set_in, volume.language, volume.title))
    file = workspace / "build" / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(impression.pdf)
    errors = tuple(d for d in reading.diagnostics if d.severity is Severity.ERROR)
    return DoorSheets(file, sum(count for _, count in impression.extents.values()), errors)
