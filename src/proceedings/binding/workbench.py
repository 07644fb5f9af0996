"""The volume under construction:
quires are folded or fetched, stitched one after the other, then held together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import IO

from pikepdf import Array, Dictionary, Object, Pdf

from proceedings.binding import metadata
from proceedings.binding.attachments import are_wanted, attach_originals
from proceedings.binding.binder import Bound
from proceedings.binding.claims import Claim
from proceedings.binding.documents import document_packets, spoken
from proceedings.binding.folding_jobs import FoldingJob, PageSlot, SourcePdf, VolumeFacts, folding_jobs
from proceedings.binding.heads import HeadFont, HeadSetter
from proceedings.binding.layers import write_layers
from proceedings.binding.links import LinkCounts
from proceedings.binding.neighbourhood import neighbourhood
from proceedings.binding.quire import Quire, diagnostics_of
from proceedings.binding.quires import QuireMaker
from proceedings.binding.relocating import ExternalRefs, Fragment, relocatable
from proceedings.binding.spine import (
    OutlineItem,
    PageTree,
    StructureTree,
    carried_items,
    destination,
    page_name,
    planned_items,
    tree,
    write_outline,
)
from proceedings.binding.spots import SpotFinder, unknown_spots
from proceedings.binding.stitching import Stitcher, text_string
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pdf.lexical import number as real
from proceedings.pdf.page_labels import label_pages
from proceedings.standards.output_intent import srgb_intent
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic, Place, warning
from proceedings.values.galley import MISSING_GLYPH, Galley
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Leaf, Plan, Whereabouts
from proceedings.values.submission import Submission
from proceedings.values.tagged import TAGGED_BY_US

_NAMED = 6
"""Characters that one message names."""


class Workbench:
    """Everything that is known while the volume is made.
    `carry_over` and `finish` are called in this order.
    """

    def __init__(
        self,
        volume: Volume,
        plan: Plan,
        design: PageDesign,
        head_font: Path,
        claim: Claim,
        file: IO[bytes],
        store: Store | None,
    ) -> None:
        self._volume, self._plan, self._design, self._claim = volume, plan, design, claim
        self._languages: dict[str, str] = {}
        self._maker = QuireMaker(design, store)
        self.version = claim.archival.header if claim.archival else "1.7"
        """What the file's header says: PDF/A-2 and 3 rest on PDF 1.7, PDF/A-4 on 2.0."""
        self._stitcher = Stitcher(file, self.version)
        measure = design.text_box(1).width / design.head_size * 1000
        self._font = HeadFont(head_font, _texts(plan), measure, volume.language)
        self._setter = HeadSetter(self._font, design)
        self._neighbourhood = neighbourhood(volume, plan)
        self._tree = PageTree(self._stitcher, len(plan.leaves))
        self._structure = StructureTree(self._stitcher)
        self._font_number = self._embed()
        self._pages: dict[int, tuple[int, tuple[float, float]]] = {}
        self._outlines: dict[str, list[OutlineItem]] = {}
        self._anchors: dict[tuple[str, str], bytes] = {}
        self._references: dict[str, int] = {}
        self._unknown: set[str] = set()
        self._tails: dict[int, int] = {}
        self._counts: dict[str, int] = {}
        self._tagged: dict[str, bool] = {}
        self._ours: frozenset[str] = frozenset()
        self._doubtful: list[int] = []
        self._bookmarks = 0
        self._diagnostics: list[Diagnostic] = [*_missing_glyphs(volume, plan, self._font)]

    def _embed(self) -> int:
        """Write the font of the heads; gives back its number."""
        with Pdf.new() as pdf:
            font = self._font.embed(pdf)
            passage, holes = relocatable(pdf, [font], ExternalRefs(pdf))
            return self._stitcher.copy(passage, _sum(passage), _nothing, 0)[holes[font.objgen[0]]]

    def carry_over(
        self, submissions: Mapping[str, Submission], galleys: Mapping[str, Galley], workers: Workers | None = None
    ) -> None:
        """Stitch all pages, one source after the other."""
        self._languages = spoken(self._volume, self._plan, submissions)
        self._ours = frozenset(name for name, submission in submissions.items() if TAGGED_BY_US in submission.treatment)
        sources = folding_jobs(self._volume, self._plan, submissions, galleys)
        for job, kept in zip(sources, self._maker.fold_ahead(sources, workers), strict=True):
            self._stitch(job.origin, job.run, self._quire(job, kept))
        for index, leaf in enumerate(self._plan.leaves):
            if index not in self._pages:
                self._blank(index, leaf)

    def finish(
        self, submissions: Mapping[str, Submission], galleys: Mapping[str, Galley], workspace: Path | None
    ) -> None:
        """Page tree, links between parts, outline, labels,
        tags, metadata, and attachments from the workspace.
        """
        stitcher, plan = self._stitcher, self._plan
        pages = self._tree.write([self._pages[index][0] for index in range(len(plan.leaves))])
        places = {placed.part.id: self._top_of(placed.first_page) for placed in plan.parts}
        with closing(SpotFinder(self._volume, plan, submissions, self._design)) as spots:
            for name, number in self._references.items():
                kind, _, target = name.partition(" ")
                part, _, inside = target.partition("#")
                if kind == "title":
                    found = plan.find(target)
                    stitcher.write(number, text_string(found.placed.part.catalogue_title if found else ""))
                elif kind == "way":
                    stitcher.write(number, self._way_to(plan.elsewhere[part], galleys.get(part), inside))
                elif kind == "spot":
                    stitcher.write(number, self._spot(spots, part, inside) or places[part])
                else:
                    stitcher.write(number, self._anchors.get((part, inside), places[part]))
        items = planned_items(plan.bookmarks, places, self._outlines, self._anchors)
        outline, self._bookmarks = write_outline(stitcher, items)
        with Pdf.new() as pdf:
            if workspace is not None and are_wanted(self._volume, self._claim):
                attach_originals(pdf, self._volume, submissions, workspace)
            self._finish_catalogue(pdf, pages, outline)

    def _finish_catalogue(self, pdf: Pdf, pages: int, outline: int) -> None:
        """Catalogue, labels and metadata:
        the little that is made with pikepdf, copied as quires are.
        """
        outside = ExternalRefs(pdf)
        label_pages(pdf, [leaf.label for leaf in self._plan.leaves])
        if outline:
            pdf.Root["/Outlines"] = outside.of("outline")
        metadata.describe(pdf, self._volume, self._claim, self._plan.tome, faces=self._plan.edition.faces)
        if self._claim.archival is not None:
            pdf.Root.OutputIntents = Array([srgb_intent(pdf)])
        described = self._claim.archival is None or self._claim.archival.extension_schemas
        packets = {
            part: metadata.metadata_stream(pdf, content)
            for part, content in document_packets(self._volume, self._plan, self._languages, described)
        }
        pdf.Root["/Pages"] = outside.of("pages")
        pdf.Root["/StructTreeRoot"] = outside.of("structure")
        if self._structure.layers:
            pdf.Root["/OCProperties"] = outside.of("layers")
        pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        info = pdf.trailer.get("/Info")
        roots = [pdf.Root, *packets.values()]
        told = isinstance(info, Dictionary) and len(info) > 0
        if isinstance(info, Dictionary) and told:
            roots.append(info)
        if self._plan.tome is not None:
            if "/Names" not in pdf.Root:
                pdf.Root["/Names"] = Dictionary()
            pdf.Root.Names["/Dests"] = outside.of("names")
        passage, holes = relocatable(pdf, roots, outside)
        structure = self._stitcher.take()
        known = {"pages": pages, "outline": outline, "structure": structure}
        if self._plan.tome is not None:
            known["names"] = self._page_names()
        if self._structure.layers:
            known["layers"] = write_layers(self._stitcher, self._structure.layers)
        numbers = self._stitcher.copy(passage, _sum(passage), known.__getitem__, 0)

        def number(thing: Object) -> int:
            return numbers[holes[thing.objgen[0]]]

        described_by = {part: number(packet) for part, packet in packets.items()}
        self._structure.write(self._volume, self._plan, described_by, structure)
        self._stitcher.close(number(pdf.Root), number(roots[-1]) if told else None)

    def _top_of(self, number: int) -> bytes:
        page, (left, bottom) = self._pages[number - 1]
        top = bottom + (self._plan.leaves[number - 1].height or self._design.height)
        return f"[{page} 0 R /XYZ {real(left, 4)} {real(top, 4)} null]".encode("ascii")

    def _way_to(self, where: Whereabouts, galley: Galley | None, anchor: str) -> bytes:
        """The action that opens another volume at a place of a part; its file lies beside this one.

        The place has a name that no other volume knows: readers that cannot open another file take
        the number of a page for one of this file, and do nothing with an unknown name.
        """
        offset = dict(galley.anchors).get(anchor, 0) if galley else 0
        page = where.placed.first_page + min(offset, where.placed.page_count - 1)
        file, number = (where.tome.file, where.tome.number) if where.tome else ("", 0)
        return f"<</S/GoToR/F({file})/D({page_name(number, page)})>>".encode("ascii")

    def _spot(self, spots: SpotFinder, part: str, said: str) -> bytes | None:
        """The destination of a spot in a submission; None where its first page has to do."""
        found = spots.find(part, said)
        if found is None or not found.known:
            placed = self._plan.place_of(part)
            self._unknown.add(placed.part.document or "" if placed else "")
            return None
        return f"[{self._pages[found.page - 1][0]} 0 R {found.rest}]".encode("latin-1")

    def _page_names(self) -> int:
        """The names of all pages of a volume of several,
        for links from the others; gives back their tree.
        """
        number = self._plan.tome.number if self._plan.tome else 0
        named = ((page_name(number, index + 1), self._top_of(index + 1)) for index in range(len(self._plan.leaves)))
        return tree(self._stitcher, b"/Names", sorted((f"({name})".encode("ascii"), place) for name, place in named))

    def result(self) -> Bound:
        """The counts and problems."""
        counts = LinkCounts(**self._counts)
        self._diagnostics += unknown_spots(self._volume, self._unknown)
        return Bound(
            diagnostics=tuple(self._diagnostics),
            internal_links=counts.internal,
            web_links=counts.web,
            own_links=counts.own,
            joined_links=counts.joined,
            dropped_links=counts.dropped,
            local_links=counts.local,
            bookmarks=self._bookmarks,
            tagged_by_author=tuple(name for name, tagged in self._tagged.items() if tagged and name not in self._ours),
            tagged_by_us=tuple(name for name, tagged in self._tagged.items() if not tagged or name in self._ours),
            doubtful=tuple(self._doubtful),
        )

    def close(self) -> None:
        """End what runs beside, whatever happened."""
        self._stitcher.give_up()

    def _quire(self, job: FoldingJob, kept: Path | None) -> Quire:
        """The quire of a source, from the store if it was folded before;
        again where names collide.
        """
        quire = self._maker.quire(job, VolumeFacts(), kept)
        taken = self._taken_from(quire, VolumeFacts())
        while taken:
            quire = self._maker.quire(job, taken)
            more = self._taken_from(quire, taken)
            if more == taken:
                break
            taken = more
        return quire

    def _taken_from(self, quire: Quire, before: VolumeFacts) -> VolumeFacts:
        """Facts about the volume that would change this quire."""
        notes, neighbourhood, binding = quire.notes, self._neighbourhood, self._structure
        taken = before
        if before == VolumeFacts():
            taken = neighbourhood.facts_for(notes.asked)
        if any(binding.roles.get(role, meaning) != meaning for role, meaning in notes.roles.items()):
            taken = replace(taken, roles=dict(binding.roles))
        if any(
            name in binding.classes and binding.classes[name][0] != said for name, (said, _) in notes.classes.items()
        ):
            taken = replace(taken, classes=tuple(sorted(binding.classes)))
        colliding = {key for key, _ in notes.ids if key in binding.ids}
        if colliding:
            taken = replace(taken, ids=tuple(sorted({*taken.ids, *colliding})))
        return taken

    def _stitch(self, origin: SourcePdf, run: Sequence[PageSlot], quire: Quire) -> None:
        """Number a quire and write it; note what the volume must know of it."""
        notes, binding = quire.notes, self._structure
        first_key = binding.next_key
        self._tails.clear()

        def outside(name: str) -> int:
            kind, _, target = name.partition(" ")
            if kind == "parent":
                return self._tree.parent(run[int(target)].index)
            if kind == "tail":
                return self._tails.setdefault(int(target), self._stitcher.take())
            if kind == "element":
                return binding.element(target)
            if kind == "font":
                return self._font_number
            return self._referred(name)

        numbers = self._stitcher.copy(quire.passage, quire.digest, outside, first_key)
        pages = [numbers[leaflet.hole] for leaflet in notes.pages]
        for ordinal, (leaflet, slot) in enumerate(zip(notes.pages, run, strict=True)):
            self._pages[slot.index] = pages[ordinal], leaflet.corner
            if leaflet.doubtful:
                self._doubtful.append(slot.index + 1)
            if ordinal in self._tails:
                text = leaflet.tail + "".join(self._setter.slide_number(*n) for n in leaflet.numbers)
                text += self._setter.lines(slot.index + 1, slot.leaf, leaflet.corner)
                self._stitcher.write_stream(self._tails[ordinal], text.encode("ascii"))
        for part in dict.fromkeys(slot.leaf.part for slot in run):
            language = self._languages.get(part, notes.language)
            binding.add(part, [numbers[hole] for hole in notes.elements.get(part, ())], language)
            for anchor, (page, rest) in notes.anchors.items():
                self._anchors[part, anchor] = destination(pages, page, rest)
        binding.keep([numbers[hole] for hole in notes.holders])
        binding.ids |= {key: numbers[hole] for key, hole in notes.ids}
        binding.roles |= notes.roles
        binding.namespaces += [numbers[hole] for hole in notes.namespaces]
        binding.layers += [(numbers[hole], hidden) for hole, hidden in notes.layers]
        for name, (said, hole) in notes.classes.items():
            binding.classes.setdefault(name, (said, numbers[hole]))
        self._note(origin, run, quire, pages)

    def _note(self, origin: SourcePdf, run: Sequence[PageSlot], quire: Quire, pages: Sequence[int]) -> None:
        notes = quire.notes
        for fate, count in notes.links.items():
            self._counts[fate] = self._counts.get(fate, 0) + count
        self._diagnostics += diagnostics_of(notes)
        if origin.document is not None:
            self._tagged[origin.document] = notes.tagged
            if notes.bookmarks:
                self._outlines[run[0].leaf.part] = carried_items(notes.bookmarks, pages)

    def _referred(self, name: str) -> int:
        if name not in self._references:
            self._references[name] = self._stitcher.take()
        return self._references[name]

    def _blank(self, index: int, leaf: Leaf) -> None:
        """Make a page without a source. It still has head and folio if its leaf says so."""
        number = self._stitcher.take()
        self._pages[index] = number, (0.0, 0.0)
        lines = self._setter.lines(index + 1, leaf, (0.0, 0.0))
        box = f"[0 0 {real(self._design.width, 4)} {real(self._design.height, 4)}]"
        text = f"<</Type/Page/Parent {self._tree.parent(index)} 0 R/MediaBox{box}/CropBox{box}/TrimBox{box}"
        if lines:
            content = self._stitcher.take()
            self._stitcher.write_stream(content, lines.encode("ascii"))
            text += f"/Resources<</Font<</ProceedingsHead {self._font_number} 0 R>>>>/Contents {content} 0 R>>"
        else:
            text += "/Resources<<>>>>"
        self._stitcher.write(number, text.encode("ascii"))


