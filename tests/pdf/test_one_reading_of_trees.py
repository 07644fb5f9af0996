"""Name trees and names are read in one way:
how other rooms once read them stands here as the oracle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, String

from proceedings.binding.destinations import NamedDestinations
from proceedings.intake.cleaning.dead_links import Places
from proceedings.intake.surveying.facts import read_facts
from proceedings.pdf import objects

PAIRS = st.lists(st.tuples(st.binary(min_size=1, max_size=3), st.integers(0, 9)), max_size=3)
TREES = st.recursive(
    st.builds(lambda pairs: {"pairs": pairs, "kids": []}, PAIRS),
    lambda kids: st.builds(
        lambda pairs, below, direct: {"pairs": pairs, "kids": below, "direct": direct},
        PAIRS,
        st.lists(kids, max_size=3),
        st.booleans(),
    ),
    max_leaves=8,
)


def built(pdf: pikepdf.Pdf, tree: Any) -> Object:
    """A name tree with nodes that are direct or not, odd kids, and one kid that comes twice."""
    names = [part for key, value in tree["pairs"] for part in (String(key), Array([value, Name.Fit]))]
    kids = [built(pdf, kid) for kid in tree["kids"]]
    node = Dictionary(Names=Array([*names, 17]), Kids=Array([*kids, 17, *(k for k in kids[:1] if k.is_indirect)]))
    return node if tree.get("direct") else pdf.make_indirect(node)


def as_binding_read(root: Object) -> Iterator[tuple[bytes, Object]]:
    """`name_tree` of `binding/destinations.py` as it was."""
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        names = list(node.get("/Names", []))
        for key, value in zip(names[0::2], names[1::2], strict=False):
            if isinstance(key, String):
                yield bytes(key), value
        stack += reversed(list(node.get("/Kids", [])))


@given(TREES)
def test_a_name_tree_is_read_as_binding_read_it(tree: Any) -> None:
    pdf = pikepdf.new()
    root = built(pdf, tree)
    expected = [(key, value.unparse()) for key, value in as_binding_read(root)]
    read = [(bytes(key), value.unparse()) for key, value in objects.tree_pairs(root, "/Names")]
    assert read == expected
    pdf.Root.Names = Dictionary(Dests=root)
    table = NamedDestinations(pdf.Root).table
    assert {key: value.unparse() for key, value in table.items()} == dict(expected)


def test_of_two_places_with_one_name_the_last_counts_as_it_did() -> None:
    pdf = pikepdf.new()
    leaves = [pdf.make_indirect(Dictionary(Names=Array([String(b"a"), Array([n, Name.Fit])]))) for n in (1, 2)]
    pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array(leaves)))
    found = NamedDestinations(pdf.Root).find(b"a")
    assert found is not None and found[0] == 2


def test_attachments_and_scripts_are_counted_in_a_tree_that_closes_in_a_loop() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    leaf = pdf.make_indirect(Dictionary(Names=Array([String("b"), Dictionary(F=String("b.txt"))])))
    root = pdf.make_indirect(Dictionary(Names=Array([String("a"), Dictionary()]), Kids=Array([leaf])))
    leaf.Kids = Array([root])
    pdf.Root.Names = Dictionary(EmbeddedFiles=root, JavaScript=root)
    facts = read_facts(pdf, 0)
    assert facts.attachments == ("a", "b.txt")
    assert facts.scripts == 2


NAMES = st.binary(min_size=1, max_size=6).filter(lambda text: b"\0" not in text)


@given(NAMES)
def test_a_name_is_looked_up_by_its_bytes_in_cleaning_and_in_binding(text: bytes) -> None:
    name = Object.parse(b"/" + b"".join(b"#%02x" % c for c in text))
    assert objects.name_key(name) == objects.name_key(String(text)) == text


@given(NAMES)
def test_cleaning_keeps_a_link_to_every_name_that_binding_finds(text: bytes) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    name = Object.parse(b"/" + b"".join(b"#%02x" % c for c in text))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(text), Array([page, Name.Fit])])))
    assert Places(pdf.Root, [page]).leads(Dictionary(Dest=name))
    assert NamedDestinations(pdf.Root).find(objects.name_key(name)) is not None
