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
    "consent": "forms of consent",
}
_WIDEST = 40


def as_csv(rows: Sequence[Debt]) -> str:
    """The rows as a table for spreadsheets."""
    cells = ([_cell(getattr(row, column)) for column in COLUMNS] for row in rows)
    return csv_table(COLUMNS, cells)


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
    owed: dict[tuple[str, str], list[Debt]] = {}
    for row in rows:
        talk = "" if row.what in OF_PEOPLE else row.title
        owed.setdefault((row.name or "(nobody)", talk), []).append(row)
    wide = min(max((len(name) for name, _ in owed), default=0), _WIDEST)
    lines = []
    for (name, talk), of_it in owed.items():
        things = ", ".join(_said(row) for row in of_it if row.what != "answer")
        told = [part for part in (things, talk if talk != name else "") if part]
        lines.append(f"{name:<{wide}}  {'  ·  '.join(told)}".rstrip())
        lines += [f"{'':<{wide}}    {_said(row)}" for row in of_it if row.what == "answer"]
    return lines


def _said(row: Debt) -> str:
    until = f" (by {row.until})" if row.until and row.is_open else ""
    if row.what == "answer":
        return f"{'asked' if row.state == 'asked' else 'to be asked'}: {row.note}{until}"
    if not row.is_open:
        return f"{row.what} has {row.pages} pages of {row.limit}"
    if row.state == "missing" and row.file:
        return f"{row.what} ({row.file} is not there){until}"
    return row.what + until


def _sums(rows: Sequence[Debt]) -> list[str]:
    limits = {row.what: row.limit for row in rows if row.limit}
    told = [f"{what}: {limit} pages at most" for what, limit in limits.items()]
    answers = [row.state for row in rows if row.what == "answer"]
    if answers:
        told.append(f"answers: {answers.count('asked')} waited for, {answers.count('open')} to be asked by letter")
    return [*([" · ".join(told)] if told else []), counted(rows)]


def came_since(rows: Sequence[Debt], day: str) -> str:
    """What came in on a day (ISO 8601, UTC) or later, the newest first."""
    new = sorted((row for row in rows if row.came and row.came[:10] >= day), key=lambda row: row.came, reverse=True)
    lines = [f"{row.came[:10]} {row.came[11:16]}  {row.what} of {row.name or '(nobody)'} ({row.file})" for row in new]
    return "\n".join(lines) or f"nothing came in since {day}"


def counted(rows: Sequence[Debt]) -> str:
    """How many of each kind are here: `papers 3 of 5 · biographies 2 of 9`."""
    parts = []
    for what, name in _PLURALS.items():
        all_of = [row for row in rows if row.what == what and row.state != "withheld"]
        if all_of:
            parts.append(f"{name} {sum(row.state == 'here' for row in all_of)} of {len(all_of)}")
    return " · ".join(parts) or "nothing is promised"
