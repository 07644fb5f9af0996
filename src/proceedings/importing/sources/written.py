"""A programme as people write it: plain text or Word, days, hours, sessions, bullets."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from proceedings.importing import written_lines as lines
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Material, Source
from proceedings.importing.programme import Deposit, Entry, Meeting, Programme, Turn
from proceedings.importing.xml_reading import parsed

NAME = "programme as text"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def recognises(source: Source) -> bool:
    """True where the text has a line that is a day, and lines that begin with hours."""
    file = source.only
    if file is None or (b"\0" in file.data[:2000] and not _is_word(file)):
        return False
    if file.beginning[:1] in "<{[":
        return False
    found = _lines(file)
    return any(lines.day_of(line) for line in found) and sum(bool(lines.hours_of(line)) for line in found) > 1


def _is_word(file: Material) -> bool:
    return file.data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(file.data))


def _lines(file: Material) -> list[str]:
    if not _is_word(file):
        return [line.replace("\u00a0", " ").strip() for line in file.text.split("\n")]
    with zipfile.ZipFile(io.BytesIO(file.data)) as package:
        if "word/document.xml" not in package.namelist() or package.getinfo("word/document.xml").file_size > 50_000_000:
            return []
        root = parsed(package.read("word/document.xml"))
    return [line for paragraph in _paragraphs(root) for line in paragraph.split("\n")]


def _paragraphs(node: object) -> Iterator[str]:
    """Paragraphs of a Word document; the cells of a row stand in one line."""
    for child in node:  # type: ignore[attr-defined]
        if child.tag == f"{_W}tr":
            cells = [list(_paragraphs(cell)) for cell in child.iter(f"{_W}tc")]
            first = " ".join(cells[0]).strip() if cells else ""
            rest = [line for cell in cells[1:] for line in cell if line.strip()]
            yield f"{first} {rest[0]}".strip() if rest else first
            yield from rest[1:]
        elif child.tag == f"{_W}p":
            text = "".join(_letters(child)).strip()
            yield f"• {text}" if text and child.find(f"{_W}pPr/{_W}numPr") is not None else text
        else:
            yield from _paragraphs(child)


def _letters(paragraph: object) -> Iterator[str]:
    for piece in paragraph.iter():  # type: ignore[attr-defined]
        if piece.tag == f"{_W}t":
            yield piece.text or ""
        elif piece.tag in (f"{_W}tab", f"{_W}br"):
            yield " " if piece.tag == f"{_W}tab" else "\n"


@dataclass
class _Open:
    """The item that lines belong to until the next begins."""

    entry: Entry
    titles: list[str] = field(default_factory=list)
    contributions: list[Entry] = field(default_factory=list)


class _Reader:
    """Goes through the lines, one item open at a time."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
        self.day: dt.date | None = None
        self.open: _Open | None = None
        self.ended = False

    def take(self, line: str, number: int) -> bool:
        """Take a line; False where it belongs to nothing."""
        if day := lines.day_of(line):
            self.close()
            self.day = day[0]
            self.ended = False
            if day[1]:
                self.found.days[day[0]] = self.found.line(day[1])
            return True
        if self.day is None:
            return False
        if hours := lines.hours_of(line):
            self.close()
            self.open = _Open(
                Entry(
                    day=self.day,
                    starts=hours.starts,
                    ends=hours.ends,
                    past_midnight=hours.past_midnight,
                    origin=f"line {number}",
                )
            )
            self.ended = False
            return not hours.rest or self._content(hours.rest)
        if lines.is_an_end(line):
            self.close()
            self.found.entries.append(Entry(title=self.found.line(line), day=self.day, origin=f"line {number}"))
            self.ended = True
            return True
        return not self.ended and self.open is not None and self._content(line)

    def _content(self, line: str) -> bool:
        assert self.open is not None
        now = self.open
        if session := lines.session_of(line):
            now.entry = replace(now.entry, session=session[0])
            now.titles = [session[1]] if session[1] else []
        elif role := lines.role_of(line):
            people = tuple(self._person(one) for one in re.split(r"\s*;\s*", role[1]))
            chairs = role[0] == "chair"
            now.entry = replace(now.entry, chairs=people) if chairs else replace(now.entry, moderators=people)
        elif (text := lines.bullet_of(line)) is not None:
            now.contributions.append(self._slot(text))
        elif now.entry.session is not None and (now.titles or now.entry.moderators):
            if not now.titles:
                now.titles.append(line)
            else:
                now.contributions.append(Entry(title=self.found.line(line)))
        else:
            now.titles.append(line)
        return True

    def close(self) -> None:
        """End the open item."""
        if self.open is None:
            return
        now, self.open = self.open, None
        title = "; ".join(now.titles)
        entry = replace(now.entry, contributions=tuple(now.contributions))
        if entry.session is None and not entry.contributions and not entry.moderators and not entry.chairs:
            text, kinds = lines.documents_of(title)
            named = lines.titled_speaker(text)
            if named:
                title = named[0]
                entry = replace(entry, speakers=self._turns(named[1]), documents=tuple(Deposit(kind) for kind in kinds))
        self.found.entries.append(replace(entry, title=self.found.line(title)))

    def _slot(self, text: str) -> Entry:
        plain, kinds = lines.documents_of(text)
        documents = tuple(Deposit(kind) for kind in kinds)
        named = lines.titled_speaker(plain)
        if lines.is_a_name(plain.split(", ")[0]) and (", " in plain or documents):
            return Entry(speakers=self._turns(plain), documents=documents)
        if named:
            return Entry(title=self.found.line(named[0]), speakers=self._turns(named[1]), documents=documents)
        return Entry(title=self.found.line(plain), documents=documents, kind="")

    def _turns(self, text: str) -> tuple[Turn, ...]:
        who, other = lines.behalf_of(text)
        return (Turn(self._person(who), self._person(other) if other else None),)

    def _person(self, text: str) -> str:
        one = lines.said(lines.documents_of(text)[0])
        return self.found.human(one.name, None, title=one.title, affiliation=one.affiliation, country=one.country)


