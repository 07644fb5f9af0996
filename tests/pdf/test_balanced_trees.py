"""Name and number trees: everything is in them, in order, and no node is wider than a leaf."""

from __future__ import annotations

import io

import pikepdf
import pypdf
from hypothesis import given
from hypothesis import strategies as st

from proceedings.pdf.trees import LEAF, Node, grow, name_tree


def flattened(node: Node[int, str, Node]) -> list[tuple[int, str]]:  # type: ignore[type-arg]
    """The pairs below a node; limits are compared with them on the way."""
    assert len(node.pairs) <= LEAF
    assert len(node.kids) <= LEAF
    found = [*node.pairs, *(pair for kid in node.kids for pair in flattened(kid))]
    assert node.limits in (None, (found[0][0], found[-1][0])) if found else node.limits is None
    return found


@given(st.one_of(st.integers(0, 3 * LEAF), st.integers(LEAF * LEAF - 1, LEAF * LEAF + LEAF + 1)))
def test_a_tree_holds_what_it_was_given(count: int) -> None:
    pairs = [(key, f"value {key}") for key in range(count)]
    root: Node[int, str, Node] = grow(pairs, lambda node: node)  # type: ignore[type-arg]
    assert root.limits is None
    assert all(kid.limits for kid in root.kids)
    assert flattened(root) == pairs


def test_a_large_name_tree_is_read_by_another_library() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    names = [b"place %04d" % n for n in range(5000)]
    tree = name_tree(pdf, [(name, pikepdf.Array([page, pikepdf.Name.Fit])) for name in reversed(names)])
    pdf.Root["/Names"] = pikepdf.Dictionary(Dests=tree)
    file = io.BytesIO()
    pdf.save(file)
    assert sorted(pypdf.PdfReader(file).named_destinations) == [name.decode() for name in names]
