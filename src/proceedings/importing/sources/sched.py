"""Sched: the session export of its interface (JSON), and the same columns as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Meeting, Programme
from proceedings.importing.tables import sheet_with

NAME = "Sched"
_HEADS = ("name", "event start", "event end")


def _listed(file: Material) -> list[Mapping[str, Any]]:
    data = file.json
    if isinstance(data, Mapping):
        data = data.get("sessions") or data.get("events") or list(data.values())
    return [one for one in data if isinstance(one, Mapping)] if isinstance(data, list) else []


def recognises(source: Source) -> bool:
    """True where sessions have `event_start` and a name, in JSON or as columns."""
    return next(_sessions(source), None) is not None


def _sessions(source: Source) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Sessions and where they stand; columns of a table have the names of the JSON's keys."""
    for file in source.with_ending(".json", ""):
        for n, one in enumerate(_listed(file)):
            if "event_start" in one and "name" in one:
                yield f"{file.name}: [{n}]", one
    sheet = sheet_with(source, *_HEADS)
    for where, cells in sheet.records() if sheet else ():
        yield where, {head.replace(" ", "_"): cell for head, cell in cells.items()}


def read(source: Source) -> Programme:
    """The programme: sessions with their times as they are there; users have biographies."""
    found = Gathering("")
    users: dict[str, Mapping[str, Any]] = {}
    for file in source.with_ending(".json", ""):
        users |= {str(one["username"]): one for one in _listed(file) if "username" in one and "event_start" not in one}
    by_name = {found.line(user.get("name")).casefold(): user for user in users.values()}
    for key, session in _sessions(source):
        _session(session, key, {**by_name, **users}, found)
    if found.entries:
        found.say("", "Sched does not say in which time zone its times are; write `timezone:` in volume.yaml")
    return found.programme(Meeting(event=found.named_by(source.path, "Sched does")))


def _session(session: Mapping[str, Any], key: str, users: Mapping[str, Mapping[str, Any]], found: Gathering) -> None:
    title = found.line(session.get("name"))
    if str(session.get("active") or "Y").strip().upper() in ("N", "NO", "0", "FALSE"):
        found.say(key, f"“{title}” is not active in Sched; it is left out", lost=True)
        return
    starts, ends = moment(session.get("event_start")), moment(session.get("event_end"))
    speakers: list[str] = []
    moderators: list[str] = []
    for role, value in session.items():
        if re.fullmatch(r"speakers?|artists?|panelists?", role):
            speakers += _people(value, users, found)
        elif re.fullmatch(r"moderators?", role):
            moderators += _people(value, users, found)
    abstract = found.prose(session.get("description"))
    if moderators:
        found.say(key, f"“{title}” names a moderator; single talks have none in agenda.yaml", lost=True)
    if starts is None:
        found.paper(title=title, speakers=speakers, abstract=abstract, origin=key)
        return
    found.talk(
        span(starts, ends.local if ends else None),
        title=title,
        room=found.line(session.get("venue")),
        track=found.line(session.get("event_type")),
        speakers=speakers,
        abstract=abstract,
        origin=key,
    )


def _people(value: Any, users: Mapping[str, Mapping[str, Any]], found: Gathering) -> list[str]:
    """Speakers as names, as a cell of names, or as blocks with a user's name."""
    people = several(value) if isinstance(value, str) else value if isinstance(value, list) else []
    return [_person(one, users, found) for one in people]


def _person(one: Any, users: Mapping[str, Mapping[str, Any]], found: Gathering) -> str:
    name = one.get("name") or one.get("username") if isinstance(one, Mapping) else one
    known = users.get(str(one.get("username"))) if isinstance(one, Mapping) else None
    known = known or users.get(found.line(name).casefold()) or {}
    entry = {**known, **({k: v for k, v in one.items() if v} if isinstance(one, Mapping) else {})}
    return found.human(
        name,
        entry.get("username"),
        title=entry.get("position"),
        affiliation=entry.get("company"),
        biography=entry.get("about") or entry.get("bio"),
        photo=entry.get("avatar"),
        url=entry.get("url"),
        email=entry.get("email"),
    )
