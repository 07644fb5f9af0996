"""Rows that stand in columns: between rules as books set tables, or without any."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from proceedings.intake.tagging.drawing import Shown
from proceedings.intake.tagging.lines import SAME_LINE, Line
from proceedings.intake.tagging.rulings import Ruling, Rulings

_GAP = 0.75
"""Sizes of type between two columns, at least."""
_CLEAR = 0.3
"""Sizes of type between the cells of two columns, in all rows together, at least."""
_WIDE = 1.2
"""The same where no rules say that there are columns."""
_ALIKE = 4.0
"""Points by which the ends of the rules of one table may differ."""
_TABULAR = 0.6
"""The part of the rows that have words in two columns, at least."""
_THROUGH = 0.15
"""The part of the rows that may run through the space between two columns."""
_MOST_WORDS = 60.0
"""Letters in a cell on the average, at most; columns of text have more."""
_MOST_ROWS = 200
_MOST_HEADS = 3
_ABOVE = 3.0
"""Sizes of type above the first rule within which the head of a table may stand."""
_TALL = 9
"""Lines in one row of a table, at most."""
_PROSE = 30.0
"""Letters in a cell on the average where many rows stand between two rules: columns of text
have more.
"""
_LEADERS = re.compile(r"\.{4}|(?:\. ){3}|…{2}")
"""Dots that lead to a number of a page."""
_NO_TABLE = re.compile(r"\s*(algorithm|listing|procedure|input|require)\b", re.I)
_FIGURES = 0.3
"""The part of the cells that hold numbers, in a table without rules."""


@dataclass(slots=True)
class Fragment:
    """Strings of one row without a wide gap between them."""

    left: float
    right: float
    strings: list[Shown]

    @property
    def text(self) -> str:
        """What it says, without spaces of its own."""
        return said_by(self.strings)


@dataclass(slots=True)
class Row:
    """Fragments on one baseline, from the left."""

    y: float
    size: float
    fragments: list[Fragment]


@dataclass(slots=True)
class Place:
    """What stands in a cell."""

    row: int
    column: int
    columns: int
    strings: list[Shown] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """A table by its rows: its cells, and how many rows of headers rules part from the others."""

    places: list[Place]
    heads: int = 0


def said_by(strings: Sequence[Shown]) -> str:
    """The words of strings, one after the other."""
    return "".join(shown.text for shown in strings)


def between_rules(rules: Rulings, strings: Sequence[Shown]) -> Iterator[Found]:
    """Tables whose rows stand between rules of one length, as `booktabs` sets them."""
    for group in _alike(rules.across):
        begun = 0
        while begun < len(group) - 1:
            end, found = _longest(group, begun, strings)
            if found is not None:
                yield found
            begun = end


def _alike(across: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Rules with the same ends, from the top."""
    left = sorted(across, key=lambda r: -r.at)
    while left:
        first = left[0]
        same = [r for r in left if abs(r.low - first.low) < _ALIKE and abs(r.high - first.high) < _ALIKE]
        left = [r for r in left if r not in same]
        if len(same) > 1:
            yield same


def _longest(group: Sequence[Ruling], begun: int, strings: Sequence[Shown]) -> tuple[int, Found | None]:
    """The table that begins at a rule: with which rule it ends, and its cells."""
    parts: list[list[Row]] = []
    for above, below in pairwise(group[begun:]):
        inside = _between(strings, above, below)
        rows = _rows(inside)
        if not rows or not (len(rows) == 1 or _is_tabular(rows) or (_together(rows, inside) and _has_columns(rows))):
            break
        parts.append(rows)
    rows = [row for part in parts for row in part]
    end = begun + max(1, len(parts))
    if len(parts) > 2 and not any(_is_tabular(part) for part in parts if len(part) > 2):
        rows = [_merged(part) for part in parts]
    if not 1 < len(rows) <= _MOST_ROWS or not _is_tabular(rows):
        return end, None
    heads = len(parts[0]) if len(parts) > 1 and len(parts[0]) <= _MOST_HEADS and len(rows) > len(parts) else 0
    return end, _placed(rows, heads)


def _together(rows: Sequence[Row], inside: Sequence[Shown]) -> bool:
    """Whether few lines stand between two rules, as in one row of a table."""
    return len(rows) < _TALL and sum(len(shown.text) for shown in inside) < _TALL * _MOST_WORDS


def _has_columns(rows: Sequence[Row]) -> bool:
    return len(_columns(rows)) > 1


