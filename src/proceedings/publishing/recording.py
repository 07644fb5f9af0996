"""Makes the record of a volume, from the book as the editor wrote it and its contents.json."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proceedings.publishing.contents import PLACEHOLDER
from proceedings.publishing.record import (
    Author,
    BoundVolume,
    Portrait,
    PrintedDocument,
    ProgrammeDay,
    ProgrammeItem,
    PublishedContribution,
    Record,
)
from proceedings.values.book import Contribution, Document, Item, Member, Person, Volume
from proceedings.values.licences import Licence, licence_of
from proceedings.values.name_reading import read_name
from proceedings.words.markup import plain_text


def record_of(volume: Volume, contents: Mapping[str, Any], *, is_draft: bool = False) -> Record:
    """The record of a finished volume.

    Args:
        volume: the book as it was read for this build.
        contents: contents.json of the edition for print.
        is_draft: whether the volume was built as a draft.
    """
    terms = volume.publication
    bound = contents.get("volumes", [contents])
    parts = {part["id"]: (one["pdf"], part) for one in bound for part in one["parts"]}
    licence = _licence(terms.licence) or _licence(volume.licence)
    last = volume.event.ends or max((day.date for day in volume.days), default=volume.event.starts)
    contributions = tuple(_contributions(volume, parts, licence))
    return Record(
        title=volume.title,
        language=volume.language,
        event=volume.event,
        contributions=contributions,
        days=tuple(ProgrammeDay(day.date, day.title, tuple(map(_item, day.items))) for day in volume.days),
        people=tuple(_portraits(volume, contributions)),
        volumes=tuple(
            BoundVolume(
                one["pdf"], one["sha256"], one["pages"], one.get("number"), one["title"] if "number" in one else None
            )
            for one in bound
        ),
        subtitle=volume.subtitle,
        short_title=volume.short_title,
        series=volume.series,
        publisher=volume.publisher,
        editors=tuple(_member(member) for member in volume.editors),
        edition=volume.edition,
        isbn=volume.isbn,
        issn=volume.issn,
        doi=volume.doi,
        rights=volume.rights,
        licence=licence,
        description=volume.description,
        keywords=volume.keywords,
        date=terms.date or volume.published or last,
        date_is_told=bool(terms.date or volume.published),
        revision=terms.revision,
        embargo=terms.embargo,
        address=terms.address,
        depositor=terms.depositor,
        is_draft=is_draft,
    )


def _contributions(
    volume: Volume, parts: Mapping[str, tuple[str, Mapping[str, Any]]], licence: Licence | None
) -> Iterator[PublishedContribution]:
    """All contributions of the programme with an author, in its order."""
    number = 0
    for day in volume.days:
        for item in day.items:
            for contribution in item.contributions:
                if not contribution.speakers and not contribution.documents:
                    continue
                number += 1
                yield _contribution(contribution, number, item, day.date, volume, parts, licence)


def _contribution(
    given: Contribution,
    number: int,
    item: Item,
    day: dt.date,
    volume: Volume,
    parts: Mapping[str, tuple[str, Mapping[str, Any]]],
    licence: Licence | None,
) -> PublishedContribution:
    shown = [one for one in given.documents if one.is_published and one.id in parts]
    documents = tuple(
        printed for one in shown if (printed := _printed(one, given, *parts[one.id], volume.language)) is not None
    )
    own = next((document.doi for document in given.documents if document.doi and len(given.documents) == 1), None)
    abstract = given.abstract.markdown if given.abstract else None
    return PublishedContribution(
        id=given.id,
        number=number,
        title=given.title or (documents[0].title if documents else given.heading),
        authors=tuple(author_of(speaker.person, speaker.of) for speaker in given.speakers),
        language=given.language or (documents[0].language if documents else volume.language),
        session=item.id,
        day=day,
        documents=documents,
        abstract=abstract,
        plain_abstract=plain_text(abstract) if abstract else None,
        keywords=given.keywords,
        licence=_licence(given.licence) or licence,
        funding=given.funding,
        links=given.links,
        doi=given.doi or own,
        starts=given.starts or (item.starts if len(item.contributions) == 1 else None),
        ends=given.ends or (item.ends if len(item.contributions) == 1 else None),
        is_published=given.is_published,
        status=given.status,
        note=given.note,
        see=given.see,
    )


def _printed(
    document: Document, whole: Contribution, file: str, part: Mapping[str, Any], language: str
) -> PrintedDocument | None:
    """A document with its pages; None where only a page stands in its place."""
    if PLACEHOLDER in part["treatment"]:
        return None
    return PrintedDocument(
        id=document.id,
        kind=document.kind,
        title=part["title"] or document.title or whole.heading,
        language=part["language"] or language,
        file=file,
        first_page=part["first_page"],
        page_count=part["page_count"],
        first_folio=part["first_folio"],
        last_folio=part["last_folio"],
        doi=document.doi,
    )


def author_of(person: Person, affiliations: tuple[str, ...] = ()) -> Author:
    """Somebody of people.yaml as an author, with the affiliations that they have at one place."""
    known = affiliations or person.affiliations
    return Author(
        name=person.name,
        parts=person.parts,
        id=person.id,
        orcid=person.orcid,
        affiliations=known,
        ror=person.ror if known == person.affiliations[:1] else None,
        country=person.country,
    )


def _member(member: Member) -> Author:
    """An editor: somebody of people.yaml, or a name that is taken apart here."""
    own = (member.affiliation,) if member.affiliation else ()
    if member.person is not None:
        return replace(author_of(member.person, own), role=member.role)
    return Author(member.name, read_name(member.name).parts, affiliations=own, role=member.role)


def _item(item: Item) -> ProgrammeItem:
    return ProgrammeItem(
        id=item.id,
        kind=item.kind,
        title=item.title,
        number=item.number,
        starts=item.starts,
        ends=item.ends,
        past_midnight=item.past_midnight,
        room=item.room,
        track=item.track,
        note=item.note,
        chairs=tuple(author_of(speaker.person) for speaker in item.moderators),
        chair_role=item.moderator_role,
        contributions=tuple(c.id for c in item.contributions),
    )


def _portraits(volume: Volume, contributions: Sequence[PublishedContribution]) -> Iterator[Portrait]:
    """Everybody of the programme, with what they contribute."""
    of_person: dict[str, list[str]] = {}
    for contribution in contributions:
        for author in contribution.authors:
            of_person.setdefault(author.id or "", []).append(contribution.id)
    for person in volume.people_on_stage:
        yield Portrait(
            author=author_of(person),
            position=person.title,
            url=person.url,
            biography=person.bio.markdown if person.bio else None,
            photo=person.photo,
            contributions=tuple(of_person.get(person.id, ())),
        )


def _licence(text: str | None) -> Licence | None:
    return licence_of(text) if text else None
