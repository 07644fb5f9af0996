"""Messages that many documents share: said once, with those named of which it is not true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from proceedings.values.diagnostics import Diagnostic, Severity, in_reading_order, one_as_text

MANY = 5
"""So many documents with one message are told of together."""

_FEW = 10
"""So many files are named, and no more, where they are the exceptions."""

_VARYING = re.compile(r"\d+(?:[.,]\d+)*(?:(?:, | and |–)\d+(?:[.,]\d+)*)*(?: …)?|“[^”]*”|`[^`]*`")
"""What may differ between messages that say the same: figures, and what is quoted."""

_NUMBER = re.compile(r"s\b|\bare\b|\bis\b")
"""What tells one thing from several: *1 image is*, *2 images are*."""

Documents = Mapping[str, tuple[str, str]]
"""By id of a document, its file and its kind."""

_KINDS: Mapping[str, str] = {"paper": "papers", "poster": "posters", "handout": "handouts", "slides": "decks of slides"}


@dataclass(frozen=True, slots=True)
class SharedMessage:
    """A message of many documents: the first of them stands for all.

    `others` are the files of their kind that are not concerned. `alike` says that all messages are
    the same to the letter. `places` are the files concerned, with the pages.
    """

    diagnostic: Diagnostic
    others: tuple[str, ...]
    noun: str
    alike: bool
    places: tuple[str, ...]

    def as_text(self) -> str:
        """As an editor reads it: how many of how many, the message, exceptions or files, the
        hint.
        """
        told, count = self.diagnostic, len(self.places)
        whole = count + len(self.others)
        who = f"all {count} {self.noun}" if not self.others else f"{count} of {whole} {self.noun}"
        said = told.message if self.alike else f"for example {told.place}: {told.message}"
        lines = [f"{who}: {told.severity}[{told.code}]: {said}"]
        if not self.alike or len(self.others) > min(_FEW, count):
            lines.append(f"  in: {', '.join(self.places)}")
        elif self.others:
            lines.append(f"  not: {', '.join(self.others)}")
        if told.hint:
            lines.append(f"  hint: {told.hint}")
        return "\n".join(lines)


def as_told(diagnostics: Iterable[Diagnostic], documents: Documents, workspace: Path | None) -> str:
    """The diagnostics as an editor reads them; what many documents share, once."""
    told = said_once(diagnostics, documents)
    return "\n".join(d.as_text() if isinstance(d, SharedMessage) else one_as_text(d, workspace) for d in told)


def said_once(diagnostics: Iterable[Diagnostic], documents: Documents) -> Iterator[Diagnostic | SharedMessage]:
    """The diagnostics in reading order, those that many documents share as one, at the place of the
    first.

    Args:
        diagnostics: of a workspace. Errors are left apart: each of them is work.
        documents: the files of all documents, each with its kind (`paper`, `slides` …), by id.
    """
    ordered = in_reading_order(diagnostics)
    ids = {file: name for name, (file, _) in documents.items()}
    groups: dict[tuple[str, ...], dict[Diagnostic, str]] = {}
    for told in ordered:
        name = told.document or ids.get(told.place.file, "")
        if name in documents and told.severity is not Severity.ERROR:
            groups.setdefault(_sense(told), {})[told] = name
    shared = {sense: group for sense, group in groups.items() if len(set(group.values())) >= MANY}
    for told in ordered:
        group = shared.get(_sense(told), {})
        if told not in group:
            yield told
        elif told is next(iter(group)):
            yield _shared(group, documents)


def _sense(told: Diagnostic) -> tuple[str, ...]:
    """What two messages have in common that say the same."""
    said = (_NUMBER.sub("", _VARYING.sub("#", text)) for text in (told.message, told.hint or ""))
    return told.code, told.severity, *said


def _shared(group: Mapping[Diagnostic, str], documents: Documents) -> SharedMessage:
    """One message for a group, given with the document of each."""
    names = set(group.values())
    kinds = {documents[name][1] for name in names}
    of_kind = {file for file, kind in documents.values() if len(kinds) > 1 or kind in kinds}
    pages: dict[str, list[str]] = {}
    for told, name in group.items():
        file = documents[name][0]
        found = pages.setdefault(file, [])
        if told.place.page and told.place.file == file:
            found.append(str(told.place.page))
    places = tuple(f"{file} p. {', '.join(found)}" if found else file for file, found in pages.items())
    noun = _KINDS.get(next(iter(kinds)), "documents") if len(kinds) == 1 else "documents"
    others = tuple(sorted(of_kind - set(pages)))
    return SharedMessage(next(iter(group)), others, noun, len({told.message for told in group}) == 1, places)