def _merged(rows: Sequence[Row]) -> Row:
    """Lines between two rules as one row; what stands below each other is one fragment."""
    fragments: list[Fragment] = []
    for left, right in _columns(rows):
        inside = [f for row in rows for f in row.fragments if left <= (f.left + f.right) / 2 <= right]
        if inside:
            fragments.append(Fragment(left, right, [shown for f in inside for shown in f.strings]))
    return Row(rows[0].y, rows[0].size, fragments)


def _between(strings: Sequence[Shown], above: Ruling, below: Ruling) -> list[Shown]:
    return [s for s in strings if below.at <= s.y + 0.2 * s.size <= above.at and above.low - 6 <= s.x <= above.high + 6]


def in_frame(levels: Sequence[float], uprights: Sequence[float], strings: Sequence[Shown]) -> Found | None:
    """A table in whose frame several rows stand between two rules, or several columns;
    None where each cell of the frame is a cell.

    Args:
        levels: of the rules across, from the top.
        uprights: where its rules go down, from the left.
        strings: inside.
    """
    parts = [
        _rows([s for s in strings if below <= s.y + 0.25 * s.size <= above], uprights)
        for above, below in pairwise(levels)
    ]
    parts = [rows for rows in parts if rows]
    if not any(_is_crowded(rows, uprights) for rows in parts):
        return None
    rows = [row for part in parts for row in (part if _stand_in_rows(part) else [_merged(part)])]
    heads = len(parts[0]) if len(parts[0]) <= _MOST_HEADS else 0
    return _placed(rows, heads) if 1 < len(rows) <= _MOST_ROWS and _is_tabular(rows) else None


def _is_crowded(rows: Sequence[Row], uprights: Sequence[float]) -> bool:
    """Whether what stands between two rules has more columns than rules part, row by row;
    or more rows.
    """
    cells = len({_cell(fragment, uprights) for row in rows for fragment in row.fragments})
    return len(rows) > 1 and _stand_in_rows(rows) and (len(_columns(rows)) > cells or _numbered(rows))


def _cell(fragment: Fragment, uprights: Sequence[float]) -> int:
    return bisect(uprights, fragment.left + 0.1)


def _stand_in_rows(rows: Sequence[Row]) -> bool:
    """Whether each line between two rules is a row: all have as many fragments, two at least."""
    return min(len(row.fragments) for row in rows) > 1 and len({len(row.fragments) for row in rows}) == 1


def _numbered(rows: Sequence[Row]) -> bool:
    """Whether most cells beside the first ones are numbers."""
    said = [fragment.text for row in rows for fragment in row.fragments[1:]]
    return sum(any(c.isdigit() for c in text) for text in said) > len(said) / 2


def _over(strings: Sequence[Shown], rule: Ruling, size: float) -> list[Shown]:
    """What stands close above the first rule: it may be the head of the table."""
    return [s for s in strings if 0 < s.y - rule.at < _ABOVE * size and rule.low - 6 <= s.x <= rule.high + 6]


def in_columns(lines: Sequence[Line | None]) -> Iterator[Found]:
    """Tables without rules: three rows at least that are drawn one after the other in three columns
    at least, many of them numbers.
    """
    run: list[Row] = []
    for line in (*lines, None):
        rows = _rows(line.strings, gap=_WIDE) if line is not None and _may_be_row(line) else []
        if len(rows) == 1 and len(rows[0].fragments) > 2 and (not run or 0 < run[-1].y - rows[0].y < 3 * rows[0].size):
            run += rows
            continue
        if len(run) > 2 and _is_tabular(run):
            found = _placed(run, 0)
            if found is not None and _has_numbers(found) and len({place.column for place in found.places}) > 2:
                yield found
        run = []


def _may_be_row(line: Line) -> bool:
    """Whether strings of a line stand far enough apart to be three cells."""
    if len(line.strings) < 3:
        return False
    by_place = sorted(line.strings, key=lambda shown: shown.x)
    begin_apart = [pair for pair in pairwise(by_place) if pair[1].x - pair[0].x > 2 * line.size]
    return len(begin_apart) > 1 and sum(b.x - a.right > _WIDE * line.size for a, b in begin_apart) > 1


def _has_numbers(found: Found) -> bool:
    said = [said_by(place.strings) for place in found.places]
    return sum(any(c.isdigit() for c in text) for text in said) >= _FIGURES * len(said)


