"""The parent tree: from marked content
and annotations back to the structure element that holds them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Object, Pdf

MOST_MCIDS = 100_000
"""Marked-content ids above this are taken for damage:
a page's entry is an array as long as its largest id.
"""


class ParentTree:
    """Hands out keys and remembers what they stand for;
    written by the volume, where keys are counted on.

    Source: ISO 32000-2, 14.7.5.4.
    """

    def __init__(self) -> None:
        self._next = 0
        self._of_holder: dict[tuple[int, int], tuple[int, dict[int, Object]]] = {}
        self._of_object: dict[int, Object] = {}

    def holds(self, holder: Object, mcids: Sequence[int], element: Object) -> bool:
        """Say that marked content of a page or form XObject belongs to an element;
        False, and nothing said, if some is taken already.
        """
        entry = self._of_holder.get(holder.objgen)
        if entry is None:
            entry = self._of_holder[holder.objgen] = (self._take(), {})
            holder["/StructParents"] = entry[0]
        fresh = dict.fromkeys(mcids, element)
        if len(fresh) != len(mcids) or any(not 0 <= mcid < MOST_MCIDS or mcid in entry[1] for mcid in fresh):
            return False
        entry[1].update(fresh)
        return True

    def refers(self, thing: Object, element: Object) -> None:
        """Say that an annotation or XObject as a whole belongs to an element."""
        key = self._take()
        thing["/StructParent"] = key
        self._of_object[key] = element

    def _take(self) -> int:
        self._next += 1
        return self._next - 1

    def entries(self, pdf: Pdf) -> list[Object]:
        """What each key stands for, in their order:
        an element, or an indirect array of elements.
        """
        entries: dict[int, Object] = dict(self._of_object)
        for key, elements in self._of_holder.values():
            length = max(elements, default=-1) + 1
            entries[key] = pdf.make_indirect(Array([elements.get(mcid) for mcid in range(length)]))
        return [entries[key] for key in range(self._next)]
