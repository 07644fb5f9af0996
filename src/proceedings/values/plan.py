"""The Plan: which page of the volume holds what, under which folio and head. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from proceedings.values.book import Item, ItemKind
from proceedings.values.edition import Edition
from proceedings.values.geometry import Box, Matrix
from proceedings.values.options import Opening
from proceedings.values.status import Status


class PartKind(StrEnum):
    """What a part is for; the names stand in contents.json."""

    HALF_TITLE = "half-title"
    TITLE = "title"
    IMPRINT = "imprint"
    CONTENTS = "contents"
    FOREWORD = "foreword"
    AGENDA = "agenda"
    DIVIDER = "divider"
    PAPER = "paper"
    SLIDES = "slides"
    POSTER = "poster"
    HANDOUT = "handout"
    ABSTRACTS = "abstracts"
    BIOGRAPHIES = "biographies"
    PARTICIPANTS = "participants"
    INDEX = "index"
    KEYWORD_INDEX = "keyword-index"
    BLANK = "blank"


class Matter(StrEnum):
    """Front matter counts in roman, body and back matter in arabic."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class FootLine:
    """What the foot of a document's first page says: its pages, and what else is known of it.

    `page` and `pages` are the words before one folio and before several.
    """

    page: str
    pages: str
    rest: tuple[str, ...] = ()

    def says(self, first: str, last: str) -> tuple[str, ...]:
        """The line in full, then shorter ones for where there is less room; folios as printed."""
        where = f"{self.page}\u00a0{first}" if first == last else f"{self.pages}\u00a0{first}–{last}"
        pieces = (where, *self.rest)
        plain = tuple(piece.removeprefix("https://") for piece in pieces)
        shorter = (plain[:count] for count in range(len(plain), 0, -1))
        return tuple(dict.fromkeys(" · ".join(one) for one in (pieces, *shorter)))


@dataclass(frozen=True, slots=True)
class Part:
    """One run of consecutive pages with one purpose, before its place is known.

    A part with a `document` is made of that document's pages (or of a placeholder page, if it has
    none); every other part is typeset. `template` names the Jinja2 template that sets it, without
    suffix.
    """

    id: str
    kind: PartKind
    matter: Matter
    title: str
    template: str | None = None
    opening: Opening = Opening.ANY
    people: tuple[str, ...] = ()
    item: str | None = None
    """Id of the agenda's item to which the part belongs: session-1 …"""
    contribution: str | None = None
    document: str | None = None
    front: str | None = None
    """Stem of the front text, for parts set from proceedings/front/."""
    facsimile: bool = False
    """True when its pages are those of a submission."""
    verso_head: str | None = None
    recto_head: str | None = None
    opening_head: str | None = None
    """The head of its first page, which has none but where something must be said on each page."""
    status: Status | None = None
    """What became of its talk or session."""
    marked_title: str = ""
    """The title after the word for the status, `Retracted: A Title`, in the volume's language."""
    foot_line: FootLine | None = None
    """What stands at the foot of its first page."""
    prints_folio: bool = True
    """False for half-title, title, imprint and dividers: counted but not printed."""

    @property
    def catalogue_title(self) -> str:
        """The title in metadata: a work keeps its own unless it was retracted."""
        return self.marked_title if self.status is Status.RETRACTED else self.title