def _sum(passage: Fragment) -> bytes:
    """The sum of a passage that is made anew for each volume."""
    digest = hashlib.sha256()
    for chunk in passage.chunks:
        digest.update(chunk.template)
    for stream in passage.streams:
        digest.update(stream.template)
        digest.update(stream.data)
    return digest.digest()


def _nothing(name: str) -> int:
    raise KeyError(name)


def _texts(plan: Plan) -> Iterator[str]:
    """Everything that binding prints."""
    for leaf in plan.leaves:
        yield from (text for text in (leaf.head, leaf.folio, *leaf.foot) if text)
        yield from (placement.number for placement in leaf.placements if placement.number)


def _missing_glyphs(volume: Volume, plan: Plan, font: HeadFont) -> Iterator[Diagnostic]:
    """One warning for all characters that running heads leave out.

    It has no line: a plan does not know where a title was written.
    """
    heads = sorted({leaf.head for leaf in plan.leaves if leaf.head and set(font.missing).intersection(leaf.head)})
    if heads:
        more = f" and of {len(heads) - 1} more" if len(heads) > 1 else ""
        yield warning(
            MISSING_GLYPH,
            Place(volume.place.file),
            f"no font has a glyph for {', '.join(font.missing[:_NAMED])}: the running head “{heads[0]}”{more} stands "
            "without these words",
            "install a font of their script",
        )
