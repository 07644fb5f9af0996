"""The tags of one source: its own, carried over, or plain ones for what has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf

from proceedings.binding.parent_tree import ParentTree
from proceedings.binding.role_maps import RoleMaps
from proceedings.binding.source_tags import Carried, Places, carry_tree, has_tags, lean
from proceedings.binding.sources import Source
from proceedings.pdf.decoration import is_decoration
from proceedings.pdf.operations import content_of

STRUCT_ELEM, OBJR, LINK = Name("/StructElem"), Name("/OBJR"), Name("/Link")


@dataclass(slots=True)
class Untagged:
    """Content without tags:
    what lies on a page of the volume under one marked-content id of ours.
    Decoration has none (`mcid` is None), and an element only for its links.
    """

    part: str
    page: Object
    mcid: int | None
    links: list[Object] = field(default_factory=list)


class Structure:
    """Gathers the tags of a source, part by part, and gives plain ones to what has none."""

    def __init__(self, pdf: Pdf, role_maps: RoleMaps) -> None:
        self._pdf = pdf
        self.parents = ParentTree()
        self._role_maps = role_maps
        self.elements: dict[str, list[Object]] = {}
        """The top elements of each part."""
        self._untagged: list[Untagged] = []
        self._places: Places = {}
        self._annotations: set[tuple[int, int]] = set()
        self._tagged = False
        self.by_author = False
        """True once a structure tree of the author's was carried over."""

    def begin(self, source: Source) -> None:
        """Get ready for the pages of a source."""
        self._tagged = has_tags(source.root)
        self._places, self._annotations, self._untagged = {}, set(), []

    def place(self, part: str, copy: Object, page: Object, form: Object | None) -> bool:
        """Say where a copied page lies;
        True if it has tags that will be carried, else it wants `mark`.

        Args:
            part: id of the part.
            copy: the page as copied from the source, to which its tags refer.
            page: the page of the volume, the same object where the source page is alone on it.
            form: the form XObject that holds its content where it is not.
        """
        tagged = self._tagged and "/StructParents" in copy
        if "/StructParents" in copy:
            del copy["/StructParents"]
        self._places[copy.objgen] = (page, form, part)
        return tagged

    def mark(self, part: str, page: Object, copy: Object, mcid: int = 0) -> tuple[str, str, Untagged]:
        """Operators round content that has no tags,
        so that it can be read, and the record of it for its links.

        Nothing goes round what is decoration alone,
        since an artifact must not stand in tagged content (ISO 14289-1, 7.1).

        Args:
            part: id of the part.
            page: the page of the volume.
            copy: the page as copied from the source, with the content.
            mcid: the id of the content on the page.
        """
        decoration = is_decoration(content_of(copy) or b"")
        untagged = Untagged(part, page, None if decoration else mcid)
        self._untagged.append(untagged)
        return ("", "", untagged) if decoration else (f"/P <</MCID {mcid}>> BDC\n", "EMC\n", untagged)

    def keep(self, annotations: Sequence[Object], untagged: Untagged | None, links: Sequence[Object]) -> None:
        """Say which annotations of a page are in the volume,
        and which of them are links of untagged content.
        """
        for annotation in annotations:
            if "/StructParent" in annotation:
                del annotation["/StructParent"]
        if self._tagged:
            self._annotations.update(annotation.objgen for annotation in annotations)
        if untagged is not None:
            untagged.links += links

    def end(self, source: Source, parts: Sequence[str]) -> None:
        """Carry the tags of a source whose pages, `parts` in order, are all in the volume."""
        carried: Carried | None = None
        if self._tagged:
            tree = self._pdf.copy_foreign(lean(source.root["/StructTreeRoot"]))
            carried = carry_tree(self._pdf, tree, self._places, self._annotations, self.parents, self._role_maps, parts)
            for part, elements in carried.elements.items():
                self.elements.setdefault(part, []).extend(elements)
        for untagged in self._untagged:
            if untagged.mcid is None and not untagged.links:
                continue
            self.elements.setdefault(untagged.part, []).append(self._paragraph(untagged))
        self.by_author = bool(carried and carried.elements)

    def _paragraph(self, untagged: Untagged) -> Object:
        paragraph = self._element(Name.P, Pg=untagged.page)
        kids: list[Object | int] = [] if untagged.mcid is None else [untagged.mcid]
        if untagged.mcid is not None:
            self.parents.holds(untagged.page, [untagged.mcid], paragraph)
        for annotation in untagged.links:
            reference = Dictionary(Type=OBJR, Obj=annotation)
            fields = Dictionary(Type=STRUCT_ELEM, S=LINK, Pg=untagged.page, P=paragraph, K=reference)
            link = self._pdf.make_indirect(fields)
            self.parents.refers(annotation, link)
            kids.append(link)
        paragraph["/K"] = Array(kids)
        return paragraph

    def _element(self, kind: Name, **entries: object) -> Object:
        fields = {"/Type": Name.StructElem, "/S": kind, **{f"/{key}": value for key, value in entries.items()}}
        return self._pdf.make_indirect(Dictionary(fields))

    def finish(self, above: Callable[[str], Object]) -> None:
        """Hang the elements of each part under the element of that part,
        which is not in this document.
        """
        for part, children in self.elements.items():
            for child in children:
                child["/P"] = above(part)
