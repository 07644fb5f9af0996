"""Overlay steps: consecutive slides of which each shows what the one before showed, and more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST_WORDS = 4
"""A slide with fewer words of its own is a divider, whose title comes again on the next."""
_COMMON = 0.5
"""Lines on more of the other pages than this are head and foot."""


def builds(texts: Sequence[str], objects: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """First and last page (1-based) of each run of pages that build up one frame.

    Args:
        texts: the text of every page, with its lines.
        objects: how many things each page draws; 0 where that tells nothing.
            Of two pages with the same text the second is a step only where it draws more.
    """
    slides = [_slide(text, drawn) for text, drawn in zip(texts, objects, strict=True)]
    found: list[tuple[int, int]] = []
    first = 0
    for index in range(1, len(slides) + 1):
        if index < len(slides) and _grows(slides[index - 1], slides[index]):
            continue
        if index - first > 1 and _says_enough(slides, first, index):
            found.append((first + 1, index))
        first = index
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Slide:
    """The lines of a slide, the number of its frame where one is printed, and how much it draws."""

    lines: tuple[str, ...]
    frame: str
    objects: int


def _slide(text: str, drawn: int) -> _Slide:
    return _Slide(tuple(line for line in map(_line, text.splitlines()) if line), _frame(text), drawn)


def _line(line: str) -> str:
    """A line without numbers of pages, which go up from step to step in some programs."""
    said = " ".join(line.split())
    return "" if re.fullmatch(r"[\d\s/|–-]*", said) else re.sub(r"\s*\b\d{1,3}(\s*/\s*\d{1,3})?$", "", said)


def _frame(text: str) -> str:
    """The number of a frame as beamer prints it, `3 / 18`: the same on all its steps."""
    found = re.findall(r"(?<![\d/])(\d{1,3}) ?/ ?\d{1,3}(?![\d/])", text)
    return found[0] if len(found) == 1 else ""


def _grows(before: _Slide, after: _Slide) -> bool:
    """Whether all lines of a slide stand on the next in the same order, which shows more."""
    if not before.lines or before.frame != after.frame:
        return False
    if before.lines == after.lines and not 0 < before.objects < after.objects:
        return False
    rest = iter(after.lines)
    return all(any(line == other for other in rest) for line in before.lines)


def _says_enough(slides: Sequence[_Slide], first: int, end: int) -> bool:
    """Of two slides the first must be more than a title between head and foot;
    in longer runs the second must.
    """
    others = [*slides[:first], *slides[end:]]
    counts = Counter(line for other in others for line in set(other.lines))
    page = slides[first] if end - first == 2 else slides[first + 1]
    edges = {page.lines[0], page.lines[-1]}
    common = {line for line in edges if len(others) > 2 and counts[line] > _COMMON * len(others)}
    own = [line for line in page.lines if line not in common]
    return len(own) > 1 and sum(len(line.split()) for line in own) >= _FEWEST_WORDS
