"""What a source yields while it is read: people by key, entries, remarks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from proceedings.importing.moments import Moment, Span, zone_of
from proceedings.importing.names import orcid, turned
from proceedings.importing.programme import Deposit, Entry, Human, Meeting, Programme, Remark, Turn
from proceedings.importing.prose import ADDRESS, markdown, mended, one_line, without_addresses
from proceedings.values.status import Status


class Gathering:
    """Takes what a source says, cleans its words, and keeps what could not be taken."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.people: dict[str, Human] = {}
        self.entries: list[Entry] = []
        self.days: dict[dt.date, str] = {}
        self.front: dict[str, str] = {}
        self.moments: list[Moment] = []
        self._remarks: list[Remark] = []
        self._loud: list[str] = []
        self._refused: dict[str, int] = {}

    def line(self, text: object) -> str:
        """One line of the source, in clean letters."""
        return self._without_addresses(self._mend(one_line(text)), "")

    def prose(self, text: object) -> str:
        """A longer text of the source, as Markdown."""
        return self._without_addresses(self._mend(markdown(text)), "[…]")

    def _without_addresses(self, text: str, instead: str) -> str:
        """A text without e-mail addresses, which stand in addresses.yaml alone; each is told."""
        if "@" not in text or not ADDRESS.search(text):
            return text
        plain = " ".join(without_addresses(text, instead).split(" "))
        self.say("", f"an e-mail address in “{_short(plain)}” is left out", lost=True)
        return plain

    def _mend(self, text: str) -> str:
        better = mended(text)
        if better != text:
            self.say("", f"letters of “{_short(text)}” were read in a wrong encoding; “{_short(better)}” is taken")
        return better

    def say(self, key: str, sentence: str, lost: bool = False) -> None:
        """Keep a sentence for the editor about a key of the source."""
        where = f"{self.where}: {key}" if key and self.where else key or self.where
        self._remarks.append(Remark(where, sentence, lost))

    def human(self, name: object, key: object = None, **known: Any) -> str:
        """The key of somebody; what is known of them is added to what was known before.

        Without a key of the source, one name is one person.
        """
        given = self.line(name)
        plain, family = turned(given)
        if not plain:
            if known.get("email") or name:
                self.say("", "somebody who has no name there is left out", lost=True)
            return ""
        if given.isupper() and plain != given:
            self._loud.append(plain)
        place = f"key {key}" if key else f"name {plain.casefold()}"
        before = self.people.get(place)
        more = {field: self._known(field, value) for field, value in known.items()}
        if more.get("orcid") == "" and known.get("orcid"):
            self.say(plain, f"`{known['orcid']}` is no ORCID iD; it is left out", lost=True)
        fresh = Human(plain, **{"family": family, **{field: value for field, value in more.items() if value}})
        self.people[place] = fresh if before is None else _joined(before, fresh)
        return place

    def _known(self, field: str, value: object) -> str:
        if field == "biography":
            return self.prose(value)
        if field == "email":
            return one_line(value)
        if field == "orcid":
            return orcid(value)
        if field == "url":
            address = str(value or "").strip()
            return address if re.fullmatch(r"https?://[^\s/]+\S*", address) else ""
        return self.line(value)

    def named_by(self, path: Path, who: str) -> str:
        """What the meeting is called, where the source does not say it: by the name of its file."""
        title = self.line(path.resolve().stem.replace("-", " ").replace("_", " "))
        self.say("", f"{who} not say what the meeting is called; “{title}”, the file's name, is taken")
        return title

    def refuse(self, decision: str) -> None:
        """Count a submission that is not taken, by a word for why; titles are not told."""
        self._refused[decision] = self._refused.get(decision, 0) + 1

    def turns(self, *keys: str) -> tuple[Turn, ...]:
        """Speakers by their keys, each once."""
        return tuple(Turn(key) for key in dict.fromkeys(keys) if key)

    def talk(
        self,
        when: Span,
        *,
        title: str,
        speakers: Iterable[str],
        abstract: str,
        origin: str,
        room: str = "",
        track: str = "",
        doi: str = "",
        authors: Iterable[str] = (),
        status: Status | None = None,
        note: str = "",
        documents: tuple[Deposit, ...] = (),
    ) -> None:
        """Keep an entry of the programme.

        What has an abstract or a document and nobody who speaks says that it is a talk;
        agenda.yaml would take it for something else.
        """
        turns = self.turns(*speakers)
        if when.until:
            self.say(origin, f"“{title}” lasts until {when.until}; only its start is placed", lost=True)
        self.entries.append(
            Entry(
                title=title,
                kind="talk" if (abstract or documents) and not turns else "",
                room=room,
                track=track,
                speakers=turns,
                authors=tuple(dict.fromkeys(filter(None, authors))),
                status=status,
                abstract=abstract,
                doi=doi,
                note=note,
                documents=documents,
                origin=origin,
            ).during(when)
        )

    def paper(
        self,
        *,
        title: str,
        speakers: Iterable[str],
        origin: str,
        abstract: str = "",
        track: str = "",
        doi: str = "",
        authors: Iterable[str] = (),
        id: str = "",
        documents: tuple[Deposit, ...] = (),
    ) -> None:
        """Keep a contribution of which the source does not say when it is."""
        self.entries.append(
            Entry(
                title=title,
                kind="talk",
                track=track,
                speakers=self.turns(*speakers),
                authors=tuple(dict.fromkeys(filter(None, authors))),
                abstract=abstract,
                doi=doi,
                documents=documents,
                id=id,
                origin=origin,
            )
        )

    def programme(self, meeting: Meeting, zone: str = "") -> Programme:
        """All that was gathered; dates that the source does not give are those of its entries."""
        label, sentence = zone_of(zone, self.moments)
        if sentence:
            self.say("", sentence)
        dates = [entry.day for entry in self.entries if entry.day]
        self._tell_of_many(bool(dates))
        if not self.entries:
            self.say("", "nothing was found in the source that could stand in an agenda", lost=True)
        meeting = dataclasses.replace(
            meeting,
            timezone=label,
            starts=min([*dates, *([meeting.starts] if meeting.starts else [])], default=None),
            ends=max([*dates, *([meeting.ends] if meeting.ends else [])], default=None),
        )
        remarks = tuple(dict.fromkeys(self._remarks))
        return Programme(meeting, self.people, tuple(self.entries), self.days, self.front, remarks)

    def _tell_of_many(self, dated: bool) -> None:
        """Say what concerns many: names in capitals, what was refused, talks without a day."""
        if self._loud:
            names = list(dict.fromkeys(self._loud))
            some = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
            self.say("", f"{len(names)} names are in capitals in the source and were given small letters: {some}")
        for decision, count in self._refused.items():
            self.say("", f"{count} {'submission is' if count == 1 else 'submissions are'} {decision}; left out", True)
        for entry in self.entries:
            if dated and entry.day is None:
                self.say(entry.origin, f"“{entry.title}” has no day in the source; it is left out", lost=True)


def _joined(before: Human, fresh: Human) -> Human:
    empty = {
        field.name: getattr(fresh, field.name) for field in dataclasses.fields(Human) if not getattr(before, field.name)
    }
    return dataclasses.replace(before, **empty)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
