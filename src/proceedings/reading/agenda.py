"""agenda.yaml: days, items, sessions and contributions, with ids and people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from proceedings.reading.abstracts import abstract_of
from proceedings.reading.documents import Documents
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.formulas import tell_of_code
from proceedings.reading.masks import MasksEntry
from proceedings.reading.naming import IdPool, family_slug
from proceedings.reading.people import People, affiliations_in
from proceedings.reading.schedule import Times, check_contribution_times, check_days, times_of
from proceedings.reading.schema import (
    AgendaEntry,
    ContributionEntry,
    DocumentEntry,
    ItemEntry,
    SpeakerEntry,
)
from proceedings.reading.statuses import divided, status_in, with_references
from proceedings.reading.terms import funding_of, links_of
from proceedings.values.book import Contribution, Day, Document, Event, Item, ItemKind, Person, Speaker
from proceedings.values.diagnostics import Place
from proceedings.values.publication import Funding, Link
from proceedings.values.status import Status
from proceedings.words.suggestions import slug

AGENDA_FILE = "proceedings/agenda.yaml"

_BREAK = re.compile(
    r"\b(break|coffee|tea|lunch|luncheon|dinner|recess|pause|kaffee\w*|mittag\w*|d[ée]jeuner|d[îi]ner|pausa|almuerzo|cena|"
    r"descanso|almoço|intervalo|pranzo|przerwa|obiad|kolacja|přestávka|oběd|перерыв|обед)\b",
    re.IGNORECASE,
)
"""Words of breaks, in the languages of the program's own words and some of their neighbours'."""


class _Terms(TypedDict):
    keywords: tuple[str, ...]
    licence: str | None
    funding: tuple[Funding, ...]
    links: tuple[Link, ...]
    is_published: bool


@dataclass(frozen=True)
class _AgendaReader:
    """What is needed to turn entries into the model."""

    findings: Findings
    people: People
    documents: Documents
    ids: IdPool
    files: WorkspaceFiles
    masks: tuple[MasksEntry, ...] = ()
    """Of what is above, the nearest first."""
    status: Status | None = None
    """Of the session in which an entry stands."""
    sees: dict[str, Place] = field(default_factory=dict)
    """Where `see:` stands, by the id of the item or contribution that has it."""

    def below(self, mask: MasksEntry | None) -> _AgendaReader:
        """The same for what stands below an entry that may have a mask."""
        return self if mask is None else replace(self, masks=(mask, *self.masks))


def read_agenda(
    agenda: AgendaEntry,
    event: Event,
    people: People,
    documents: Documents,
    ids: IdPool,
    files: WorkspaceFiles,
    findings: Findings,
) -> tuple[Day, ...]:
    """The days of the programme.

    A day whose date cannot be read keeps its place: it is taken to follow the day before it.
    The error is among the findings all the same.
    """
    reader = _AgendaReader(findings, people, documents, ids, files)
    for holder in _holders(agenda):
        if holder.id:
            ids.claim(holder.id, holder.at("id"))
    if not agenda.days and agenda.wrote("days"):
        findings.error("empty-agenda", agenda.at("days"), "the agenda has no days", "add `- date: …` below `days:`")
    days: list[Day] = []
    sessions = 0
    for entry in agenda.days:
        items: list[Item] = []
        for item in entry.items:
            kind = _kind(item)
            sessions += kind is ItemKind.SESSION
            items.append(_item(item, kind, sessions, reader))
        if not items:
            findings.warning("empty-day", entry.at(), "nothing happens on this day", "add `items:`")
        days.append(Day(entry.date or _assumed_date(days, event), tuple(items), entry.title))
    check_days(days, [entry.at("date") for entry in agenda.days], event, findings)
    return with_references(days, reader.sees, documents, findings)


def _assumed_date(days: Sequence[Day], event: Event) -> dt.date:
    if days:
        return days[-1].date + dt.timedelta(days=1 if days[-1].date < dt.date.max else 0)
    return event.starts or dt.date(1970, 1, 1)


def _holders(agenda: AgendaEntry) -> Iterator[ContributionEntry | DocumentEntry]:
    """Every entry that may have an id, in order."""
    for day in agenda.days:
        for item in day.items:
            for holder in (item, *_contributions(item)):
                yield holder
                yield from holder.documents


def _contributions(item: ItemEntry) -> tuple[ContributionEntry, ...]:
    return (*item.contributions, *item.talks)


def _kind(item: ItemEntry) -> ItemKind:
    """What the editor says the item is, else what its keys and title show."""
    if item.kind:
        return ItemKind(item.kind)
    chaired = item.moderators or item.moderator or item.chairs or item.chair
    if (
        item.opened("session")
        or item.opened("contributions")
        or item.opened("talks")
        or chaired
        or _contributions(item)
    ):
        return ItemKind.SESSION
    if _named(item) or item.documents:
        return ItemKind.TALK
    return ItemKind.BREAK if item.title and _BREAK.search(item.title) else ItemKind.ENTRY


def _named(entry: ContributionEntry) -> bool:
    """Whether somebody speaks or wrote."""
    return any((entry.speakers, entry.speaker, entry.authors, entry.author, entry.presenter))


def _item(entry: ItemEntry, kind: ItemKind, sessions: int, reader: _AgendaReader) -> Item:
    starts, ends = times_of(entry, reader.findings, entry.next_day)
    _check_kind(entry, kind, reader.findings)
    speakers = _speakers(entry, reader) if kind is ItemKind.TALK else ()
    title = _title(entry, kind, speakers, reader.findings)
    tell_of_code(entry, reader.findings)
    given = reader.ids.given(entry.at("id")) if entry.id else None
    derived = f"session-{sessions}" if kind is ItemKind.SESSION else slug(title)
    item_id = given or reader.ids.derive(derived, entry.at())
    status = status_in(entry, reader.findings, kind) if kind is not ItemKind.TALK else None
    if entry.see and kind is not ItemKind.TALK:
        reader.sees[item_id] = entry.at("see")
    if kind is ItemKind.TALK:
        contributions: tuple[Contribution, ...] = (_talk(entry, item_id, speakers, (starts, ends), reader),)
    elif kind is ItemKind.SESSION:
        below = replace(reader.below(entry.mask), status=status)
        contributions = tuple(_contribution(c, item_id, below) for c in _contributions(entry))
    else:
        contributions = ()
    moderators, chairs = (*entry.moderators, *entry.moderator), (*entry.chairs, *entry.chair)
    item = Item(
        id=item_id,
        kind=kind,
        title=title,
        place=entry.at(),
        starts=starts,
        ends=ends,
        past_midnight=entry.next_day,
        number=entry.session,
        track=entry.track,
        room=entry.room,
        moderators=_in_roles((*moderators, *chairs), reader),
        moderator_role="chair" if chairs and not moderators else "moderator",
        contributions=contributions,
        note=entry.note,
        status=contributions[0].status if kind is ItemKind.TALK else status,
        see=entry.see,
    )
    if kind is ItemKind.SESSION:
        times = [((c.starts, c.ends), c.place) for c in contributions]
        check_contribution_times(item, times, reader.findings)
    return item


def _check_kind(entry: ItemEntry, kind: ItemKind, findings: Findings) -> None:
    """Say so where keys would have no effect on an item of this kind."""
    only_sessions = ("contributions", "talks", "moderators", "moderator", "chairs", "chair", "session")
    only_talks = (
        *("speakers", "speaker", "authors", "author", "presenter"),
        *("affiliation", "on_behalf_of", "documents", "abstract", "doi"),
        *("keywords", "licence", "funding", "links", "board"),
    )
    lost: tuple[str, ...] = ()
    if kind is ItemKind.SESSION:
        lost = only_talks
    elif kind is ItemKind.TALK:
        lost = only_sessions
    else:
        lost = (*only_sessions, *only_talks)
    for key in lost:
        if entry.wrote(key) and not entry.left_open(key):
            findings.error(
                "misplaced-key",
                entry.at(key),
                f"`{key}:` has no place in a {kind.value}; it is left out",
                "put it into one of the session's `contributions:`"
                if kind is ItemKind.SESSION
                else "remove it, or `kind:`",
            )


def _title(entry: ItemEntry, kind: ItemKind, speakers: Iterable[Speaker], findings: Findings) -> str:
    if entry.title:
        return entry.title
    names = ", ".join(speaker.person.name for speaker in speakers)
    if names:
        return names
    if entry.left_open("title"):
        findings.error("missing-key", entry.at("title"), f"this {kind.value} has no title", "write `title: …`")
    return f"Session {entry.session}" if entry.session else "Untitled"


def _talk(
    entry: ItemEntry, item_id: str, speakers: tuple[Speaker, ...], times: Times, reader: _AgendaReader
) -> Contribution:
    contribution_id = reader.ids.derive(f"{item_id}-{family_slug(speakers) or 'talk'}", entry.at())
    return _with_id(contribution_id, entry, entry.title, speakers, times, reader)


def _contribution(entry: ContributionEntry, item_id: str, reader: _AgendaReader) -> Contribution:
    speakers = _speakers(entry, reader)
    tell_of_code(entry, reader.findings)
    if not speakers and not entry.title:
        reader.findings.error(
            "missing-key", entry.at(), "this contribution has neither title nor speaker", "add `title:` or `speaker:`"
        )
    elif not speakers and entry.title and entry.title in reader.people:
        reader.findings.error(
            "title-is-a-person",
            entry.at("title"),
            f"`{entry.title}` is somebody in people.yaml, but stands here as a title",
            f"write `- speaker: {entry.title}`",
        )
    given = reader.ids.given(entry.at("id")) if entry.id else None
    name = family_slug(speakers) or slug(entry.title or "") or "contribution"
    contribution_id = given or reader.ids.derive(f"{item_id}-{name}", entry.at())
    title = entry.title if entry.title or speakers else "Untitled"
    return _with_id(contribution_id, entry, title, speakers, times_of(entry, reader.findings), reader)


def _with_id(
    contribution_id: str,
    entry: ContributionEntry,
    title: str | None,
    speakers: tuple[Speaker, ...],
    times: Times,
    reader: _AgendaReader,
) -> Contribution:
    """The contribution of an entry, with its documents, under its id."""
    if entry.see:
        reader.sees[contribution_id] = entry.at("see")
    status = status_in(entry, reader.findings)
    state = status or reader.status
    named = _documents(entry, contribution_id, speakers, state, reader)
    documents, left_out = divided(state, named, entry, reader.findings)
    abstract = abstract_of(entry, AGENDA_FILE, reader.files, reader.findings)
    return Contribution(
        id=contribution_id,
        place=entry.at(),
        title=title,
        speakers=speakers,
        documents=documents,
        starts=times[0],
        ends=times[1],
        abstract=None if status is Status.WITHDRAWN else abstract,
        doi=entry.doi,
        presenters=_presenters(entry, speakers, reader),
        by_authors=bool(entry.authors or entry.author),
        status=status,
        note=entry.note,
        see=entry.see,
        left_out=left_out,
        **_terms(entry),
        board=entry.board,
    )


def _terms(entry: ContributionEntry) -> _Terms:
    """What is said of a contribution for catalogues and for its publication."""
    return {
        "keywords": entry.keywords,
        "licence": entry.licence,
        "funding": funding_of(entry.funding),
        "links": links_of(entry.links),
        "is_published": entry.publish,
    }


def _documents(
    entry: ContributionEntry,
    contribution_id: str,
    speakers: Sequence[Speaker],
    status: Status | None,
    reader: _AgendaReader,
) -> tuple[Document, ...]:
    names = ", ".join(speaker.person.name for speaker in speakers)
    whose = f"from {names}" if names else f"for “{entry.title}”"
    masks = reader.below(entry.mask).masks
    owed, again = not (status and status.owes_nothing) and not entry.see, entry.see is not None
    made = (
        reader.documents.made(document, contribution_id, whose, masks, owed=owed, again=again)
        for document in entry.documents
    )
    return tuple(document for document in made if document is not None)


def _speakers(entry: ContributionEntry, reader: _AgendaReader) -> tuple[Speaker, ...]:
    """Whose work it is: the authors where they are named, else who speaks."""
    written = (*entry.authors, *entry.author) or (*entry.speakers, *entry.speaker)
    speakers = _in_roles(written, reader)
    if not written:
        named = enumerate(entry.presenter)
        speakers = tuple(Speaker(reader.people.named(name, entry.at("presenter", n))) for n, name in named)
    speakers = _alone(entry, "affiliation", speakers, reader)
    if entry.affiliation and len(speakers) == 1:
        speakers = (replace(speakers[0], of=affiliations_in(entry.affiliation)),)
    if entry.on_behalf_of is None:
        return speakers
    _alone(entry, "on_behalf_of", speakers, reader)
    if len(speakers) != 1:
        return speakers
    return (replace(speakers[0], on_behalf_of=reader.people.named(entry.on_behalf_of, entry.at("on_behalf_of"))),)


def _alone(
    entry: ContributionEntry, key: str, speakers: tuple[Speaker, ...], reader: _AgendaReader
) -> tuple[Speaker, ...]:
    """The speakers; an error where a key that belongs to one stands beside none or several."""
    if entry.wrote(key) and not entry.left_open(key) and len(speakers) != 1:
        reader.findings.error(
            "misplaced-key",
            entry.at(key),
            f"`{key}:` beside " + ("several speakers" if speakers else "no speaker"),
            f"write it with the speaker: `- {{person: …, {key}: …}}`",
        )
    return speakers


def _presenters(entry: ContributionEntry, speakers: Sequence[Speaker], reader: _AgendaReader) -> tuple[Person, ...]:
    """Who of the authors speaks, or in their place; nobody where all do that are named."""
    by_name = {speaker.person.name: speaker.person for speaker in speakers}
    found = [
        by_name.get(name) or reader.people.named(name, entry.at("presenter", n))
        for n, name in enumerate(entry.presenter)
    ]
    if entry.authors or entry.author:
        found += [speaker.person for speaker in _in_roles((*entry.speakers, *entry.speaker), reader)]
    people = tuple(dict.fromkeys(found))
    return () if {person.id for person in people} == {speaker.person.id for speaker in speakers} else people


def _in_roles(entries: Iterable[SpeakerEntry], reader: _AgendaReader) -> tuple[Speaker, ...]:
    """The people of a list, each once."""
    found: dict[str, Speaker] = {}
    for entry in entries:
        if not entry.person:
            continue
        speaker = _speaker(entry.person, entry, reader)
        if found.setdefault(speaker.person.id, speaker) is not speaker:
            said = f"{speaker.person.name} is named twice; the name is printed once"
            reader.findings.notice("named-twice", entry.at("person"), said, "remove it, or correct the id")
    return tuple(found.values())


def _speaker(person_id: str, entry: SpeakerEntry, reader: _AgendaReader) -> Speaker:
    person, of = reader.people.named(person_id, entry.at("person")), affiliations_in(entry.affiliation)
    if entry.on_behalf_of is None:
        return Speaker(person, of=of)
    return Speaker(person, reader.people.named(entry.on_behalf_of, entry.at("on_behalf_of")), of)
