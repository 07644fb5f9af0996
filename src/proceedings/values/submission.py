"""The values that intake gives to the rooms after it: submissions and the facts about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from proceedings.values.book import DocumentKind
from proceedings.values.conformance import Conformance
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.geometry import Box
from proceedings.values.options import Options
from proceedings.values.treatment import Treatment


@dataclass(frozen=True, slots=True)
class FontFact:
    """A font of a submission. `kind` is Type1, TrueType, Type0/CIDFontType2, Type3 …"""

    name: str
    kind: str
    embedded: bool
    subset: bool
    has_unicode_map: bool
    draws: bool = True
    """False for a font that is not embedded and that the file only names:
    no text is painted in it.
    """


@dataclass(frozen=True, slots=True)
class ImageFact:
    """An image as placed on a page (1-based):
    size in pixels, effective resolution in dots per inch, where it lies.
    """

    page: int
    width: int
    height: int
    dpi: float
    colour_space: str
    box: Box


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure of the tags, by whose place in `Facts.figures`, counted from 1, an editor names it.

    `page` is 0 where the tags do not say;
    `text` is the alternative text, None where nobody wrote one.
    """

    page: int
    text: str | None


@dataclass(frozen=True, slots=True)
class TagFacts:
    """Counts of a structure tree, made by the author or by us.

    They say how many pages it reaches, and how many elements of each kind it has.
    """

    by_author: bool
    pages: int
    headings: int
    paragraphs: int
    lists: int
    tables: int
    links: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of one kind of thing an author's own file holds, and how much of it the pages show.

    `shown` is None where pages do not tell. `pages` are those concerned (1-based), as far as they
    are known; `names` are of writers, files or words, as the kind has them. The kinds stand in
    `inventory/holdings.py`.
    """

    kind: str
    sent: int
    shown: int | None = None
    pages: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page of a submission as a reader sees it: upright, in points, UserUnit and Rotate applied.

    `ink` is the box of everything that is not white, in the same upright system (origin at the
    lower left of the visible page); None on a blank page.
    """

    width: float
    height: float
    ink: Box | None
    rotation: int = 0
    user_unit: float = 1.0
    printed_number: str | None = None
    smallest_type: float | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words on a page (1-based) that tell of the state of a document.

    `kind` is `review` (words of a review copy), `line-numbers`, `watermark`,
    `picture-across` (no words), `leftover`, `browser` or `form`.
    """

    kind: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class CommentFact:
    """A comment or other mark of a reviewer:
    its page (1-based), who wrote it, and whether it became page content.
    """

    page: int
    writer: str
    printed: bool


@dataclass(frozen=True, slots=True)
class StateFacts:
    """The state in which a document came: review copy or final, readable or not. Pages are 1-based.

    `openings` are the first characters of pages 2 to 4. `unreadable` pages have text that programs
    read otherwise than it is seen; pages `without_text` are pictures alone. `builds` are first and
    last page of the steps of one frame. `shell` is `xfa` or `portfolio` where the pages stand for
    something that only one reader shows.
    """

    sightings: tuple[Sighting, ...] = ()
    openings: tuple[str, ...] = ()
    unreadable: tuple[int, ...] = ()
    without_text: tuple[int, ...] = ()
    builds: tuple[tuple[int, int], ...] = ()
    comments: tuple[CommentFact, ...] = ()
    shell: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about a submission after reading it once."""

    pages: tuple[PageFacts, ...]
    pdf_version: str = ""
    tagged: bool = False
    language: str | None = None
    """Its author's mark, else what its text looks like (BCP 47)."""
    marked_language: str | None = None
    """Its author's mark."""
    text_language: str | None = None
    """What its text looks like."""
    title: str | None = None
    """The title as the first page shows it in its largest type, else as the metadata have it."""
    authors: str | None = None
    outline_entries: int = 0
    uri_links: int = 0
    internal_links: int = 0
    fonts: tuple[FontFact, ...] = ()
    images: tuple[ImageFact, ...] = ()
    form_fields: int = 0
    annotations: tuple[tuple[str, int], ...] = ()
    scripts: int = 0
    attachments: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    signatures: int = 0
    encrypted: bool = False
    bytes: int = 0
    first_page_text: str = ""
    figures: tuple[FigureFact, ...] = ()
    """In the order of reading, as the submission is tagged."""
    tags: TagFacts | None = None
    """Of the submission; None where they could not be read."""
    source: tuple[Tally, ...] = ()
    """What a converted document's own file holds, kind by kind;
    empty where it was no office file or text.
    """
    state: StateFacts = StateFacts()


@dataclass(frozen=True, slots=True)
class Request:
    """One document to take in. `path` is the absolute path of the submission."""

    document: str
    kind: DocumentKind
    path: Path
    source: PurePosixPath
    """As in the agenda, relative to the workspace: diagnostics name it."""
    language: str
    treatment: Treatment = Treatment()
    conformance: Conformance = Conformance()
    """As volume.yaml asks for it; `intake/settings.py` says what it means for intake."""
    options: Options = Options()
    """Of the volume."""
    limits: tuple[tuple[str, float], ...] = ()
    """The document's own figures after the volume's: the last of a name counts."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission ready for the volume: a PDF of its own plus facts.

    `treatment` says in single words what was done, in this order:
    converted, repaired, cleaned, conformed …
    """

    document: str
    pdf: Path
    source_sha256: str
    sha256: str
    """Of the PDF at `pdf`: equal sums, equal pages."""
    facts: Facts
    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    """Sentences about what was changed, for reports."""
    conforms: str | None = None
    """The highest level of PDF/A that its pages hold,
    by the names of `conforming/levels.py`; None where none does.
    """
    barriers: tuple[str, ...] | None = None
    """Sentences about what keeps a tagged document from being PDF/UA-1;
    None where it was not examined.
    """


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of all requests: submissions by document id, and every problem met on the way.

    A document that could not be taken has no submission but at least one diagnostic with its id.
    `missing_programs` are sentences with the command that installs what was needed.
    """

    submissions: dict[str, Submission] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    missing_programs: tuple[str, ...] = ()
