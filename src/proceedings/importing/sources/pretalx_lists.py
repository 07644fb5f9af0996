"""Lists of talks by pretalx's interface (`submissions`, `talks`, `speakers`), and as EuroPython
keeps them: results of several pages, by code or in a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import length, localized, moment, span
from proceedings.importing.programme import Meeting, Programme
from proceedings.importing.shapes import blocks, listed
from proceedings.values.status import status_of

NAME = "pretalx submissions"


def _records(file: Material) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Records of a file: of a page of results, of several pages, of a list, or by their codes."""
    for n, document in enumerate(file.documents):
        pages = document if isinstance(document, list) else [document]
        for m, page in enumerate(pages):
            where = f"[{n}]." if len(file.documents) > 1 else f"[{m}]." if len(pages) > 1 else ""
            if not isinstance(page, Mapping):
                continue
            if isinstance(page.get("results"), list):
                yield from _mappings(f"{where}results", page["results"])
            elif "code" in page:
                yield where.rstrip("."), page
            elif page and all(isinstance(one, Mapping) and one.get("code") == code for code, one in page.items()):
                yield from ((f"{where}{code}", one) for code, one in page.items())


def _mappings(where: str, things: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from ((f"{where}[{n}]", thing) for n, thing in enumerate(things) if isinstance(thing, Mapping))


def _is_talk(record: Mapping[str, Any]) -> bool:
    return "title" in record and bool({"speakers", "submission_type", "session_type", "slots"} & record.keys())


def recognises(source: Source) -> bool:
    """True where records have a code and a title, and say who speaks or what kind of talk it is."""
    return any(_is_talk(record) for file in source.with_ending(".json", ".jsonl", "") for _, record in _records(file))


def read(source: Source) -> Programme:
    """The programme; talks that have no slot are listed, or are a list where none has one."""
    found = Gathering("")
    talks: dict[str, tuple[str, Mapping[str, Any]]] = {}
    speakers: dict[str, Mapping[str, Any]] = {}
    for file in source.with_ending(".json", ".jsonl", ""):
        for where, record in _records(file):
            code = str(record.get("code"))
            if _is_talk(record):
                talks.setdefault(code, (f"{file.name}: {where}" if source.is_folder else where, record))
            elif "name" in record:
                speakers[code] = record
    for key, talk in talks.values():
        _talk(talk, key, speakers, found)
    return found.programme(Meeting(event=found.named_by(source.path, "the list does")))


def _talk(talk: Mapping[str, Any], key: str, known: Mapping[str, Mapping[str, Any]], found: Gathering) -> None:
    slots = blocks(talk.get("slots")) or blocks([talk.get("slot") or talk])
    whens = [(slot, moment(slot.get("start"))) for slot in slots]
    status = status_of(str(talk.get("state") or "")) if any(at for _, at in whens) else None
    why = "" if status else refusal(talk.get("state") or "confirmed")
    if why or talk.get("is_anonymised"):
        found.refuse(why or "anonymised")
        return
    title = found.line(talk.get("title"))
    speakers = [_speaker(one, known, found) for one in listed(talk.get("speakers"))]
    texts = [found.prose(talk.get(part)) for part in ("abstract", "description")]
    if texts[0] and texts[1].startswith(texts[0]):
        texts[0] = ""
    abstract = "\n\n".join(filter(None, texts))
    track = found.line(_called(talk.get("track")))
    files = [one for one in blocks(talk.get("resources")) if one.get("resource")]
    if files:
        found.say(key, f"{len(files)} files of “{title}” are named only; fetch them into papers/", lost=True)
    if all(at is None for _, at in whens):
        found.paper(
            title=title, speakers=speakers, abstract=abstract, track=track, id=_id(talk), documents=(), origin=key
        )
        return
    for slot, at in whens:
        if at is None:
            continue
        found.moments.append(at)
        ends = moment(slot.get("end"))
        lasts = length(slot.get("duration") or talk.get("duration"))
        until = ends.local if ends else at.local + lasts if lasts else None
        room = found.line(_called(slot.get("room")))
        found.talk(
            span(at, until),
            title=title,
            room=room,
            track=track,
            speakers=speakers,
            abstract=abstract,
            status=status,
            origin=key,
        )


def _id(talk: Mapping[str, Any]) -> str:
    return f"talk-{str(talk.get('code')).lower()}"


def _called(value: Any) -> str:
    """A name that may be given by language, or in a block with a name by language."""
    if isinstance(value, Mapping) and "name" in value:
        return localized(value["name"])
    return "" if isinstance(value, int | float) else localized(value)


def _speaker(one: Any, known: Mapping[str, Mapping[str, Any]], found: Gathering) -> str:
    code = str(one.get("code") if isinstance(one, Mapping) else one)
    own = {name: value for name, value in one.items() if value} if isinstance(one, Mapping) else {}
    entry = {**known.get(code, {}), **own}
    if not entry.get("name"):
        found.say(code, "no speaker has this code; the speaker is left out", lost=True)
        return ""
    avatar = entry.get("avatar_url") or entry.get("avatar")
    return found.human(
        entry["name"],
        code,
        affiliation=entry.get("affiliation"),
        biography=entry.get("biography"),
        photo=avatar,
        url=entry.get("homepage"),
        email=entry.get("email"),
    )
