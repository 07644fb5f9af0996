"""Folders of Markdown files with front matter, one a talk and one a speaker, as sites of
conferences keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.moments import Moment, length, moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Meeting, Programme
from proceedings.importing.yaml_reading import loaded

NAME = "folder of Markdown files with front matter"
_START = ("start", "start_datetime", "starts", "start_time", "starts_at", "datetime", "date_start", "date")
_END = ("end", "end_datetime", "ends", "end_time", "ends_at", "date_end")
_SPEAKERS = ("presenter_slugs", "speakers", "presenters", "speaker", "presenter", "speaker_slugs", "authors", "author")
_OF_TALKS = _SPEAKERS[:-2]
"""Keys that only talks have: authors are also those of papers and of pages."""
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.DOTALL)
_OF_PEOPLE = {
    "company",
    "photo",
    "avatar",
    "affiliation",
    "organization",
    "social",
    "social_links",
    "talks",
    "bio",
    "headshot",
}


def recognises(source: Source) -> bool:
    """True where Markdown files begin with `---` and one of them has a start, or speakers."""
    files = source.with_ending(".md", ".markdown")
    fronts = (_FRONT.match(file.beginning) or re.match(r"---[ \t]*\n(.*)", file.beginning, re.DOTALL) for file in files)
    keys = "|".join((*_START, *_OF_TALKS))
    return any(re.search(rf"^(?:{keys}):", front[1], re.MULTILINE) for front in fronts if front)


def read(source: Source) -> Programme:
    """The programme: files that have a start are talks, those that have a name and none
    are people.
    """
    found = Gathering("")
    talks: list[tuple[Material, dict[str, Any], str]] = []
    speakers: dict[str, tuple[dict[str, Any], str]] = {}
    for file in source.with_ending(".md", ".markdown"):
        front, body = _parted(file, found)
        if front is None:
            continue
        named = front.get("title") or _first(front, _SPEAKERS)
        if (_first(front, _START) and named) or (front.get("title") and _first(front, _OF_TALKS)):
            talks.append((file, front, body))
        elif _is_person(front, file.name):
            for name in {PurePosixPath(file.name).stem, str(front.get("slug") or ""), str(front.get("code") or "")} - {
                ""
            }:
                speakers.setdefault(name, (front, body))
        elif not _is_page(front, file.name):
            found.say(file.name, f"“{front.get('title', '')}” has no start; it is left out", lost=True)
    for file, front, body in talks:
        _talk(file, front, body, speakers, found)
    title = found.line(source.path.resolve().name.replace("-", " ").replace("_", " ").title())
    found.say("", f"the files do not say what the meeting is called; “{title}”, the folder's name, is taken")
    return found.programme(Meeting(title=title, event=title))


def _parted(file: Material, found: Gathering) -> tuple[dict[str, Any] | None, str]:
    shaped = _FRONT.match(file.text)
    if not shaped:
        return None, ""
    front = loaded(shaped[1], file.name, found, above=1)
    return (front, shaped[2]) if isinstance(front, dict) else (None, "")


def _first(front: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((front[key] for key in keys if front.get(key)), None)


def _is_person(front: Mapping[str, Any], name: str) -> bool:
    folder = PurePosixPath(name).parent.name.lower()
    of_people = bool(re.search(r"speaker|presenter|people|author", folder))
    kind = str(front.get("page_type") or front.get("layout") or front.get("type") or "").lower()
    has_name = bool(front.get("name")) or (of_people and bool(front.get("title")))
    return (
        has_name and not _is_page(front, name) and (of_people or kind == "speaker" or bool(_OF_PEOPLE & front.keys()))
    )


def _is_page(front: Mapping[str, Any], name: str) -> bool:
    """A page of the site itself: an index, or what holds settings of a folder."""
    return PurePosixPath(name).stem in ("index", "_index", "README", "folder") or str(
        front.get("page_type", "")
    ).endswith("listing")


def _talk(
    file: Material,
    front: Mapping[str, Any],
    body: str,
    speakers: Mapping[str, tuple[dict[str, Any], str]],
    found: Gathering,
) -> None:
    title = found.line(front.get("title"))
    starts: Moment | None = moment(_first(front, _START))
    keys = [_speaker(one, speakers, file.name, found) for one in _each(_first(front, _SPEAKERS))]
    abstract = found.prose(body) or found.prose(front.get("abstract") or front.get("description"))
    if starts is None and not _first(front, _START):
        found.paper(
            title=title, speakers=keys, abstract=abstract, track=_track(front, found), documents=(), origin=file.name
        )
        return
    if starts is None:
        found.say(
            file.name, f"“{title}” starts at `{_first(front, _START)}`, which is no date; it is left out", lost=True
        )
        return
    found.moments.append(starts)
    ends, lasts = moment(_first(front, _END)), length(front.get("duration"))
    until = ends.local if ends else starts.local + lasts if lasts else None
    if ends is not None and starts.offset is not None and ends.offset is not None and ends.offset != starts.offset:
        found.say(file.name, "start and end have different offsets; each is taken as it is written there")
    when = span(starts, until)
    found.talk(
        when,
        title=title,
        room=found.line(front.get("room") or front.get("location")),
        track=_track(front, found),
        speakers=keys,
        abstract=abstract,
        origin=file.name,
    )


def _track(front: Mapping[str, Any], found: Gathering) -> str:
    """The track's name; `t0` and the like are marks of the site for its columns."""
    track = found.line(front.get("track"))
    return "" if re.fullmatch(r"[a-z]?\d{1,2}", track) else track


def _each(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return several(value) if isinstance(value, str) else [value] if value else []


def _speaker(one: Any, speakers: Mapping[str, tuple[dict[str, Any], str]], where: str, found: Gathering) -> str:
    """Somebody named by a slug, a name, or a block with both."""
    names = [str(one.get(key) or "") for key in ("slug", "code", "id")] if isinstance(one, Mapping) else [str(one)]
    slug = next((name for name in names if name in speakers), None)
    if slug is None:
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(one, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", one):
            found.say(where, f"`{one}` names a speaker for whom there is no file; the name is guessed from it")
            name = one.replace("-", " ").title()
        return found.human(name)
    front, biography = speakers[slug]
    key = str(front.get("code") or front.get("permalink") or front.get("name") or front.get("title"))
    links = front.get("social") if isinstance(front.get("social"), Mapping) else {}
    return found.human(
        front.get("name") or front.get("title"),
        key,
        title=front.get("job_title") or front.get("tagline"),
        affiliation=front.get("company") or front.get("affiliation") or front.get("organization"),
        biography=biography or front.get("bio"),
        url=front.get("website") or front.get("url_website") or (links or {}).get("website"),
        photo=front.get("photo") or front.get("avatar") or front.get("headshot"),
        orcid=front.get("orcid"),
        email=front.get("email"),
    )