def _rows(strings: Sequence[Shown], uprights: Sequence[float] = (), gap: float = _GAP) -> list[Row]:
    """Strings by baseline, from the top; those set as indices stand with their letters.
    Rules that go down part fragments.
    """
    rows: list[tuple[float, float, list[Shown]]] = []
    for shown in sorted((s for s in strings if not s.text or s.text.strip()), key=lambda s: -s.y):
        if rows and rows[-1][0] - shown.y < SAME_LINE * max(rows[-1][1], shown.size):
            y, size, together = rows[-1]
            together.append(shown)
            rows[-1] = (shown.y, shown.size, together) if shown.size > size else (y, size, together)
        else:
            rows.append((shown.y, shown.size, [shown]))
    return [Row(y, size, _fragments(together, gap * size, uprights)) for y, size, together in rows]


def _fragments(strings: Sequence[Shown], gap: float, uprights: Sequence[float]) -> list[Fragment]:
    found: list[Fragment] = []
    for shown in sorted(strings, key=lambda s: s.x):
        beside = bool(found) and bisect(uprights, found[-1].left + 0.1) == bisect(uprights, shown.x + 0.1)
        if beside and shown.x - found[-1].right < gap:
            found[-1].strings.append(shown)
            found[-1].right = max(found[-1].right, shown.right)
        else:
            found.append(Fragment(shown.x, shown.right, [shown]))
    return found


def _is_tabular(rows: Sequence[Row]) -> bool:
    """Whether most rows have two fragments, which are short."""
    fragments = [fragment for row in rows for fragment in row.fragments]
    said = [fragment.text for fragment in fragments]
    if sum(map(len, said)) > (_PROSE if len(rows) > _TALL else _MOST_WORDS) * len(fragments):
        return False
    if any(map(_LEADERS.search, said)):
        return False
    if _NO_TABLE.match(rows[0].fragments[0].text):
        return False
    return sum(len(row.fragments) > 1 for row in rows) >= _TABULAR * len(rows)


def _placed(rows: Sequence[Row], heads: int) -> Found | None:
    """The cells of rows, by the columns that most of them leave space between."""
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    places: dict[tuple[int, int], Place] = {}
    number = -1
    for row in rows:
        spans = [_span(fragment, columns) for fragment in row.fragments]
        if number < 0 or not _continues(spans, len(columns), row):
            number += 1
        for fragment, (first, count) in zip(row.fragments, spans, strict=True):
            place = places.setdefault((number, first), Place(number, first, count))
            place.strings += fragment.strings
    for row_number in range(number + 1):
        _fill(places, row_number, len(columns))
    return Found(sorted(places.values(), key=lambda p: (p.row, p.column)), heads)


def _continues(spans: Sequence[tuple[int, int]], columns: int, row: Row) -> bool:
    """Whether a row goes on in cells of the one above: it has few cells, and not the first; or the
    first alone, which begins with a small letter.
    """
    if spans[0][0] == 0:
        said = row.fragments[0].text.lstrip()
        return len(spans) == 1 and columns > 2 and said[:1].islower()
    return 2 * len(spans) < columns


def _fill(places: dict[tuple[int, int], Place], row: int, columns: int) -> None:
    """Cells without words, so that every row has as many."""
    covered = {column + n for (at, column), place in places.items() if at == row for n in range(place.columns)}
    for column in range(columns):
        if column not in covered:
            places[row, column] = Place(row, column, 1)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where each column goes: between them are spaces that few rows run through."""
    events = sorted(
        (edge, step)
        for row in rows
        for fragment in row.fragments
        for edge, step in ((fragment.left, 1), (max(fragment.right, fragment.left + 0.1), -1))
    )
    most = _THROUGH * len(rows)
    found: list[tuple[float, float]] = []
    covered, begun = 0, None
    for edge, step in events:
        covered += step
        if covered > most and begun is None:
            beside = bool(found) and edge - found[-1][1] < _CLEAR * rows[0].size
            begun = found.pop()[0] if beside else edge
        elif covered <= most and begun is not None:
            found.append((begun, edge))
            begun = None
    if begun is not None:
        found.append((begun, events[-1][0]))
    return found


def _span(fragment: Fragment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column in which a fragment stands, and how many it runs through."""
    over = [n for n, (left, right) in enumerate(columns) if fragment.left < right and fragment.right > left]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (fragment.left + fragment.right) / 2
    near = min(range(len(columns)), key=lambda n: abs((columns[n][0] + columns[n][1]) / 2 - middle))
    return near, 1
