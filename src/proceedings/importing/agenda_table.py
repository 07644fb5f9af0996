"""The agenda as a table for co-editors, and what they changed in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proceedings.importing.material import Material
from proceedings.values.book import Contribution, Item, Speaker, Volume
from proceedings.values.diagnostics import ProceedingsError

COLUMNS = (
    "id", "date", "start", "end", "kind", "session", "title", "speakers", "chairs", "room", "track", "note", "mark",
)  # fmt: skip
EDITABLE = ("start", "end", "title", "speakers", "chairs", "room", "track", "note")
"""What comes in again; the other columns say where the row belongs."""
_MARK = "mark"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the programme, or a contribution of a session, cell by cell."""

    id: str
    cells: Mapping[str, str]
    mark: str
    """A sum of the cells as they were exported: it tells who changed a row since."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a co-editor changed."""

    id: str
    field: str
    before: str
    after: str


def rows_of(volume: Volume) -> tuple[Row, ...]:
    """The agenda row by row, contributions behind their sessions."""
    rows: list[Row] = []
    for day in volume.days:
        for item in day.items:
            cells = {"date": day.date.isoformat(), **_of_item(item)}
            rows.append(_row(item.id, cells))
            if item.kind.value == "session":
                rows += [
                    _row(c.id, {"date": day.date.isoformat(), "session": item.number or item.title, **_of(c)})
                    for c in item.contributions
                ]
    return tuple(rows)


def _of_item(item: Item) -> dict[str, str]:
    talk = item.contributions[0] if item.kind.value == "talk" and item.contributions else None
    return {
        **_clocks(item.starts, item.ends),
        "kind": item.kind.value,
        "session": (item.number or "") if item.kind.value == "session" else "",
        "title": (talk.title or "") if talk else item.title,
        "speakers": _names(talk.speakers) if talk else "",
        "chairs": _names(item.moderators),
        "room": item.room or "",
        "track": item.track or "",
        "note": item.note or "",
    }


def _of(contribution: Contribution) -> dict[str, str]:
    return {
        **_clocks(contribution.starts, contribution.ends),
        "kind": "contribution",
        "title": contribution.title or "",
        "speakers": _names(contribution.speakers),
    }


def _clocks(starts: dt.time | None, ends: dt.time | None) -> dict[str, str]:
    return {"start": f"{starts:%H:%M}" if starts else "", "end": f"{ends:%H:%M}" if ends else ""}


def _names(speakers: Sequence[Speaker]) -> str:
    return "; ".join(
        s.person.name + (f" (on behalf of {s.on_behalf_of.name})" if s.on_behalf_of else "") for s in speakers
    )


def _row(id_: str, cells: Mapping[str, str]) -> Row:
    full = {column: cells.get(column, "") for column in COLUMNS if column not in ("id", _MARK)}
    return Row(id_, full, _sum_of(full))


def _sum_of(cells: Mapping[str, str]) -> str:
    said = "\x1f".join(" ".join(cells.get(field, "").split()) for field in EDITABLE)
    # A letter first: Excel takes 12e4567890 in a CSV for a number.
    return "m" + hashlib.sha256(said.encode()).hexdigest()[:10]


def cells_of(rows: Sequence[Row]) -> list[list[str]]:
    """The rows as lists of cells under `COLUMNS`."""
    return [[row.id, *(row.cells[c] for c in COLUMNS[1:-1]), row.mark] for row in rows]


def is_exported_agenda(path: Path, encoding: str) -> bool:
    """True for a table that was exported here, edited or not."""
    if not path.is_file():
        return False
    file = Material(path, path.name, encoding)
    if file.data[:4] != b"PK\x03\x04" and _MARK not in file.beginning:
        return False
    try:
        return is_agenda_table(file.sheets)
    except ProceedingsError:
        return False


def is_agenda_table(sheets: Sequence[tuple[str, list[list[Any]]]]) -> bool:
    """True for a table that was exported here, whatever columns were added or moved."""
    return any(rows and {"id", "title", _MARK} <= {str(cell).strip() for cell in rows[0]} for _, rows in sheets)


def read_rows(sheets: Sequence[tuple[str, list[list[Any]]]]) -> tuple[Row, ...]:
    """The rows of a table that came back, in whatever order."""
    found: list[Row] = []
    for _, rows in sheets:
        heads = [str(cell).strip() for cell in rows[0]] if rows else []
        if not {"id", _MARK} <= set(heads):
            continue
        for row in rows[1:]:
            cells = {head: _text(cell, head) for head, cell in zip(heads, row, strict=False) if head in COLUMNS}
            if any(cells.values()):
                found.append(Row(cells.get("id", ""), cells, cells.get(_MARK, "")))
    return tuple(found)


def _text(cell: Any, head: str) -> str:
    """A cell as text; what a spreadsheet made a time or a date is written as it was exported."""
    if isinstance(cell, dt.datetime):
        return cell.strftime("%H:%M") if head in ("start", "end") else cell.date().isoformat()
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(cell, float) and head in ("start", "end"):
        minutes = round(cell % 1 * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
    text = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", text) if head in ("start", "end") else None
    return f"{clock[1]:0>2}:{clock[2]}" if clock else text


@dataclass(frozen=True)
class Compared:
    """What a table that came back says against the agenda as it is."""

    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    """Cells of rows that the editor changed too since the export."""
    new: tuple[Row, ...]
    gone: tuple[Row, ...]


def compared(now: Sequence[Row], back: Sequence[Row]) -> Compared:
    """The changes of co-editors; a row that nobody touched there says nothing."""
    mine = {row.id: row for row in now} | _renamed(now, back)
    changes: list[Change] = []
    conflicts: list[Change] = []
    for row in back:
        if row.id in mine and _sum_of(row.cells) != row.mark:
            found = list(_changes(mine[row.id], row))
            (changes if mine[row.id].mark == row.mark else conflicts).extend(found)
    seen = {mine[row.id].id for row in back if row.id in mine}
    new = tuple(row for row in back if row.id not in mine and _sum_of(row.cells) != row.mark)
    return Compared(tuple(changes), tuple(conflicts), new, tuple(row for row in now if row.id not in seen))


def _renamed(now: Sequence[Row], back: Sequence[Row]) -> dict[str, Row]:
    """Entries whose id, which is made of title or name, changed since the export: where as many
    rows as entries of a session, or of a day, are left over, they are the same in their order.
    """
    ids, seen = {row.id for row in now}, {row.id for row in back}
    left: dict[tuple[str, ...], tuple[list[Row], list[Row]]] = {}
    for number, rows in enumerate((now, back)):
        for row in rows:
            if row.id and row.id not in (seen, ids)[number]:
                key = tuple(row.cells.get(field, "") for field in ("date", "kind", "session"))
                left.setdefault(key, ([], []))[number].append(row)
    pairs = (zip(theirs, mine, strict=True) for mine, theirs in left.values() if len(mine) == len(theirs))
    return {theirs.id: mine for of in pairs for theirs, mine in of}


def _changes(mine: Row, theirs: Row) -> Iterator[Change]:
    for field in EDITABLE:
        if field in theirs.cells:
            before, after = mine.cells[field], " ".join(theirs.cells[field].split())
            if " ".join(before.split()) != after:
                yield Change(mine.id, field, before, after)
