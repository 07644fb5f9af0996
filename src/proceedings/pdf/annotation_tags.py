"""Tags of annotations that become part of a page:
their structure elements then hold marked content instead.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from proceedings.pdf import objects

_ARTIFACT = b"/Artifact BMC\n"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+")


class Tags:
    """The structure tree of a document while its annotations are flattened;
    without a tree nothing is marked.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root = objects.dictionary(pdf.Root, "/StructTreeRoot")
        self._parents = self._read()
        self._marks: dict[int, list[Any]] = {}

    @property
    def closing(self) -> bytes:
        """What ends marked content."""
        return b"" if self._root is None else b"\nEMC"

    def opening(self, page: Any, annotation: Any) -> bytes:
        """What begins the marked content of an annotation; its element refers to it from now on."""
        if self._root is None:
            return b""
        element = self._element(annotation)
        kids = objects.get(element, "/K")
        if element is None or kids is None:
            return _ARTIFACT
        key = self._key(page)
        number = len(self._marks[key])
        mark = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=number)
        if not self._replace(element, annotation, mark):
            return _ARTIFACT
        self._marks[key].append(element)
        kind = objects.name(objects.get(element, "/S"))
        return b"/%s <</MCID %d>> BDC\n" % ((kind if _PLAIN_NAME.fullmatch(kind) else "P").encode(), number)

    def forget(self, annotation: Any) -> None:
        """Take an annotation that goes out of the element that refers to it."""
        element = self._element(annotation)
        if element is not None:
            self._replace(element, annotation, None)

    def save(self) -> None:
        """Write the parent tree, when anything was marked."""
        if self._root is None or not self._marks:
            return
        for key, elements in self._marks.items():
            self._parents[key] = self._pdf.make_indirect(pikepdf.Array(elements))
        pairs = [value for key in sorted(self._parents) for value in (key, self._parents[key])]
        self._root["/ParentTree"] = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(pairs)))
        self._root["/ParentTreeNextKey"] = max(self._parents) + 1

    def _read(self) -> dict[int, Any]:
        """The parent tree as a dictionary (ISO 32000-2, 14.7.5.4)."""
        found: dict[int, Any] = {}
        for key, value in objects.tree_pairs(objects.get(self._root, "/ParentTree"), "/Nums"):
            if isinstance(key, int) and key not in found:
                found[key] = value
        return found

    def _element(self, annotation: Any) -> Any:
        key = objects.get(annotation, "/StructParent")
        element = self._parents.get(key) if isinstance(key, int) else None
        return element if isinstance(element, pikepdf.Dictionary) else None

    def _key(self, page: Any) -> int:
        """The page's key in the parent tree,
        made where it has none, with its list of marks loaded.
        """
        key = objects.get(page, "/StructParents")
        if not isinstance(key, int):
            key = max([-1, *self._parents, *self._marks]) + 1
            page["/StructParents"] = key
        if key not in self._marks:
            held = self._parents.get(key)
            self._marks[key] = list(held) if isinstance(held, pikepdf.Array) else []
        return key

    def _replace(self, element: Any, annotation: Any, mark: Any) -> bool:
        """Put a mark in the place of the reference to an annotation, or nothing;
        False when there was none.
        """
        kids = objects.get(element, "/K")
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        wanted = objects.identity(annotation)
        for index, kid in enumerate(listed):
            target = objects.get(kid, "/Obj")
            if target is None or objects.identity(target) != wanted:
                continue
            listed[index : index + 1] = [] if mark is None else [mark]
            element["/K"] = pikepdf.Array(listed)
            return True
        return False
