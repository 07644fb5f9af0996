"""The programme that every source becomes: values without a trace of where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from proceedings.importing.moments import Span
from proceedings.values.status import Status


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody whom a source names. Nothing of it but what these fields hold reaches a file.

    `photo` is a file's name or an address. `email` goes to addresses.yaml alone.
    """

    name: str
    family: str = ""
    title: str = ""
    affiliation: str = ""
    country: str = ""
    orcid: str = ""
    url: str = ""
    biography: str = ""
    photo: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who speaks, by their key among the people, and for whom."""

    person: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Deposit:
    """A document of a contribution: its kind, and its file where the source has one."""

    kind: str
    file: str | None = None
    title: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the programme, or one contribution of a session.

    `day` is the day under which it is printed; `past_midnight` says that it ends on the next.
    `kind` is a kind of item of agenda.yaml, empty where its keys tell. `origin` says where in the
    source it stands. `authors` are named where they are others than those who speak.
    """

    title: str = ""
    day: dt.date | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    past_midnight: bool = False
    kind: str = ""
    session: str | None = None
    room: str = ""
    track: str = ""
    speakers: tuple[Turn, ...] = ()
    authors: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    contributions: tuple[Entry, ...] = ()
    abstract: str = ""
    doi: str = ""
    status: Status | None = None
    note: str = ""
    documents: tuple[Deposit, ...] = ()
    id: str = ""
    origin: str = ""

    def during(self, when: Span) -> Entry:
        """The same on a day and at its times."""
        return replace(self, day=when.day, starts=when.starts, ends=when.ends, past_midnight=when.past_midnight)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the editor ought to know: where in the source, and a sentence.

    `lost` is true where something of the source is not in the workspace.
    """

    where: str
    sentence: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee and its members: name, affiliation and role of each."""

    title: str
    members: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a source says of the event and the book."""

    title: str = ""
    subtitle: str = ""
    event: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    timezone: str = ""
    url: str = ""
    organizers: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    isbn: str = ""
    editors: tuple[tuple[str, str], ...] = ()
    committees: tuple[Committee, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A source, read: the meeting, its people by key, its entries in any order.

    `days` has titles of days. `columns` says what the columns of a table were taken for.
    """

    meeting: Meeting
    people: Mapping[str, Human]
    entries: tuple[Entry, ...]
    days: Mapping[dt.date, str] = field(default_factory=dict)
    front: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
