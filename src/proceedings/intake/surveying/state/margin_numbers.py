"""Line numbers of a review copy: numbers that count up in a margin beside the lines."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.values.geometry import Box

_ALONE = re.compile(r"(?=\d)(?:^\d{1,4}(?=\s|$)|(?<=\x02)\d{1,4}(?=\s)|(?<=\s)\d{1,4}$)", re.M)
"""A number at an end of a line; pdfium joins a line to one that ends in a hyphen,
and gives that as U+0002. To look for a digit first halves the time.
"""
_FEWEST = {1: 10, 2: 8, 5: 4, 10: 4}
"""By how much the numbers go up from one to the next, and how many there must be at least."""
_MARGIN = 0.2
"""How much of the page's width is margin, at either side."""
_GUTTER = (0.4, 0.6)
"""Between which parts of the page's width two columns meet."""
_ALIGNED = 1.5
"""Points by which numbers of one column may be out of line, at one of their edges."""
_STRAY = 2
"""So many other words, such as a folio, may stand above or below the numbers."""
_TALL = 0.25
"""The least share of the page's height beside which they stand."""
_SENTENCES = 0.25
"""How many of the lines beside them must begin with a small letter,
as prose does and the rows of a table do not.
"""
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its box in the page's user space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """Line numbers below each other, and the box around them in the page's user space."""

    numbers: tuple[int, ...]
    box: Box


def margin_numbers(textpage: Any, text: str, width: float) -> tuple[NumberColumn, ...]:
    """The line numbers on a page, column by column; empty where it has none.

    Args:
        textpage: of pdfium, open.
        text: the same page's text.
        width: of the page, in points.
    """
    if not _counts_up([int(number) for number in _ALONE.findall(text)]):
        return ()
    seen = list(_words(textpage))
    sides = ([w for w in seen if w.right < _MARGIN * width], [w for w in seen if w.left > (1 - _MARGIN) * width])
    margins = [column for side in sides if (column := _best(side, seen)) is not None]
    if not margins:
        return ()
    # Where the lines of one column are numbered,
    # those of the other may be so between the two, on top of what is there.
    gutter = [w for w in seen if w.left > _GUTTER[0] * width and w.right < _GUTTER[1] * width]
    between = _best(gutter, seen, clear=False)
    goes_on = between is not None and any(between.numbers[0] - column.numbers[-1] in _FEWEST for column in margins)
    return (*margins, between) if between is not None and goes_on else tuple(margins)


def _best(side: Sequence[_Word], page: Sequence[_Word], clear: bool = True) -> NumberColumn | None:
    """The longest column of line numbers among words."""
    columns = [found for column in _columns(side) if (found := _line_numbers(column, page, clear)) is not None]
    return max(columns, key=lambda column: len(column.numbers), default=None)


def _counts_up(found: Sequence[int]) -> bool:
    """Whether numbers of a page, in the order in which they are read,
    go on long enough to be line numbers.
    """
    return any(_longest(found, step) >= least for step, least in _FEWEST.items() if len(found) >= least)


def _longest(numbers: Sequence[int], step: int) -> int:
    """The most numbers of which each comes after the one that is a step below it."""
    runs: dict[int, int] = {}
    for number in numbers:
        runs[number] = runs.get(number - step, 0) + 1
    return max(runs.values(), default=0)


def _columns(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Numbers that stand below each other, by their left or right edges."""
    numbers = [word for word in words if re.fullmatch(r"\d{1,4}", word.text)]
    for edge in ("right", "left"):
        waiting = sorted(numbers, key=lambda word: float(getattr(word, edge)))
        column: list[_Word] = []
        for word in waiting:
            if column and getattr(word, edge) - getattr(column[0], edge) > _ALIGNED:
                yield column
                column = []
            column.append(word)
        yield column


def _line_numbers(column: Sequence[_Word], page: Sequence[_Word], clear: bool) -> NumberColumn | None:
    """A column if it holds line numbers:
    they count up, stand beside prose and, where `clear`, by themselves.
    """
    downwards = sorted(column, key=lambda word: -word.bottom)
    values = [int(word.text) for word in downwards]
    steps = [b - a for a, b in pairwise(values)]
    step = int(median(steps)) if steps else 0
    if len(values) < _FEWEST.get(step, 10_000) or sum(s == step for s in steps) < 0.9 * len(steps):
        return None
    left, right = min(w.left for w in column), max(w.right for w in column)
    height = max(w.top for w in page) - min(w.bottom for w in page)
    mine = {id(word) for word in column}
    others = [w for w in page if id(w) not in mine]
    bottom, top = downwards[-1].bottom, downwards[0].top
    if clear and sum(1 for w in others if w.left < right and w.right > left) > _STRAY:
        return None
    if top - bottom < _TALL * height or not _beside_prose(downwards, others):
        return None
    return NumberColumn(tuple(values), Box(left, bottom, right, top))


def _beside_prose(numbers: Sequence[_Word], others: Sequence[_Word]) -> bool:
    """Whether the lines beside the numbers are lines of sentences."""
    first: list[_Word] = []
    for number in numbers:
        middle = (number.bottom + number.top) / 2
        line = [w for w in others if w.bottom <= middle <= w.top and not w.text.isdigit()]
        if line:
            first.append(min(line, key=lambda word: word.left))
    cased = [word for word in first if word.text[0].isupper() or word.text[0].islower()]
    if not cased:
        return len(first) >= len(numbers) / 2
    return sum(word.text[0].islower() for word in cased) >= _SENTENCES * len(cased)


def _words(textpage: Any) -> Iterator[_Word]:
    """The words of a page with their places, in the order in which it draws them."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    letters: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)
    for index in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage, index) or 32)
        placed = not letter.isspace() and pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        if not placed or (letters and _is_apart(box, left.value, bottom.value, top.value)):
            if letters:
                yield _Word("".join(letters), *box)
            letters = []
        if placed:
            mine = (left.value, bottom.value, right.value, top.value)
            box = _around(box, mine) if letters else mine
            letters.append(letter)
    if letters:
        yield _Word("".join(letters), *box)


def _around(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _is_apart(box: tuple[float, float, float, float], left: float, bottom: float, top: float) -> bool:
    """Whether a letter begins another word: on another line, or far to the right or left."""
    size = max(box[3] - box[1], 1.0)
    return not (box[1] <= (bottom + top) / 2 <= box[3] or bottom <= (box[1] + box[3]) / 2 <= top) or not (
        -size < left - box[2] < size
    )