def read(source: Source) -> Programme:
    """The programme; what stands before the first day becomes a text in front."""
    file = source.only
    assert file is not None
    found = Gathering(file.name)
    reader = _Reader(found)
    before: list[str] = []
    for number, line in enumerate(_lines(file), 1):
        if not line:
            if reader.day is None:
                before.append("")
        elif not reader.take(line, number):
            if reader.day is None:
                text = lines.bullet_of(line)
                before.append(line if text is None else f"- {text}")
            else:
                found.say(
                    f"line {number}", f"“{line[:80]}” belongs to nothing in the programme; it is left out", lost=True
                )
    reader.close()
    paragraphs = _paragraphs_of(before)
    short = paragraphs[0] if paragraphs and len(paragraphs[0]) < 120 and not paragraphs[0].endswith(".") else ""
    if text := "\n\n".join(paragraphs[1 if short else 0 :]):
        found.front["background"] = f"# Background\n\n{found.prose(text)}\n"
        found.say("line 1", "what stands before the first day is the text proceedings/front/background.md now")
    title = found.line(short) or source.path.stem
    if not short:
        found.say("", f"the text does not say what the meeting is called; “{title}”, the file's name, is taken")
    return found.programme(Meeting(title=title, event=title))


def _paragraphs_of(text: list[str]) -> list[str]:
    """Lines that belong together: each a paragraph of its own, but lists stay together."""
    paragraphs: list[str] = []
    for line in text:
        if line.startswith("- ") and paragraphs and paragraphs[-1].startswith("- "):
            paragraphs[-1] += f"\n{line}"
        elif line:
            paragraphs.append(line)
    return paragraphs
