"""The volume under construction: sources are carried over one after the other, then the whole is finished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from pikepdf import Array, Name, Object, Pdf, String

from proceedings.arranging.plan import Placement, Plan
from proceedings.binding import labels, metadata, page_tree
from proceedings.binding.annotations import annotations_of, move
from proceedings.binding.attachments import are_wanted, attach_originals
from proceedings.binding.binder import Bound
from proceedings.binding.claims import Claim
from proceedings.binding.documents import document_packets
from proceedings.binding.heads import HeadFont, HeadSetter
from proceedings.binding.leaves import Laid, LeafMaker, Sheet
from proceedings.binding.links import Fate, Linker, Neighbours
from proceedings.binding.outline import Entry, entries_of, outline_of, write_outline
from proceedings.binding.saving import save
from proceedings.binding.sources import Source, open_source
from proceedings.binding.tags import Structure
from proceedings.diagnostics import Diagnostic, Place, error
from proceedings.intake.conforming.output_intent import srgb_intent
from proceedings.intake.sheets import Sheets
from proceedings.model import Treatment, Volume
from proceedings.page import Matrix, PageDesign
from proceedings.typesetting.galley import Galley

DEEP_STACK = 1 << 29
"""Bytes of stack: qpdf copies a chain of objects by recursion, and a structure tree may be 100,000 levels deep."""

T = TypeVar("T")


def with_a_deep_stack(work: Callable[[], T]) -> T:
    """Do the work in a thread with a large stack; gives back, or raises, what the work does."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:
            failures.append(failure)

    before = threading.stack_size(DEEP_STACK)
    try:
        thread = threading.Thread(target=run, name="binding")
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if failures:
        raise failures[0]
    return results[0]


@dataclass(frozen=True, slots=True)
class Origin:
    """The PDF from which a part's pages come. Parts with equal origins are carried over together."""

    path: Path
    document: str | None


