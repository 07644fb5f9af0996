"""Tables of a page without tags: grids of rules, rows between rules, rows in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from unicodedata import bidirectional

from proceedings.intake.tagging.blocks import Block, blocks_of
from proceedings.intake.tagging.columns import Found, between_rules, in_columns, in_frame
from proceedings.intake.tagging.drawing import Figure, Shown
from proceedings.intake.tagging.lattice import Slot, lattices
from proceedings.intake.tagging.lines import Line, lines_of
from proceedings.intake.tagging.rulings import Rulings

_FULL = 0.3
"""The part of a grid's cells that hold text, at least; one with fewer is a drawing."""
_SPANNING = 0.5
"""Where more of a grid's cells span others it may be made of boxes and arrows:
twice as many must hold text.
"""
_NUMERIC = frozenset("0123456789.,%+-–−±()/ ")


@dataclass(slots=True, eq=False)
class Cell:
    """A cell with its paragraphs; `row` and `column` count from 0."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    blocks: list[Block] = field(default_factory=list)
    heads: str = ""
    """Of what it is the header: `Column`, `Row` or nothing."""
    text: str = field(init=False)
    """What it says."""

    def __post_init__(self) -> None:
        self.text = " ".join(block.text for block in self.blocks).strip()

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.blocks) and all(block.bold for block in self.blocks)


@dataclass(slots=True, eq=False)
class Table:
    """A table: by row the cells that begin in it, those without words too,
    in the direction of their script.
    """

    rows: list[list[Cell]]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Self:
        """The table that has these cells."""
        step = -1 if _runs_left("".join(cell.text for cell in cells)) else 1
        rows: list[list[Cell]] = [[] for _ in range(max(cell.row for cell in cells) + 1)]
        for cell in sorted(cells, key=lambda cell: step * cell.column):
            rows[cell.row].append(cell)
        return cls(rows)


def with_tables(
    found: Sequence[Line | Figure], rules: Callable[[], Rulings], aside: set[int], body: float
) -> list[Line | Figure | Table]:
    """What a page draws, with tables in the place of the lines that they hold.

    Args:
        found: its lines and figures.
        rules: its rules, asked for where there may be a table.
        aside: lines that are artifacts, by their `id`.
        body: the size in which most of the document is set.
    """
    lines = [item for item in found if isinstance(item, Line) and id(item) not in aside]
    known = rules()
    tables: list[tuple[Table, set[int]]] = []
    for slots in lattices(known):
        made = _from_grid(slots, _free(lines, tables), body)
        if made is not None:
            tables.append(made)
    tables += [_from_rows(rows, body) for rows in between_rules(known, _free(lines, tables))]
    tables += [_from_rows(rows, body) for rows in in_columns(_rest(found, aside, tables))]
    return list(_replaced(found, tables)) if tables else list(found)


def _free(lines: Iterable[Line], tables: Sequence[tuple[Table, set[int]]]) -> list[Shown]:
    """The strings of lines that no table holds yet."""
    taken = {number for _, strings in tables for number in strings}
    return [shown for line in lines for shown in line.strings if id(shown) not in taken]


def _rest(
    found: Sequence[Line | Figure], aside: set[int], tables: Sequence[tuple[Table, set[int]]]
) -> list[Line | None]:
    """The lines of which no table holds anything; nothing where something else stands between."""
    taken = {number for _, strings in tables for number in strings}
    return [
        item
        if isinstance(item, Line) and id(item) not in aside and not any(id(s) in taken for s in item.strings)
        else None
        for item in found
    ]


def _from_grid(slots: Sequence[Slot], strings: Sequence[Shown], body: float) -> tuple[Table, set[int]] | None:
    held = _held(slots, strings)
    if not _is_table(held):
        return None
    inside = [shown for strings in held.values() for shown in strings]
    crowded = in_frame(_levels(slots), _uprights(slots), inside)
    if crowded is not None:
        return _from_rows(crowded, body)
    cells = [
        Cell(slot.row, slot.column, slot.rows, slot.columns, _paragraphs(strings, body))
        for slot, strings in held.items()
    ]
    return _headed(Table.of(cells)), set(map(id, inside))


def _held(slots: Sequence[Slot], strings: Iterable[Shown]) -> dict[Slot, list[Shown]]:
    """The strings that stand in each cell."""
    held: dict[Slot, list[Shown]] = {slot: [] for slot in slots}
    left, right = min(s.box.left for s in slots), max(s.box.right for s in slots)
    bottom, top = min(s.box.bottom for s in slots), max(s.box.top for s in slots)
    for shown in strings:
        x, y = shown.x + 0.25 * shown.size, shown.y + 0.25 * shown.size
        if left <= x <= right and bottom <= y <= top:
            around = (s for s in slots if s.box.left <= x <= s.box.right and s.box.bottom <= y <= s.box.top)
            if (slot := next(around, None)) is not None:
                held[slot].append(shown)
    return held


def _is_table(held: Mapping[Slot, Sequence[Shown]]) -> bool:
    """Whether enough cells hold text, in two rows and two columns at least."""
    full = [slot for slot, strings in held.items() if any(shown.text.strip() for shown in strings)]
    spanning = sum(slot.rows > 1 or slot.columns > 1 for slot in held) > _SPANNING * len(held)
    if len(full) < max(3, (2 * _FULL if spanning else _FULL) * len(held)):
        return False
    return len({slot.row for slot in full}) > 1 and len({slot.column for slot in full}) > 1


def _levels(slots: Sequence[Slot]) -> list[float]:
    """Where a grid is ruled across, from the top."""
    return sorted({edge for slot in slots for edge in (slot.box.top, slot.box.bottom)}, reverse=True)


def _uprights(slots: Sequence[Slot]) -> list[float]:
    """Where it is ruled down, from the left."""
    return sorted({edge for slot in slots for edge in (slot.box.left, slot.box.right)})


def _from_rows(found: Found, body: float) -> tuple[Table, set[int]]:
    cells = [
        Cell(place.row, place.column, 1, place.columns, _paragraphs(place.strings, body)) for place in found.places
    ]
    strings = {id(shown) for place in found.places for shown in place.strings}
    return _headed(Table.of(cells), found.heads), strings


def _paragraphs(strings: Sequence[Shown], body: float) -> list[Block]:
    return [block for block in blocks_of(lines_of(strings), set(), body) if isinstance(block, Block)]


def _headed(table: Table, heads: int = 0) -> Table:
    """Say which cells are headers: the first rows, where rules say how many or words stand above
    figures; the first column, where it alone is bold or the corner above it is empty.
    """
    rows = [[cell for cell in row if cell.text] for row in table.rows]
    first = next((n for n, row in enumerate(rows) if row), 0)
    below = [cell for row in rows[heads or first + 1 :] for cell in row]
    side = [cell for cell in below if cell.column == 0]
    named = bool(heads) or (bool(below) and not all(map(_is_number, rows[first])))
    if len(side) > 1 and all(c.bold for c in side) and not all(c.bold for c in below):
        heads_rows = True
        named = named and (bool(heads) or all(cell.bold for cell in rows[first]))
    else:
        heads_rows = named and all(cell.column for cell in rows[first])
    for cell in (cell for row in table.rows[: heads or first + 1] if named for cell in row):
        cell.heads = "Column"
    for cell in (c for row in table.rows for c in row if heads_rows and c.column == 0 and c.text and not c.heads):
        cell.heads = "Row"
    return table


def _runs_left(text: str) -> bool:
    """Whether most letters are of a script that runs to the left."""
    directions = [bidirectional(c) for c in text if c.isalpha()]
    return sum(d in ("R", "AL") for d in directions) > len(directions) / 2


def _is_number(cell: Cell) -> bool:
    return any(c.isdigit() for c in cell.text) and set(cell.text) <= _NUMERIC


def _replaced(
    found: Sequence[Line | Figure], tables: Sequence[tuple[Table, set[int]]]
) -> Iterator[Line | Figure | Table]:
    owner = {number: table for table, strings in tables for number in strings}
    told: set[int] = set()
    for item in found:
        if isinstance(item, Figure) or not any(id(shown) in owner for shown in item.strings):
            yield item
            continue
        for table in (owner.get(id(shown)) for shown in item.strings):
            if table is not None and id(table) not in told:
                told.add(id(table))
                yield table
        left = [shown for shown in item.strings if id(shown) not in owner]
        yield from (line for line in lines_of(left) if isinstance(line, Line) and line.text.strip())
