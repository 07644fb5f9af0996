"""Tables of a source: sheets of CSV, Excel and OpenDocument, their rows by names of the head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.columns import plain_head
from proceedings.importing.material import Source

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


class Sheet:
    """A sheet with its head in the first row that has two cells; rows by plain names of columns."""

    def __init__(self, where: str, rows: list[list[Any]]) -> None:
        first = next((n for n, row in enumerate(rows[:10]) if sum(bool(str(c).strip()) for c in row) > 1), 0)
        self.where = where
        self.heads = [plain_head(str(cell)) or str(cell).strip() for cell in rows[first]] if rows else []
        self._rows = rows[first + 1 :]
        self._first = first + 2

    def records(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Where each row stands, and its cells as texts; of two columns with one name the first."""
        for number, row in enumerate(self._rows, self._first):
            cells: dict[str, str] = {}
            for head, cell in zip(self.heads, row, strict=False):
                cells.setdefault(head, written_cell(cell))
            if any(cells.values()):
                yield f"{self.where}row {number}", cells


def sheets_of(source: Source) -> Iterator[Sheet]:
    """All sheets of all tables of a source."""
    for file in source.with_ending(*ENDINGS) or ([source.only] if source.only else []):
        if file.json is None:
            for name, rows in file.sheets:
                before = f"{file.name}, " if source.is_folder else ""
                yield Sheet(f"{before}sheet {name}, " if name else before, rows)


def sheet_with(source: Source, *heads: str) -> Sheet | None:
    """The first sheet that has all these columns, by their plain names."""
    return next((sheet for sheet in sheets_of(source) if set(heads) <= set(sheet.heads)), None)


def written_cell(cell: Any) -> str:
    """A cell as text: dates as ISO writes them, whole numbers without a point."""
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def numbered(cells: Mapping[str, str], pattern: str) -> Iterator[int]:
    """The numbers from 1 for which a column of a pattern such as `p{} title` has something.

    One that is empty is passed over, for exports leave gaps; after the last column it ends.
    """
    number = 1
    while pattern.format(number) in cells:
        if cells[pattern.format(number)]:
            yield number
        number += 1
