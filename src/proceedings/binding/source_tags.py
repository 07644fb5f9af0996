"""The structure tree of one source, carried into the volume's:
ids, roles and classes kept apart, nothing dangling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from proceedings.binding.entries import name_bytes
from proceedings.binding.parent_tree import ParentTree
from proceedings.binding.role_maps import STANDARD, Renames, RoleMaps, kids_of, merge_classes, merge_ids, merge_roles

Place = tuple[Object, Object | None, str]
"""The page of the volume,
the form XObject with the content of the source page if it shares that page, and the part.
"""

Places = dict[tuple[int, int], Place]
"""Where each copied source page lies, by the number of the copy."""

_PLAIN = re.compile(
    rb"<< /K (?:\[ (?P<kids>(?:\d+ (?:0 R )?)*)\]|<< /Obj (?P<thing>\d+) 0 R /Pg (?P<on>\d+) 0 R /Type /OBJR >>)"
    rb" /P (?P<above>\d+) 0 R /Pg (?P<page>\d+) 0 R /S (?P<role>/[A-Za-z0-9]+) /Type /StructElem >>"
)
"""Most elements, as qpdf writes them:
text, other elements or one link, without id, class or attributes.
"""


@dataclass(slots=True)
class Carried:
    """The elements that go under each part."""

    elements: dict[str, list[Object]] = field(default_factory=dict)


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
    role_maps: RoleMaps,
    parts: Sequence[str],
) -> Carried:
    """Make a copied structure tree part of the volume's.

    Content on pages that are not in the volume goes, with the elements that held nothing else. The
    parent tree is made from the tree itself, never from the source's own. Each element of the top
    goes to the part on whose pages it begins.
    """
    role_maps.namespaces += [ns for ns in kids_of(tree.get("/Namespaces")) if isinstance(ns, Dictionary)]
    renames = Renames(merge_roles(tree.get("/RoleMap"), role_maps), merge_classes(tree.get("/ClassMap"), role_maps))
    walk = _Walk(pdf, places, annotations, parents, renames)
    carried = Carried()
    part = parts[0]
    for element in _top_elements(tree, len(parts) > 1):
        if not walk.carry(element):
            continue
        part = walk.began or part
        carried.elements.setdefault(part, []).append(element)
    merge_ids(walk.ids, role_maps)
    return carried


def _top_elements(tree: Object, several_parts: bool) -> list[Object]:
    """The elements under the root, or under a lone Document,
    or under the lone element that holds several parts.
    """
    elements = [kid for kid in kids_of(tree.get("/K")) if isinstance(kid, Dictionary)]
    for _ in range(8):
        if len(elements) != 1 or not (several_parts or elements[0].get("/S") == Name.Document):
            break
        inner = kids_of(elements[0].get("/K"))
        if not inner or not all(isinstance(kid, Dictionary) and "/S" in kid for kid in inner):
            break
        elements = inner  # type: ignore[assignment]
    return [element for element in elements if "/S" in element]


class _Walk:
    """Goes through the elements of one source, each once, without recursion:
    trees may be deep or loop.
    """

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
        """Carry an element with all below it; False if nothing of it is left.
        `began` is the part where it begins.
        """
        self.began = None
        if top.objgen in self._seen:
            return False
        self._seen.add(top.objgen)
        emptied: list[tuple[Object, Object | None]] = []
        stack: list[tuple[Object, Object | None]] = [(top, None)]
        while stack:
            element, above = stack.pop()
            below = self._carry_plain(element, above)
            if below is None:
                below, is_empty = self._carry_any(element, above)
                if is_empty:
                    emptied.append((element, above))
            stack += [(child, element) for child in reversed(below)]
        return not _prune(emptied, top)

    def _carry_plain(self, element: Object, above: Object | None) -> list[Object] | None:
        """Carry an element in which nothing need change, by its text, in a third of the time; gives
        back the elements in it. None where it must be looked at closer, with nothing done yet.
        """
        found = _PLAIN.fullmatch(element.unparse(resolved=True))
        if found is None or found["role"].decode() in self._renames.roles:
            return None
        place = self._alone(found["page"])
        if place is None:
            return None
        if found["thing"] is not None:
            below = self._carry_plain_link(element, int(found["thing"]), self._alone(found["on"]))
        else:
            below = self._carry_plain_kids(element, found["kids"], place)
        if below is not None and above is not None and int(found["above"]) != above.objgen[0]:
            element["/P"] = above
        return below

    def _alone(self, page: bytes) -> Place | None:
        """Where the copied page of this number lies, if it has a page of the volume to itself."""
        place = self._places.get((int(page), 0))
        return place if place is not None and place[1] is None else None

    def _carry_plain_link(self, element: Object, thing: int, place: Place | None) -> list[Object] | None:
        if place is None or (thing, 0) not in self._annotations:
            return None
        self._parents.refers(self._pdf.get_object(thing, 0), element)
        self.began = self.began or place[2]
        return []

    def _carry_plain_kids(self, element: Object, kids: bytes, place: Place) -> list[Object] | None:
        words = kids.replace(b" 0 R", b"R").split()
        marks = [int(word) for word in words if not word.endswith(b"R")]
        below = [self._pdf.get_object(int(word[:-1]), 0) for word in words if word.endswith(b"R")]
        fresh = {kid.objgen for kid in below}
        if len(fresh) != len(below) or not self._seen.isdisjoint(fresh):
            return None
        if not all(isinstance(kid, Dictionary) and "/S" in kid for kid in below):
            return None
        if marks:
            if not self._parents.holds(place[0], marks, element):
                return None
            self.began = self.began or place[2]
        self._seen |= fresh
        return below

    def _carry_any(self, element: Object, above: Object | None) -> tuple[list[Object], bool]:
        """Carry an element of any kind;
        gives back the elements in it, and whether it lost all that it held.
        """
        if above is not None:
            element["/P"] = above
        kids = kids_of(element.get("/K"))
        kept, below = self._kept(element, kids)
        changed = len(kept) != len(kids) or any(a is not b for a, b in zip(kept, kids, strict=True))
        if changed and kept:
            element["/K"] = Array(kept)
        self._rename(element)
        return below, changed and not kept

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
                below.append(kid)
            else:
                kid = self._content(element, kid, place)  # type: ignore[assignment]
            if kid is not None:
                kept.append(kid)
        return kept, below

    def _marked(self, element: Object, mcid: int, place: Place | None) -> Object | int | None:
        if place is None:
            return None
        page, form, part = place
        if not self._parents.holds(page if form is None else form, [mcid], element):
            return None
        self.began = self.began or part
        if form is None:
            return mcid
        return Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=mcid)

    def _content(self, element: Object, item: Object, place: Place | None) -> Object | int | None:
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
            if not isinstance(stream, Object) or not self._parents.holds(stream, [mcid], element):
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
        role = "/" + name_bytes(element["/S"]).decode(errors="replace")
        fresh = self._renames.roles.get(role)
        if fresh is not None and ("/NS" not in keys or role[1:] not in STANDARD):
            element["/S"] = Name(fresh)
            if "/NS" in keys:
                # There the new name means nothing.
                # Readers of PDF 1.7 knew the old one by the role map alone.
                del element["/NS"]
        if self._renames.classes and "/C" in keys:
            renames = [(Name(old), Name(new)) for old, new in self._renames.classes.items()]
            names = [c for c in kids_of(element["/C"]) if isinstance(c, Name)]
            element["/C"] = Array([next((new for old, new in renames if c == old), c) for c in names])
        if "/ID" in keys and isinstance(element["/ID"], String):
            self.ids.append((bytes(element["/ID"]), element))
        if "/A" in keys and "/Headers" in _attribute_keys(element["/A"]):
            self.ids.append((b"", element))


def _attribute_keys(attributes: Object) -> Iterator[str]:
    for item in kids_of(attributes):
        if isinstance(item, Dictionary):
            yield from item.keys()


def _prune(emptied: list[tuple[Object, Object | None]], top: Object) -> bool:
    """Take out elements that lost all they held, and ancestors that held nothing else;
    True if the top one went.
    """
    gone: list[tuple[Object, Object | None]] = list(reversed(emptied))
    for element, above in gone:
        if above is None:
            return True
        left = [k for k in kids_of(above.get("/K")) if not (isinstance(k, Dictionary) and k.objgen == element.objgen)]
        if left:
            above["/K"] = Array(left)
            continue
        if above.objgen == top.objgen:
            return True
        gone.append((above, above.get("/P")))
    return False
