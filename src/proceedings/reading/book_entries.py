"""The blocks of volume.yaml that say who stands behind the book:
event, series, publisher, committees, sponsors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from proceedings.reading.entries import Entry
from proceedings.reading.scalars import Date, Email, Issn, Line, OneOrMore, OrText, Url


class EventEntry(Entry):
    """The meeting of which the volume is the record."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    wanted: ClassVar[Mapping[str, str]] = {"name": "the name of the event"}

    name: Line | None = None
    venue: Line | None = None
    city: Line | None = None
    country: Line | None = None
    starts: Date | None = None
    ends: Date | None = None
    timezone: Line | None = None
    second_timezone: Line | None = None
    url: Url | None = None
    organizers: Annotated[tuple[Line, ...], OneOrMore()] = ()


class SeriesEntry(Entry):
    """The series in which the volume appears."""

    required: ClassVar[tuple[str, ...]] = ("title",)
    wanted: ClassVar[Mapping[str, str]] = {"title": "the title of the series"}

    title: Line | None = None
    number: Line | None = None
    issn: Issn | None = None


class PublisherEntry(Entry):
    """Who publishes the volume."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    wanted: ClassVar[Mapping[str, str]] = {"name": "the name of the publisher"}

    name: Line | None = None
    place: Line | None = None
    url: Url | None = None
    email: Email | None = None


class MemberEntry(Entry):
    """An editor or a member of a committee: somebody of people.yaml, or a name written here."""

    person: Line | None = None
    name: Line | None = None
    affiliation: Line | None = None
    role: Line | None = None


Members = Annotated[tuple[Annotated[MemberEntry, OrText("person")], ...], OneOrMore()]


class CommitteeEntry(Entry):
    """A committee."""

    required: ClassVar[tuple[str, ...]] = ("title",)
    wanted: ClassVar[Mapping[str, str]] = {"title": "the title of the committee"}

    title: Line | None = None
    members: Members = ()


class SponsorEntry(Entry):
    """A sponsor."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    wanted: ClassVar[Mapping[str, str]] = {"name": "the name of the sponsor"}

    name: Line | None = None
    level: Line | None = None
    url: Url | None = None
    logo: Line | None = None


class DeadlinesEntry(Entry):
    """By when authors owe what, by kind."""

    paper: Date | None = None
    slides: Date | None = None
    poster: Date | None = None
    handout: Date | None = None
    biography: Date | None = None
    portrait: Date | None = None
    consent: Date | None = None
    answer: Date | None = None
