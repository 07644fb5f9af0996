"""Items of lists that stand in no list: a list is put around them, and nothing else of the tree
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf.generic import DictionaryObject

from arbiter import arbiter
from proceedings.intake.tagging import tag
from proceedings.programs import verapdf

Tree = tuple[str, tuple["Tree", ...]]
"""A type and what is below it."""
LEAVES: Tree = ("LI", (("Lbl", ()), ("LBody", (("P", ()),))))


def document(*trees: Tree) -> Pdf:
    """A tagged page of words, each below an element without others."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    content: list[bytes] = []
    owners: list[Any] = []

    def element(tree: Tree, above: Any) -> Any:
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tree[0]), P=above, Pg=pdf.pages[0].obj))
        if tree[1]:
            made.K = Array([element(below, made) for below in tree[1]])
        else:
            made.K = len(owners)
            content.append(b"/%s <</MCID %d>> BDC 9 9 9 9 re f EMC" % (tree[0].encode(), len(owners)))
            owners.append(made)
        return made

    root.K = Array([element(tree, root) for tree in trees])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(owners)])))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"\n".join(content))
    pdf.pages[0].obj.StructParents = 0
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.Lang = root, Dictionary(Marked=True), String("en")
    return pdf


def elements(node: Any, above: str = "") -> Iterator[tuple[str, str, int | None]]:
    """Type, type above and marked content of every element, in order."""
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    kind = str(node.get("/S", "/Root"))[1:]
    yield kind, above, int(kids) if isinstance(kids, int) else None
    for kid in kids if isinstance(kids, list) else []:
        if isinstance(kid.get_object(), DictionaryObject):
            yield from elements(kid.get_object(), kind)


def after(pdf: Pdf, out: Path) -> list[tuple[str, str, int | None]]:
    tag(pdf)
    pdf.save(out)
    return list(elements(pypdf.PdfReader(out).root_object["/StructTreeRoot"]))


def test_a_row_of_items_gets_one_list_and_verapdf_has_nothing_against_it(tmp_path: Path) -> None:
    nested: Tree = ("LI", (("LBody", (("P", ()), LEAVES)),))
    pdf = document(LEAVES, LEAVES, ("P", ()), ("Sect", (nested,)), ("L", (LEAVES,)))
    found = after(pdf, tmp_path / "out.pdf")
    assert {above for kind, above, _ in found if kind == "LI"} == {"L"}
    assert [above for kind, above, _ in found if kind == "L"] == ["Root", "Sect", "LBody", "Root"]
    (verdict,) = verapdf.validate_all([tmp_path / "out.pdf"], "ua1", arbiter())
    assert not [broken for broken in verdict.broken if "LI" in broken.description or "LI " in str(broken.messages)]


_TREES = st.recursive(
    st.sampled_from(["P", "LI", "Lbl", "H1", "L"]).map(lambda kind: (kind, ())),
    lambda below: st.tuples(st.sampled_from(["Sect", "LI", "L", "LBody", "Div"]), st.tuples(below, below)),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(trees=st.lists(_TREES, min_size=1, max_size=4))
def test_every_item_stands_in_a_list_and_the_order_of_reading_stays(trees: list[Tree], tmp_path_factory: Any) -> None:
    pdf = document(*trees)
    folder = tmp_path_factory.mktemp("items")
    pdf.save(folder / "before.pdf")
    before = list(elements(pypdf.PdfReader(folder / "before.pdf").root_object["/StructTreeRoot"]))
    found = after(pdf, folder / "after.pdf")
    assert all(above == "L" for kind, above, _ in found if kind == "LI")
    assert [content for _, _, content in found if content is not None] == [c for _, _, c in before if c is not None]
    assert len([kind for kind, _, _ in found if kind != "L"]) == len([kind for kind, _, _ in before if kind != "L"])
