"""The outline of a submission, with destinations in the volume."""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, String

from proceedings.binding.sources import Source
from proceedings.values.diagnostics import Diagnostic, Place, notice

DEEPEST = 40
"""Levels of a submission's outline that are kept nested; deeper entries are kept on this level."""

MOST = 50_000
"""Entries of one submission's outline."""


@dataclass(slots=True)
class Entry:
    """A bookmark of the volume before it is written."""

    title: String
    destination: Array | None
    uri: String | None = None
    open: bool = False
    children: list[Entry] = field(default_factory=list)
    colour: Object | None = None
    flags: int = 0


def outline_of(source: Source) -> tuple[list[Entry], list[Diagnostic]]:
    """A submission's outline with destinations in the volume.

    An entry that leads nowhere is dropped with a notice, or kept as a heading where others hang
    under it. Loops end where they close; what is deeper or longer than any reader shows is
    flattened or cut, with a notice.
    """
    outlines = source.root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return [], []
    top: list[Entry] = []
    seen: set[tuple[int, int]] = set()
    broken = cut = looped = deep = 0
    stack: list[tuple[object, list[Entry], int]] = [(outlines.get("/First"), top, 1)]
    total = 0
    while stack:
        item, siblings, depth = stack.pop()
        if not isinstance(item, Dictionary):
            continue
        if item.objgen in seen:
            looped += 1
            continue
        if total >= MOST:
            cut += 1
            break
        if item.is_indirect:
            seen.add(item.objgen)
        total += 1
        entry = _entry(source, item)
        siblings.append(entry)
        stack.append((item.get("/Next"), siblings, depth))
        first = item.get("/First")
        if first is not None:
            deep += depth >= DEEPEST
            stack.append((first, entry.children if depth < DEEPEST else siblings, min(depth + 1, DEEPEST)))
    top, broken = _without_broken(top)
    said = (
        (broken, "lead nowhere and were dropped", "bookmark-broken"),
        (looped, "close a loop, which was cut", "bookmark-loop"),
        (deep, f"lie deeper than {DEEPEST} levels and were raised", "bookmark-depth"),
        (cut, f"and more follow after the first {MOST}, and were cut", "bookmark-number"),
    )
    return top, [
        notice(code, Place(source.file), f"{count} of its bookmarks {what}", None, source.document)
        for count, what, code in said
        if count
    ]


def _entry(source: Source, item: Object) -> Entry:
    title = item.get("/Title")
    count = item.get("/Count")
    entry = Entry(
        String(bytes(title) if isinstance(title, String) else b""), None, open=isinstance(count, int) and count > 0
    )
    value: object = item.get("/Dest")
    action = item.get("/A")
    if value is None and isinstance(action, Dictionary):
        if action.get("/S") == Name.GoTo:
            value = action.get("/D")
        elif action.get("/S") == Name.URI and isinstance(action.get("/URI"), String):
            entry.uri = String(bytes(action["/URI"]))
    if value is not None:
        entry.destination = source.destination(value)
    colour, flags = item.get("/C"), item.get("/F")
    if isinstance(colour, Array):
        entry.colour = Array([float(v) for v in colour])
    if isinstance(flags, int):
        entry.flags = flags & 3
    return entry


def _without_broken(top: list[Entry]) -> tuple[list[Entry], int]:
    """The entries without those that lead nowhere and hold nothing, and how many those were."""
    order: list[tuple[Entry, list[Entry]]] = []
    stack = [(entry, top) for entry in top]
    while stack:
        entry, siblings = stack.pop()
        order.append((entry, siblings))
        stack += [(child, entry.children) for child in entry.children]
    lost: set[int] = set()
    for entry, _ in reversed(order):
        entry.children = [child for child in entry.children if id(child) not in lost]
        if entry.destination is None and entry.uri is None and not entry.children:
            lost.add(id(entry))
    return [entry for entry in top if id(entry) not in lost], len(lost)
