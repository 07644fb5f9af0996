"""The pages of the volume: each made of one source page, of several, or of none, with head and folio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object, Pdf

from proceedings.arranging.plan import Leaf, Placement
from proceedings.binding.content import SharedStreams, frame, transform, wrapped
from proceedings.binding.destinations import Site
from proceedings.binding.heads import HeadSetter, add_font
from proceedings.binding.placement import (
    PatternMover,
    Position,
    blank_page,
    form_of,
    opening,
    position,
    set_boxes,
    shallow,
    strip,
)
from proceedings.binding.sources import Source
from proceedings.binding.tags import Structure, Untagged
from proceedings.page import Matrix, PageDesign


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the volume to be made: its 0-based index, its leaf, and which source pages lie on it."""

    index: int
    leaf: Leaf
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A source page (0-based) that was laid: its copy, where it is, and our record of it if it has no tags."""

    number: int
    copy: Object
    site: Site
    untagged: Untagged | None


class LeafMaker:
    """Makes the pages of the volume and keeps them in order."""

    def __init__(self, pdf: Pdf, design: PageDesign, setter: HeadSetter, font: Object, structure: Structure) -> None:
        self._pdf, self._design, self._setter, self._font = pdf, design, setter, font
        self._structure = structure
        self._streams = SharedStreams(pdf)
        self._patterns = PatternMover(pdf)
        self._pages: dict[int, tuple[Object, tuple[float, float]]] = {}

    @property
    def pages(self) -> Sequence[Object]:
        """The pages made so far, in the order of the volume."""
        return [page for _, (page, _) in sorted(self._pages.items())]

    def top(self, index: int) -> tuple[Object, float, float]:
        """A page with this 0-based index, and the upper left corner of what a reader sees of it."""
        page, (left, bottom) = self._pages[index]
        return page, left, bottom + self._design.height

    def make(self, source: Source, sheets: Sequence[Sheet]) -> list[Laid]:
        """Make the pages that come from one source, in order. Annotations are copied but not yet carried."""
        for sheet in sheets:
            for placement in sheet.placements:
                source.view(placement.source_page)
                strip(source.pages[placement.source_page])
        laid: list[Laid] = []
        used: set[int] = set()
        for sheet in sheets:
            if len(sheet.placements) == 1:
                laid.append(self._alone(source, sheet, used))
            else:
                laid += self._several(source, sheet, used)
        return laid

    def blank(self, index: int, leaf: Leaf) -> None:
        """Make a page without a source. It still has head and folio if its leaf says so."""
        page = blank_page(self._pdf, self._design.width, self._design.height)
        self._pages[index] = page, (0.0, 0.0)
        self._set(page, "", self._setter.lines(index + 1, leaf.head, leaf.folio, (0.0, 0.0)))

    def __contains__(self, index: int) -> bool:
        return index in self._pages

    def _copy(self, source: Source, number: int, used: set[int]) -> Object:
        """The page in the volume; a page that is shown twice is copied twice, with annotations of its own."""
        page = self._pdf.copy_foreign(source.pages[number])
        if number in used:
            page = self._pdf.make_indirect(shallow(page))
            noted = page.get("/Annots")
            if isinstance(noted, Array):
                page["/Annots"] = Array([shallow(a) for a in noted if isinstance(a, Dictionary)])
        used.add(number)
        return page

    def _alone(self, source: Source, sheet: Sheet, used: set[int]) -> Laid:
        """A page that fills a page of the volume: the page object stays, its content is put in place."""
        placement, leaf = sheet.placements[0], sheet.leaf
        page = self._copy(source, placement.source_page, used)
        where = position(source.view(placement.source_page), placement.matrix, self._design.width, self._design.height)
        set_boxes(page, where.origin, self._design.width, self._design.height)
        if where.matrix is not None:
            self._patterns.move(page, where.matrix)
        site = Site(page, where)
        source.settled(placement.source_page, page, site)
        self._pages[sheet.index] = page, where.origin
        before, after, untagged = opening(where), "", None
        if not self._structure.place(leaf.part, page, page, None) and "/Contents" in page:
            mark, after, untagged = self._structure.mark(leaf.part, page)
            before += mark
        marks = "".join(self._marks(placement, where.origin))
        heads = self._setter.lines(sheet.index + 1, leaf.head, leaf.folio, where.origin)
        if before or marks or heads:
            before, after = f"q\n{before}", f"{after}Q\n"
        self._set(page, before, after + marks + heads)
        return Laid(placement.source_page, page, site, untagged)

    def _several(self, source: Source, sheet: Sheet, used: set[int]) -> Iterator[Laid]:
        """A page of the volume that shows several source pages, each a form XObject in its frame."""
        leaf = sheet.leaf
        page = blank_page(self._pdf, self._design.width, self._design.height)
        self._pages[sheet.index] = page, (0.0, 0.0)
        forms, said = Dictionary(), ""
        for order, placement in enumerate(sheet.placements):
            view = source.view(placement.source_page)
            copy = self._copy(source, placement.source_page, used)
            form = form_of(self._pdf, copy, view)
            matrix = view.upright.then(placement.matrix)
            site = Site(page, Position(view, matrix), alone=False)
            source.settled(placement.source_page, copy, site)
            name, untagged = f"/Sheet{order + 1}", None
            drawn = f"q\n{transform(matrix)}{name} Do\nQ\n"
            if not self._structure.place(leaf.part, copy, page, form):
                mark, end, untagged = self._structure.mark(leaf.part, page, order)
                drawn = mark + drawn + end
            forms[name] = form
            said += drawn + "".join(self._marks(placement, (0.0, 0.0)))
            yield Laid(placement.source_page, copy, site, untagged)
        page["/Resources"] = Dictionary(XObject=forms)
        heads = self._setter.lines(sheet.index + 1, leaf.head, leaf.folio, (0.0, 0.0))
        self._set(page, "", said + heads)

    def _marks(self, placement: Placement, origin: tuple[float, float]) -> Iterator[str]:
        if placement.frame is None:
            return
        box = Matrix(e=origin[0], f=origin[1]).box(placement.frame)
        yield frame(box)
        if placement.number:
            yield self._setter.slide_number(placement.number, box.right, box.bottom)

    def _set(self, page: Object, before: str, after: str) -> None:
        """Put content before and after what the page has; the head font where it is used."""
        if not before and not after:
            return
        first = self._streams.of(before) if before else None
        last = self._streams.of(after) if after else None
        page["/Contents"] = wrapped(first, page.get("/Contents"), last)
        if "BT" in after:
            add_font(page, self._font)
