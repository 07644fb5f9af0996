"""Folding: one source becomes a quire, its pages laid, its links, bookmarks and tags carried over.

Everything here depends on the source and on how its pages lie, and on nothing else in the volume.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.binding.annotations import annotations_of, move
from proceedings.binding.folding_jobs import PageSlot, VolumeFacts
from proceedings.binding.layers import layers_of
from proceedings.binding.leaves import Laid, LeafMaker
from proceedings.binding.links import Linker, LinkOutcome, Neighbours
from proceedings.binding.outline import Entry, outline_of
from proceedings.binding.quire import Bookmarked, Destination, Notes, Quire, quire_of
from proceedings.binding.relocating import ExternalRefs, relocatable
from proceedings.binding.role_maps import RoleMaps
from proceedings.binding.sources import Source
from proceedings.binding.tags import Structure
from proceedings.values.diagnostics import Diagnostic, Place, warning
from proceedings.values.geometry import PageDesign

_NAMED = 6
"""Pages that one message names."""


def fold(source: Source, slots: Sequence[PageSlot], design: PageDesign, taken: VolumeFacts) -> Quire:
    """Make the quire of a source.

    Args:
        source: an open PDF.
        slots: the pages of the volume that come from it, in order;
            which pages they are does not matter.
        design: the volume's page.
        taken: what of the volume concerns this source.
    """
    return _Fold(source, design, taken).fold(slots)


class _Fold:
    def __init__(self, source: Source, design: PageDesign, taken: VolumeFacts) -> None:
        self._source, self._taken = source, taken
        self._pdf = Pdf.new()
        self._outside = ExternalRefs(self._pdf)
        self._role_maps = RoleMaps(
            dict(taken.roles),
            {name: Dictionary(Taken=True) for name in taken.classes},
            {bytes.fromhex(key): self._outside.of("taken") for key in taken.ids},
        )
        self._structure = Structure(self._pdf, self._role_maps)
        self._leaves = LeafMaker(self._pdf, design, self._structure, self._outside)
        self._neighbours = Neighbours(taken.by_doi, taken.by_file, frozenset(taken.missing), frozenset(taken.elsewhere))
        self._linker = Linker(self._neighbours)
        self._diagnostics: list[Diagnostic] = []

    def fold(self, slots: Sequence[PageSlot]) -> Quire:
        """Do all the work."""
        source = self._source
        self._structure.begin(source)
        for page in self._leaves.make(source, slots):
            self._carry_annotations(page)
        if self._leaves.cut:
            self._diagnostics.append(_cut(source, self._leaves.cut))
        self._structure.end(source, list(dict.fromkeys(slot.leaf.part for slot in slots)))
        self._structure.finish(lambda part: self._outside.of(f"element {part}"))
        entries: list[Entry] = []
        if not source.own:
            entries, problems = outline_of(source)
            self._diagnostics += problems
        self._linker.join(self._outside.of)
        return self._quire(entries)

    def _quire(self, entries: Sequence[Entry]) -> Quire:
        pages = [page for page, _ in self._leaves.leaflets]
        order = {page.objgen: n for n, page in enumerate(pages)}
        elements = self._structure.elements
        holders = self._structure.parents.entries(self._pdf)
        role_maps, taken = self._role_maps, self._taken
        classes = {n: self._pdf.make_indirect(c) for n, c in role_maps.classes.items() if n not in taken.classes}
        spaces = [s if s.is_indirect else self._pdf.make_indirect(s) for s in role_maps.namespaces]
        ids = [(key.hex(), e) for key, e in role_maps.ids.items() if key.hex() not in taken.ids]
        tops = [element for some in elements.values() for element in some]
        layers = [] if self._source.own else list(layers_of(self._pdf, self._source.root))
        roots = [*pages, *tops, *holders, *classes.values(), *spaces, *(e for _, e in ids)]
        passage, holes = relocatable(self._pdf, roots, self._outside, len(holders))

        def hole(thing: Object) -> int:
            return holes[thing.objgen[0]]

        language = self._source.root.get("/Lang")
        notes = Notes(
            pages=[replace(f, hole=hole(p)) for p, f in self._leaves.leaflets],
            elements={part: [hole(e) for e in some] for part, some in elements.items()},
            holders=[hole(h) for h in holders],
            ids=[(key, hole(e)) for key, e in ids],
            roles={role: meaning for role, meaning in role_maps.roles.items() if role not in taken.roles},
            classes={name: (_sum(c), hole(c)) for name, c in classes.items()},
            namespaces=[hole(s) for s in spaces],
            layers=[(hole(group), hidden) for group, hidden in layers if group.objgen[0] in holes],
            anchors=dict(self._anchors(order)) if self._source.own else {},
            bookmarks=[_bookmarked(entry, order) for entry in entries],
            language=str(language).strip() if isinstance(language, String) else None,
            tagged=self._structure.by_author,
            links=asdict(self._linker.counts),
            diagnostics=[asdict(d) for d in (*self._linker.diagnostics, *self._diagnostics)],
            asked={kind: sorted(names) for kind, names in self._neighbours.asked.items()},
        )
        return quire_of(passage, notes)

    def _anchors(self, order: Mapping[tuple[int, int], int]) -> Iterator[tuple[str, Destination]]:
        for name in self._source.names.table:
            array = self._source.destination(String(name))
            if array is not None and array[0].objgen in order:
                yield unquote(str(String(name))), _destination(array, order)

    def _carry_annotations(self, laid: Laid) -> None:
        if "/Annots" not in laid.copy:
            return
        kept: list[Object] = []
        links: list[Object] = []
        for annotation in annotations_of(self._pdf, laid.copy):
            fate = self._linker.carry(annotation, self._source, laid.number + 1)
            if fate is LinkOutcome.GONE:
                continue
            kept.append(annotation)
            if fate is LinkOutcome.LINK:
                links.append(annotation)
        page = laid.site.page
        self._fit(kept, laid)
        self._structure.keep(kept, laid.untagged, links)
        if not laid.site.alone:
            kept = [*(page.get("/Annots") or ()), *kept]
        if kept:
            page["/Annots"] = Array(kept)
            page["/Tabs"] = Name.S
        elif laid.site.alone:
            del page["/Annots"]

    def _fit(self, kept: Sequence[Object], laid: Laid) -> None:
        """Move annotations along with the content of their page."""
        matrix = laid.site.position.matrix
        if matrix is None:
            return
        for annotation in kept:
            move(self._pdf, annotation, matrix)
            if not laid.site.alone:
                annotation["/P"] = laid.site.page


def _cut(source: Source, pages: Sequence[int]) -> Diagnostic:
    """What is said of pages on which a mask cuts letters in two."""
    where = f"page {pages[0]}" if len(pages) == 1 else f"pages {', '.join(map(str, pages[:_NAMED]))}"
    more = " …" if len(pages) > _NAMED else ""
    said = f"the mask goes through a line of text on {where}{more}: half of the letters are to be seen"
    hint = "make the strip wider or narrower, or name the pages that it is for"
    return warning("mask-cuts-text", Place(source.file, page=pages[0]), said, hint, source.document)


def _destination(array: Object, order: Mapping[tuple[int, int], int]) -> Destination:
    rest = list(array)[1:]
    said = [v.unparse() if isinstance(v, Object) else Array([v]).unparse()[2:-2] for v in rest]
    return order[array[0].objgen], b" ".join(said).decode("latin-1")


def _bookmarked(entry: Entry, order: Mapping[tuple[int, int], int]) -> Bookmarked:
    """An entry as the volume writes it; `outline_of` leaves at most forty levels."""
    destination = entry.destination
    known = destination is not None and destination[0].objgen in order
    return Bookmarked(
        entry.title.unparse().decode("latin-1"),
        _destination(destination, order) if destination is not None and known else None,
        entry.uri.unparse().decode("latin-1") if entry.uri is not None else None,
        entry.open,
        entry.colour.unparse().decode("latin-1") if entry.colour is not None else None,
        entry.flags,
        [_bookmarked(child, order) for child in entry.children],
    )


def _sum(thing: Object) -> str:
    return hashlib.sha256(thing.unparse(resolved=True)).hexdigest()
