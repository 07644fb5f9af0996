"""OpenReview: notes of submissions, as either version of its interface gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.programme import Deposit, Meeting, Programme
from proceedings.importing.shapes import listed

NAME = "OpenReview"
_REVIEW = ("review", "rating", "confidence", "comment", "decision", "metareview", "recommendation")


def _notes(file: Material) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Notes of a file: a list, JSON Lines, a block with `notes`, or submissions by venue."""
    for n, document in enumerate(file.documents):
        parts = document if isinstance(document, list) else [document]
        for m, part in enumerate(parts):
            where = f"[{m if len(parts) > 1 else n}]"
            if not isinstance(part, Mapping):
                continue
            inner = part.get("notes") or part.get("submissions") or part.get("results")
            if isinstance(inner, list) and "content" not in part:
                yield from ((f"{where}.[{k}]", note) for k, note in enumerate(inner) if _is_note(note))
            elif _is_note(part):
                yield where, part


def _is_note(note: Any) -> bool:
    return isinstance(note, Mapping) and isinstance(note.get("content"), Mapping) and "id" in note


def _value(note: Mapping[str, Any], name: str) -> Any:
    """A field of a note's content: plain in version 1, in a block with `value` in version 2."""
    field = note["content"].get(name)
    return field.get("value") if isinstance(field, Mapping) and "value" in field else field


def _is_submission(note: Mapping[str, Any]) -> bool:
    """True for a note with a title and authors that replies to none; a review does."""
    first = note.get("forum") in (None, note.get("id")) and not note.get("replyto")
    return first and "title" in note["content"] and bool({"authors", "authorids", "author"} & note["content"].keys())


def recognises(source: Source) -> bool:
    """True where a note of a submission is in a JSON file."""
    files = source.with_ending(".json", ".jsonl", "")
    return any(_is_submission(note) for file in files for _, note in _notes(file))


def read(source: Source) -> Programme:
    """The accepted submissions; of decisions among the replies only the word is read."""
    found = Gathering("")
    notes: dict[str, tuple[str, Mapping[str, Any]]] = {}
    decisions: dict[str, str] = {}
    profiles: dict[str, Mapping[str, Any]] = {}
    for file in source.with_ending(".json", ".jsonl", ""):
        for where, note in _notes(file):
            if _is_submission(note):
                notes.setdefault(str(note["id"]), (f"{file.name}: {where}" if source.is_folder else where, note))
                for reply in _replies(note):
                    _decide(reply, str(note["id"]), decisions)
            else:
                _decide(note, str(note.get("forum")), decisions)
        profiles |= _profiles(file)
    ordered = sorted(notes.values(), key=lambda pair: _order(pair[1].get("number")))
    words = {str(note["id"]): _said(note, decisions) for _, note in ordered}
    judged = any(not refusal(*said) for said in words.values())
    for key, note in ordered:
        why = refusal(*words[str(note["id"])])
        if note.get("ddate"):
            found.refuse("deleted")
        elif why in ("rejected", "withdrawn") or (why and judged):
            found.refuse(why)
        else:
            _paper(note, key, profiles, source, found)
    if ordered and not judged:
        found.say("", "the notes say of no paper that it is accepted: all that are not rejected are taken")
    title, url = _venue([note for _, note in ordered], found, source)
    return found.programme(Meeting(title=title, event=title, url=url))


def _order(number: object) -> int:
    return int(str(number)) if str(number).isdecimal() else 0


