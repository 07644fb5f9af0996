"""Three texts become one: what the last import wrote, what the editor made of it, what the source
says now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where both changed the same lines: the line (1-based) in the text that is kept, and what the
    source says.
    """

    line: int
    theirs: str


def merged(base: str, mine: str, theirs: str) -> tuple[str, tuple[Conflict, ...]]:
    """The editor's text with the changes of the source in it.

    Lines that the editor changed stay to the letter, comments and order as well. Where the source
    changed the same lines, the editor's stay and the conflict is told.
    """
    if mine in (base, theirs):
        return theirs, ()
    if theirs == base:
        return mine, ()
    old, ours, new = (text.splitlines(keepends=True) for text in (base, mine, theirs))
    kept: list[str] = []
    conflicts: list[Conflict] = []
    for was, have, get in _chunks(old, ours, new):
        if have in (was, get):
            kept += get
        elif get == was:
            kept += have
        else:
            conflicts.append(Conflict(len(kept) + 1, "".join(get).strip()))
            kept += have
    return "".join(kept), tuple(conflicts)


def _chunks(old: list[str], ours: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts cut at lines that all of them share."""
    place = (0, 0, 0)
    for start, mine, theirs, size in [*_shared(old, ours, new), (len(old), len(ours), len(new), 0)]:
        before = (old[place[0] : start], ours[place[1] : mine], new[place[2] : theirs])
        if any(before):
            yield before
        if size:
            same = old[start : start + size]
            yield same, same, same
        place = (start + size, mine + size, theirs + size)


def _shared(old: list[str], ours: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: their beginnings and length."""
    one = SequenceMatcher(None, old, ours).get_matching_blocks()
    other = SequenceMatcher(None, old, new).get_matching_blocks()
    n = m = 0
    while n < len(one) and m < len(other):
        a, b = one[n], other[m]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            n += 1
        else:
            m += 1
