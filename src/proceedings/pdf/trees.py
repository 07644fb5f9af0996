"""Name and number trees, written balanced: the shape in which PDF keeps large tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

LEAF = 64
"""Pairs in a leaf, or nodes under a node."""

Key = TypeVar("Key")
Value = TypeVar("Value")
Reference = TypeVar("Reference")


@dataclass(frozen=True, slots=True)
class Node(Generic[Key, Value, Reference]):
    """A node of a tree: a leaf has pairs, another one has kids; the root has no limits."""

    pairs: Sequence[tuple[Key, Value]] = ()
    kids: Sequence[Reference] = ()
    limits: tuple[Key, Key] | None = None


def grow(pairs: Sequence[tuple[Key, Value]], write: Callable[[Node[Key, Value, Reference]], Reference]) -> Reference:
    """Write a balanced tree over pairs that are in order, its nodes before those above them;
    gives back its root (ISO 32000-2, 7.9.6 and 7.9.7).
    """
    if len(pairs) <= LEAF:
        return write(Node(pairs))
    level: list[tuple[Key, Key, Reference]] = []
    for some in _portions(pairs):
        first, last = some[0][0], some[-1][0]
        level.append((first, last, write(Node(some, limits=(first, last)))))
    while len(level) > LEAF:
        above: list[tuple[Key, Key, Reference]] = []
        for nodes in _portions(level):
            first, last = nodes[0][0], nodes[-1][1]
            above.append((first, last, write(Node(kids=[kid for _, _, kid in nodes], limits=(first, last)))))
        level = above
    return write(Node(kids=[kid for _, _, kid in level]))


Item = TypeVar("Item")


def _portions(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[i : i + LEAF] for i in range(0, len(items), LEAF))


def name_tree(pdf: Pdf, entries: Iterable[tuple[bytes, Object]]) -> Object:
    """A name tree with these entries, sorted here by their bytes (ISO 32000-2, 7.9.6)."""
    from pikepdf import Array, Dictionary, String

    def write(node: Node[bytes, Object, Object]) -> Object:
        made = Dictionary()
        if node.kids:
            made["/Kids"] = Array(node.kids)
        else:
            made["/Names"] = Array([thing for key, value in node.pairs for thing in (String(key), value)])
        if node.limits:
            made["/Limits"] = Array([String(key) for key in node.limits])
        return pdf.make_indirect(made)

    return grow(sorted(entries, key=lambda entry: entry[0]), write)
