"""The structure tree of one source, carried into the volume's: ids, roles and classes kept apart, nothing dangling."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from proceedings.binding.parent_tree import ParentTree

Places = dict[tuple[int, int], tuple[Object, Object | None, str]]
"""Copied source page -> page of the volume, the form XObject with its content if it shares the page, and the part."""

STANDARD = frozenset(
    {
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    }
)
"""Structure types that need no role map (ISO 32000-1, 14.8.4)."""


@dataclass(slots=True)
class Registers:
    """Role map, class map, element ids and namespaces of the volume."""

    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, Object] = field(default_factory=dict)
    ids: dict[bytes, Object] = field(default_factory=dict)
    namespaces: list[Object] = field(default_factory=list)


@dataclass(slots=True)
class Carried:
    """The elements that go under each part."""

    elements: dict[str, list[Object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renames:
    """What a source's names become where the volume uses them for something else."""

    roles: Mapping[str, str]
    classes: Mapping[str, str]


def has_tags(root: Object) -> bool:
    """True if the document has a structure tree with something in it."""
    tree = root.get("/StructTreeRoot")
    kids = tree.get("/K") if isinstance(tree, Dictionary) else None
    return isinstance(kids, Dictionary) or (isinstance(kids, Array) and len(kids) > 0)


def lean(tree: Object) -> Object:
    """The source's tree without what is made anew, so that it is not copied."""
    for key in ("/ParentTree", "/ParentTreeNextKey", "/IDTree"):
        if key in tree:
            del tree[key]
    return tree


def carry_tree(
    pdf: Pdf,
    tree: Object,
    places: Places,
    annotations: AbstractSet[tuple[int, int]],
    parents: ParentTree,
    registers: Registers,
    parts: Sequence[str],
) -> Carried:
    """Make a copied structure tree part of the volume's.

    Content on pages that are not in the volume goes, with the elements that held nothing else. The parent tree is
    made from the tree itself, never from the source's own. Each element of the top goes to the part on whose pages
    it begins.
    """
    registers.namespaces += [ns for ns in _kids(tree.get("/Namespaces")) if isinstance(ns, Dictionary)]
    renames = Renames(_merge_roles(tree.get("/RoleMap"), registers), _merge_classes(tree.get("/ClassMap"), registers))
    walk = _Walk(pdf, places, annotations, parents, renames)
    carried = Carried()
    part = parts[0]
    for element in _top_elements(tree, len(parts) > 1):
        if not walk.carry(element):
            continue
        part = walk.began or part
        carried.elements.setdefault(part, []).append(element)
    _merge_ids(walk.ids, registers)
    return carried


def _top_elements(tree: Object, several_parts: bool) -> list[Object]:
    """The elements under the root, or under a lone Document, or under the lone element that holds several parts."""
    elements = [kid for kid in _kids(tree.get("/K")) if isinstance(kid, Dictionary)]
    for _ in range(8):
        if len(elements) != 1 or not (several_parts or elements[0].get("/S") == Name.Document):
            break
        inner = _kids(elements[0].get("/K"))
        if not inner or not all(isinstance(kid, Dictionary) and "/S" in kid for kid in inner):
            break
        elements = inner  # type: ignore[assignment]
    return [element for element in elements if "/S" in element]


def _kids(value: object) -> list[Object | int]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]  # type: ignore[list-item]


