"""One structure tree for the volume: Document, a Part for each session, an Art for each submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.arranging.plan import Matter, Part, Plan
from proceedings.binding.metadata import metadata_stream
from proceedings.binding.parent_tree import ParentTree
from proceedings.binding.source_tags import Carried, Places, Registers, carry_tree, has_tags, lean
from proceedings.binding.sources import Source
from proceedings.model import Volume

STRUCT_ELEM, OBJR, LINK = Name("/StructElem"), Name("/OBJR"), Name("/Link")


@dataclass(slots=True)
class Untagged:
    """Content without tags: what lies on a page of the volume under one marked-content id of ours."""

    part: str
    page: Object
    mcid: int
    links: list[Object] = field(default_factory=list)


class Structure:
    """Gathers the tags of all sources, part by part, and gives plain ones to what has none."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._parents = ParentTree()
        self._registers = Registers()
        self._children: dict[str, list[Object]] = {}
        self._untagged: list[Untagged] = []
        self._places: Places = {}
        self._annotations: set[tuple[int, int]] = set()
        self._tagged = False
        self._languages: dict[str, str] = {}
        self.by_author: list[str] = []
        self.by_us: list[str] = []

    def begin(self, source: Source) -> None:
        """Get ready for the pages of a source."""
        self._tagged = has_tags(source.root)
        self._places, self._annotations, self._untagged = {}, set(), []

    def place(self, part: str, copy: Object, page: Object, form: Object | None) -> bool:
        """Say where a copied page lies; True if it has tags that will be carried, else it wants `mark`.

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

    def mark(self, part: str, page: Object, mcid: int = 0) -> tuple[str, str, Untagged]:
        """Operators round content that has no tags, so that it can be read, and the record of it for its links."""
        untagged = Untagged(part, page, mcid)
        self._untagged.append(untagged)
        return f"/P <</MCID {mcid}>> BDC\n", "EMC\n", untagged

    def keep(self, annotations: Sequence[Object], untagged: Untagged | None, links: Sequence[Object]) -> None:
        """Say which annotations of a page are in the volume, and which of them are links of untagged content."""
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
            carried = carry_tree(
                self._pdf, tree, self._places, self._annotations, self._parents, self._registers, parts
            )
            for part, elements in carried.elements.items():
                self._children.setdefault(part, []).extend(elements)
        for untagged in self._untagged:
            self._children.setdefault(untagged.part, []).append(self._paragraph(untagged))
        language = source.root.get("/Lang")
        if isinstance(language, String) and str(language).strip():
            self._languages.update({part: str(language).strip() for part in parts})
        if source.document is not None:
            (self.by_author if carried and carried.elements else self.by_us).append(source.document)

    def _paragraph(self, untagged: Untagged) -> Object:
        paragraph = self._element(Name.P, Pg=untagged.page)
        self._parents.holds(untagged.page, untagged.mcid, paragraph)
        kids: list[Object | int] = [untagged.mcid]
        for annotation in untagged.links:
            reference = Dictionary(Type=OBJR, Obj=annotation)
            fields = Dictionary(Type=STRUCT_ELEM, S=LINK, Pg=untagged.page, P=paragraph, K=reference)
            link = self._pdf.make_indirect(fields)
            self._parents.refers(annotation, link)
            kids.append(link)
        paragraph["/K"] = Array(kids)
        return paragraph

    def _element(self, kind: Name, **entries: object) -> Object:
        fields = {"/Type": Name.StructElem, "/S": kind, **{f"/{key}": value for key, value in entries.items()}}
        return self._pdf.make_indirect(Dictionary(fields))

    def finish(self, volume: Volume, plan: Plan, packets: Mapping[str, bytes]) -> None:
        """Hang everything under one Document and write the tree into the catalogue.

        `packets` are the XMP of submissions, by the id of the part.
        """
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element(Name.Document, P=root, Lang=String(volume.language), T=String(volume.title))
        sessions = {item.id: item.title for item in volume.items}
        top: list[Object] = []
        current: tuple[str | None, Object, list[Object]] | None = None
        for placed in plan.parts:
            children = self._children.get(placed.part.id)
            if not children:
                continue
            element = self._part(placed.part, children, volume.language)
            if placed.part.id in packets:
                element["/Metadata"] = metadata_stream(self._pdf, packets[placed.part.id])
            item = placed.part.item if placed.part.matter is Matter.BODY else None
            if item is None:
                current = None
                element["/P"] = document
                top.append(element)
                continue
            if current is None or current[0] != item:
                current = (item, self._element(Name.Part, P=document), [])
                if sessions.get(item):
                    current[1]["/T"] = String(sessions[item])
                top.append(current[1])
            element["/P"] = current[1]
            current[2].append(element)
            current[1]["/K"] = Array(current[2])
        document["/K"] = Array(top)
        self._write_root(root, document)

    def _part(self, part: Part, children: Sequence[Object], language: str) -> Object:
        element = self._element(Name.Art if part.facsimile else Name.Sect, T=String(part.title), K=Array(children))
        spoken = self._languages.get(part.id)
        if spoken and spoken != language:
            element["/Lang"] = String(spoken)
        for child in children:
            child["/P"] = element
        return element

    def _write_root(self, root: Object, document: Object) -> None:
        root["/K"] = Array([document])
        root["/ParentTree"] = self._parents.write(self._pdf)
        root["/ParentTreeNextKey"] = self._parents.next_key
        self._registers.write(self._pdf, root)
        self._pdf.Root["/StructTreeRoot"] = root
        self._pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
