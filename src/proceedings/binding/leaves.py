"""The pages of the volume:
each made of one source page, of several, or of none, with head and folio.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object, Pdf

from proceedings.binding.destinations import Site
from proceedings.binding.entries import shallow
from proceedings.binding.folding_jobs import PageSlot
from proceedings.binding.heads import add_font
from proceedings.binding.placement import (
    PatternMover,
    Position,
    blank_page,
    form_of,
    opening,
    position,
    set_boxes,
    strip,
)
from proceedings.binding.quire import QuirePage
from proceedings.binding.relocating import ExternalRefs
from proceedings.binding.sources import Source
from proceedings.binding.tags import Structure, Untagged
from proceedings.pdf.closing import closing_of
from proceedings.pdf.content import SharedStreams, frame, transform, wrapped
from proceedings.pdf.masked_text import uncovered
from proceedings.pdf.operations import content_of
from proceedings.values.geometry import Matrix, PageDesign
from proceedings.values.plan import Leaf, Placement


@dataclass(frozen=True, slots=True)
class Laid:
    """A source page (0-based) that was laid:
    its copy, where it is, and our record of it if it has no tags.
    """

    number: int
    copy: Object
    site: Site
    untagged: Untagged | None


class LeafMaker:
    """Makes the pages of one source and keeps them in order."""

    def __init__(self, pdf: Pdf, design: PageDesign, structure: Structure, outside: ExternalRefs) -> None:
        self._pdf, self._design, self._structure, self._outside = pdf, design, structure, outside
        self._streams = SharedStreams(pdf)
        self._patterns = PatternMover(pdf)
        self.cut: list[int] = []
        """Pages of the source, 1-based, on which a mask goes through lines of text."""
        self.leaflets: list[tuple[Object, QuirePage]] = []
        """The pages made so far with what is to be noted about them."""

    def make(self, source: Source, slots: Sequence[PageSlot]) -> list[Laid]:
        """Make the pages that come from one source, in order.
        Annotations are copied but not yet carried.
        """
        for slot in slots:
            for placement in slot.placements:
                source.view(placement.source_page)
                strip(source.pages[placement.source_page])
        laid: list[Laid] = []
        used: set[int] = set()
        for slot in slots:
            if len(slot.placements) == 1:
                laid.append(self._alone(source, slot, used))
            else:
                laid += self._several(source, slot, used)
        return laid

    def _copy(self, source: Source, number: int, used: set[int]) -> Object:
        """The page in the volume;
        a page that is shown twice is copied twice, with annotations of its own.
        """
        page = self._pdf.copy_foreign(source.pages[number])
        rest = source.view(number).unmasked
        content = content_of(page) if rest is not None else None
        if rest is not None and content:
            left = uncovered(content, rest)
            page["/Contents"] = self._pdf.make_stream(left.content)
            self.cut += [number + 1] * bool(left.cut)
        if number in used:
            page = self._pdf.make_indirect(shallow(page))
            noted = page.get("/Annots")
            if isinstance(noted, Array):
                page["/Annots"] = Array([shallow(a) for a in noted if isinstance(a, Dictionary)])
        used.add(number)
        return page

    def _alone(self, source: Source, slot: PageSlot, used: set[int]) -> Laid:
        """A page that fills a page of the volume:
        the page object stays, its content is put in place.
        """
        placement, leaf = slot.placements[0], slot.leaf
        page = self._copy(source, placement.source_page, used)
        width, height = self._design.width, leaf.height or self._design.height
        where = position(source.view(placement.source_page), placement.matrix, width, height)
        set_boxes(page, where.origin, width, height)
        if where.matrix is not None:
            self._patterns.move(page, where.matrix)
        site = Site(page, where)
        source.settled(placement.source_page, page, site)
        before, after, untagged = opening(where), "", None
        if not self._structure.place(leaf.part, page, page, None) and "/Contents" in page:
            mark, after, untagged = self._structure.mark(leaf.part, page, page)
            before += mark
        leaflet = QuirePage(0, where.origin)
        marks = "".join(_marks(placement, leaflet))
        if before or marks or leaflet.numbers or leaf.head or leaf.folio or leaf.foot:
            before, after = f"q\n{before}", f"{after}Q\n"
        if after or marks:
            after = self._ending(source, page, leaflet) + after
        self._set(page, before, after + marks, leaf, leaflet)
        return Laid(placement.source_page, page, site, untagged)

    def _ending(self, source: Source, page: Object, leaflet: QuirePage) -> str:
        """What goes between an author's contents and ours:
        a line's end, for comments, and what closes the rest.

        Intake closes what authors leave open.
        Where a quick look does not see that it did, the page is noted.
        """
        if source.own:
            return "\n"
        closing = closing_of(self._pdf, page)
        leaflet.doubtful = not closing.sure
        return closing.operators.decode("ascii") or "\n"

    def _several(self, source: Source, slot: PageSlot, used: set[int]) -> Iterator[Laid]:
        """A page of the volume that shows several source pages,
        each a form XObject in its frame.
        """
        leaf = slot.leaf
        page = blank_page(self._pdf, self._design.width, leaf.height or self._design.height)
        leaflet = QuirePage(0, (0.0, 0.0))
        forms, said = Dictionary(), ""
        for order, placement in enumerate(slot.placements):
            view = source.view(placement.source_page)
            copy = self._copy(source, placement.source_page, used)
            form = form_of(self._pdf, copy, view)
            matrix = view.upright.then(placement.matrix)
            site = Site(page, Position(view, matrix), alone=False)
            source.settled(placement.source_page, copy, site)
            name, untagged = f"/Sheet{order + 1}", None
            drawn = f"q\n{transform(matrix)}{name} Do\nQ\n"
            if not self._structure.place(leaf.part, copy, page, form):
                mark, end, untagged = self._structure.mark(leaf.part, page, copy, order)
                drawn = mark + drawn + end
            forms[name] = form
            said += drawn + "".join(_marks(placement, leaflet))
            yield Laid(placement.source_page, copy, site, untagged)
        page["/Resources"] = Dictionary(XObject=forms)
        self._set(page, "", said, leaf, leaflet)

    def _set(self, page: Object, before: str, after: str, leaf: Leaf, leaflet: QuirePage) -> None:
        """Put content before and after what the page has;
        head and folio follow in the volume, in the head font.
        """
        ordinal = len(self.leaflets)
        self.leaflets.append((page, leaflet))
        page["/Parent"] = self._outside.of(f"parent {ordinal}")
        prints = bool(leaf.head or leaf.folio or leaf.foot or leaflet.numbers)
        if not before and not after and not prints:
            return
        first = self._streams.of(before) if before else None
        leaflet.tail = after
        contents = wrapped(first, page.get("/Contents"), None)
        contents.append(self._outside.of(f"tail {ordinal}"))
        page["/Contents"] = contents
        if prints:
            add_font(page, self._outside.of("font"))


def _marks(placement: Placement, leaflet: QuirePage) -> Iterator[str]:
    """The frame round a placed page;
    its number is noted, because glyphs are numbered by the volume's font.
    """
    if placement.frame is None:
        return
    box = Matrix(e=leaflet.corner[0], f=leaflet.corner[1]).box(placement.frame)
    yield frame(box)
    if placement.number:
        leaflet.numbers.append((placement.number, box.right, box.bottom))
