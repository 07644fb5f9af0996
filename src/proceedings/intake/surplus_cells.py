"""Cells of Markdown tables that stand beyond the last column of the head:
no reader of Markdown prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from proceedings.values.trouble import Trouble

_QUOTED = 60
_LINE_END = re.compile(r"\r\n?|\n")
_AROUND = re.compile(r"^[\s>]*|\s*$")
"""What stands before a row in a quotation or list, and blanks behind it."""


def surplus_cells(tokens: Sequence[Any], text: str) -> Iterator[Trouble]:
    """A warning for each row with more cells than its table has columns (GFM 0.29, 4.10).

    Args:
        tokens: of markdown-it, with tables.
        text: what they were read from, as markdown-it counts its lines.
    """
    lines = _LINE_END.split(text)
    columns = 0
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns and token.map[0] < len(lines):
            left_out = " | ".join(cell for cell in _cells(lines[token.map[0]])[columns:] if cell)
            if left_out:
                yield _told(token.map[0] + 1, left_out)


def _cells(row: str) -> list[str]:
    from markdown_it.rules_block.table import escapedSplit

    cells = [cell.strip() for cell in escapedSplit(_AROUND.sub("", row))]
    return cells[1:] if cells and not cells[0] else cells


def _told(line: int, cells: str) -> Trouble:
    said = cells if len(cells) <= _QUOTED else f"{cells[: _QUOTED - 1]}…"
    message = f"line {line}: a row has more cells than the head of its table; what is beyond was left out: “{said}”"
    return Trouble.warning("cells-left-out", message, "ask the author for a head with as many columns")
