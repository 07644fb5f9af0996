"""Carries the tags of a run of pages into an offprint (ISO 32000-2, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, Stream, String

from proceedings.pdf.trees import name_tree
from proceedings.publishing.offprints.copying import copied

_ABOVE = ("/Document", "/Part")
"""Elements of the volume that hold documents."""
HIGHEST = 1000
"""Elements above one that are climbed: a circle is higher."""


def carry_structure(volume: Pdf, offprint: Pdf, first: int, count: int, language: str, title: str) -> bool:
    """Give an offprint the tags of its pages, which were carried before; False where the volume has
    none for them.

    An element is cut off from the volume's tree before it is copied, so that the rest of the tree
    does not come along. The volume in memory is changed and must not be saved.
    """
    root = volume.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or "/ParentTree" not in root:
        return False
    parents = NumberTree(root.ParentTree)
    held = {key: parents[key] for key in sorted(set(_keys(volume, first, count))) if key in parents}
    tops = _tops(held.values())
    if not tops:
        return False
    for top in tops:
        if "/P" in top:
            del top["/P"]
    copied = {key: _entry(offprint, thing) for key, thing in held.items()}
    elements = [offprint.copy_foreign(top) for top in tops]
    _plant(volume, offprint, elements, copied, language, title)
    return True


def _keys(volume: Pdf, first: int, count: int) -> Iterator[int]:
    """The keys of the parent tree that pages, their annotations and their XObjects name."""
    seen: set[tuple[int, int]] = set()
    for index in range(first, first + count):
        page = volume.pages[index].obj
        yield from _key_of(page, "/StructParents")
        for annotation in page.get("/Annots", ()):
            yield from _key_of(annotation, "/StructParent")
        yield from _of_xobjects(page.get("/Resources"), seen)


def _key_of(thing: Any, name: str) -> Iterator[int]:
    key = thing.get(name) if isinstance(thing, (Dictionary, Stream)) else None
    if isinstance(key, int):
        yield key


def _of_xobjects(resources: Any, seen: set[tuple[int, int]]) -> Iterator[int]:
    if not isinstance(resources, Dictionary):
        return
    inside = resources.get("/XObject")
    for thing in inside.values() if isinstance(inside, Dictionary) else ():
        if not isinstance(thing, Stream) or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        yield from _key_of(thing, "/StructParents")
        yield from _key_of(thing, "/StructParent")
        yield from _of_xobjects(thing.get("/Resources"), seen)


def _tops(held: Any) -> list[Any]:
    """The elements below which all of these lie, in the order in which the volume has them."""
    tops: dict[tuple[int, int], Any] = {}
    known: dict[tuple[int, int], Any] = {}
    for thing in held:
        for element in thing if isinstance(thing, Array) else (thing,):
            if isinstance(element, Dictionary) and element.objgen not in known:
                top = known[element.objgen] = _top(element)
                tops[top.objgen] = top
    return list(tops.values())


def _top(element: Any) -> Any:
    for _ in range(HIGHEST):
        above = element.get("/P")
        if not isinstance(above, Dictionary) or str(above.get("/S", "")) in _ABOVE or "/S" not in above:
            return element
        element = above
    return element


def _entry(offprint: Pdf, thing: Any) -> Object:
    """What a key stands for: an element, or a list of them; copied with the elements."""
    if isinstance(thing, Array) and not thing.is_indirect:
        return offprint.make_indirect(
            Array([offprint.copy_foreign(one) if isinstance(one, Dictionary) else None for one in thing])
        )
    return offprint.copy_foreign(thing)


def _plant(
    volume: Pdf, offprint: Pdf, elements: list[Any], parents: dict[int, Object], language: str, title: str
) -> None:
    """Write the root with one Document below it, which holds the elements."""
    source = volume.Root.StructTreeRoot
    root = offprint.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = offprint.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, T=String(title), Lang=String(language))
    )
    namespace = source.get("/K")
    described = namespace[0] if isinstance(namespace, Array) and len(namespace) else namespace
    if isinstance(described, Dictionary) and "/NS" in described:
        whole["/NS"] = offprint.copy_foreign(described.NS)
    for element in elements:
        element["/P"] = whole
    whole["/K"] = Array(elements)
    root["/K"] = whole
    nums = [thing for key in sorted(parents) for thing in (key, parents[key])]
    root["/ParentTree"] = offprint.make_indirect(Dictionary(Nums=Array(nums)))
    root["/ParentTreeNextKey"] = max(parents, default=-1) + 1
    for key in ("/RoleMap", "/ClassMap", "/Namespaces"):
        if key in source:
            root[key] = copied(offprint, source[key])
    named = [(bytes(element["/ID"]), element) for element in _all(elements) if "/ID" in element]
    if named:
        root["/IDTree"] = name_tree(offprint, named)
    offprint.Root.StructTreeRoot = root
    offprint.Root.MarkInfo = Dictionary(Marked=True)


def _all(elements: list[Any]) -> Iterator[Any]:
    pending = list(elements)
    while pending:
        element = pending.pop()
        yield element
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else (kids,):
            if isinstance(kid, Dictionary) and "/S" in kid:
                pending.append(kid)