class _Walk:
    """Goes through the elements of one source, each once, without recursion: trees may be deep or loop."""

    def __init__(
        self,
        pdf: Pdf,
        places: Places,
        annotations: AbstractSet[tuple[int, int]],
        parents: ParentTree,
        renames: Renames,
    ) -> None:
        self._pdf, self._places, self._annotations = pdf, places, annotations
        self._parents, self._renames = parents, renames
        self._seen: set[tuple[int, int]] = set()
        self.ids: list[tuple[bytes, Object]] = []
        self.began: str | None = None

    def carry(self, top: Object) -> bool:
        """Carry an element with all below it; False if nothing of it is left. `began` is the part where it begins."""
        self.began = None
        if top.objgen in self._seen:
            return False
        self._seen.add(top.objgen)
        emptied: list[tuple[Object, Object | None]] = []
        stack: list[tuple[Object, Object | None]] = [(top, None)]
        while stack:
            element, above = stack.pop()
            kids = _kids(element.get("/K"))
            kept, below = self._kept(element, kids)
            if len(kept) != len(kids) or any(a is not b for a, b in zip(kept, kids, strict=True)):
                if kept:
                    element["/K"] = Array(kept)
                elif kids:
                    emptied.append((element, above))
            self._rename(element)
            stack += [(child, element) for child in reversed(below)]
        return not _prune(emptied, top)

    def _kept(self, element: Object, kids: Sequence[Object | int]) -> tuple[list[Object | int], list[Object]]:
        page = element.get("/Pg")
        place = self._places.get(page.objgen) if isinstance(page, Dictionary) else None
        if place is not None:
            if place[1] is not None:
                element["/Pg"] = place[0]
        elif page is not None:
            del element["/Pg"]
        kept: list[Object | int] = []
        below: list[Object] = []
        for kid in kids:
            if isinstance(kid, int):
                kid = self._marked(element, kid, place)  # type: ignore[assignment]
            elif not isinstance(kid, Dictionary):
                continue
            elif "/S" in kid:
                if not kid.is_indirect:
                    kid = self._pdf.make_indirect(kid)
                if kid.objgen in self._seen:
                    continue
                self._seen.add(kid.objgen)
                kid["/P"] = element
                below.append(kid)
            else:
                kid = self._content(element, kid, place)  # type: ignore[assignment]
            if kid is not None:
                kept.append(kid)
        return kept, below

    def _marked(
        self, element: Object, mcid: int, place: tuple[Object, Object | None, str] | None
    ) -> Object | int | None:
        if place is None:
            return None
        page, form, part = place
        if not self._parents.holds(page if form is None else form, mcid, element):
            return None
        self.began = self.began or part
        if form is None:
            return mcid
        return Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=mcid)

    def _content(
        self, element: Object, item: Object, place: tuple[Object, Object | None, str] | None
    ) -> Object | int | None:
        page = item.get("/Pg")
        if isinstance(page, Dictionary):
            place = self._places.get(page.objgen)
        if place is None:
            return None
        keys = item.keys()
        mcid, thing = (item[key] if key in keys else None for key in ("/MCID", "/Obj"))
        if isinstance(mcid, int):
            if "/Stm" not in keys:
                marked = self._marked(element, mcid, place)
                return item if isinstance(marked, int) else marked
            stream = item["/Stm"]
            if not isinstance(stream, Object) or not self._parents.holds(stream, mcid, element):
                return None
        elif isinstance(thing, Stream) or (isinstance(thing, Dictionary) and thing.objgen in self._annotations):
            self._parents.refers(thing, element)
        else:
            return None
        self.began = self.began or place[2]
        item["/Pg"] = place[0]
        return item

    def _rename(self, element: Object) -> None:
        keys = element.keys()
        role = str(element["/S"])
        fresh = self._renames.roles.get(role)
        if fresh is not None and ("/NS" not in keys or role[1:] not in STANDARD):
            element["/S"] = Name(fresh)
            if "/NS" in keys:
                # There the new name means nothing. Readers of PDF 1.7 knew the old one by the role map alone.
                del element["/NS"]
        if self._renames.classes and "/C" in keys:
            names = [self._renames.classes.get(str(c), str(c)) for c in _kids(element["/C"]) if isinstance(c, Name)]
            element["/C"] = Array([Name(name) for name in names])
        if "/ID" in keys and isinstance(element["/ID"], String):
            self.ids.append((bytes(element["/ID"]), element))
        if "/A" in keys and "/Headers" in _attribute_keys(element["/A"]):
            self.ids.append((b"", element))


def _attribute_keys(attributes: Object) -> Iterator[str]:
    for item in _kids(attributes):
        if isinstance(item, Dictionary):
            yield from item.keys()


def _prune(emptied: list[tuple[Object, Object | None]], top: Object) -> bool:
    """Take out elements that lost all they held, and ancestors that held nothing else; True if the top one went."""
    gone: list[tuple[Object, Object | None]] = list(reversed(emptied))
    for element, above in gone:
        if above is None:
            return True
        left = [k for k in _kids(above.get("/K")) if not (isinstance(k, Dictionary) and k.objgen == element.objgen)]
        if left:
            above["/K"] = Array(left)
            continue
        if above.objgen == top.objgen:
            return True
        gone.append((above, above.get("/P")))
    return False


def _merge_roles(source: object, registers: Registers) -> Mapping[str, str]:
    """Merge a role map; gives back what must be renamed.

    A type gets a name of its own where the volume maps it to something else, and where it redefines a standard type,
    which would change it for everybody.
    """
    entries = source.items() if isinstance(source, Dictionary) else ()
    given = {k[1:]: str(v)[1:] for k, v in entries if isinstance(v, Name) and str(v) != k}
    renames: dict[str, str] = {}
    for role, meaning in sorted(given.items()):
        if role in STANDARD or registers.roles.get(role, meaning) != meaning:
            renames[role] = _free(role, lambda name: name in registers.roles or name in given)
    for role, meaning in given.items():
        registers.roles[renames.get(role, role)] = renames.get(meaning, meaning)
    return {f"/{old}": f"/{new}" for old, new in renames.items()}


def _merge_classes(source: object, registers: Registers) -> Mapping[str, str]:
    renames: dict[str, str] = {}
    for key, value in source.items() if isinstance(source, Dictionary) else ():
        name = key[1:]
        known = registers.classes.get(name)
        if known is not None and known != value:
            name = _free(name, lambda other: other in registers.classes)
            renames[key] = f"/{name}"
        registers.classes[name] = value
    return renames


def _free(name: str, taken: Callable[[str], bool]) -> str:
    return next(fresh for n in range(2, 1_000_000) if not taken(fresh := f"{name}-{n}"))


def _merge_ids(ids: list[tuple[bytes, Object]], registers: Registers) -> None:
    """Enter the element ids of one source; where one is taken, all that collide get new ones, table headers too."""
    fresh: dict[bytes, bytes] = {}
    for key, element in ids:
        if not key:
            continue
        name, n = key, 1
        while name in registers.ids:
            n += 1
            name = key + b"-%d" % n
        if name != key:
            fresh[key] = name
            element["/ID"] = String(name)
        registers.ids[name] = element
    if not fresh:
        return
    for key, element in ids:
        if not key:
            _rename_headers(element["/A"], fresh)


def _rename_headers(attributes: Object, fresh: Mapping[bytes, bytes]) -> None:
    for item in _kids(attributes):
        if not isinstance(item, Dictionary):
            continue
        headers = item.get("/Headers")
        if isinstance(headers, Array):
            item["/Headers"] = Array([String(fresh.get(bytes(h), bytes(h))) for h in headers])
