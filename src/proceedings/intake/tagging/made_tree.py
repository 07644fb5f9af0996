"""The structure tree that is made for a document without tags (ISO 32000-2, 14.7.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.blocks import Block
from proceedings.intake.tagging.described import described
from proceedings.intake.tagging.drawing import Figure, Step
from proceedings.intake.tagging.lines import Line
from proceedings.intake.tagging.links import describe, link_element
from proceedings.intake.tagging.listing import Item, lists_of
from proceedings.intake.tagging.ranking import is_caption
from proceedings.intake.tagging.rulings import Begun, Rulings, rulings
from proceedings.intake.tagging.tables import Cell, Table
from proceedings.pdf import objects
from proceedings.values.submission import FigureFact

if TYPE_CHECKING:
    import pikepdf


@dataclass(slots=True)
class Page:
    """A page with what it draws; without content that could be read, one paragraph holds it all."""

    page: Any
    number: int
    content: bytes | None
    steps: list[Step]
    found: list[Line | Figure]
    paths: list[Begun] = field(default_factory=list)
    lines: list[Line] = field(init=False)
    pieces: list[Block | Figure | Table] = field(default_factory=list)
    holders: list[tuple[Block | None, Any]] = field(default_factory=list)
    """The blocks in order with the elements that have their words; no block for a figure."""
    held: dict[int, Any] = field(default_factory=dict)
    links: list[Any] = field(default_factory=list)
    """Its annotations that are links."""
    notes: set[int] = field(default_factory=set)
    """Its blocks that are notes, by their `id`."""

    def __post_init__(self) -> None:
        self.lines = [item for item in self.found if isinstance(item, Line)]

    def rulings(self) -> Rulings:
        """The rules that it draws."""
        return rulings(self.content, self.paths) if self.content is not None else Rulings()

    @property
    def text(self) -> list[Block]:
        """Its blocks but for notes."""
        return [piece for piece in self.pieces if isinstance(piece, Block) and id(piece) not in self.notes]


@dataclass(slots=True)
class MadeTree:
    """The structure tree while it is made (ISO 32000-2, 14.7.2)."""

    pdf: pikepdf.Pdf
    kinds: Mapping[int, str]
    listed: Mapping[int, Sequence[Item]]
    texts: Mapping[int, str]
    figures: list[FigureFact] = field(default_factory=list)
    top: list[Any] = field(default_factory=list)
    made: dict[int, Any] = field(default_factory=dict)
    """Elements of blocks that stand in lists, by the `id` of the block."""
    paragraphs: int = 0
    lists: int = 0
    tables: int = 0
    notes: int = 0

    def hang(self, page: Page) -> None:
        """Make the elements of a page."""
        has_text = any(isinstance(piece, (Block, Table)) for piece in page.pieces)
        captions, captioned = self._captions(page), list[tuple[Any, int]]()
        holders: list[Any] = []
        for piece in page.pieces:
            if isinstance(piece, Figure):
                # A form that holds all the text of its page is no picture.
                holder = self._figure(page, piece, "P" if piece.text and not has_text else "Figure")
            elif isinstance(piece, Table):
                holder = self._table(page, piece)
            elif id(piece) in page.notes:
                holder = self._note(page, piece)
            elif id(piece) in captions:
                holder = self._element("Caption")
                self._place(page, holder, piece.mcids)
                captioned.append((holder, captions[id(piece)]))
            else:
                holder = self._words(page, piece, self.listed, self.top)
            holders.append(holder)
            if not isinstance(piece, Table):
                page.holders.append((piece if isinstance(piece, Block) else None, holder))
        for caption, number in captioned:
            caption["/P"] = holders[number]
            at = 0 if isinstance(page.pieces[number], Table) else len(holders[number]["/K"])
            holders[number]["/K"].insert(at, caption)

    def _captions(self, page: Page) -> dict[int, int]:
        """Captions by their `id`, and the number of the figure or table beside each."""
        found: dict[int, int] = {}
        taken: set[int] = set()
        for at, piece in enumerate(page.pieces):
            if not isinstance(piece, Block) or id(piece) in page.notes or id(piece) in self.kinds:
                continue
            if not is_caption(piece.members[0].opening):
                continue
            for beside in (at - 1, at + 1):
                inside = 0 <= beside < len(page.pieces) and beside not in taken
                if inside and isinstance(page.pieces[beside], (Figure, Table)):
                    found[id(piece)] = beside
                    taken.add(beside)
                    break
        return found

    def _place(self, page: Page, element: Any, mcids: Sequence[int]) -> None:
        element["/Pg"] = page.page
        for number, mcid in enumerate(mcids):
            element["/K"].insert(number, mcid)
            page.held[mcid] = element

    def _element(self, kind: str, *kids: Any) -> Any:
        from pikepdf import Array, Dictionary, Name

        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array(kids)))
        for kid in kids:
            kid["/P"] = made
        return made

    def _note(self, page: Page, block: Block) -> Any:
        """A note with an identifier of its own (ISO 14289-1, 7.9)."""
        from pikepdf import String

        self.notes += 1
        self.top.append(element := self._element("Note"))
        element["/ID"] = String(f"note-{self.notes}")
        self._place(page, element, block.mcids)
        return element

    def _paragraph(self, block: Block) -> Any:
        kind = self.kinds.get(id(block), "P")
        self.paragraphs += kind == "P"
        return self._element(kind)

    def _figure(self, page: Page, piece: Figure, kind: str) -> Any:
        self.top.append(element := self._element(kind))
        self._place(page, element, [piece.mcid])
        if kind == "Figure":
            number = len(self.figures) + 1
            self.figures.append(described(element, number, page.number, self.texts.get(number)))
        else:
            self.paragraphs += 1
        return element

    def _table(self, page: Page, table: Table) -> Any:
        """Rows of cells; a cell with several paragraphs holds each (ISO 32000-2, 14.8.4.8.3)."""
        self.tables += 1
        rows = [self._element("TR", *(self._cell(page, cell) for cell in row)) for row in table.rows]
        self.top.append(element := self._element("Table", *rows))
        return element

    def _words(self, page: Page, block: Block, listed: Mapping[int, Sequence[Item]], above: list[Any]) -> Any:
        """The element that holds a block: a paragraph, a heading, or the body of an item in a list;
        what stands highest of it goes among those `above`.
        """
        if id(block) in listed:
            above.append(self._list(listed[id(block)]))
        holder = self.made.get(id(block))
        if holder is None:
            above.append(holder := self._paragraph(block))
        self._place(page, holder, block.mcids)
        if block.sign is not None:
            self._place(page, next(objects.elements(holder["/P"], "/K")), block.sign.mcids)
        return holder

    def _cell(self, page: Page, cell: Cell) -> Any:
        from pikepdf import Array

        element = self._element("TH" if cell.heads else "TD")
        listed = lists_of(cell.blocks, {})
        if len(cell.blocks) == 1 and not listed:
            (block,) = cell.blocks
            self._place(page, element, block.mcids)
            page.holders.append((block, element))
        else:
            kids: list[Any] = []
            page.holders += [(block, self._words(page, block, listed, kids)) for block in cell.blocks]
            element["/K"] = Array(kids)
            for kid in kids:
                kid["/P"] = element
        attributes = _of_table(cell)
        if attributes is not None:
            element["/A"] = attributes
        return element

    def _list(self, items: Sequence[Item]) -> Any:
        self.lists += 1
        return self._element("L", *map(self._item, items))

    def _item(self, item: Item) -> Any:
        below = [self._list(item.below)] if item.below else []
        body = self._element("LBody", *below)
        self.made[id(item.block)] = body
        return self._element("LI", *([self._element("Lbl")] if item.block.sign is not None else []), body)

    def write(self, pages: Sequence[Page]) -> int:
        """Put the elements under a root; gives back how many links there are."""
        from pikepdf import Array, Dictionary, Name

        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        entries: list[tuple[int, Any]] = []
        links = 0
        for page in pages:
            for old in ("/StructParents", "/Tabs"):
                if old in page.page:
                    del page.page[old]
            if not page.held:
                continue
            if any(objects.elements(page.page, "/Annots")):
                page.page["/Tabs"] = Name.S
            at = len(entries)
            page.page["/StructParents"] = at
            entries.append((at, None))
            _hang_links(self.pdf, page, entries)
            links += len(page.links)
            listed = [page.held.get(mcid) for mcid in range(max(page.held) + 1)]
            entries[at] = (at, self.pdf.make_indirect(Array(listed)))
        document = self._element("Document", *self.top)
        document["/P"] = root
        root["/K"] = Array([document])
        root["/ParentTree"] = self.pdf.make_indirect(
            Dictionary(Nums=Array([thing for pair in entries for thing in pair]))
        )
        root["/ParentTreeNextKey"] = len(entries)
        self.pdf.Root["/StructTreeRoot"] = root
        self.pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        return links


def _of_table(cell: Cell) -> Any:
    """The attributes of a cell, if it has any (ISO 32000-2, table 384)."""
    from pikepdf import Dictionary, Name

    said: dict[str, Any] = {"/Scope": Name(f"/{cell.heads}")} if cell.heads else {}
    said |= {key: count for key, count in (("/RowSpan", cell.rows), ("/ColSpan", cell.columns)) if count > 1}
    return Dictionary({"/O": Name.Table, **said}) if said else None


def _hang_links(pdf: pikepdf.Pdf, page: Page, entries: list[tuple[int, Any]]) -> None:
    """Give every link of a page its words, or else to the paragraph in which it lies."""
    places = [block for block, _ in page.holders]
    for number, annotation in enumerate(page.links):
        describe(annotation)
        at = next((n for n, place in enumerate(places) if place is not None and number in place.linked), None)
        _, parent = page.holders[_nearest(places, annotation) if at is None else at]
        element = link_element(pdf, page.page, annotation, parent)
        annotation["/StructParent"] = len(entries)
        entries.append((len(entries), element))
        place = None if at is None else places[at]
        if place is None:
            parent["/K"].append(element)
        else:
            _give_words(page, parent, element, place.linked[number])


def _give_words(page: Page, parent: Any, link: Any, mcids: Sequence[int]) -> None:
    """Take the words of a link from its paragraph; the link stands in their place."""
    from pikepdf import Array

    kids = list(parent["/K"])
    where = next(n for n, kid in enumerate(kids) if isinstance(kid, int) and kid == mcids[0])
    kept = [kid for kid in kids if not (isinstance(kid, int) and kid in mcids)]
    kept.insert(where, link)
    parent["/K"] = Array(kept)
    link["/K"] = Array([*mcids, link["/K"]])
    page.held.update(dict.fromkeys(mcids, link))


def _nearest(places: Sequence[Block | None], annotation: Any) -> int:
    """The block on whose lines an annotation lies,
    the rightmost of several that begin left of it; else the last.
    """
    try:
        left, bottom, _, top = (float(v) for v in annotation["/Rect"])
    except (KeyError, TypeError, ValueError):
        return len(places) - 1
    middle = (bottom + top) / 2
    found = [
        (block.left, index)
        for index, block in enumerate(places)
        if block is not None
        and block.left <= left + block.size
        and block.bottom - block.size <= middle <= block.top + block.size
    ]
    return max(found)[1] if found else len(places) - 1
