"""Name trees, written balanced: the shape in which PDF keeps large tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

LEAF = 64
"""Pairs in a leaf, or nodes under a node."""


def name_tree(pdf: Pdf, entries: Iterable[tuple[bytes, Object]]) -> Object:
    """A name tree with these entries, sorted here by their bytes (ISO 32000-2, 7.9.6)."""
    ordered = sorted(entries, key=lambda entry: entry[0])
    return _tree(pdf, "/Names", [(String(key), value) for key, value in ordered])


def _tree(pdf: Pdf, kind: str, pairs: Sequence[tuple[object, Object]]) -> Object:
    def leaf(some: Sequence[tuple[object, Object]]) -> Dictionary:
        return Dictionary({kind: Array([thing for pair in some for thing in pair])})

    if len(pairs) <= LEAF:
        return pdf.make_indirect(leaf(pairs))
    level: list[tuple[object, object, Object]] = []
    for i in range(0, len(pairs), LEAF):
        some = pairs[i : i + LEAF]
        node = leaf(some)
        node["/Limits"] = Array([some[0][0], some[-1][0]])
        level.append((some[0][0], some[-1][0], pdf.make_indirect(node)))
    while len(level) > LEAF:
        groups = [level[i : i + LEAF] for i in range(0, len(level), LEAF)]
        level = [(g[0][0], g[-1][1], _branch(pdf, g)) for g in groups]
    return pdf.make_indirect(Dictionary(Kids=Array([node for _, _, node in level])))


def _branch(pdf: Pdf, nodes: Sequence[tuple[object, object, Object]]) -> Object:
    limits = Array([nodes[0][0], nodes[-1][1]])
    return pdf.make_indirect(Dictionary(Kids=Array([node for _, _, node in nodes]), Limits=limits))
