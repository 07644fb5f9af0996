"""The tree of form fields: a field that holds others stands once (ISO 32000-2, 12.7.4.1).

Readers follow every way down the tree.
Where fields share others, level by level, they would never finish.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.pdf import objects

UNSHARED = "Form fields that stood in several places of the form stand in the first."


def unshare_fields(pdf: pikepdf.Pdf) -> bool:
    """Leave of each field with kids the first reference to it, in place;
    says whether there was another.
    """
    form = objects.dictionary(pdf.Root, "/AcroForm")
    seen: set[tuple[int, int]] = set()
    pending, changed = [(form, "/Fields")], False
    while pending:
        holder, key = pending.pop()
        listed = list(objects.elements(holder, key))
        kept = [field for field in listed if not _is_met_again(field, seen)]
        if len(kept) < len(listed):
            holder[key], changed = pikepdf.Array(kept), True
        pending += [(field, "/Kids") for field in kept]
    return changed


def _is_met_again(field: Any, seen: set[tuple[int, int]]) -> bool:
    """Whether a field with kids was met before; it is now."""
    mark = objects.identity(field)
    if mark is None or not isinstance(objects.get(field, "/Kids"), pikepdf.Array):
        return False
    met = mark in seen
    seen.add(mark)
    return met
