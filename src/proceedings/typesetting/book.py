"""What templates ask about the volume:
folios, links, entries of the contents, documents and people as printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from proceedings.typesetting import programme, zones
from proceedings.typesetting.bonds import bound_name
from proceedings.typesetting.bylines import Byline, byline
from proceedings.typesetting.contents_list import Group, contents
from proceedings.typesetting.grid import Band, Row
from proceedings.typesetting.references import Reference, reference
from proceedings.typesetting.register import RegisterEntry, RegisterGroup
from proceedings.typesetting.talk_places import TalkPlace
from proceedings.values.abstract_places import ABSTRACTS, abstract_anchor, stands_in_abstracts
from proceedings.values.book import Contribution, Day, Document, Item, Person, Speaker, Text, Volume
from proceedings.values.plan import Plan
from proceedings.values.settings import Abstracts
from proceedings.words import wording
from proceedings.words.name_lists import short_name_list

_NAMED_APART = 2
"""Speakers of a titled contribution that stand on lines of their own;
more are set as a list of names.
"""

_NAMED_IN_SHORT = 3
"""Speakers that are named where there is little room."""

_CROWD = 40
"""From so many people without biography and photograph on,
these are set without a box for a portrait.
"""

_LINE = 55
"""Characters on a line beside the roles of a divider."""


_ABSTRACT_LINE, _ABSTRACT_LEAD = 72, 0.857
"""Characters on a line of an abstract on a divider, and its height in lines of the text."""

_TITLE_LINE = 40
"""Characters on a line of a divider's title; a first line is always there."""


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A document as agenda and dividers name it:
    `Paper`, the folio where it begins or else why it is not there.
    """

    word: str
    title: str | None
    folio: str | None
    part: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """The volume with its plan, as templates see it."""

    volume: Volume
    plan: Plan
    words: wording.Words
    draft: bool
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a document is not in the volume, by its id."""
    places: Mapping[str, TalkPlace] = field(default_factory=dict)
    """Where talks are found, by their anchors, as far as their parts are set."""
    participants: tuple[RegisterEntry, ...] = ()
    index: tuple[RegisterGroup, ...] = ()
    keyword_index: tuple[RegisterGroup, ...] = ()

    def folio(self, part: str) -> str | None:
        """The first folio of a part, as printed or counted, `2:17` in another volume;
        None where there is no part.
        """
        return self.plan.folio(part)

    def has(self, part: str) -> bool:
        """Whether the book has this part, in this volume or another."""
        return self.plan.find(part) is not None

    def date(self, date: dt.date) -> str:
        """`Monday, 8 October 2007`."""
        return wording.long_date(date, self.volume.language)

    def year(self) -> str:
        """The year of publication, or else of the event; nothing where neither is known."""
        date = self.volume.published or self.volume.event.ends or self.volume.event.starts
        return str(date.year) if date else ""

    def event_dates(self) -> str:
        """`8–9 October 2007`; nothing where the event has no date and the agenda no day."""
        days = [day.date for day in self.volume.days]
        first = self.volume.event.starts or (min(days) if days else None)
        last = self.volume.event.ends or (max(days) if days else first)
        return wording.date_range(first, last or first, self.volume.language) if first else ""

    def event_place(self) -> str:
        """Venue, city and country of the event, as far as they are known."""
        event = self.volume.event
        return ", ".join(part for part in (event.venue, event.city, event.country) if part)

    def times(self, entry: Item | Contribution | Band) -> str:
        """`09:00–10:00`."""
        return wording.time_range(entry.starts, entry.ends)

    def zones(self) -> str:
        """`all times Europe/Zurich, CEST (UTC+2)`, and the second zone where the editor asks for
        one.
        """
        return zones.zones_line(self.volume, self.words)

    def times_afar(self, day: Day, entry: Item | Contribution | Row) -> str:
        """The same time in the second zone, `17:00–18:00 JST`; nothing where the editor asks for
        none.
        """
        return zones.times_afar(self.volume.event, day.date, entry.starts, getattr(entry, "ends", None))

    def stretches(self, day: Day, measure: float) -> tuple[programme.Stretch, ...]:
        """The day's items: grids of parallel ones, or these side by side where the measure (in
        points) has room.
        """
        return programme.programme(day, measure)

    def is_brief(self, item: Item) -> bool:
        """Whether the contributions of a session are set by title and names alone."""
        return programme.is_brief(item)

    def is_gallery(self, item: Item) -> bool:
        """Whether two contributions of a session stand on a line."""
        return programme.is_gallery(item)

    def leads_to(self, item: Item, contribution: Contribution | None) -> str | None:
        """The part to which an entry of the grid leads: its first document in the book, or else
        its session.
        """
        documents = () if contribution is None else contribution.documents
        found = (note.part for note in self.notes(documents) if note.folio)
        return next(found, item.id if self.has(item.id) else None)

    def names_in_short(self, speakers: tuple[Speaker, ...]) -> str:
        """`A, B and C`, or of more `A et al.`."""
        if len(speakers) > _NAMED_IN_SHORT:
            return f"{bound_name(speakers[0].person.name)} {self.words.et_al}"
        return self.names(speakers)

    def goes_on(self, item: Item, before: Item) -> bool:
        """Whether an item is parallel to the one before it, so that its time is printed already."""
        return programme.goes_on(item, before)

    def names(self, speakers: tuple[Speaker, ...]) -> str:
        """`A, B and C`, all of them; initials do not part from names."""
        return wording.name_list(_bound_names(speakers), self.volume.language)

    def names_of_some(self, speakers: tuple[Speaker, ...]) -> str:
        """`A, B and C`, or of more than ten `A, B, C and 97 others`."""
        return short_name_list(_bound_names(speakers), self.words, self.volume.language)

    def presented_by(self, contribution: Contribution) -> str:
        """`presented by B`, where not all authors speak; nothing where that is not said."""
        names = [bound_name(person.name) for person in contribution.presenters]
        said = wording.name_list(names, self.volume.language)
        return f"{self.words.presented_by} {said}" if said else ""

    def role_of(self, item: Item) -> str:
        """What the people of a session are called: `author` where the editor does so throughout."""
        named = [one for one in item.contributions if one.speakers]
        return "author" if named and all(one.by_authors for one in named) else "speaker"

    def status(self, one: Item | Contribution) -> str:
        """`Cancelled:`, `Withdrawn:` …; nothing where all is as announced."""
        return self.words.before_title(one.status) if one.status else ""

    def is_off(self, one: Item | Contribution) -> bool:
        """Whether nothing happens there."""
        return one.status is not None and one.status.owes_nothing

    def reference(self, one: Item | Contribution) -> Reference | None:
        """`as on p. 3`, where `see:` leads."""
        return reference(one, self.volume, self.plan, self.words, self._abstract_folios())

    def _abstract_folios(self) -> dict[str, str]:
        """The folios of the abstracts that have a part of their own, by contribution."""
        lead = f"{ABSTRACTS}#abstract-"
        targets = [place for place in self.places.values() if place.target.startswith(lead)]
        return {place.target.removeprefix(lead): place.folio for place in targets}

    def day_of(self, item: Item) -> Day | None:
        """The day to which an item belongs."""
        return next((day for day in self.volume.days if item in day.items), None)

    def item(self, part: str | None) -> Item | None:
        """The item of the agenda with this id."""
        return next((item for item in self.volume.items if item.id == part), None)

    def contribution(self, wanted: str | None) -> Contribution | None:
        """The contribution with this id."""
        return next((c for item in self.volume.items for c in item.contributions if c.id == wanted), None)

    def document(self, wanted: str | None) -> Document | None:
        """The document with this id."""
        return next((d for d in self.volume.documents if d.id == wanted), None)

    def notes(self, documents: tuple[Document, ...]) -> tuple[DocumentNote, ...]:
        """What agenda and dividers say about these documents."""
        return tuple(self._note(document) for document in documents)

    def _note(self, document: Document) -> DocumentNote:
        placed = self.plan.part_of(document.id)
        word = self.words.document(document.kind)
        if placed is not None and placed.part.facsimile:
            return DocumentNote(word, document.title, self.folio(placed.part.id), placed.part.id, None)
        absent = self.words.not_included if document.supplied else self.words.not_supplied
        state = self.words.withheld if document.withheld else absent
        part = None if placed is None else placed.part.id
        return DocumentNote(word, document.title, None, part, state)

    def longest_divider(self) -> int:
        """The lines of the longest of the dividers: all of a book begin at one height."""
        opened = (placed.part for placed in self.plan.parts if placed.part.template == "divider")
        items = [item for part in opened if (item := self.item(part.item)) is not None]
        return max(map(self.divider_lines, items), default=0)

    def divider_lines(self, item: Item) -> int:
        """About how many lines the people
        and documents of a session take on its divider, and a long title.
        """
        lines = 2 * (len(item.title) // _TITLE_LINE)
        lines += sum(2 + _lines_of(speaker) for speaker in item.moderators)
        on_dividers = self.volume.settings.abstracts is Abstracts.DIVIDER
        for contribution in item.contributions:
            if on_dividers and contribution.abstract:
                lines += 1 + round(len(contribution.abstract.markdown) / _ABSTRACT_LINE * _ABSTRACT_LEAD)
            if not contribution.speakers and not contribution.documents:
                continue
            named = bool(contribution.title) and len(contribution.speakers) > _NAMED_APART
            lines += 1 + max(1, len(contribution.documents)) + (2 if contribution.title else 0)
            lines += 1 if named else sum(1 + _lines_of(speaker) for speaker in contribution.speakers)
        return lines

    def abstracts(self) -> tuple[tuple[Item, tuple[Contribution, ...]], ...]:
        """The contributions with an abstract, item by item; all that have a speaker where the
        session is named nowhere else.
        """
        found = ((item, tuple(self._abstracts_of(item))) for item in self.volume.items)
        return tuple((item, contributions) for item, contributions in found if contributions)

    def _abstracts_of(self, item: Item) -> Iterator[Contribution]:
        alone = stands_in_abstracts(self.volume, item, self.has)
        return (c for c in item.contributions if c.abstract or (alone and c.speakers))

    def talk_place(self, contribution: Contribution) -> TalkPlace | None:
        """Where the abstract of a contribution is, once it is set."""
        return self.places.get(abstract_anchor(contribution))

    def byline(self, contribution: Contribution) -> Byline:
        """Who wrote an abstract, and where they work."""
        return byline(contribution.speakers)

    def text(self, stem: str | None) -> Text | None:
        """The front text of proceedings/front/ with this stem."""
        return next((t for t in self.volume.front if PurePosixPath(t.file).stem == stem), None)

    def people_of_agenda(self) -> tuple[Person, ...]:
        """Everybody whom the biographies show, in the order of the list of participants."""
        order = {entry.person: k for k, entry in enumerate(self.participants)}
        people = self.volume.people_with_biography
        return tuple(sorted(people, key=lambda p: (order.get(p.id, len(order)), p.parts.index_form().heading)))

    def tells_openings(self) -> bool:
        """Whether the index has folios where talks open and others, which wants a word."""
        kinds = {one.opens for group in self.index for entry in group.entries for one in entry.locators}
        return len(kinds) > 1

    def has_crowd(self) -> bool:
        """Whether so many people have neither biography nor photograph
        that boxes for all of them would fill pages.
        """
        return sum(not person.bio and not person.photo for person in self.people_of_agenda()) > _CROWD

    def contents(self) -> tuple[Group, ...]:
        """The contents, as `contents_list.py` makes them."""
        return contents(self)


def _bound_names(speakers: tuple[Speaker, ...]) -> list[str]:
    return [bound_name(speaker.person.name) for speaker in speakers]


def _lines_of(speaker: Speaker) -> int:
    """Lines that a speaker's title and affiliation take beneath the name."""
    texts = [speaker.person.title, "; ".join(speaker.affiliations)]
    if speaker.on_behalf_of is not None:
        texts.append(f"{speaker.on_behalf_of.name}, {speaker.on_behalf_of.description} {' ' * 12}")
    return sum(-(-len(text) // _LINE) for text in texts if text)
