"""The record of a volume: all that publication tells of it, as one value.

Each output (citations, deposits, offprints, the site) is a function of the record alone, so that no
two of them can disagree. `recording.py` makes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from proceedings.values.book import DocumentKind, Event, ItemKind, Publisher, Series
from proceedings.values.identifiers import doi_address
from proceedings.values.licences import Licence
from proceedings.values.people import PersonName
from proceedings.values.publication import Depositor, Funding, Link
from proceedings.values.status import Status


@dataclass(frozen=True, slots=True)
class Author:
    """Who made something: an author, an editor, a chair. Never an e-mail address."""

    name: str
    parts: PersonName
    id: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()
    ror: str | None = None
    """Of the affiliation, where there is one alone."""
    country: str | None = None
    role: str | None = None

    @property
    def given(self) -> str:
        """The given names; empty for somebody of one name."""
        return self.parts.given

    @property
    def family(self) -> str:
        """The family name with its particles; the whole name of somebody who has one alone."""
        return self.parts.full_family

    @property
    def affiliation(self) -> str | None:
        """All affiliations in one line."""
        return "; ".join(self.affiliations) or None

    @property
    def inverted(self) -> str:
        """`Family, Given, Suffix`, for formats that hold a name in one string."""
        return ", ".join(part for part in (self.family, self.given, self.parts.suffix) if part)


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document of a contribution, with its pages in the volume.

    `id` is that of contents.json and names its offprint. `file` is the volume's that holds it,
    `first_page` the position there, from 1. The folios are as printed.
    """

    id: str
    kind: DocumentKind
    title: str
    language: str
    file: str
    first_page: int
    page_count: int
    first_folio: str
    last_folio: str
    doi: str | None = None

    def folios(self, dash: str) -> str:
        """`3–6` with this dash; one folio alone where it has one page."""
        one = self.first_folio == self.last_folio
        return self.first_folio if one else f"{self.first_folio}{dash}{self.last_folio}"


@dataclass(frozen=True, slots=True)
class PublishedContribution:
    """A contribution with what is published of it.

    `number` counts the contributions of the programme from 1. `documents` are those that stand in
    the volume and may be shown. `is_published` is False where the volume alone may show it.
    `abstract` is Markdown, `plain_abstract` its words. `status` says what became of it, `note` is
    the editor's sentence about it. `see` is the id of the
    entry of which it is a second presentation, or to which it was moved.
    """

    id: str
    number: int
    title: str
    authors: tuple[Author, ...]
    language: str
    session: str
    day: dt.date
    documents: tuple[PrintedDocument, ...] = ()
    abstract: str | None = None
    plain_abstract: str | None = None
    keywords: tuple[str, ...] = ()
    licence: Licence | None = None
    funding: tuple[Funding, ...] = ()
    links: tuple[Link, ...] = ()
    doi: str | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    is_published: bool = True
    status: Status | None = None
    """What became of it, where it did not happen as announced."""
    note: str | None = None
    see: str | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether another contribution stands for it."""
        return self.see is not None and not self.documents

    @property
    def is_owed(self) -> bool:
        """Whether readers expect a document or an abstract of it."""
        return not self.is_elsewhere and not (self.status and self.status.owes_nothing)

    @property
    def main(self) -> PrintedDocument | None:
        """The document that is cited: the first paper, else the first of all."""
        papers = (document for document in self.documents if document.kind is DocumentKind.PAPER)
        return next(papers, self.documents[0] if self.documents else None)

    @property
    def supplements(self) -> tuple[PrintedDocument, ...]:
        """Documents beside the one that is cited which have a DOI of their own."""
        return tuple(one for one in self.documents if one.doi and one is not self.main)


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """One line of the programme; `contributions` are ids."""

    id: str
    kind: ItemKind
    title: str
    number: str | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    past_midnight: bool = False
    room: str | None = None
    track: str | None = None
    note: str | None = None
    chairs: tuple[Author, ...] = ()
    chair_role: str = "moderator"
    contributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A day of the programme."""

    date: dt.date
    title: str | None
    items: tuple[ProgrammeItem, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody of the programme as the site shows them.

    `photo` lies in the workspace; `contributions` are ids.
    """

    author: Author
    position: str | None = None
    url: str | None = None
    biography: str | None = None
    photo: PurePosixPath | None = None
    contributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """One PDF of the book; `number` and `title` where there are several."""

    file: str
    sha256: str
    pages: int
    number: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that publication tells of a volume.

    `date` is when it appears: told by the editor, else the event's last day (`date_is_told` is
    False then), else None. `address` has no slash at its end. `is_draft` marks every output.
    """

    title: str
    language: str
    event: Event
    contributions: tuple[PublishedContribution, ...]
    days: tuple[ProgrammeDay, ...]
    people: tuple[Portrait, ...]
    volumes: tuple[BoundVolume, ...]
    subtitle: str | None = None
    short_title: str | None = None
    series: Series | None = None
    publisher: Publisher | None = None
    editors: tuple[Author, ...] = ()
    edition: str | None = None
    isbn: str | None = None
    issn: str | None = None
    doi: str | None = None
    rights: str | None = None
    licence: Licence | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    date: dt.date | None = None
    date_is_told: bool = False
    revision: int = 1
    embargo: dt.date | None = None
    address: str | None = None
    depositor: Depositor | None = None
    is_draft: bool = False

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def url(self) -> str | None:
        """Where the volume is found: its site, else its DOI."""
        return self.address or doi_address(self.doi)

    @property
    def serial_issn(self) -> str | None:
        """The ISSN of the volume, else of its series."""
        return self.issn or (self.series.issn if self.series else None)

    @property
    def published(self) -> tuple[PublishedContribution, ...]:
        """What can be cited: contributions that may be shown and have a document or an abstract."""
        shown = (c for c in self.contributions if c.is_published and not c.is_elsewhere)
        shown = (c for c in shown if c.status is not Status.WITHDRAWN)
        return tuple(c for c in shown if c.documents or c.abstract)

    @property
    def starts(self) -> dt.date | None:
        """The first day of the event."""
        return self.event.starts or min((day.date for day in self.days), default=None)

    @property
    def ends(self) -> dt.date | None:
        """The last day of the event."""
        return self.event.ends or max((day.date for day in self.days), default=None)

    @property
    def place(self) -> str:
        """City and country of the event, as far as they are known."""
        return ", ".join(part for part in (self.event.city, self.event.country) if part)
