"""Tables for spreadsheets and mail merges: CSV that opens right in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def csv_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, for_excel: bool = False) -> str:
    """The rows below a head as CSV.

    A cell that a spreadsheet would compute gets an apostrophe in front and is text so. With
    `for_excel` a mark of UTF-8 (U+FEFF) stands first, without which Excel reads another encoding.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(head)
    table.writerows([as_text(cell) for cell in row] for row in rows)
    return ("\ufeff" if for_excel else "") + text.getvalue()


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell
