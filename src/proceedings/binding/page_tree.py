"""The page tree of the volume: balanced, so that neither we nor a reader ever walk one long list of pages."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

FANOUT = 32
"""Pages, or nodes, under one node. 32 keeps 8,000 pages three levels deep."""

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may take from its ancestors (ISO 32000-2, table 31)."""

DEEPEST = 64
"""Page trees of submissions are followed up to this many levels; a loop ends here."""


def own_attributes(page: Object) -> dict[str, Object]:
    """The inheritable attributes of a page, its own or else the nearest ancestor's."""
    found: dict[str, Object] = {}
    node: Object | None = page
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            break
        keys = node.keys()
        for key in INHERITED:
            if key in keys and key not in found:
                found[key] = node[key]
        if len(found) == len(INHERITED) or "/Parent" not in keys:
            break
        node = node["/Parent"]
    return found


def plant(pdf: Pdf, pages: Sequence[Object]) -> None:
    """Make these page objects, in this order, the pages of the document.

    They must be indirect objects of `pdf` that carry all inheritable attributes themselves. Linear in their number.

    Source: ISO 32000-2, 7.7.3.
    """
    level = [(page, 1) for page in pages]
    while len(level) > 1 or not level or level[0][0].get("/Type") != "/Pages":
        level = [_node(pdf, level[i : i + FANOUT]) for i in range(0, max(len(level), 1), FANOUT)]
    pdf.Root.Pages = level[0][0]


def _node(pdf: Pdf, kids: Sequence[tuple[Object, int]]) -> tuple[Object, int]:
    count = sum(n for _, n in kids)
    node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([kid for kid, _ in kids]), Count=count))
    for kid, _ in kids:
        kid["/Parent"] = node
    return node, count
