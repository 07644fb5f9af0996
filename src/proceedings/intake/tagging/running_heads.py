"""Running heads and folios of authors: lines at the edge that come again page by page.

A reader who listens wants them once at most; they become artifacts (ISO 14289-1, 7.1 and 7.8).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from proceedings.intake.tagging.lines import Line

_BAND = 0.15
"""Part of the page's height, at the top and at the foot, in which they stand."""
_DEEP = 3
"""Lines from the edge that are looked at."""
_STILL = 3.0
"""Points by which the height of a running head may differ from page to page."""
_LONGEST = 200
"""Letters of one."""
_OFTEN = 0.25
"""Part of the pages on which one comes again."""
_LARGEST = 1.3
"""The largest type of one, in sizes of the body: the titles of slides come again, too."""
_SIGNS = "-–—|[]() ."
"""What may stand beside a folio."""
_CLOSE = 1.4
"""Sizes of type within which the next line belongs to the same text."""
_PAGE = re.compile(
    r"(page|p\.|seite|s\.|página|pagina|pág\.|strona|strana|стр(аница|\.)|side|sida|sivu|oldal)\s*\d{1,4}"
    r"(\s*(/|of|von|de|sur|di|z|из)\s*\d{1,4})?|\d{1,4}\s*(/|of|von|de|sur|di|z|из)\s*\d{1,4}",
    re.I,
)
"""How folios are written in words."""
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.I)

Edge = tuple[float, float]
"""Bottom and top of a page in its user space."""


def running_heads(pages: Sequence[Sequence[Line]], edges: Sequence[Edge | None], body: float) -> set[int]:
    """The lines that are running heads or folios, by their `id`.

    Args:
        pages: the lines of each page.
        edges: of each page; None where it is turned.
        body: the size in which most is set.
    """
    near: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    outermost: list[tuple[bool, int, Line]] = []
    found: set[int] = set()
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        for is_top, line in _at_edges(lines, edge, body) if edge else ():
            outermost.append((is_top, number, line))
            if _is_folio(line.text, number) and (number or _is_apart(line, lines)):
                found.add(id(line))
            near[is_top, _masked(line.text)].append((number, line))
    levels: dict[bool, list[float]] = {True: [], False: []}
    for (is_top, said), places in near.items():
        for group in _level(places):
            if _comes_again(said, group, len(pages)):
                found.update(id(line) for _, line in group)
                levels[is_top] += [line.y for _, line in group]
    if len(pages) > 1:
        # Beside them, on the same baseline, stands the head of a single page.
        found.update(id(line) for is_top, _, line in outermost if _stands_with(line, levels[is_top], len(pages)))
    for lines in pages:
        found -= _in_the_text(lines, found)
    return found


def _is_folio(text: str, number: int) -> bool:
    """Whether a line is the number of its page, counted from 0, or says that it is one."""
    said = text.strip(_SIGNS)
    return said == str(number + 1) or _PAGE.fullmatch(said) is not None


def _is_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Whether no other line stands near."""
    return all(other is line or abs(other.y - line.y) > 2 * line.size for other in lines)


def _in_the_text(lines: Sequence[Line], heads: set[int]) -> set[int]:
    """Those of a page that go on in the text below or above them, from the text to the edge."""
    back: set[int] = set()
    middle = sum(line.y for line in lines) / max(1, len(lines))
    for line in sorted((ln for ln in lines if id(ln) in heads), key=lambda ln: abs(ln.y - middle)):
        is_top = line.y > middle
        inside = [
            abs(other.y - line.y)
            for other in lines
            if (id(other) not in heads or id(other) in back) and (other.y < line.y) is is_top and other.y != line.y
        ]
        if inside and min(inside) < _CLOSE * line.size:
            back.add(id(line))
    return back


def _at_edges(lines: Sequence[Line], edge: Edge, body: float) -> Iterator[tuple[bool, Line]]:
    bottom, top = edge
    band = _BAND * (top - bottom)
    for is_top in (True, False):
        inside = [ln for ln in lines if (ln.y > top - band if is_top else ln.y < bottom + band)]
        levels: list[float] = []
        for line in sorted(inside, key=lambda ln: -ln.y if is_top else ln.y):
            if not levels or abs(levels[-1] - line.y) > 0.6 * line.size:
                levels.append(line.y)
            if len(levels) > _DEEP:
                break
            if line.characters <= 4 * _LONGEST and (not body or line.size <= _LARGEST * body):
                yield is_top, line


def _masked(text: str) -> str:
    """The text with each number as one sign, so that folios are alike."""
    short = " ".join(text.split())[:_LONGEST]
    return "#" if _ROMAN.fullmatch(short) else _DIGITS.sub("#", short)


def _level(places: Sequence[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    """Those of equal words that stand at one height."""
    group: list[tuple[int, Line]] = []
    for number, line in sorted(places, key=lambda place: place[1].y):
        if group and line.y - group[0][1].y > _STILL:
            yield group
            group = []
        group.append((number, line))
    if group:
        yield group


def _comes_again(said: str, group: Sequence[tuple[int, Line]], pages: int) -> bool:
    on = {number for number, _ in group}
    if len(on) < 2 or len(on) < _OFTEN * pages:
        return False
    if said.strip(_SIGNS) != "#":
        return bool(said)
    counted = [(number, _value(line.text)) for number, line in group]
    steps = [value - number for number, value in counted if value is not None]
    return bool(steps) and max(map(steps.count, steps)) >= 0.6 * len(group)


def _value(text: str) -> int | None:
    digits = _DIGITS.search(text)
    if digits:
        return int(digits[0][:9])
    letters = text.strip().lower()
    values: Mapping[str, int] = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if not _ROMAN.fullmatch(letters):
        return None
    single = [values[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in zip(single, [*single[1:], 0], strict=True))


def _stands_with(line: Line, levels: Sequence[float], pages: int) -> bool:
    beside = sum(abs(line.y - level) < 1.0 for level in levels)
    return beside >= 2 and beside >= 0.5 * pages and line.characters <= _LONGEST
