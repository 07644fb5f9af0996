"""The shape of a structure tree:
every element has one place, as every reader that walks it relies on.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.pdf import objects


def keep_first_places(pdf: pikepdf.Pdf) -> bool:
    """Drop elements from a structure tree, in place, where the tree lists them again;
    True where there were any.

    An element has one parent (ISO 32000-2, table 355).
    Where elements share others level by level, whoever goes each way through them never ends.
    """
    root = objects.dictionary(pdf.Root, "/StructTreeRoot")
    waiting, changed = [root] if root is not None else [], False
    seen = {objects.identity(root)}
    while waiting:
        holder = waiting.pop()
        kids = objects.get(holder, "/K")
        listed = list(objects.elements(holder, "/K")) if isinstance(kids, pikepdf.Array) else [kids]
        kept = []
        for kid in listed:
            if _is_element(kid):
                mark = objects.identity(kid)
                if mark is not None and mark in seen:
                    changed = True
                    continue
                seen.add(mark)
                waiting.append(kid)
            kept.append(kid)
        if len(kept) < len(listed):
            holder["/K"] = pikepdf.Array(kept)
    return changed


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and objects.get(kid, "/S") is not None
