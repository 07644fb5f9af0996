"""The files of aclpub2: papers.yml, program.yml, conference_details.yml and their sisters."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import moment, span
from proceedings.importing.names import several
from proceedings.importing.programme import Committee, Deposit, Entry, Meeting, Programme
from proceedings.importing.yaml_reading import loaded

NAME = "files of aclpub2"
_SLIDES = ("presentation", "slides", "poster")


def recognises(source: Source) -> bool:
    """True where papers.yml lies beside program.yml or conference_details.yml."""
    has = [source.by_stem(stem) for stem in ("papers", "program", "conference_details")]
    return (
        source.is_folder
        and has[0] is not None
        and (has[1] or has[2]) is not None
        and has[0].name.endswith((".yml", ".yaml"))
    )


class _Files:
    """The YAML files of the source, and its other files by name."""

    def __init__(self, source: Source, found: Gathering) -> None:
        self._source = source
        self._found = found

    def entries(self, stem: str) -> list[Mapping[str, Any]]:
        data = self.data(stem)
        return [entry for entry in data if isinstance(entry, Mapping)] if isinstance(data, list) else []

    def data(self, stem: str) -> Any:
        """What the YAML file with this stem holds; nothing where there is none that can be read."""
        file = next((f for f in self._source.with_ending(".yml", ".yaml") if Path(f.name).stem == stem), None)
        return None if file is None else loaded(file.text, file.name, self._found)

    def path(self, folder: str, name: object) -> Path | None:
        path = self._source.path / folder / str(name)
        inside = path.resolve().is_relative_to(self._source.path.resolve())
        return path if name and inside and path.is_file() else None

    def text(self, folder: str, name: object) -> str:
        path = self.path(folder, name)
        return path.read_text("utf-8", "replace") if path else ""


def read(source: Source) -> Programme:
    """The programme; parts of sessions are sessions, under the name of the whole and their own."""
    found = Gathering("")
    files = _Files(source, found)
    papers = {str(paper.get("id")): paper for paper in files.entries("papers")}
    placed: set[str] = set()
    listed: list[Entry] = []
    for n, block in enumerate(files.entries("program")):
        _block(block, f"program.yml: [{n}]", papers, placed, files, found)
    for n, talk in enumerate(files.entries("invited_talks")):
        _invited(talk, f"invited_talks.yml: [{n}]", files, found)
    for number, paper in papers.items():
        if not found.entries:
            listed.append(_paper(paper, {}, files, found))
        elif number not in placed:
            found.say(
                f"papers.yml: id {number}", f"“{found.line(paper.get('title'))}” is not in the programme", lost=True
            )
    found.entries += listed
    for preface in files.entries("prefaces"):
        text = found.prose(files.text("prefaces", preface.get("file")))
        if text:
            found.front[Path(str(preface["file"])).stem] = f"# {found.line(preface.get('title'))}\n\n{text}\n"
    if files.entries("sponsors"):
        found.say("sponsors.yml", "sponsors are logos only there; write their names under `sponsors:`", lost=True)
    return found.programme(_meeting(files, found))


def _meeting(files: _Files, found: Gathering) -> Meeting:
    about = files.data("conference_details")
    about = about if isinstance(about, Mapping) else {}
    starts, ends = moment(about.get("start_date")), moment(about.get("end_date"))
    return Meeting(
        title=found.line(about.get("book_title")),
        subtitle=found.line(about.get("cover_subtitle")),
        event=found.line(about.get("event_name")),
        venue=found.line(about.get("location")),
        starts=starts.local.date() if starts else None,
        ends=ends.local.date() if ends else None,
        publisher=found.line(about.get("publisher")),
        isbn=found.line(about.get("isbn")),
        language="en-US",
        editors=tuple((_name(e, found), found.line(_house(e))) for e in about.get("editors") or ()),
        committees=tuple(_committees(files, found)),
    )


def _committees(files: _Files, found: Gathering) -> Iterator[Committee]:
    chairs: list[tuple[str, str, str]] = []
    for group in files.entries("organizing_committee"):
        chairs += [_member(m, found.line(group.get("role")), found) for m in group.get("members") or ()]
    if chairs:
        yield Committee("Organizing Committee", tuple(chairs))
    for group in files.entries("program_committee"):
        members = tuple(_member(m, "", found) for m in group.get("entries") or group.get("members") or ())
        if members:
            yield Committee(found.line(group.get("role")) or "Program Committee", members)


def _member(entry: Mapping[str, Any], role: str, found: Gathering) -> tuple[str, str, str]:
    before, colon, name = _name(entry, found).partition(": ")
    return (name, found.line(_house(entry)), before) if colon else (before, found.line(_house(entry)), role)


def _name(entry: Mapping[str, Any], found: Gathering) -> str:
    parts = (entry.get(key) for key in ("first_name", "middle_name", "last_name"))
    return found.line(" ".join(str(part).strip() for part in parts if part) or entry.get("name"))


def _house(entry: Mapping[str, Any]) -> str:
    return str(entry.get("institution") or entry.get("instituion") or entry.get("affiliation") or "")


def _human(entry: Mapping[str, Any], found: Gathering) -> str:
    name = _name(entry, found)
    last = found.line(entry.get("last_name"))
    return found.human(
        name,
        None,
        family=last if " " in last and name.endswith(last) else "",
        affiliation=_house(entry),
        orcid=entry.get("orcid"),
        email=entry.get("email") if "*" not in str(entry.get("email")) else "",
    )


def _block(
    block: Mapping[str, Any],
    key: str,
    papers: Mapping[str, Mapping[str, Any]],
    placed: set[str],
    files: _Files,
    found: Gathering,
) -> None:
    parts = block.get("subsessions") or []
    if block.get("papers") or not parts:
        entry = _session(block, key, "", papers, placed, files, found)
        if entry is not None:
            found.entries.append(entry)
    for n, part in enumerate(parts):
        entry = _session(part, f"{key}.subsessions[{n}]", found.line(block.get("title")), papers, placed, files, found)
        if entry is not None:
            found.entries.append(entry)


def _session(
    part: Mapping[str, Any],
    key: str,
    whole: str,
    papers: Mapping[str, Mapping[str, Any]],
    placed: set[str],
    files: _Files,
    found: Gathering,
) -> Entry | None:
    title = found.line(part.get("title"))
    starts, ends = moment(part.get("start_time")), moment(part.get("end_time"))
    if starts is None:
        found.say(key, f"“{title}” has no start; it is left out", lost=True)
        return None
    when = span(starts, ends.local if ends else None)
    slots = [slot if isinstance(slot, Mapping) else {"id": slot} for slot in part.get("papers") or ()]
    contributions = []
    for slot in slots:
        paper = papers.get(str(slot.get("id")))
        if paper is None:
            found.say(f"{key}.papers: id {slot.get('id')}", "papers.yml has no such paper", lost=True)
            continue
        placed.add(str(slot.get("id")))
        contributions.append(_paper(paper, slot, files, found))
    chairs = tuple(found.human(name) for name in several(str(part.get("chair") or "")))
    if not contributions and chairs:
        found.say(key, f"“{title}” has a chair and no papers; the chair is left out", lost=True)
    return Entry(
        title=f"{whole}: {title}" if whole and contributions else title,
        room=found.line(part.get("location") or part.get("room")),
        chairs=chairs if contributions else (),
        contributions=tuple(contributions),
        origin=key,
    ).during(when)


def _paper(paper: Mapping[str, Any], slot: Mapping[str, Any], files: _Files, found: Gathering) -> Entry:
    number = str(paper.get("id"))
    file = str(paper.get("file") or "")
    path = files.path("papers", file)
    where = f"papers.yml: id {number}"
    documents = [Deposit("paper", str(path) if path else None)]
    if file and path is None:
        found.say(where, f"papers/{file} is not there; the paper is promised")
    for extra in paper.get("attachments") or ():
        there = files.path("attachments", extra.get("file"))
        if there is not None and str(extra.get("type")) in _SLIDES:
            documents.append(Deposit("poster" if extra["type"] == "poster" else "slides", str(there)))
        else:
            found.say(where, f"the attachment {extra.get('file')} ({extra.get('type')}) is not bound", lost=True)
    entry = Entry(
        title=found.line(paper.get("title")),
        speakers=found.turns(*(_human(author, found) for author in paper.get("authors") or ())),
        abstract=found.prose(paper.get("abstract")),
        doi=found.line(paper.get("doi")),
        documents=tuple(documents),
        id=f"paper-{number}",
        origin=where,
    )
    starts, ends = moment(slot.get("start_time")), moment(slot.get("end_time"))
    if starts is None:
        return entry
    when = span(starts, ends.local if ends else None)
    return dataclasses.replace(entry, starts=when.starts, ends=when.ends)


def _invited(talk: Mapping[str, Any], key: str, files: _Files, found: Gathering) -> None:
    at = moment(talk.get("date"))
    title = found.line(talk.get("title"))
    if at is None:
        found.say(key, f"“{title}” has no date; it is left out", lost=True)
        return
    speaker = found.human(
        talk.get("speaker_name"),
        None,
        affiliation=talk.get("institution"),
        biography=files.text("invited_talks", talk.get("bio_file")),
    )
    if talk.get("chair"):
        found.say(key, f"“{title}” has a chair; single talks have none in agenda.yaml", lost=True)
    when = span(at, None)
    found.entries.append(
        Entry(
            title=title,
            day=when.day,
            starts=when.starts,
            kind="talk",
            room=found.line(talk.get("location")),
            speakers=found.turns(speaker),
            abstract=found.prose(files.text("invited_talks", talk.get("abstract_file"))),
            origin=key,
        )
    )
