"""Indico: the event and the timetable export (JSON), alone or together in a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.indico_people import convener, speakers_of
from proceedings.importing.material import Source
from proceedings.importing.moments import Moment, in_zone, length, moment, span
from proceedings.importing.programme import Entry, Meeting, Programme
from proceedings.importing.shapes import blocks, listed

NAME = "Indico"
_ENTRIES = ("Session", "Contribution", "Break")


def _results(source: Source) -> Iterator[Any]:
    """What the exports of the source hold: lists of events, or timetables by event and day."""
    for file in source.with_ending(".json", ""):
        data = file.json
        if isinstance(data, Mapping) and "results" in data:
            results = data["results"]
            of_indico = data.get("_type") == "HTTPAPIResult" or _is_timetable(results)
            if of_indico and isinstance(results, list | Mapping):
                yield results


def _is_timetable(results: Any) -> bool:
    """True for `{EVENT: {YYYYMMDD: {…: {"entryType": …}}}}`."""
    if not isinstance(results, Mapping):
        return False
    days = [day for event in results.values() if isinstance(event, Mapping) for day in event.values()]
    entries = [entry for day in days if isinstance(day, Mapping) for entry in day.values()]
    return any(isinstance(entry, Mapping) and entry.get("entryType") in _ENTRIES for entry in entries)


def _events(source: Source) -> list[Mapping[str, Any]]:
    lists = [results for results in _results(source) if isinstance(results, list)]
    return [one for results in lists for one in results if isinstance(one, Mapping) and "startDate" in one]


def recognises(source: Source) -> bool:
    """True for the result of Indico's interface: events, or a timetable by days."""
    return bool(_events(source)) or any(_is_timetable(results) for results in _results(source))


class _Read:
    """What is read of one source: zone of the event, texts by contribution."""

    def __init__(self, source: Source) -> None:
        self.found = Gathering("")
        self.events = _events(source)
        self.zone = str(self.events[0].get("timezone") or "") if self.events else ""
        self.asked = ""
        self.files = 0
        self.contributions: dict[str, Mapping[str, Any]] = {}
        for event in self.events:
            for contribution in _contributions(event):
                for key in ("db_id", "id"):
                    self.contributions.setdefault(f"{key} {contribution.get(key)}", contribution)

    def at(self, date: Any) -> Moment | None:
        """A date of Indico in the event's zone: it is given in the zone of whoever asked."""
        if not isinstance(date, Mapping) or not date.get("date"):
            return None
        local = moment(f"{date['date']}T{str(date.get('time') or '00:00:00')[:8]}")
        asked = str(date.get("tz") or "")
        if not self.zone:
            self.zone = asked
        if asked and asked != self.zone:
            self.asked = asked
        return local if local is None or not asked else in_zone(local, asked, self.zone)


def read(source: Source) -> Programme:
    """The programme: by the timetable where there is one, else by sessions and contributions."""
    reader = _Read(source)
    timetables = [results for results in _results(source) if _is_timetable(results)]
    for results in timetables:
        for event in results.values():
            for day, entries in sorted(event.items()) if isinstance(event, Mapping) else ():
                for key, entry in entries.items() if isinstance(entries, Mapping) else ():
                    _scheduled(entry, f"results.{day}.{key}", reader)
    if not timetables:
        for event in reader.events:
            _event(event, reader)
    found = reader.found
    if reader.asked:
        found.say("", f"times were exported for {reader.asked}; here they are those of {reader.zone}, the event's zone")
    elif not reader.zone:
        found.say("", "the timetable does not say in which time zone it is; write `timezone:` in volume.yaml")
    if reader.files:
        found.say("", f"{reader.files} files are named only; fetch them from Indico into papers/", lost=True)
    return found.programme(_meeting(reader, source), reader.zone)


def _meeting(reader: _Read, source: Source) -> Meeting:
    found = reader.found
    if not reader.events:
        title = found.named_by(source.path, "a timetable does")
        return Meeting(title=title, event=title)
    event = reader.events[0]
    if len(reader.events) > 1:
        found.say("", f"the export has {len(reader.events)} events; the title of the first is taken")
    starts, ends = reader.at(event.get("startDate")), reader.at(event.get("endDate"))
    return Meeting(
        title=found.line(event.get("title")),
        event=found.line(event.get("title")),
        venue=found.line(event.get("location")),
        starts=starts.local.date() if starts else None,
        ends=ends.local.date() if ends else None,
        url=str(event.get("url") or "") if str(event.get("url") or "").startswith("http") else "",
    )


