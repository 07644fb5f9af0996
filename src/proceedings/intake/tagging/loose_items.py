"""Items of lists that stand in no list, as LibreOffice tags slides: each row gets a list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.structure import Identity, TreeBuilder
from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf


def wrap_items(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Put a list around items that follow each other outside one; gives back how many lists.

    What `structure` says holds no longer where any was made. Source: ISO 14289-1, 7.6; ISO 32000-1,
    14.8.4.3.
    """
    items = [e for e in structure.elements if e.kind == "LI"]
    loose = {e.element.objgen for e in items if e.above is None or e.above.kind != "L"}
    if not loose:
        return 0
    root = objects.dictionary(pdf.Root, "/StructTreeRoot")
    holders = {e.above.element.objgen: e.above.element for e in items if e.above}
    return sum(_wrap(pdf, holder, loose) for holder in (root, *holders.values()) if holder is not None)


def _wrap(pdf: pikepdf.Pdf, holder: Any, loose: set[Identity]) -> int:
    """Wrap the rows of loose items among what one element, or the root, holds."""
    import pikepdf

    kids = objects.get(holder, "/K")
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    fresh: list[Any] = []
    made = 0
    for is_row, run in _rows(listed, loose):
        if not is_row:
            fresh += run
            continue
        made += 1
        around = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.L, P=holder))
        around["/K"] = pikepdf.Array(run)
        for item in run:
            item["/P"] = around
        fresh.append(around)
    if made:
        holder["/K"] = pikepdf.Array(fresh)
    return made


def _rows(listed: list[Any], loose: set[Identity]) -> Iterator[tuple[bool, list[Any]]]:
    for is_row, run in groupby(listed, lambda kid: objects.identity(kid) in loose):
        yield is_row, list(run)