def _replies(note: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details = note.get("details")
    replies = details.get("replies") or details.get("directReplies") if isinstance(details, Mapping) else None
    return [reply for reply in replies or () if _is_note(reply)]


def _decide(reply: Mapping[str, Any], forum: str, decisions: dict[str, str]) -> None:
    """Keep the decision of a reply, and nothing else of it."""
    named = " ".join(str(one) for one in [*(reply.get("invitations") or ()), reply.get("invitation") or ""])
    if "ecision" in named:
        decisions[forum] = str(_value(reply, "decision") or _value(reply, "acceptance decision") or "")


def _said(note: Mapping[str, Any], decisions: Mapping[str, str]) -> tuple[str, ...]:
    """Words about acceptance: the decision, else the venue; `…/Conference` alone is accepted."""
    if decided := decisions.get(str(note["id"])):
        return (decided,)
    venue, number = str(_value(note, "venue") or ""), str(_value(note, "venueid") or "")
    if re.search(r"submitted to|under review", venue, re.IGNORECASE) or re.search(r"/Submission\d*$", number):
        return ("undecided",)
    if number:
        return (number, "accepted") if not re.search(r"reject|withdr", number, re.IGNORECASE) else (number,)
    return (venue, "accepted" if venue else "")


def _profiles(file: Material) -> dict[str, Mapping[str, Any]]:
    """Profiles by every id that they go by."""
    known: dict[str, Mapping[str, Any]] = {}
    for document in file.documents:
        listed = document.get("profiles") if isinstance(document, Mapping) else document
        for profile in listed if isinstance(listed, list) else ():
            content = profile.get("content") if isinstance(profile, Mapping) else None
            if isinstance(content, Mapping) and isinstance(content.get("names"), list):
                ids = [profile.get("id"), *(name.get("username") for name in content["names"])]
                known |= {str(one): content for one in ids if one}
    return known


def _paper(
    note: Mapping[str, Any], key: str, profiles: Mapping[str, Mapping[str, Any]], source: Source, found: Gathering
) -> None:
    number = note.get("number") or note["id"]
    track = _value(note, "track") or _value(note, "primary_area") or ""
    pdf = str(_value(note, "pdf") or "").rpartition("/")[2]
    path = source.file(pdf) or source.file(f"{note['id']}.pdf") or source.file(f"{number}.pdf")
    found.paper(
        title=found.line(_value(note, "title")),
        speakers=_authors(note, key, profiles, found),
        abstract=found.prose(_value(note, "abstract")),
        track=found.line(track if isinstance(track, str) else ""),
        id=f"paper-{str(number).lower()}" if re.fullmatch(r"[\w-]+", str(number)) else "",
        documents=(Deposit("paper", str(path) if path else None),),
        origin=key,
    )


def _authors(
    note: Mapping[str, Any], key: str, profiles: Mapping[str, Mapping[str, Any]], found: Gathering
) -> list[str]:
    """Authors as names with ids beside them, or as blocks of both."""
    named = _value(note, "authors") or _value(note, "author") or []
    ids = listed(_value(note, "authorids"))
    if isinstance(named, str):
        named = [part.strip() for part in named.split(",")]
    named = listed(named)
    if named in (["Anonymous"], ["Anonymous Authors"]) or not named:
        found.say(
            key, f"“{found.line(_value(note, 'title'))}” is anonymous there; its authors are not known", lost=True
        )
        return []
    keys = []
    for n, one in enumerate(named):
        block = one if isinstance(one, Mapping) else {}
        number = str(block.get("username") or (ids[n] if n < len(ids) and len(ids) == len(named) else ""))
        name = block.get("fullname") or block.get("name") or (one if isinstance(one, str) else "")
        keys.append(_author(name, number, {**block, **profiles.get(number, {})}, found))
    return keys


def _author(name: Any, number: str, known: Mapping[str, Any], found: Gathering) -> str:
    """Somebody with what a profile says: where they are now, their ORCID iD; masked e-mails go."""
    history = [one for one in known.get("history") or () if isinstance(one, Mapping)]
    now = next((one for one in history if not one.get("end")), history[0] if history else {})
    place = now.get("institution") or {}
    houses = known.get("institutions") or known.get("affiliations") or ()
    names = [str(place.get("name") or "")] if place else [str(one.get("name") or "") for one in houses]
    emails = [str(e) for e in (known.get("preferredEmail"), number) if e and "@" in str(e) and "*" not in str(e)]
    return found.human(
        name,
        number if number.startswith("~") else None,
        affiliation="; ".join(filter(None, names)),
        country=str(place.get("country") or "") if len(str(place.get("country") or "")) > 2 else "",
        orcid=known.get("orcid"),
        url=known.get("homepage"),
        email=emails[0] if emails else "",
    )


def _venue(notes: list[Mapping[str, Any]], found: Gathering, source: Source) -> tuple[str, str]:
    """What the meeting is called: by the venue of an accepted paper, by the ids, by the file."""
    for note in notes:
        venue = found.line(_value(note, "venue"))
        if venue and not re.search(r"submitted|under review|reject|withdr", venue, re.IGNORECASE):
            return re.sub(r"\s+(?:oral|poster|spotlight\w*|notable\b.*)$", "", venue, flags=re.IGNORECASE), ""
    for note in notes:
        named = str(_value(note, "venueid") or note.get("invitation") or next(iter(note.get("invitations") or ()), ""))
        parts = [part for part in re.split(r"/-/|/", named) if part]
        if len(parts) > 2:
            title = " ".join([parts[0].partition(".")[0], *parts[1:-1]])
            found.say("", f"the notes do not say what the meeting is called; “{title}” is guessed from their ids")
            return title, ""
    return found.named_by(source.path, "the notes do"), ""
