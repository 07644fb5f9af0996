"""The agenda goes out as a table for co-editors, and comes in again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from proceedings.importing.agenda_table import COLUMNS, Change, cells_of, compared, read_rows, rows_of
from proceedings.importing.material import Material
from proceedings.importing.patching import Patch, patched
from proceedings.pipeline.import_state import ImportState
from proceedings.reading.agenda import AGENDA_FILE
from proceedings.reading.workspace import read_workspace
from proceedings.values.book import Contribution, Item, Volume
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.spreadsheet import csv_table

_CELLS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "room": ("room",),
    "track": ("track",),
    "note": ("note",),
    "speakers": ("speaker", "speakers"),
    "chairs": ("chair", "chairs", "moderator", "moderators"),
}
_WIDTHS = {"id": 22, "title": 50, "speakers": 40, "chairs": 24, "note": 30, "mark": 12}


@dataclass(frozen=True)
class TakenBack:
    """What came of a table that came back."""

    changed: tuple[Change, ...]
    not_placed: tuple[str, ...]
    difference: str


def export_agenda(workspace: Path, target: Path) -> int:
    """Write the agenda as CSV or XLSX, as the target's name says; gives back the number of rows.

    Raises:
        ProceedingsError: the agenda cannot be read.
    """
    rows = cells_of(rows_of(_volume(workspace)))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".xlsx":
        _write_sheet(target, rows)
    else:
        target.write_text(csv_table(COLUMNS, rows, for_excel=True), "utf-8", newline="")
    return len(rows)


def _write_sheet(target: Path, rows: Sequence[Sequence[str]]) -> None:
    import xlsxwriter

    # Without a date of its own the library writes that of today into the file.
    with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        sheet = book.add_worksheet("Agenda")
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 10), text)
            sheet.write_string(0, column, name, head)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell, text)
        sheet.freeze_panes(1, 1)


def _sheets(path: Path, encoding: str) -> list[tuple[str, list[list[Any]]]]:
    return Material(path, path.name, encoding).sheets


def take_back(path: Path, workspace: Path, dry: bool, encoding: str) -> TakenBack:
    """Write into agenda.yaml what co-editors changed in a table; all else of the file stays.

    Raises:
        ProceedingsError: the agenda cannot be read.
    """
    volume = _volume(workspace)
    found = compared(rows_of(volume), read_rows(_sheets(path, encoding)))
    not_placed = [
        *(
            f"{c.id}: you changed this entry since the export; yours stays. The table: {c.field} “{c.after}”"
            for c in found.conflicts
        ),
        *(f"“{row.cells.get('title', '')}”: a new row; write it into agenda.yaml" for row in found.new),
        *(f"{row.id}: its row is not in the table any more; the entry stays" for row in found.gone),
    ]
    places = _Places(volume)
    patches: dict[Patch, tuple[Change, ...]] = {}
    for change in found.changes:
        made = places.patch(change, found.changes)
        if isinstance(made, str):
            not_placed.append(f"{change.id}: {made}")
        else:
            patches[made] = (*patches.get(made, ()), change)
    before = (workspace / AGENDA_FILE).read_text("utf-8")
    after, left = patched(before, list(patches))
    for patch in left:
        said = ", ".join(f"{c.field} “{c.after}”" for c in patches.pop(patch))
        not_placed.append(f"line {patch.line}: write {said} there; these lines cannot be changed by a program")
    if not dry and after != before:
        ImportState(workspace).keep_before([AGENDA_FILE])
        (workspace / AGENDA_FILE).write_text(after, "utf-8")
    lines = unified_diff(before.splitlines(True), after.splitlines(True), AGENDA_FILE, AGENDA_FILE, n=1)
    return TakenBack(tuple(c for of in patches.values() for c in of), tuple(not_placed), "".join(lines))


def _volume(workspace: Path) -> Volume:
    volume = read_workspace(workspace).volume
    if volume is None:
        raise ProceedingsError("the agenda cannot be read", "proceedings check says why")
    return volume


class _Places:
    """Knows where in agenda.yaml an entry stands, and who is meant by a name."""

    def __init__(self, volume: Volume) -> None:
        self._entries: dict[str, Item | Contribution] = {}
        for item in volume.items:
            self._entries |= {c.id: c for c in item.contributions}
            self._entries[item.id] = item
        self._people: dict[str, list[str]] = {}
        for person in volume.people:
            self._people.setdefault(" ".join(person.name.split()).casefold(), []).append(person.id)

    def patch(self, change: Change, all_of: Sequence[Change]) -> Patch | str:
        """The patch that writes a change; a sentence where there is none."""
        entry = self._entries[change.id]
        line, column = entry.place.line or 1, entry.place.column or 1
        if change.field in ("start", "end"):
            times = {c.field: c.after for c in all_of if c.id == change.id and c.field in ("start", "end")}
            starts = times.get("start", f"{entry.starts:%H:%M}" if entry.starts else "")
            ends = times.get("end", f"{entry.ends:%H:%M}" if entry.ends else "")
            return Patch(line, column, ("time",), f"{starts}–{ends}" if ends else starts)
        keys = _CELLS[change.field]
        if change.field not in ("speakers", "chairs"):
            return Patch(line, column, keys, change.after)
        if "(on behalf of" in change.before + change.after:
            return f"who speaks on behalf of whom is written in agenda.yaml: “{change.after}”"
        named = [name.strip() for name in change.after.split(";") if name.strip()]
        ids = [self._people.get(" ".join(name.split()).casefold(), []) for name in named]
        unknown = [name for name, found in zip(named, ids, strict=True) if len(found) != 1]
        if unknown:
            return f"{' and '.join(unknown)}: nobody, or several people, of this name in people.yaml"
        return Patch(line, column, keys, tuple(found[0] for found in ids))
