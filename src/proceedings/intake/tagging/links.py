"""Links as readers of tags want them:
an element of their own and words that say where they lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf


def own_annotations(pdf: pikepdf.Pdf, page: Any) -> list[Any]:
    """The annotations of a page, each made an object of its own, to which an element can refer."""
    import pikepdf

    listed = [thing for thing in objects.elements(page, "/Annots") if isinstance(thing, pikepdf.Dictionary)]
    found = [thing if objects.identity(thing) else pdf.make_indirect(thing) for thing in listed]
    if found:
        page["/Annots"] = pikepdf.Array(found)
    return found


def is_link(annotation: Any) -> bool:
    """True for a link."""
    return objects.name(objects.get(annotation, "/Subtype")) == "Link"


def describe(annotation: Any) -> bool:
    """Say in words where a link leads, if nothing does;
    True if that was needed (ISO 14289-1, 7.18.5).
    """
    import pikepdf

    said = objects.get(annotation, "/Contents")
    if isinstance(said, pikepdf.String) and str(said).strip():
        return False
    action = objects.get(annotation, "/A")
    address = objects.get(action, "/URI")
    inside = "a place in this document"
    annotation["/Contents"] = pikepdf.String(str(address) if isinstance(address, pikepdf.String) else inside)
    return True


def link_element(pdf: pikepdf.Pdf, page: Any, annotation: Any, parent: Any) -> Any:
    """An element `Link` that refers to an annotation (ISO 32000-2, 14.8.4.7.2)."""
    from pikepdf import Dictionary, Name

    reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=parent, Pg=page, K=reference))


class Parents:
    """Adds annotations to the parent tree of a tagged document (ISO 32000-2, 14.7.5.4)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root = objects.dictionary(pdf.Root, "/StructTreeRoot")
        self._added: list[tuple[int, Any]] = []
        self._next = 1 + max((-1, *_keys(pdf)))

    def add(self, annotation: Any, element: Any) -> None:
        """Say to which element an annotation belongs."""
        annotation["/StructParent"] = self._next
        self._added.append((self._next, element))
        self._next += 1

    def save(self) -> None:
        """Write what was added beside what is there: the tree gets a root above both."""
        import pikepdf
        from pikepdf import Array, Dictionary

        if not self._added:
            return
        old = objects.dictionary(self._root, "/ParentTree")
        pairs = Array([thing for pair in self._added for thing in pair])
        new = self._pdf.make_indirect(Dictionary(Nums=pairs, Limits=Array([self._added[0][0], self._added[-1][0]])))
        if isinstance(old, pikepdf.Dictionary) and "/Nums" in old:
            numbers = [value for value in list(old["/Nums"])[::2] if isinstance(value, int)]
            old["/Limits"] = Array([min(numbers, default=0), max(numbers, default=0)])
            kids = [old if objects.identity(old) else self._pdf.make_indirect(old), new]
        else:
            kids = [*objects.elements(old, "/Kids"), new]
        self._root["/ParentTree"] = self._pdf.make_indirect(Dictionary(Kids=Array(kids)))
        self._root["/ParentTreeNextKey"] = self._next


def _keys(pdf: pikepdf.Pdf) -> Iterator[int]:
    """All keys of the parent tree that are in use, as far as pages and annotations say."""
    root = objects.dictionary(pdf.Root, "/StructTreeRoot")
    following = objects.get(root, "/ParentTreeNextKey")
    if isinstance(following, int):
        yield following - 1
    for thing in pdf.objects:
        for key in ("/StructParents", "/StructParent"):
            found = objects.get(thing, key)
            if isinstance(found, int):
                yield found
