"""The schema of volume.yaml, agenda.yaml and people.yaml: what may stand where.
Scalars are typed here only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from proceedings.reading.book_entries import (
    CommitteeEntry,
    DeadlinesEntry,
    EventEntry,
    Members,
    PublisherEntry,
    SeriesEntry,
    SponsorEntry,
)
from proceedings.reading.conformance import CONFORMANCE
from proceedings.reading.entries import Entry
from proceedings.reading.masks import Mask, Masks
from proceedings.reading.option_types import CommentsChoice, OptionsBlock, block_of
from proceedings.reading.scalars import (
    Amount,
    Choice,
    Clock,
    Date,
    Doi,
    Email,
    Flag,
    Id,
    Isbn,
    Issn,
    Line,
    OneOrMore,
    Orcid,
    Ordinal,
    OrText,
    Pages,
    Prose,
    Ror,
    TimeSpan,
    Title,
    Url,
    Whole,
)
from proceedings.reading.terms import FundingList, Links, PublicationEntry
from proceedings.reading.trim_sizes import TrimChoice
from proceedings.reading.yaml_positions import MappingNode, is_blank
from proceedings.values.book import DocumentKind
from proceedings.values.edition import Edition
from proceedings.values.settings import Abstracts, ContentsBy, SplitBy
from proceedings.values.status import STATUS_WORDS, Status

DOCUMENT_KINDS = tuple(kind.value for kind in DocumentKind)

PerPage = Annotated[int, Whole((1, 2, 3, 4, 6))]
_NO_LEVELS_OF_4 = (("4u", "4"), ("4b", "4"), ("4a", "4"))
"""PDF/A-4 has no levels A, B and U (ISO 19005-4, 6.7.3)."""
Conformance = Annotated[str, Choice(tuple(CONFORMANCE), "a conformance level", _NO_LEVELS_OF_4)]
ItemChoice = Annotated[str, Choice(("session", "talk", "entry", "break"), "a kind of item", (("pause", "break"),))]
KindChoice = Annotated[
    str, Choice(DOCUMENT_KINDS, "a kind of document", (("presentation", "slides"), ("deck", "slides")))
]
EditionChoice = Annotated[
    Edition, Choice(tuple(Edition), "an edition", (("web", "screen"), ("phone", "screen"), ("paper", "print")))
]
SplitChoice = Annotated[
    str,
    Choice(tuple(by.value for by in SplitBy), "a way to split", (("sessions", "session"), ("days", "day"))),
]
_FOLIO_SYNONYMS = (("continued", "continuous"), ("restart", "restarted"))
FolioChoice = Annotated[str, Choice(("continuous", "restarted"), "a way to count folios", _FOLIO_SYNONYMS)]
AbstractsChoice = Annotated[
    str,
    Choice(
        tuple(Abstracts),
        "a place for abstracts",
        (("no", "none"), ("off", "none"), ("dividers", "divider"), ("yes", "divider"), ("book", "part")),
    ),
]
StatusChoice = Annotated[str, Choice(tuple(Status), "a status", STATUS_WORDS)]
ContentsChoice = Annotated[
    str,
    Choice(
        tuple(ContentsBy),
        "a way to list the sessions",
        (("by_day", "day"), ("by-day", "day"), ("by_track", "track"), ("by-track", "track"), ("tracks", "track")),
    ),
]
FootLineChoice = Annotated[
    str,
    Choice(
        ("yes", "no", *DOCUMENT_KINDS),
        "a kind of document",
        (("true", "yes"), ("on", "yes"), ("false", "no"), ("off", "no"), ("papers", "paper"), ("none", "no")),
    ),
]
Particles = Annotated[str, Choice(("keep", "ignore"), "a way to sort particles")]
CheckSeverity = Annotated[
    str, Choice(("error", "warning", "notice", "off"), "a severity", (("no", "off"), ("ignore", "off")))
]


def _free_block(value: object) -> object:
    block = block_of(value)
    return MappingNode(block.place, [(key, node) for key, node in block.items() if not is_blank(node)])


Checks = Annotated[dict[str, CheckSeverity], BeforeValidator(_free_block)]
Limits = Annotated[dict[str, Amount], BeforeValidator(_free_block)]
Figures = Annotated[dict[Ordinal, Line], BeforeValidator(_free_block)]
Lines = Annotated[tuple[Line, ...], OneOrMore()]
Aliases = Annotated[dict[str, Lines], BeforeValidator(_free_block)]


class PartEntry(Entry):
    """One part of the volume, in its place in the order of parts."""

    required: ClassVar[tuple[str, ...]] = ("part",)
    wanted: ClassVar[Mapping[str, str]] = {"part": "the name of the part"}

    part: Line | None = None
    title: Line | None = None


class SlidesEntry(Entry):
    """How slides are set."""

    per_page: PerPage | None = None
    on_screen: PerPage | None = None


class SortEntry(Entry):
    """How names are sorted."""

    particles: Particles | None = None


class SplitEntry(Entry):
    """How the book is divided into volumes."""

    by: SplitChoice | None = None
    pages: Ordinal | None = None
    folios: FolioChoice | None = None
    titles: Lines = ()


class VolumeEntry(Entry):
    """proceedings/volume.yaml: the book."""

    required: ClassVar[tuple[str, ...]] = ("title",)
    wanted: ClassVar[Mapping[str, str]] = {"title": "the title of the volume"}

    title: Title | None = None
    subtitle: Title | None = None
    short_title: Title | None = None
    event: Annotated[EventEntry, OrText("name")] | None = None
    series: Annotated[SeriesEntry, OrText("title")] | None = None
    publisher: Annotated[PublisherEntry, OrText("name")] | None = None
    editors: Members = ()
    published: Date | None = None
    edition: Line | None = None
    isbn: Isbn | None = None
    issn: Issn | None = None
    doi: Doi | None = None
    language: Line | None = None
    rights: Prose | None = None
    licence: Line | None = None
    description: Prose | None = None
    keywords: Lines = ()
    committees: Annotated[tuple[CommitteeEntry, ...], OneOrMore()] = ()
    sponsors: Annotated[tuple[Annotated[SponsorEntry, OrText("name")], ...], OneOrMore()] = ()
    parts: Annotated[tuple[Annotated[PartEntry, OrText("part")], ...], OneOrMore()] = ()
    layout: Id | None = None
    trim: TrimChoice | None = None
    slides: SlidesEntry | None = None
    editions: Annotated[tuple[EditionChoice, ...], OneOrMore()] = ()
    sort: SortEntry | None = None
    organizations: Lines = ()
    aliases: Aliases | None = None
    abstracts: AbstractsChoice | None = None
    contents: ContentsChoice | None = None
    foot_line: Annotated[tuple[FootLineChoice, ...], OneOrMore()] = ()
    mask: Masks | None = None
    split: Annotated[SplitEntry, OrText("by")] | None = None
    conformance: Conformance | None = None
    checks: Checks | None = None
    limits: Limits | None = None
    deadlines: DeadlinesEntry | None = None
    options: OptionsBlock = None
    store: Line | None = None
    publication: PublicationEntry | None = None


class SpeakerEntry(Entry):
    """A speaker, moderator or chair."""

    required: ClassVar[tuple[str, ...]] = ("person",)
    wanted: ClassVar[Mapping[str, str]] = {"person": "the person's id"}

    person: Line | None = None
    on_behalf_of: Line | None = None
    affiliation: Lines = ()


Speakers = Annotated[tuple[Annotated[SpeakerEntry, OrText("person")], ...], OneOrMore()]


class DocumentEntry(Entry):
    """A document: `paper: papers/file.pdf`, or `kind:` and `file:`;
    without a file it is promised.
    """

    id: Id | None = None
    paper: Line | None = None
    slides: Line | None = None
    poster: Line | None = None
    handout: Line | None = None
    kind: KindChoice | None = None
    file: Line | None = None
    title: Title | None = None
    withheld: Flag = False
    per_page: PerPage | None = None
    pages: Pages | None = None
    mask: Mask | None = None
    language: Line | None = None
    doi: Doi | None = None
    publish: Flag = True
    notes: Flag = False
    comments: CommentsChoice | None = None
    figures: Figures | None = None
    checks: Checks | None = None
    limits: Limits | None = None


Documents = Annotated[tuple[Annotated[DocumentEntry, OrText("kind")], ...], OneOrMore()]


class ContributionEntry(Entry):
    """One speaker slot."""

    id: Id | None = None
    title: Title | None = None
    speakers: Speakers = ()
    speaker: Speakers = ()
    authors: Speakers = ()
    author: Speakers = ()
    presenter: Lines = ()
    on_behalf_of: Line | None = None
    affiliation: Lines = ()
    time: TimeSpan | None = None
    starts: Clock | None = None
    ends: Clock | None = None
    documents: Documents = ()
    mask: Masks | None = None
    abstract: Prose | None = None
    doi: Doi | None = None
    keywords: Lines = ()
    licence: Line | None = None
    funding: FundingList = ()
    links: Links = ()
    publish: Flag = True
    status: StatusChoice | None = None
    note: Line | None = None
    see: Line | None = None
    board: Line | None = None


Contributions = Annotated[tuple[Annotated[ContributionEntry, OrText("title")], ...], OneOrMore()]


class ItemEntry(ContributionEntry):
    """One line of the programme: a session, a talk outside a session, a break or a plain entry."""

    kind: ItemChoice | None = None
    session: Line | None = None
    next_day: Flag = False
    track: Line | None = None
    room: Line | None = None
    moderators: Speakers = ()
    moderator: Speakers = ()
    chairs: Speakers = ()
    chair: Speakers = ()
    contributions: Contributions = ()
    talks: Contributions = ()


class DayEntry(Entry):
    """A day of the programme."""

    required: ClassVar[tuple[str, ...]] = ("date",)
    wanted: ClassVar[Mapping[str, str]] = {"date": "the date of the day"}

    date: Date | None = None
    title: Title | None = None
    items: Annotated[tuple[Annotated[ItemEntry, OrText("title")], ...], OneOrMore()] = ()


class AgendaEntry(Entry):
    """proceedings/agenda.yaml: the programme."""

    required: ClassVar[tuple[str, ...]] = ("days",)
    wanted: ClassVar[Mapping[str, str]] = {"days": "the list of days"}

    days: Annotated[tuple[DayEntry, ...], OneOrMore()] = ()


class PersonEntry(Entry):
    """Somebody named in the volume."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    wanted: ClassVar[Mapping[str, str]] = {"name": "the name as printed"}

    name: Line | None = None
    family: Line | None = None
    sort_name: Line | None = None
    title: Line | None = None
    affiliation: Lines = ()
    ror: Ror | None = None
    country: Line | None = None
    orcid: Orcid | None = None
    url: Url | None = None
    email: Email | None = None
    language: Line | None = None
    consent: Flag | None = None


def json_schema(kind: Literal["volume", "agenda", "people"]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of the three files,
    for editors that complete YAML as one types.
    """
    if kind == "volume":
        schema = VolumeEntry.model_json_schema()
    elif kind == "agenda":
        schema = AgendaEntry.model_json_schema()
    else:
        person = PersonEntry.model_json_schema()
        named = {"anyOf": [{"type": "string"}, person]}
        schema = {"title": "People", "type": "object", "additionalProperties": named}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
