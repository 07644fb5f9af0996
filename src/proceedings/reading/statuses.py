"""What became of talks and sessions (`status:`, `see:`), and what follows for their documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from proceedings.reading.documents import Documents
from proceedings.reading.findings import Findings
from proceedings.reading.schema import ContributionEntry
from proceedings.values.book import Contribution, Day, Document, Item, ItemKind
from proceedings.values.diagnostics import Place
from proceedings.values.status import OF_SESSIONS, Status, status_of
from proceedings.words.suggestions import did_you_mean


def status_in(entry: ContributionEntry, findings: Findings, kind: ItemKind | None = None) -> Status | None:
    """The status of an entry; `kind` is that of an item, None for a contribution or a talk.

    Only work of an author's is withdrawn or retracted. What was moved should say where to.
    """
    status = Status(entry.status) if entry.status else None
    if status is None:
        _tell_of_words(entry, findings)
    if status and kind and status not in OF_SESSIONS:
        findings.error(
            "misplaced-key",
            entry.at("status"),
            f"`status: {status}` has no place in a {kind.value}; it is left out",
            "write it beside each of its contributions, or `status: cancelled`",
        )
        return None
    if status is Status.MOVED and not entry.see and not entry.note:
        findings.warning(
            "moved-nowhere",
            entry.at("status"),
            "it was moved, and nothing says where to",
            "add `see: …` with the id of the entry that stands for it, or a sentence with `note: …`",
        )
    return status


def _tell_of_words(entry: ContributionEntry, findings: Findings) -> None:
    """A notice where an editor says in a title or a note what `status:` says."""
    for key, text in (("title", entry.title), ("note", entry.note)):
        found = re.match(r"\W*(\w+)(?:\W*$|\s*[:\])])", text or "")
        status = status_of(found[1]) if found else None
        if status is not None:
            findings.notice(
                "status-in-words",
                entry.at(key),
                f"the {key} begins with “{found[1] if found else ''}”; nothing follows from that",
                f"write `status: {status}` beside it, and take the word away",
            )


def divided(
    status: Status | None, documents: Sequence[Document], entry: ContributionEntry, findings: Findings
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The documents that the volume names, and those that are left out because the work was
    withdrawn.

    Of a talk that was cancelled or moved only what was sent is named: the rest is not owed.
    """
    if status is Status.WITHDRAWN:
        lost = [str(d.source) for d in documents if d.supplied and not d.withheld]
        lost += ["its abstract"] if entry.abstract else []
        if lost:
            verb = "is" if len(lost) == 1 else "are"
            said = f"the work is withdrawn: {' and '.join(lost)} {verb} left out"
            findings.notice("withdrawn-left-out", entry.at("status"), said)
        return (), tuple(documents)
    if status is None or not status.owes_nothing:
        return tuple(documents), ()
    sent = tuple(document for document in documents if document.supplied)
    bound = [str(document.source) for document in sent if not document.withheld]
    if bound and status is Status.CANCELLED:
        verb = "is" if len(bound) == 1 else "are"
        findings.notice(
            "cancelled-yet-bound",
            entry.at("status") if entry.status else entry.at(),
            f"the talk is cancelled, and {' and '.join(bound)} {verb} in the volume all the same",
            "write `status: withdrawn` if its author took it back, or `withheld: yes` beside the document",
        )
    return sent, ()


def with_references(
    days: Sequence[Day], places: Mapping[str, Place], documents: Documents, findings: Findings
) -> tuple[Day, ...]:
    """The days with `see:` followed: it names something of the agenda, and a document that is
    bound there is not bound again.

    Args:
        days: as read.
        places: where `see:` stands, by the id of the item or contribution that has it.
        documents: which files are used twice is told there.
        findings: takes references that lead nowhere, or in a circle.
    """
    targets = _Targets(days)
    kept = {name: _checked(name, targets, places[name], findings) for name in places}

    def followed(one: Contribution) -> Contribution:
        if one.see is None:
            return one
        see = kept[one.id]
        there = targets.sources(see) if see else frozenset()
        own = tuple(document for document in one.documents if document.source not in there)
        for document in own:
            if document.supplied and document.source is not None:
                documents.note_use(document.source, document.place, document.id, one.id)
        return replace(one, see=see, documents=own)

    def item_of(item: Item) -> Item:
        contributions = tuple(followed(one) for one in item.contributions)
        see = contributions[0].see if item.kind is ItemKind.TALK else kept.get(item.id)
        return replace(item, see=see, contributions=contributions)

    return tuple(replace(day, items=tuple(item_of(item) for item in day.items)) for day in days)


class _Targets:
    """Everything of the agenda that has an id."""

    def __init__(self, days: Sequence[Day]) -> None:
        self._sources: dict[str, frozenset[PurePosixPath]] = {}
        self.home: dict[str, str] = {}
        """By id, that of the entry to which it belongs: of a document its contribution."""
        self.see: dict[str, str] = {}
        for day in days:
            for item in day.items:
                self._add(item)

    def _add(self, item: Item) -> None:
        owner = item.contributions[0].id if item.kind is ItemKind.TALK else item.id
        self._name(item.id, owner, item.documents)
        if item.see:
            self.see[owner] = item.see
        for one in item.contributions:
            self._name(one.id, one.id, one.documents)
            if one.see:
                self.see[one.id] = one.see
            for document in one.documents:
                self._name(document.id, one.id, (document,))

    def _name(self, name: str, owner: str, documents: Sequence[Document]) -> None:
        self.home[name] = owner
        self._sources[name] = frozenset(d.source for d in documents if d.source and not d.withheld)

    def sources(self, name: str) -> frozenset[PurePosixPath]:
        """The files that are bound there."""
        return self._sources[name]

    def chain(self, name: str) -> Iterator[str]:
        """The entries to which `see:` leads from one on, this one first; endless in a circle."""
        here: str | None = self.home[name]
        while here is not None:
            yield here
            here = self.home.get(self.see.get(here, ""))


def _checked(name: str, targets: _Targets, place: Place, findings: Findings) -> str | None:
    """Where `see:` of an entry leads in the end; None, with an error, if nowhere or in a circle."""
    own = targets.home[name]
    wanted = targets.see[own]
    if wanted not in targets.home:
        hint = did_you_mean(wanted, targets.home) or "give the other entry an `id:`, and write that here"
        findings.error("unknown-target", place, f"nothing in the agenda has the id `{wanted[:60]}`", hint)
        return None
    met = [own]
    for step in targets.chain(wanted):
        if step in met:
            said = "`see:` leads to the entry in which it stands" if step == own else "`see:` leads in a circle"
            findings.error("see-in-circle", place, said, "name the entry where the talk is to be found")
            return None
        met.append(step)
    return wanted if met[-1] == targets.home[wanted] else met[-1]
