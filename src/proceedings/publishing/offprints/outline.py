"""The bookmarks of a volume, read once; those of a run of its pages, written into an offprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

DEEPEST = 32
"""Levels of bookmarks that are followed: a circle is deeper."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: the page to which it leads (0-based; None for none), the rest of its destination
    as numbers and names, and what stands below it.
    """

    title: str
    page: int | None
    place: tuple[str | float | None, ...]
    children: tuple[Mark, ...]


def bookmarks(volume: Pdf, numbers: Mapping[tuple[int, int], int]) -> tuple[Mark, ...]:
    """All bookmarks of a volume."""
    root = volume.Root.get("/Outlines")
    return tuple(_below(root, numbers, 0)) if isinstance(root, Dictionary) else ()


def _below(holder: Any, numbers: Mapping[tuple[int, int], int], depth: int) -> Iterator[Mark]:
    entry = holder.get("/First")
    while isinstance(entry, Dictionary) and depth < DEEPEST:
        page, place = _destination(entry, numbers)
        yield Mark(str(entry.get("/Title", "")), page, place, tuple(_below(entry, numbers, depth + 1)))
        entry = entry.get("/Next")


def _destination(
    entry: Any, numbers: Mapping[tuple[int, int], int]
) -> tuple[int | None, tuple[str | float | None, ...]]:
    action = entry.get("/A")
    place = action.get("/D") if isinstance(action, Dictionary) else entry.get("/Dest")
    if not isinstance(place, Array) or not isinstance(place[0], Dictionary):
        return None, ()
    rest = (str(one) if isinstance(one, Name) else None if one is None else float(one) for one in list(place)[1:])
    return numbers.get(place[0].objgen), tuple(rest)


def of_pages(marks: Sequence[Mark], first: int, count: int) -> tuple[Mark, ...]:
    """The bookmarks that lead into a run of pages, their pages counted from its first; what stands
    below one that leads elsewhere moves up.
    """
    found: list[Mark] = []
    for mark in marks:
        below = of_pages(mark.children, first, count)
        if mark.page is not None and first <= mark.page < first + count:
            found.append(Mark(mark.title, mark.page - first, mark.place, below))
        else:
            found += below
    return tuple(found)


def write_outline(offprint: Pdf, marks: Sequence[Mark]) -> None:
    """Write bookmarks, all open (ISO 32000-2, 12.3.3)."""
    if not marks:
        return
    root = offprint.make_indirect(Dictionary(Type=Name.Outlines))
    root["/Count"] = _write(offprint, root, marks)
    offprint.Root.Outlines = root
    offprint.Root.PageMode = Name.UseOutlines


def _write(offprint: Pdf, parent: Any, marks: Sequence[Mark]) -> int:
    """Write the bookmarks below one; how many they are with theirs."""
    entries = [offprint.make_indirect(Dictionary(Title=String(mark.title), Parent=parent)) for mark in marks]
    total = len(marks)
    for number, (entry, mark) in enumerate(zip(entries, marks, strict=True)):
        if mark.page is not None:
            place = [Name(one) if isinstance(one, str) else one for one in mark.place]
            entry["/Dest"] = Array([offprint.pages[mark.page].obj, *place])
        if number:
            entry["/Prev"] = entries[number - 1]
        if number + 1 < len(entries):
            entry["/Next"] = entries[number + 1]
        if mark.children:
            below = _write(offprint, entry, mark.children)
            entry["/Count"] = below
            total += below
    parent["/First"], parent["/Last"] = entries[0], entries[-1]
    return total
