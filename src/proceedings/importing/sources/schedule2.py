"""The newer schedule of the voc (schedule2): a flat list of events, lengths and names by ISO and
language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import Moment, day_under, days_of, length, localized, moment, span
from proceedings.importing.programme import Meeting, Programme

NAME = "schedule2"


def _schedule(source: Source) -> Mapping[str, Any] | None:
    data = source.only.json if source.only else None
    for shell in (data, data.get("schedule") if isinstance(data, Mapping) else None):
        if (
            isinstance(shell, Mapping)
            and isinstance(shell.get("events"), list)
            and isinstance(shell.get("conference"), Mapping)
        ):
            return shell
        inner = shell.get("conference") if isinstance(shell, Mapping) else None
        if isinstance(inner, Mapping) and isinstance(inner.get("events"), list):
            return {"conference": inner, **inner}
    return None


def recognises(source: Source) -> bool:
    """True where events stand in one list beside the conference."""
    return _schedule(source) is not None


def read(source: Source) -> Programme:
    """The programme."""
    schedule = _schedule(source)
    assert schedule is not None and source.only is not None
    found = Gathering(source.only.name)
    conference = schedule["conference"]
    language = str(conference.get("language") or "")
    rooms = _names([*(schedule.get("rooms") or ()), *(conference.get("rooms") or ())], language)
    tracks = _names([*(schedule.get("tracks") or ()), *(conference.get("tracks") or ())], language)
    listed = [(f"events[{n}]", event) for n, event in enumerate(schedule["events"])]
    meta = schedule.get("meta_events") or schedule.get("metaEvents") or ()
    listed += [(f"meta_events[{n}]", event) for n, event in enumerate(meta)]
    days = days_of(_start(event) for _, event in listed if isinstance(event, Mapping))
    for key, event in listed:
        _event(event, key, rooms, tracks, language, days, found)
    starts, ends = moment(conference.get("start")), moment(conference.get("end"))
    title = found.line(localized(conference.get("title"), language)) or found.line(conference.get("acronym"))
    meeting = Meeting(
        title=title,
        event=title,
        starts=starts.local.date() if starts else None,
        ends=ends.local.date() if ends else None,
        language=language,
    )
    return found.programme(meeting, str(conference.get("time_zone_name") or conference.get("timezone") or ""))


def _names(things: Iterable[Any], language: str) -> dict[str, str]:
    """Names of rooms or tracks by everything that an event may call them by."""
    names: dict[str, str] = {}
    for thing in things:
        if isinstance(thing, Mapping):
            name = localized(thing.get("name") or thing.get("title"), language)
            names |= {
                str(thing[key]): name for key in ("guid", "slug", "id", "name") if isinstance(thing.get(key), str | int)
            }
    return names


def _called(value: Any, names: Mapping[str, str], language: str) -> str:
    if isinstance(value, Mapping):
        known = [names[str(value[key])] for key in ("guid", "slug", "id") if str(value.get(key)) in names]
        return known[0] if known else localized(value.get("name", value), language)
    return names.get(str(value), str(value or ""))


def _start(event: Mapping[str, Any]) -> Moment | None:
    return moment(event.get("start") or event.get("date") or event.get("starts"))


def _event(
    event: Any,
    key: str,
    rooms: Mapping[str, str],
    tracks: Mapping[str, str],
    language: str,
    days: Collection[dt.date],
    found: Gathering,
) -> None:
    if not isinstance(event, Mapping):
        return
    title = found.line(localized(event.get("title") or event.get("name"), language))
    at = _start(event)
    if at is None:
        found.say(key, f"“{title}” has no date that can be read; it is left out", lost=True)
        return
    found.moments.append(at)
    lasts, until = length(event.get("duration")), moment(event.get("end"))
    ends = at.local + lasts if lasts else until.local if until else None
    when = span(at, ends, day_under(at, days))
    people = [
        person for person in event.get("participants") or event.get("persons") or () if isinstance(person, Mapping)
    ]
    speaking = [p for p in people if str(p.get("role") or "speaker").lower() in ("speaker", "presenter", "performer")]
    moderating = [p for p in people if str(p.get("role")).lower() in ("moderator", "herald", "chair", "host")]
    speakers = [_person(person, found) for person in speaking]
    texts = [found.prose(localized(event.get(part), language)) for part in ("abstract", "description")]
    abstract = "\n\n".join(filter(None, texts))
    moderators = tuple(_person(person, found) for person in moderating)
    if moderators:
        found.say(key, f"“{title}” names a moderator; single talks have none in agenda.yaml", lost=True)
    found.talk(
        when,
        title=title,
        room=found.line(_called(event.get("room"), rooms, language)),
        track=found.line(_called(event.get("track"), tracks, language)),
        speakers=speakers,
        abstract=abstract,
        origin=key,
    )


def _person(person: Mapping[str, Any], found: Gathering) -> str:
    name = person.get("public_name") or person.get("name")
    return found.human(
        localized(name), person.get("guid") or person.get("code"), biography=localized(person.get("biography"))
    )
