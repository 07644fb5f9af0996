"""Open Event (FOSSASIA, eventyay): a folder of `event`, `sessions`, `speakers`, `microlocations`,
`tracks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import localized, moment, span
from proceedings.importing.programme import Meeting, Programme
from proceedings.values.status import status_of

NAME = "Open Event export"
_GONE = ("rejected", "deleted", "draft")


def _file(source: Source, stem: str) -> Material | None:
    file = source.by_stem(stem)
    return file if file is not None and file.json is not None else None


def recognises(source: Source) -> bool:
    """True for sessions that have `starts-at`, or `start_time` and `microlocation`."""
    sessions = _file(source, "sessions")
    first = sessions.json[0] if sessions and isinstance(sessions.json, list) and sessions.json else None
    return isinstance(first, Mapping) and bool({"starts-at", "start_time", "start-time"} & first.keys())


def _of(entry: Mapping[str, Any], *names: str) -> Any:
    """The first that is there of several names, which older exports write with underscores."""
    for name in names:
        for spelt in (name, name.replace("-", "_")):
            if entry.get(spelt):
                return entry[spelt]
    return None


def read(source: Source) -> Programme:
    """The programme, its rooms by microlocation."""
    sessions, event, speakers = (_file(source, stem) for stem in ("sessions", "event", "speakers"))
    assert sessions is not None
    found = Gathering("")
    about: Mapping[str, Any] = event.json if event and isinstance(event.json, Mapping) else {}
    known: dict[Any, Mapping[str, Any]] = {}
    if speakers and isinstance(speakers.json, list):
        known = {speaker.get("id"): speaker for speaker in speakers.json if isinstance(speaker, Mapping)}
    rooms = _named(_file(source, "microlocations"))
    tracks = _named(_file(source, "tracks"))
    for n, session in enumerate(sessions.json):
        _session(session, f"{sessions.name}: [{n}]", known, rooms, tracks, found)
    starts, ends = moment(_of(about, "starts-at", "start-time")), moment(_of(about, "ends-at", "end-time"))
    title = found.line(about.get("name"))
    meeting = Meeting(
        title=title,
        event=title,
        venue=found.line(_of(about, "location-name")),
        city=found.line(_of(about, "searchable-location-name")),
        starts=starts.local.date() if starts else None,
        ends=ends.local.date() if ends else None,
        url=str(_of(about, "event-url") or ""),
        organizers=tuple(filter(None, [found.line(_of(about, "organizer-name"))])),
    )
    return found.programme(meeting, str(about.get("timezone") or ""))


def _named(file: Material | None) -> dict[Any, str]:
    things = file.json if file and isinstance(file.json, list) else []
    return {thing.get("id"): str(thing.get("name") or "") for thing in things if isinstance(thing, Mapping)}


def _session(
    session: Mapping[str, Any],
    key: str,
    known: Mapping[Any, Mapping[str, Any]],
    rooms: Mapping[Any, str],
    tracks: Mapping[Any, str],
    found: Gathering,
) -> None:
    title = found.line(session.get("title"))
    state = str(session.get("state") or "").lower()
    starts, ends = moment(_of(session, "starts-at", "start-time")), moment(_of(session, "ends-at", "end-time"))
    if starts is None or state in _GONE:
        why = f"is {state}" if state in _GONE else "has no hour"
        found.say(key, f"“{title}” {why}; it is left out", lost=True)
        return
    status = status_of(state)
    if status is None and state not in ("", "confirmed", "accepted"):
        found.say(key, f"“{title}” is only {state} in the source; it is taken all the same")
    if ends is not None and ends.local == starts.local:
        found.say(key, f"“{title}” ends when it starts, at {starts.local:%H:%M}; it may have no hour yet")
    found.moments.append(starts)
    when = span(starts, ends.local if ends else None)
    speakers = [_speaker(speaker, known, found) for speaker in session.get("speakers") or ()]
    abstract = found.prose(_of(session, "long-abstract")) or found.prose(_of(session, "short-abstract"))
    subtitle = found.line(session.get("subtitle"))
    found.talk(
        when,
        title=f"{title}: {subtitle}" if subtitle else title,
        room=found.line(_place(session.get("microlocation"), rooms)),
        track=found.line(_place(session.get("track"), tracks)),
        speakers=speakers,
        abstract=abstract,
        status=status,
        origin=key,
    )


def _place(value: Any, names: Mapping[Any, str]) -> str:
    if isinstance(value, Mapping):
        return localized(value.get("name")) or names.get(value.get("id"), "")
    return names.get(value, str(value or ""))


def _speaker(speaker: Any, known: Mapping[Any, Mapping[str, Any]], found: Gathering) -> str:
    number = speaker.get("id") if isinstance(speaker, Mapping) else speaker
    entry = {
        **known.get(number, {}),
        **({k: v for k, v in speaker.items() if v} if isinstance(speaker, Mapping) else {}),
    }
    return found.human(
        entry.get("name"),
        number,
        title=entry.get("position"),
        affiliation=entry.get("organisation") or entry.get("organization"),
        country=entry.get("country"),
        biography=_of(entry, "long-biography") or _of(entry, "short-biography"),
        url=entry.get("website"),
        photo=_of(entry, "photo-url", "photo"),
        email=entry.get("email"),
    )
