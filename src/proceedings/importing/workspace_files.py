"""A programme becomes the files of a workspace: volume, agenda, people, biographies, front texts,
addresses.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proceedings.importing.programme import Entry, Human, Meeting, Programme, Remark, Turn
from proceedings.importing.yaml_writing import written
from proceedings.words.suggestions import slug

ADDRESSES = "proceedings/addresses.yaml"
COLUMNS = "proceedings/columns.yaml"
_ABOUT_COLUMNS = "# What each column of the table was taken for; - leaves it out. Correct it and import again.\n"
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif", ".gif", ".tif", ".tiff")
_SCHEMA = "# yaml-language-server: $schema=schemas/{name}.schema.json\n"


@dataclass(frozen=True)
class Files:
    """Texts by their paths in the workspace, files to be copied, and what is to be said of them."""

    texts: Mapping[str, str]
    copies: Mapping[str, Path]
    remarks: tuple[Remark, ...]


def files_of(programme: Programme, source: Path, everybody: bool = False) -> Files:
    """All files of the workspace that the programme makes; people whom no entry names are left out
    unless `everybody` is true.

    E-mail addresses stand in proceedings/addresses.yaml only, which git is told to ignore.
    """
    used = dict.fromkeys(programme.people) if everybody else _used(programme)
    ids = _ids(programme.people, used)
    remarks: list[Remark] = []
    copies: dict[str, Path] = {}
    texts = {
        "proceedings/volume.yaml": _SCHEMA.format(name="volume") + written(_volume(programme.meeting)),
        "proceedings/agenda.yaml": _SCHEMA.format(name="agenda") + written(_agenda(programme, ids, copies)),
        "proceedings/people.yaml": _SCHEMA.format(name="people")
        + (written(_everybody(programme.people, ids)) if used else "{}\n"),
    }
    away = 0
    for key in used:
        human = programme.people[key]
        if human.biography:
            texts[f"proceedings/people/{ids[key]}.md"] = human.biography + "\n"
        away += _photo(human, ids[key], source, copies)
    if away:
        remarks.append(Remark("", f"{away} photographs are not in the source, only their addresses or names", True))
    for name, text in programme.front.items():
        texts[f"proceedings/front/{slug(name) or 'preface'}.md"] = text
    if programme.columns:
        texts[COLUMNS] = _ABOUT_COLUMNS + written(dict(programme.columns))
    addresses = {ids[key]: programme.people[key].email for key in used if programme.people[key].email}
    if addresses:
        texts[ADDRESSES] = "# For letters only: never published, and ignored by git.\n" + written(addresses)
    return Files(texts, copies, tuple(remarks))


def _used(programme: Programme) -> dict[str, None]:
    """Keys of the people whom entries name, in their order of appearance."""
    keys: dict[str, None] = {}
    for entry in in_order(programme.entries):
        for part in (entry, *entry.contributions):
            named = [*part.moderators, *part.chairs, *part.authors]
            for turn in part.speakers:
                named += [turn.person, *([turn.on_behalf_of] if turn.on_behalf_of else [])]
            keys.update(dict.fromkeys(key for key in named if key in programme.people))
    return keys


def _ids(people: Mapping[str, Human], used: Iterable[str]) -> dict[str, str]:
    """An id for each key; two entries of one name and affiliation are one person."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    met: dict[tuple[str, str], str] = {}
    for n, key in enumerate(used, 1):
        same = (people[key].name.casefold(), people[key].affiliation.casefold())
        if same in met:
            ids[key] = met[same]
            continue
        wanted = slug(people[key].name) or f"person-{n}"
        name, count = wanted, 1
        while name in taken:
            count += 1
            name = f"{wanted}-{count}"
        taken.add(name)
        ids[key] = met[same] = name
    return ids


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that have a day, by day and hour;
    what is after midnight comes last in its day, what has no hour stays behind the one before it.
    """
    keyed: list[tuple[tuple[dt.date, int], Entry]] = []
    for entry in entries:
        if entry.day is None:
            continue
        minutes = _minutes(entry)
        if minutes is None:
            same = keyed and keyed[-1][0][0] == entry.day
            minutes = keyed[-1][0][1] if same else 0
        keyed.append(((entry.day, minutes), entry))
    return [entry for _, entry in sorted(keyed, key=lambda pair: pair[0])]


def _minutes(entry: Entry) -> int | None:
    """Minutes from the midnight before the day to its start."""
    if entry.starts is None:
        return None
    wraps = entry.ends is not None and entry.ends <= entry.starts
    late = entry.past_midnight and not wraps and entry.starts.hour < 12
    return entry.starts.hour * 60 + entry.starts.minute + 24 * 60 * late


def _volume(meeting: Meeting) -> dict[str, Any]:
    event = {
        "name": meeting.event or meeting.title or "Untitled meeting",
        "venue": meeting.venue,
        "city": meeting.city,
        "country": meeting.country,
        "starts": meeting.starts.isoformat() if meeting.starts else "",
        "ends": meeting.ends.isoformat() if meeting.ends else "",
        "timezone": meeting.timezone,
        "url": meeting.url,
        "organizers": list(meeting.organizers),
    }
    committees = [
        {"title": one.title, "members": [_filled({"name": n, "affiliation": a, "role": r}) for n, a, r in one.members]}
        for one in meeting.committees
    ]
    return _filled(
        {
            "title": meeting.title or meeting.event or "Untitled proceedings",
            "subtitle": meeting.subtitle,
            "event": _filled(event),
            "publisher": _filled({"name": meeting.publisher}),
            "editors": [_filled({"name": name, "affiliation": house}) for name, house in meeting.editors],
            "isbn": meeting.isbn,
            "language": meeting.language or "en",
            "committees": committees,
        }
    )


def _filled(block: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if value}


def _agenda(programme: Programme, ids: Mapping[str, str], copies: dict[str, Path]) -> dict[str, Any]:
    days: list[dict[str, Any]] = []
    for entry in in_order(programme.entries):
        assert entry.day is not None
        if not days or days[-1]["date"] != entry.day.isoformat():
            title = programme.days.get(entry.day)
            days.append({"date": entry.day.isoformat(), **({"title": title} if title else {}), "items": []})
        days[-1]["items"].append(_item(entry, ids, copies))
    return {"days": days}


def _item(entry: Entry, ids: Mapping[str, str], copies: dict[str, Path]) -> dict[str, Any]:
    item = _times(entry)
    if entry.past_midnight:
        item["next_day"] = "yes"
    if entry.session is not None:
        item["session"] = entry.session or None
    item |= _contribution(entry, ids, copies)
    item |= _filled({"kind": entry.kind, "room": entry.room, "track": entry.track, "note": entry.note})
    for role, people in (("moderator", entry.moderators), ("chair", entry.chairs)):
        if people:
            named = [ids[key] for key in people if key in ids]
            item |= {role: named[0]} if len(named) == 1 else {f"{role}s": named}
    if entry.contributions:
        item["contributions"] = [_slot(one, ids, copies) for one in entry.contributions]
    return item


def _slot(entry: Entry, ids: Mapping[str, str], copies: dict[str, Path]) -> object:
    """A contribution; one that is only a title is written as just that."""
    block = {**_filled({"id": entry.id}), **_times(entry), **_contribution(entry, ids, copies)}
    return block["title"] if block.keys() == {"title"} else block


def _contribution(entry: Entry, ids: Mapping[str, str], copies: dict[str, Path]) -> dict[str, Any]:
    block: dict[str, Any] = _filled({"title": entry.title})
    turns = [turn for turn in entry.speakers if turn.person in ids]
    if len(turns) == 1:
        block["speaker"] = ids[turns[0].person]
        if turns[0].on_behalf_of:
            block["on_behalf_of"] = ids[turns[0].on_behalf_of]
    elif turns:
        block["speakers"] = [_turn(turn, ids) for turn in turns]
    authors = [ids[key] for key in entry.authors if key in ids]
    if authors:
        block["authors"] = authors
    if entry.status:
        block["status"] = str(entry.status)
    if entry.documents:
        block["documents"] = [_document(one, copies) for one in entry.documents]
    return block | _filled({"doi": entry.doi, "abstract": entry.abstract})


def _turn(turn: Turn, ids: Mapping[str, str]) -> object:
    if not turn.on_behalf_of:
        return ids[turn.person]
    return {"person": ids[turn.person], "on_behalf_of": ids[turn.on_behalf_of]}


def _document(one: Any, copies: dict[str, Path]) -> dict[str, Any]:
    if one.file is None:
        return {one.kind: None, **({"withheld": "yes"} if one.withheld else {})}
    path = Path(one.file)
    stem = slug(path.stem) or "document"
    name, count = f"papers/{stem}{path.suffix.lower()}", 1
    while copies.get(name, path) != path:
        count += 1
        name = f"papers/{stem}-{count}{path.suffix.lower()}"
    copies[name] = path
    return {one.kind: name, **_filled({"title": one.title})}


def _everybody(people: Mapping[str, Human], ids: Mapping[str, str]) -> dict[str, Any]:
    """people.yaml by ids, in the order of the agenda."""
    found: dict[str, Any] = {}
    for key, person in ids.items():
        found[person] = _person(people[key]) | found.get(person, {})
    return found


def _times(entry: Entry) -> dict[str, Any]:
    if entry.starts is None:
        return {}
    if entry.ends is None:
        return {"time": f"{entry.starts:%H:%M}"}
    return {"time": f"{entry.starts:%H:%M}–{entry.ends:%H:%M}"}


def _person(human: Human) -> dict[str, Any]:
    fields = ("name", "family", "title", "affiliation", "country", "orcid", "url")
    return _filled({field: getattr(human, field) for field in fields})


def _photo(human: Human, person: str, source: Path, copies: dict[str, Path]) -> int:
    """Take the photograph along where it lies in the source; 1 where it is only named."""
    if not human.photo:
        return 0
    name = human.photo.rpartition("/")[2]
    folder = source if source.is_dir() else source.parent
    there = next((path for path in folder.rglob(name) if path.is_file()), None) if name and source.is_dir() else None
    if there is None or there.suffix.lower() not in _PICTURES:
        return 1
    copies[f"proceedings/people/{person}{there.suffix.lower()}"] = there
    return 0


def copy_all(copies: Mapping[str, Path], workspace: Path) -> None:
    """Put the files in their places; one that is there already with these bytes stays."""
    for name, path in copies.items():
        target = workspace / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.exists() and target.read_bytes() == path.read_bytes()):
            shutil.copyfile(path, target)
