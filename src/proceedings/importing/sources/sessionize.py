"""Sessionize: views All, Sessions, GridSmart and Speakers of its interface, and its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import moment, span
from proceedings.importing.programme import Meeting, Programme
from proceedings.importing.sessionize_rows import read_rows, sessions_sheet
from proceedings.importing.shapes import blocks, key_of, listed

NAME = "Sessionize"
_TRACKS = ("track", "tracks", "topic", "strand", "thema")


def recognises(source: Source) -> bool:
    """True where sessions say of themselves whether they are service sessions."""
    files = source.with_ending(".json", "")
    return any(True for file in files for _ in _sessions(file)) or sessions_sheet(source) is not None


def _sessions(file: Material) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Sessions of any view, with where they stand; time slots of the grid repeat its rooms."""
    data = file.json
    views = data if isinstance(data, list) else [data]
    for n, view in enumerate(views):
        if not isinstance(view, Mapping):
            continue
        lists = [(f"[{n}]." if len(views) > 1 else "", view.get("sessions"))]
        rooms = view.get("rooms") if view.get("timeSlots") is not None else None
        lists += [(f"[{n}].rooms[{m}].", room.get("sessions")) for m, room in enumerate(blocks(rooms))]
        for where, sessions in lists:
            for m, session in enumerate(sessions if isinstance(sessions, list) else ()):
                if isinstance(session, Mapping) and "isServiceSession" in session:
                    yield f"{where}sessions[{m}]", session


class _Known:
    """What other lists of the export say: speakers, rooms and categories by their numbers."""

    def __init__(self, source: Source) -> None:
        self.speakers: dict[str, Mapping[str, Any]] = {}
        self.rooms: dict[str, str] = {}
        self.items: dict[str, tuple[str, str]] = {}
        for file in source.with_ending(".json", ""):
            data = file.json
            lists = data if isinstance(data, Mapping) else {"speakers": data}
            for speaker in blocks(lists.get("speakers")):
                if "fullName" in speaker or "firstName" in speaker:
                    self.speakers[str(speaker.get("id"))] = speaker
            for room in blocks(lists.get("rooms")):
                self.rooms[key_of(room.get("id"))] = str(room.get("name") or "")
            for category in blocks(lists.get("categories")):
                for item in blocks(category.get("items")):
                    self.items[key_of(item.get("id"))] = (str(category.get("title") or ""), str(item.get("name") or ""))

    def track(self, session: Mapping[str, Any]) -> str:
        """The item of the category that is called Track or Topic."""
        named = [self.items.get(key_of(number), ("", "")) for number in listed(session.get("categoryItems"))]
        for category in blocks(session.get("categories")):
            items = blocks(category.get("categoryItems"))
            named += [(str(category.get("name") or ""), str(item.get("name") or "")) for item in items]
        found = {category.strip().casefold(): name for category, name in reversed(named)}
        return next((found[track] for track in _TRACKS if track in found), "")


def read(source: Source) -> Programme:
    """The programme; a session without an hour is listed, or none has one and all are a list."""
    found = Gathering("")
    known = _Known(source)
    met: set[str] = set()
    zoned: list[str] = []
    for file in source.with_ending(".json", ""):
        for where, session in _sessions(file):
            if str(session.get("id")) not in met:
                met.add(str(session.get("id")))
                _session(session, f"{file.name}: {where}" if source.is_folder else where, known, zoned, found)
    sheet = sessions_sheet(source) if not met else None
    if sheet is not None:
        read_rows(sheet, found)
    if zoned:
        found.say(
            "",
            f"times end in Z ({zoned[0]}), which Sessionize writes for local times too: they are taken as the clock "
            "on the wall; if hours are wrong, export again with local times, and write `timezone:` in volume.yaml",
        )
    elif not found.moments and any(entry.day for entry in found.entries):
        found.say("", "Sessionize does not say in which time zone its times are; write `timezone:` in volume.yaml")
    return found.programme(Meeting(event=found.named_by(source.path, "Sessionize does")))


def _session(session: Mapping[str, Any], key: str, known: _Known, zoned: list[str], found: Gathering) -> None:
    title = found.line(session.get("title"))
    status = session.get("status")
    if status and (why := refusal(status)) in ("rejected", "withdrawn"):
        found.refuse(why)
        return
    starts, ends = moment(session.get("startsAt")), moment(session.get("endsAt"))
    speakers = [_speaker(one, known, found) for one in listed(session.get("speakers"))]
    abstract = found.prose(session.get("description"))
    track = found.line(known.track(session))
    if starts is None:
        found.paper(title=title, speakers=speakers, abstract=abstract, track=track, origin=key)
        return
    if str(session["startsAt"]).endswith("Z"):
        zoned.append(str(session["startsAt"]))
    elif starts.offset is not None:
        found.moments.append(starts)
    found.talk(
        span(starts, ends.local if ends else None),
        title=title,
        room=found.line(session.get("room") or known.rooms.get(key_of(session.get("roomId")))),
        track=track,
        speakers=speakers,
        abstract="" if session.get("isServiceSession") and not speakers else abstract,
        note=abstract if session.get("isServiceSession") and not speakers and "\n" not in abstract else "",
        origin=key,
    )


def _speaker(one: Any, known: _Known, found: Gathering) -> str:
    number = str(one.get("id") if isinstance(one, Mapping) else one)
    entry = known.speakers.get(number) or (one if isinstance(one, Mapping) else {})
    name = f"{entry.get('firstName') or ''} {entry.get('lastName') or ''}".strip()
    links = {str(link.get("linkType")): link.get("url") for link in blocks(entry.get("links"))}
    return found.human(
        entry.get("fullName") or name or entry.get("name"),
        number,
        title=entry.get("tagLine"),
        biography=entry.get("bio"),
        photo=entry.get("profilePicture"),
        url=links.get("Blog") or links.get("Company_Website") or links.get("LinkedIn"),
    )
