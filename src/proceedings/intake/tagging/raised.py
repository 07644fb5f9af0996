"""Marks that stand raised: before a note, and where it is cited."""

from __future__ import annotations

import re

from proceedings.intake.tagging.lines import Line

_MARK = re.compile(r"\s*(\d{1,3}|[*∗⁎†‡§¶#]{1,3}|[a-z])\s*$")
_SUPERSCRIPTS = re.compile(r"\s*([¹²³⁴-⁹⁰]{1,3})")
SMALLER = 0.96
"""The largest type of a note, in sizes of the body."""
_HIGHER = 0.15
"""Sizes of type by which a mark stands higher than its line."""
_REDUCED = 0.85
"""The largest type of a mark, in sizes of its line."""


def mark_of(line: Line, body: float) -> str:
    """The raised mark with which a line in small type begins; nothing without one."""
    if line.size > SMALLER * body or not line.strings:
        return ""
    first = line.strings[0]
    sign = _SUPERSCRIPTS.match(first.opening(3))
    if sign is not None:
        return sign[1]
    if len(line.strings) < 2 or not is_raised(line, 0):
        return ""
    found = _MARK.match(first.text)
    return found[1] if found is not None else ""


def is_raised(line: Line, number: int) -> bool:
    """Whether a string of a line, by its number, is smaller or stands higher than the line."""
    shown = line.strings[number]
    return shown.size < _REDUCED * line.size or shown.y > line.y + _HIGHER * line.size