@dataclass(frozen=True, slots=True)
class Placement:
    """How one source page (0-based) lies on a page of the volume.

    `matrix` maps the source page as a reader sees it (upright, origin at the lower left of its
    visible box) to the volume's page. `frame` is a hairline drawn around it, in the volume's page;
    None for none. `number` is printed beside a slide.
    """

    source_page: int
    matrix: Matrix
    frame: Box | None = None
    number: str | None = None
    column: tuple[float, float] | None = None
    """Where the type of its document begins and ends on the volume's page,
    in points from the left.
    """


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the volume. Index 0 of `Plan.leaves` is page 1 of the PDF, a recto.

    `page_of_part` is 0-based. `label` is the folio as counted (`iv`, `17`); `folio` the same where
    it is printed, else None. `placements` is empty on pages that are typeset by us.
    """

    part: str
    page_of_part: int
    label: str
    folio: str | None
    head: str | None
    placements: tuple[Placement, ...] = ()
    line: tuple[float, float] | None = None
    """From where to where head and folio stand, in points from the left edge;
    None for the text area's width.
    """
    foot: tuple[str, ...] = ()
    """What stands beside the folio: the first of these lines for which there is room."""
    shift: float = 0.0
    """By how many points a page of our own lies to the right of where it was set."""
    height: float | None = None
    """Of a page that is not as high as the volume's, in points."""


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part with its place:
    1-based first page in the PDF, page count, and the labels of its first and last page.
    """

    part: Part
    first_page: int
    page_count: int
    first_folio: str
    last_folio: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the volume's outline; leads to the first page of a part, or nowhere.

    The outline that a submission brought stands below the bookmark of its part,
    or below one that `stands_for` it.
    """

    title: str
    part: str | None
    children: tuple[Bookmark, ...] = ()
    open: bool = True
    stands_for: str | None = None
    anchor: str | None = None
    """A place in the part, where the bookmark leads further than to its first page."""


@dataclass(frozen=True, slots=True)
class Tome:
    """One volume of a book in several:
    its number, its name (`Volume 2`), a title of its own, the name of its file.
    """

    number: int
    name: str
    title: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a part lies, perhaps in another volume of the book.
    `labels` are the folios of its pages.
    """

    placed: PlacedPart
    labels: tuple[str, ...]
    tome: Tome | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole volume, page by page.
    Blank pages are parts of kind `blank` with ids blank-1, blank-2 …
    """

    parts: tuple[PlacedPart, ...]
    leaves: tuple[Leaf, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    tome: Tome | None = None
    """Which volume of several this is; None where the book is one volume."""
    tomes: tuple[Tome, ...] = ()
    """All volumes of the book, this one too, where there are several."""
    elsewhere: Mapping[str, Whereabouts] = field(default_factory=dict)
    """The parts of the other volumes, in the order of the book,
    without those that each volume has.
    """
    edition: Edition = Edition.PRINT
    _places: dict[str, PlacedPart] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._places.update({p.part.id: p for p in self.parts})

    def place_of(self, part_id: str) -> PlacedPart | None:
        """Where a part lies; None if the volume has no such part."""
        return self._places.get(part_id)

    @property
    def file(self) -> str:
        """The name of the volume's file."""
        return self.edition.file_name(self.tome.number if self.tome else None)

    def part_of(self, document: str) -> PlacedPart | None:
        """The part that holds the document with this id, or a page in its place;
        None where the book has neither.
        """
        other = self.elsewhere.get(document)
        placed = self._places.get(document) or (other.placed if other else None)
        return placed if placed is not None and placed.part.document == document else None

    def find(self, part_id: str) -> Whereabouts | None:
        """Where a part lies, in this volume or another; None if the book has no such part."""
        placed = self._places.get(part_id)
        if placed is None:
            return self.elsewhere.get(part_id)
        leaves = self.leaves[placed.first_page - 1 : placed.first_page - 1 + placed.page_count]
        return Whereabouts(placed, tuple(leaf.label for leaf in leaves), self.tome)

    def folio(self, part_id: str) -> str | None:
        """The first folio of a part as this volume refers to it:
        `145`, or `2:145` where it is in the second volume.
        """
        placed, other = self._places.get(part_id), self.elsewhere.get(part_id)
        if placed is not None:
            return placed.first_folio
        return f"{other.tome.number}:{other.placed.first_folio}" if other and other.tome else None


def only_document(item: Item, documents: Sequence[Part]) -> str | None:
    """The part of a talk's only document where it has the talk's own title:
    the two share one entry.
    """
    if item.kind is ItemKind.TALK and [part.title for part in documents] == [item.title]:
        return documents[0].id
    return None