class Workbench:
    """Everything that is known while the volume is made. `carry_over`, `finish` and `save` are called in this order."""

    def __init__(
        self,
        volume: Volume,
        plan: Plan,
        design: PageDesign,
        head_font: Path,
        claim: Claim,
        problems: Iterable[Diagnostic] = (),
    ) -> None:
        self._volume, self._plan, self._claim = volume, plan, claim
        self._pdf = Pdf.new()
        font = HeadFont(head_font, _texts(plan))
        self._structure = Structure(self._pdf)
        setter = HeadSetter(font, design)
        self._leaves = LeafMaker(self._pdf, design, setter, font.embed(self._pdf), self._structure)
        self._linker = Linker(_neighbours(volume, plan))
        self._outlines: dict[str, list[Entry]] = {}
        self._anchors: dict[tuple[Path, str], Array] = {}
        self._galley_of: dict[str, Path] = {}
        self._places: dict[str, Array] = {}
        self._bookmarks = self._attached = 0
        self._diagnostics: list[Diagnostic] = [*_missing_glyphs(volume, plan, font), *problems]

    def carry_over(self, sheets: Mapping[str, Sheets], galleys: Mapping[str, Galley]) -> None:
        """Copy all pages with their links, bookmarks and tags; one source is open at a time."""
        files = {d.id: str(d.source) for d in self._volume.documents if d.source is not None}
        treatments = {d.id: d.treatment for d in self._volume.documents}
        for origin, run in self._runs(sheets, galleys).items():
            own = origin.document is None
            file = files.get(origin.document or "", str(origin.path) if own else origin.path.name)
            treatment = treatments.get(origin.document or "", Treatment())
            self._carry(open_source(origin.path, own, file, origin.document, treatment), run)
        for index, leaf in enumerate(self._plan.leaves):
            if index not in self._leaves:
                self._leaves.blank(index, leaf)

    def finish(self) -> None:
        """Page tree, links between parts, outline, labels, tags, metadata."""
        page_tree.plant(self._pdf, self._leaves.pages)
        titles = {placed.part.id: placed.part.title for placed in self._plan.parts}
        self._places = {placed.part.id: self._top_of(placed.first_page) for placed in self._plan.parts}
        self._linker.join(self._place_of, titles)
        self._bookmarks = write_outline(self._pdf, entries_of(self._plan.bookmarks, self._places, self._outlines))
        labels.label_pages(self._pdf, [leaf.label for leaf in self._plan.leaves])
        described = self._claim.archival is None or self._claim.archival.extension_schemas
        packets = dict(document_packets(self._volume, self._plan.parts, described))
        self._structure.finish(self._volume, self._plan, packets)
        metadata.describe(self._pdf, self._volume, self._claim)
        if self._claim.archival is not None:
            self._pdf.Root.OutputIntents = Array([srgb_intent(self._pdf)])

    def attach(self, sheets: Mapping[str, Sheets], workspace: Path) -> None:
        """Attach the submissions as they came, where the level and the editor want that."""
        if are_wanted(self._volume, self._claim):
            self._attached = attach_originals(self._pdf, self._volume, sheets, workspace)

    def _place_of(self, part: str, anchor: str | None) -> Array:
        found = self._anchors.get((self._galley_of[part], anchor)) if anchor and part in self._galley_of else None
        return found if found is not None else self._places[part]

    def _top_of(self, number: int) -> Array:
        page, left, top = self._leaves.top(number - 1)
        return Array([page, Name.XYZ, round(left, 3), round(top, 3), None])

    def save(self, out: Path, linearize: bool) -> None:
        """Write the volume to `out`."""
        save(self._pdf, out, linearize, self._claim.archival.header if self._claim.archival else "1.7")

    def result(self) -> Bound:
        """The counts and problems."""
        counts = self._linker.counts
        return Bound(
            pages=len(self._plan.leaves),
            diagnostics=(*self._diagnostics, *self._linker.diagnostics),
            internal_links=counts.internal,
            web_links=counts.web,
            own_links=counts.own,
            joined_links=counts.joined,
            dropped_links=counts.dropped,
            local_links=counts.local,
            bookmarks=self._bookmarks,
            tagged_by_author=tuple(self._structure.by_author),
            tagged_by_us=tuple(self._structure.by_us),
            attached=self._attached,
            claims=tuple(level.name for level in self._claim.levels),
        )

    def _runs(self, sheets: Mapping[str, Sheets], galleys: Mapping[str, Galley]) -> dict[Origin, list[Sheet]]:
        runs: dict[Origin, list[Sheet]] = {}
        parts = {placed.part.id: placed.part for placed in self._plan.parts}
        for index, leaf in enumerate(self._plan.leaves):
            part = parts[leaf.part]
            sheet = sheets.get(part.document or "")
            galley = galleys.get(part.id)
            if leaf.placements and sheet is not None:
                origin, placements = Origin(sheet.pdf, part.document), leaf.placements
            elif galley is not None and leaf.page_of_part < galley.count:
                origin, placements = Origin(galley.pdf, None), (Placement(galley.first + leaf.page_of_part, Matrix()),)
                self._galley_of[part.id] = galley.pdf
            else:
                continue
            runs.setdefault(origin, []).append(Sheet(index, leaf, placements))
        return runs

    def _carry(self, source: Source, sheets: Sequence[Sheet]) -> None:
        self._structure.begin(source)
        laid = self._leaves.make(source, sheets)
        for page in laid:
            self._carry_annotations(source, page)
        self._structure.end(source, list(dict.fromkeys(sheet.leaf.part for sheet in sheets)))
        if source.own:
            self._keep_anchors(source)
        else:
            entries, problems = outline_of(source)
            self._outlines[sheets[0].leaf.part] = entries
            self._diagnostics += problems

    def _carry_annotations(self, source: Source, laid: Laid) -> None:
        if "/Annots" not in laid.copy:
            return
        kept: list[Object] = []
        links: list[Object] = []
        for annotation in annotations_of(self._pdf, laid.copy):
            fate = self._linker.carry(annotation, source, laid.number + 1)
            if fate is Fate.GONE:
                continue
            kept.append(annotation)
            if fate is Fate.LINK:
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

    def _keep_anchors(self, source: Source) -> None:
        path = Path(source.file)
        for name in source.names.table:
            destination = source.destination(String(name))
            if destination is not None:
                self._anchors[path, unquote(str(String(name)))] = destination


def _texts(plan: Plan) -> Iterator[str]:
    """Everything that binding prints."""
    for leaf in plan.leaves:
        yield from (text for text in (leaf.head, leaf.folio) if text)
        yield from (placement.number for placement in leaf.placements if placement.number)


def _missing_glyphs(volume: Volume, plan: Plan, font: HeadFont) -> Iterator[Diagnostic]:
    """One error for each character that the heads need and the font has not."""
    titles = {placed.part.id: placed.part.title for placed in plan.parts}
    for character in font.missing:
        leaf = next((leaf for leaf in plan.leaves if character in (leaf.head or "") + (leaf.folio or "")), None)
        if leaf is None:
            continue
        yield error(
            "missing-glyph",
            Place(volume.place.file),
            f"the font of the running heads has no {character!r} (U+{ord(character):04X}), which stands in the head "
            f"{leaf.head!r} of the part {titles[leaf.part]!r}",
            "choose a font for heads that has it in layouts/, or give the part a shorter title without it",
        )


def _neighbours(volume: Volume, plan: Plan) -> Neighbours:
    """The parts by which submissions may refer to each other: by DOI and by the name of the submitted file."""
    parts = {placed.part.document: placed.part.id for placed in plan.parts if placed.part.document}
    by_doi: dict[str, str] = {}
    by_file: dict[str, str] = {}
    for item in volume.items:
        for contribution in item.contributions:
            for document in contribution.documents:
                part = parts.get(document.id)
                doi = document.doi or contribution.doi
                if part and doi:
                    by_doi.setdefault(doi.lower(), part)
                if part and document.source is not None:
                    by_file.setdefault(document.source.name.lower(), part)
    return Neighbours(frozenset(placed.part.id for placed in plan.parts), by_doi, by_file)
