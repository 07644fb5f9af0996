"""The schedule of pretalx, frab and their kin, in JSON and XML: days, rooms, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import Span, clock, length, moment, span
from proceedings.importing.programme import Meeting, Programme
from proceedings.importing.shapes import blocks, listed
from proceedings.importing.xml_reading import parsed

NAME = "pretalx or frab schedule"


def recognises(source: Source) -> bool:
    """True for `{"schedule": {"conference": {"days": …}}}` and for `<schedule>` with days."""
    file = source.only
    if file is None:
        return False
    if isinstance(file.json, Mapping):
        schedule = file.json.get("schedule")
        conference = schedule.get("conference") if isinstance(schedule, Mapping) else None
        return isinstance(conference, Mapping) and isinstance(conference.get("days"), list)
    return "<schedule" in file.beginning and "<conference" in file.beginning


def read(source: Source) -> Programme:
    """The programme; the day is the conference's, so that a talk after midnight stays with its
    evening.
    """
    file = source.only
    assert file is not None
    found = Gathering(file.name)
    schedule = file.json["schedule"] if file.json else _from_xml(file.data)
    conference = schedule["conference"]
    for n, day in enumerate(blocks(conference.get("days"))):
        rooms = day.get("rooms")
        pairs = (
            rooms.items()
            if isinstance(rooms, Mapping)
            else [(r.get("name", ""), r.get("events")) for r in blocks(rooms)]
        )
        for room, events in pairs:
            for m, event in enumerate(blocks(events)):
                _event(event, str(room), day, f"days[{n}].rooms.{room}[{m}]", found)
    starts, ends = moment(conference.get("start")), moment(conference.get("end"))
    days = [entry.day for entry in found.entries if entry.day]
    last = ends.local.date() if ends else None
    if last and days and last > max(days):
        found.say("conference.end", f"the source ends on {last}, its last day of talks is {max(days)}")
    title = found.line(conference.get("title")) or found.line(conference.get("acronym"))
    return found.programme(
        Meeting(
            title=title,
            event=title,
            url=_address(schedule.get("url") or conference.get("url") or schedule.get("base_url")),
            venue=found.line(conference.get("venue")),
            city=found.line(conference.get("city")),
            starts=starts.local.date() if starts else None,
            ends=last,
        ),
        str(conference.get("time_zone_name") or ""),
    )


def _event(event: Mapping[str, Any], room: str, day: Mapping[str, Any], key: str, found: Gathering) -> None:
    title = found.line(event.get("title"))
    if subtitle := found.line(event.get("subtitle")):
        title = f"{title}: {subtitle}" if title[-1:].isalnum() else f"{title} {subtitle}"
    when = _span(event, day)
    if when is None:
        found.say(key, f"“{title}” has no date that can be read; it is left out", lost=True)
        return
    at = moment(event.get("date"))
    if at is not None:
        found.moments.append(at)
    speakers = [_person(person, found) for person in listed(event.get("persons"))]
    texts = [found.prose(event.get(part)) for part in ("abstract", "description")]
    if texts[0] and texts[1].startswith(texts[0]):
        texts[0] = ""
    abstract = "\n\n".join(filter(None, texts))
    if attached := blocks(event.get("attachments")):
        names = ", ".join(str(one.get("title") or one.get("url") or "?") for one in attached)
        found.say(key, f"files of “{title}” are named only ({names}); fetch them into papers/", lost=True)
    found.talk(
        when,
        title=title or found.line(event.get("slug")),
        room=found.line(event.get("room")) or room,
        track=found.line(event.get("track")),
        speakers=speakers,
        abstract=abstract,
        origin=key,
    )


def _span(event: Mapping[str, Any], day: Mapping[str, Any]) -> Span | None:
    """By `date` with its offset; else by the day's date and `start`."""
    at = moment(event.get("date"))
    under = moment(day.get("date"))
    if at is None or not at.has_time:
        hours = clock(event.get("start"))
        if under is None or hours is None:
            return None
        opens = moment(day.get("day_start"))
        night = opens is not None and hours[0] < opens.local.hour and opens.local.hour <= 12
        local = under.local + dt.timedelta(days=night, hours=hours[0], minutes=hours[1])
        at = under._replace(local=local, has_time=True)
    lasts = length(event.get("duration"))
    ends = at.local + lasts if lasts else None
    meant = under.local.date() if under else None
    if meant is not None and not 0 <= (at.local.date() - meant).days <= 1:
        meant = None
    return span(at, ends, meant)


def _person(person: Any, found: Gathering) -> str:
    if not isinstance(person, Mapping):
        return found.human(person)
    name = person.get("public_name") or person.get("name") or person.get("full_public_name")
    key = person.get("code") or person.get("guid") or person.get("id")
    avatar = person.get("avatar_url") or person.get("avatar")
    return found.human(name, key, biography=person.get("biography") or person.get("description"), photo=avatar)


def _address(text: Any) -> str:
    address = str(text or "")
    local = address.startswith(("http://localhost", "http://127."))
    return address if address.startswith("http") and not local else ""


def _from_xml(data: bytes) -> dict[str, Any]:
    """The JSON's shape from the XML, whose names are the same."""
    root = parsed(data)
    conference: dict[str, Any] = _leaves(root.find("conference"))
    conference["days"] = [
        {
            **day.attrib,
            "rooms": [
                {"name": room.get("name", ""), "events": list(_events(room))} for room in day.iter("room") if len(room)
            ],
        }
        for day in root.findall("day")
    ]
    return {"conference": conference}


def _events(room: Any) -> Iterator[dict[str, Any]]:
    for event in room.findall("event"):
        found = {**event.attrib, **_leaves(event)}
        found["persons"] = [{**person.attrib, "name": person.text} for person in event.findall("persons/person")]
        found["attachments"] = [
            {"title": file.text, "url": file.get("href")} for file in event.findall("attachments/attachment")
        ]
        yield found


def _leaves(node: Any) -> dict[str, Any]:
    return {} if node is None else {child.tag: child.text or "" for child in node if not len(child)}
