"""Who owes what, as a table for the terminal, for spreadsheets and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from proceedings.corresponding.owing import OF_PEOPLE, Debt
from proceedings.values.spreadsheet import csv_table

COLUMNS = (
    "person", "name", "session", "contribution", "title", "what", "state", "file",
    "until", "pages", "limit", "came", "note",
)  # fmt: skip
_PLURALS = {
    "paper": "papers",
    "slides": "slides",
    "poster": "posters",
    "handout": "handouts",
    "biography": "biographies",
    "portrait": "portraits",
    "consent": "consents",
    "answer": "answers",
}
_WIDEST = 40


def as_csv(rows: Sequence[Debt]) -> str:
    """The rows as a table that opens right in Excel."""
    cells = ([_cell(getattr(row, column)) for column in COLUMNS] for row in rows)
    return csv_table(COLUMNS, cells, for_excel=True)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def as_json(rows: Sequence[Debt]) -> str:
    """The rows as a list of objects."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)


def as_table(rows: Sequence[Debt], by_session: bool = False) -> str:
    """What is open, a line each person and talk, then how much is here of all."""
    groups: dict[str, list[Debt]] = {}
    for row in rows:
        if row.is_open or row.is_too_long:
            groups.setdefault(row.session if by_session else "", []).append(row)
    lines: list[str] = []
    for session, of_it in groups.items():
        if by_session:
            lines += [*([""] if lines else []), session or "(no session)"]
        lines += [("  " if by_session else "") + line for line in _lines(of_it)]
    return "\n".join([*lines, *([""] if lines else []), *_sums(rows)])


def _lines(rows: Sequence[Debt]) -> list[str]:
    owed: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        talk = "" if row.what in OF_PEOPLE else row.title
        owed.setdefault((row.name or "(nobody)", talk), []).append(_said(row))
    wide = min(max((len(name) for name, _ in owed), default=0), _WIDEST)
    return [
        f"{name:<{wide}}  {', '.join(said)}" + (f"  ·  {talk}" if talk and talk != name else "")
        for (name, talk), said in owed.items()
    ]


def _said(row: Debt) -> str:
    until = f" (by {row.until})" if row.until and row.is_open else ""
    if row.what == "answer":
        return f"{'answer' if row.state == 'asked' else 'to be asked'}: {row.note}{until}"
    if not row.is_open:
        return f"{row.what} has {row.pages} pages of {row.limit}"
    if row.state == "missing" and row.file:
        return f"{row.what} ({row.file} is not there){until}"
    return row.what + until


def _sums(rows: Sequence[Debt]) -> list[str]:
    limits = {row.what: row.limit for row in rows if row.limit}
    told = [f"{what}: {limit} pages at most" for what, limit in limits.items()]
    return [counted(rows), *([" · ".join(told)] if told else [])]


def counted(rows: Sequence[Debt]) -> str:
    """How many of each kind are here: `papers 3 of 5 · biographies 2 of 9`."""
    parts = []
    for what, name in _PLURALS.items():
        all_of = [row for row in rows if row.what == what and row.state != "withheld"]
        if what == "answer" and all_of:
            parts.append(f"answers open {len(all_of)}")
        elif all_of:
            parts.append(f"{name} {sum(row.state == 'here' for row in all_of)} of {len(all_of)}")
    return " · ".join(parts) or "nothing is promised"