def _contributions(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All contributions of an event, those of its sessions too."""
    for part in (event, *blocks(event.get("sessions"))):
        yield from blocks(part.get("contributions"))


def _event(event: Mapping[str, Any], reader: _Read) -> None:
    """Sessions with their contributions, contributions on their own, by the event's export."""
    for n, contribution in enumerate(blocks(event.get("contributions"))):
        _talk(contribution, f"contributions[{n}]", reader)
    for n, session in enumerate(blocks(event.get("sessions"))):
        _session(session, listed(session.get("contributions")), f"sessions[{n}]", reader)


def _scheduled(entry: Any, key: str, reader: _Read) -> None:
    """An entry of the timetable: a session with its entries, a contribution, or a break."""
    if not isinstance(entry, Mapping):
        return
    kind = entry.get("entryType")
    if kind == "Session":
        inner = entry.get("entries")
        inner = list(inner.values()) if isinstance(inner, Mapping) else listed(inner)
        _session(entry, inner, key, reader)
    elif kind == "Contribution":
        _talk({**_known(entry, reader), **_said(entry)}, key, reader)
    else:
        _plain(entry, key, reader, "break" if kind == "Break" else "")


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})}


def _known(entry: Mapping[str, Any], reader: _Read) -> Mapping[str, Any]:
    """The contribution of the event's export that an entry of the timetable is about."""
    number = entry.get("contributionId")
    return reader.contributions.get(f"db_id {number}") or reader.contributions.get(f"id {number}") or {}


def _ends(entry: Mapping[str, Any], starts: Moment, reader: _Read) -> dt.datetime | None:
    """By `endDate`, which goes before a duration: that one is cut at a day."""
    until = reader.at(entry.get("endDate"))
    lasts = length(entry.get("duration"))
    return until.local if until else starts.local + lasts if lasts else None


def _plain(entry: Mapping[str, Any], key: str, reader: _Read, kind: str) -> None:
    starts = reader.at(entry.get("startDate"))
    title = reader.found.line(entry.get("title"))
    if starts is None:
        reader.found.say(key, f"“{title}” has no date; it is left out", lost=True)
        return
    when = span(starts, _ends(entry, starts, reader))
    room = reader.found.line(_room(entry))
    reader.found.entries.append(
        Entry(
            title=title,
            kind=kind,
            room=room,
            origin=key,
        ).during(when)
    )


def _room(entry: Mapping[str, Any]) -> Any:
    return entry.get("room") or entry.get("roomFullname")


def _talk(entry: Mapping[str, Any], key: str, reader: _Read) -> None:
    """A contribution outside sessions; one in a session of the event's export too."""
    found = reader.found
    contribution = _contribution(entry, key, reader)
    starts = reader.at(entry.get("startDate"))
    track = found.line(entry.get("track")) or found.line(entry.get("session"))
    speakers = [turn.person for turn in contribution.speakers]
    if starts is None:
        found.paper(
            title=contribution.title,
            speakers=speakers,
            authors=contribution.authors,
            abstract=contribution.abstract,
            track=track,
            origin=key,
        )
        return
    found.talk(
        span(starts, _ends(entry, starts, reader)),
        title=contribution.title,
        room=found.line(_room(entry)),
        track=track,
        speakers=speakers,
        authors=contribution.authors,
        abstract=contribution.abstract,
        origin=key,
    )


def _session(session: Mapping[str, Any], inner: list[Any], key: str, reader: _Read) -> None:
    """A session with its contributions; breaks in it are entries of their own."""
    found = reader.found
    starts = reader.at(session.get("startDate"))
    title = found.line(session.get("slotTitle") or session.get("title"))
    if starts is None:
        found.say(key, f"the session “{title}” has no date; it is left out", lost=True)
        return
    contributions = []
    for n, entry in enumerate(inner):
        if isinstance(entry, Mapping) and entry.get("entryType") == "Break":
            _plain(entry, f"{key}.entries[{n}]", reader, "break")
        elif isinstance(entry, Mapping):
            whole = {**_known(entry, reader), **_said(entry)}
            contributions.append(_contribution(whole, f"{key}.contributions[{n}]", reader))
    named = blocks(session.get("conveners")) or blocks(session.get("sessionConveners"))
    chairs = tuple(filter(None, (convener(one, found) for one in named)))
    if chairs and not contributions:
        found.say(key, f"“{title}” has conveners and no contributions; they are left out", lost=True)
    when = span(starts, _ends(session, starts, reader))
    found.entries.append(
        Entry(
            title=title,
            room=found.line(_room(session)),
            chairs=chairs if contributions else (),
            contributions=tuple(
                sorted(contributions, key=lambda one: (one.day or when.day, one.starts or dt.time.max))
            ),
            origin=key,
        ).during(when)
    )


def _contribution(entry: Mapping[str, Any], key: str, reader: _Read) -> Entry:
    found = reader.found
    starts = reader.at(entry.get("startDate"))
    when = span(starts, _ends(entry, starts, reader)) if starts else None
    speakers, authors = speakers_of(entry, found)
    folders = blocks(entry.get("folders"))
    reader.files += sum(len(listed(folder.get("attachments"))) for folder in folders)
    for sub in blocks(entry.get("subContributions")):
        found.say(key, f"“{found.line(sub.get('title'))}” is a part of a contribution; it is left out", lost=True)
    return Entry(
        title=found.line(entry.get("title")),
        day=when.day if when else None,
        starts=when.starts if when else None,
        ends=when.ends if when else None,
        speakers=found.turns(*speakers),
        authors=tuple(authors),
        abstract=found.prose(entry.get("description")),
        origin=key,
    )
