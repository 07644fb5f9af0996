"""The volume as the editor describes it:
people, days, sessions, contributions, documents. Immutable, no I/O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from proceedings.values.diagnostics import Place
from proceedings.values.people import PersonName
from proceedings.values.predecessor import Predecessor
from proceedings.values.publication import Funding, Link, Publication
from proceedings.values.settings import Abstracts, PartChoice, Settings
from proceedings.values.status import Status
from proceedings.values.treatment import Treatment


class DocumentKind(StrEnum):
    """What a submission is."""

    PAPER = "paper"
    SLIDES = "slides"
    POSTER = "poster"
    HANDOUT = "handout"


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text of the editor's: a biography, a foreword.
    `file` is relative to the workspace.

    `pictures` are pairs: how the text names a picture that is there,
    and where it lies in the workspace.
    """

    file: str
    markdown: str
    title: str | None = None
    pictures: tuple[tuple[str, PurePosixPath], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the volume. `name` is as printed, `parts` the same name taken apart."""

    id: str
    name: str
    place: Place
    parts: PersonName
    title: str | None = None
    affiliations: tuple[str, ...] = ()
    ror: str | None = None
    """Of the affiliation, in the Research Organization Registry."""
    country: str | None = None
    orcid: str | None = None
    url: str | None = None
    email: str | None = None
    language: str | None = None
    """In which letters are written to them; None means in the volume's."""
    consent: bool | None = None
    """Whether their form of consent is here; None where the editor does not say."""
    bio: Text | None = None
    photo: PurePosixPath | None = None
    is_stand_in: bool = False
    """Whether people.yaml has nobody of this id; the name is then the id."""

    @property
    def is_portrayed(self) -> bool:
        """Whether there is something that only biographies show: a biography, a photograph, or
        where to be reached.
        """
        return any((self.bio, self.photo, self.orcid, self.url, self.email))

    @property
    def affiliation(self) -> str | None:
        """All affiliations in one line."""
        return "; ".join(self.affiliations) or None

    @property
    def description(self) -> str:
        """Title, affiliation and country in one line, as far as they are known."""
        return _in_line(self.title, self.affiliation, self.country)


def _in_line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in a role at one place of the agenda, perhaps on behalf of another.

    `of` are the affiliations that they have there, where these are not those of people.yaml.
    """

    person: Person
    on_behalf_of: Person | None = None
    of: tuple[str, ...] = ()

    @property
    def affiliations(self) -> tuple[str, ...]:
        """For whom they stand there."""
        return self.of or self.person.affiliations

    @property
    def home(self) -> str:
        """Affiliation and country in one line; no country beside an affiliation of this place
        alone, which may lie in another.
        """
        return _in_line("; ".join(self.affiliations), None if self.of else self.person.country)

    @property
    def description(self) -> str:
        """Title, affiliation and country in one line, as they hold there."""
        return _in_line(self.person.title, self.home)


@dataclass(frozen=True, slots=True)
class Document:
    """A submitted file, or the promise of one.
    `source` is relative to the workspace; None when none was named.
    """

    id: str
    kind: DocumentKind
    place: Place
    source: PurePosixPath | None = None
    supplied: bool = False
    """True when the file is there."""
    withheld: bool = False
    title: str | None = None
    language: str | None = None
    doi: str | None = None
    is_published: bool = True
    """False where the volume alone may show it: no offprint, no page of the site."""
    treatment: Treatment = Treatment()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One speaker slot: title, speakers, documents.
    Without speakers it is an entry such as `General Discussion`.
    """

    id: str
    place: Place
    title: str | None = None
    speakers: tuple[Speaker, ...] = ()
    documents: tuple[Document, ...] = ()
    starts: dt.time | None = None
    ends: dt.time | None = None
    abstract: Text | None = None
    doi: str | None = None
    keywords: tuple[str, ...] = ()
    licence: str | None = None
    funding: tuple[Funding, ...] = ()
    links: tuple[Link, ...] = ()
    is_published: bool = True
    """False where the volume alone may show it."""
    presenters: tuple[Person, ...] = ()
    """Who of the speakers, or in their place, spoke, where the editor says so."""
    by_authors: bool = False
    """Whether the editor calls the speakers authors."""
    status: Status | None = None
    note: str | None = None
    see: str | None = None
    """Id of the contribution, item or document of which this is another presentation, or to which
    it was moved.
    """
    left_out: tuple[Document, ...] = ()
    """Documents that the volume does not have because the work was withdrawn."""
    board: str | None = None
    """The number of the board on which its poster hangs: `P12`."""

    @property
    def language(self) -> str | None:
        """The language of its first document that has one of its own;
        its abstract is taken to be in that too.
        """
        return next((document.language for document in self.documents if document.language), None)

    @property
    def heading(self) -> str:
        """The title, or else who speaks."""
        return self.title or ", ".join(s.person.name for s in self.speakers)


class ItemKind(StrEnum):
    """What an item of the agenda is."""

    SESSION = "session"
    TALK = "talk"
    ENTRY = "entry"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the programme:
    a session, a talk outside a session, or a plain entry such as a break.

    A talk holds exactly one contribution; an entry and a break hold none. `ends` earlier than
    `starts` means past midnight (only where the editor wrote `next_day: true`).
    """

    id: str
    kind: ItemKind
    title: str
    place: Place
    starts: dt.time | None = None
    ends: dt.time | None = None
    past_midnight: bool = False
    number: str | None = None
    """As printed after the word Session: `I`, `2a`; None where the session has no number."""
    track: str | None = None
    room: str | None = None
    moderators: tuple[Speaker, ...] = ()
    moderator_role: str = "moderator"
    """`moderator` or `chair`: which word the volume prints."""
    contributions: tuple[Contribution, ...] = ()
    note: str | None = None
    status: Status | None = None
    """Of a talk that of its contribution too."""
    see: str | None = None
    """As in a contribution."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the item, in the agenda's order."""
        return tuple(d for c in self.contributions for d in c.documents)

    @property
    def has_divider(self) -> bool:
        """True for sessions, and for talks outside a session that bring a document."""
        return self.kind is ItemKind.SESSION or (self.kind is ItemKind.TALK and bool(self.documents))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme."""

    date: dt.date
    items: tuple[Item, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """The meeting of which this is the record. Time zones are IANA names."""

    name: str
    venue: str | None = None
    city: str | None = None
    country: str | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    timezone: str | None = None
    second_timezone: str | None = None
    """In which the agenda gives its times besides, for those who join from afar."""
    url: str | None = None
    organizers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The series in which the volume appears."""

    title: str
    number: str | None = None
    issn: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the volume."""

    name: str
    place: str | None = None
    url: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a committee as the editor wrote it;
    `person` where it is somebody in people.yaml.
    """

    name: str
    affiliation: str | None = None
    role: str | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee, set as a front text."""

    title: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor, set as a front text. `logo` is relative to the workspace."""

    name: str
    level: str | None = None
    url: str | None = None
    logo: PurePosixPath | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Everything an editor said about the book."""

    title: str
    language: str
    event: Event
    days: tuple[Day, ...]
    people: tuple[Person, ...]
    place: Place
    """Where the title stands in volume.yaml."""
    subtitle: str | None = None
    short_title: str | None = None
    series: Series | None = None
    publisher: Publisher | None = None
    editors: tuple[Member, ...] = ()
    published: dt.date | None = None
    edition: str | None = None
    isbn: str | None = None
    issn: str | None = None
    doi: str | None = None
    rights: str | None = None
    licence: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    front: tuple[Text, ...] = ()
    """The texts of proceedings/front/, in the order of `parts:`, else by file name."""
    committees: tuple[Committee, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    parts: tuple[PartChoice, ...] = ()
    """The editor's order of parts; empty means the usual order."""
    settings: Settings = field(default_factory=Settings)
    publication: Publication = Publication()
    deadlines: tuple[tuple[str, dt.date], ...] = ()
    """By when authors owe what: pairs of a kind of document, `biography`, `portrait`, `consent` or
    `answer`, and a day.
    """
    predecessor: Predecessor | None = None
    """The volume before, where the workspace was made from one."""

    @property
    def items(self) -> Iterator[Item]:
        """All items, day by day."""
        return (item for day in self.days for item in day.items)

    def has_divider(self, item: Item) -> bool:
        """True for items with a divider of their own:
        talks get one for their abstract too, where it stands there.
        """
        in_divider = self.settings.abstracts is Abstracts.DIVIDER
        return item.has_divider or (in_divider and any(c.abstract for c in item.contributions))

    @property
    def documents(self) -> Iterator[Document]:
        """All documents, in the agenda's order."""
        return (document for item in self.items for document in item.documents)

    @property
    def people_on_stage(self) -> tuple[Person, ...]:
        """All with a role in the agenda, once each in its order, presenters and those on whose
        behalf somebody speaks too.
        """
        speakers = (s for i in self.items for s in (*i.moderators, *(s for c in i.contributions for s in c.speakers)))
        people = {p.id: p for s in speakers for p in (s.person, s.on_behalf_of) if p is not None}
        people |= {p.id: p for i in self.items for c in i.contributions for p in c.presenters}
        people |= {p.id: p for p in self.people if p.id in people}
        return tuple(people.values())

    @property
    def people_with_biography(self) -> tuple[Person, ...]:
        """Whom the biographies show: people of the agenda of whom there is something to show
        there alone.

        Editors and members of committees follow who sent a biography. With the option
        `biographies: all` everybody of
        the agenda stands there.
        """
        people = {p.id: p for p in self.people_on_stage}
        named = (*self.editors, *(member for committee in self.committees for member in committee.members))
        people |= {m.person.id: m.person for m in named if m.person is not None and m.person.bio is not None}
        people |= {p.id: p for p in self.people if p.id in people}
        only_supplied = self.settings.only_supplied_biographies
        return tuple(p for p in people.values() if p.is_portrayed or not only_supplied)
