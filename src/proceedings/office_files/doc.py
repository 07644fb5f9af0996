"""A Word document of 97 to 2003 taken apart ([MS-DOC]):
its text, who changed it, and where its tables stand.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from proceedings.office_files.compound import streams

_PAGE = 512
"""Bytes of a page with the properties of characters (2.9.33)."""
_LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the kind of its property; 0: they begin with their length (2.2.5.1)."""
STRUCK, NEW, STRUCK_BY, NEW_BY = 0x0800, 0x0801, 0x4863, 0x4804
"""Properties of characters that a tracked change has (2.6.1)."""

LANGUAGES = {0x486D: "val", 0x4873: "val", 0x486E: "eastAsia", 0x4874: "eastAsia", 0x485F: "bidi"}
"""Properties of characters that name a language (2.6.1: of Western, East Asian and
right-to-left letters); the kinds are called as in newer files.
"""

STYLES, FOOTNOTES, COMMENTS, CHARACTERS, FIELDS, SETTINGS, PIECES, ENDNOTES, WRITERS = 1, 2, 4, 12, 16, 31, 33, 46, 51
"""Places in the file information block's list of tables (2.5.6)."""
ALL_FIELDS = (16, 17, 18, 57)
"""The places of the lists of fields:
of the text, of heads and feet, of footnotes, of text boxes.
"""


_NORMAL = 0
"""The style of every paragraph that names no other, by its kind (2.9.271)."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where a tracked change stands in the stream of the text, its kind and its writer's number."""

    first: int
    end: int
    deletes: bool
    writer: int


class OldDocument:
    """A document by its streams.

    Its methods raise ValueError, IndexError or struct.error where it is damaged.
    """

    def __init__(self, document: bytes, tables: bytes) -> None:
        self.document, self.tables = document, tables

    def place(self, number: int) -> tuple[int, int]:
        """Where a table begins and how many bytes it has."""
        first, size = struct.unpack_from("<II", self.document, 0x9A + 8 * number)
        return (first, size) if first + size <= len(self.tables) else (0, 0)

    def table(self, number: int) -> bytes:
        """A table of the list."""
        first, size = self.place(number)
        return self.tables[first : first + size]

    def references(self, number: int, size: int) -> int:
        """How many entries of a size a list of places has (2.2.2)."""
        return max(0, (len(self.table(number)) - 4) // (4 + size))

    @cached_property
    def writers(self) -> tuple[str, ...]:
        """Those who changed the document (2.9.299): a list of texts, each with its length."""
        data = self.table(WRITERS)
        if len(data) < 6 or data[:2] != b"\xff\xff":
            return ()
        names, at = [], 6
        for _ in range(struct.unpack_from("<H", data, 2)[0]):
            size = struct.unpack_from("<H", data, at)[0]
            names.append(data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace"))
            at += 2 + 2 * size
        return tuple(names)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The runs of characters that are struck out or new."""
        return tuple(
            Change(first, end, kind == STRUCK, found.get(by, 0))
            for first, end, found in self.runs
            for kind, by in ((STRUCK, STRUCK_BY), (NEW, NEW_BY))
            if found.get(kind, 0) & 1
        )

    @cached_property
    def runs(self) -> tuple[tuple[int, int, Mapping[int, int]], ...]:
        """The runs of characters with properties of their own:
        where they stand in the stream of the text, and the properties.
        """
        table = self.table(CHARACTERS)
        count = max(0, (len(table) - 4) // 8)
        pages = struct.unpack_from(f"<{count}I", table, 4 * (count + 1))
        return tuple(run for page in pages for run in self._of_page(page & 0x3FFFFF))

    def _of_page(self, number: int) -> Iterator[tuple[int, int, Mapping[int, int]]]:
        page = self.document[number * _PAGE : (number + 1) * _PAGE]
        count = page[-1]
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for n in range(count):
            at = 2 * page[4 * (count + 1) + n]
            yield bounds[n], bounds[n + 1], dict(_properties(page[at + 1 : at + 1 + page[at]])) if at else {}

    @cached_property
    def normal(self) -> Mapping[int, int]:
        """The properties of characters that the usual style has (2.9.271 STSH)."""
        table = self.table(STYLES)
        at = 2 + struct.unpack_from("<H", table)[0]
        head = struct.unpack_from("<H", table, 4)[0]
        while at + 2 <= len(table):
            size = struct.unpack_from("<H", table, at)[0]
            style = table[at + 2 : at + 2 + size]
            if size and struct.unpack_from("<H", style)[0] & 0xFFF == _NORMAL:
                return _of_style(style, head)
            at += 2 + size
        return {}

    def texts(self) -> Iterator[tuple[str, Mapping[int, int]]]:
        """The main text and its footnotes, run by run, with the properties of each."""
        main, notes = struct.unpack_from("<II", self.document, 0x4C)
        ranges = sorted(self._ranges(main + notes))
        starts = [first for first, _, _ in ranges]
        for first, end, found in self.runs:
            for start, stop, narrow in ranges[max(0, bisect_right(starts, first) - 1) : bisect_left(starts, end)]:
                data = self.document[max(first, start) : min(end, stop)]
                if data:
                    yield data.decode("cp1252" if narrow else "utf-16-le", "replace"), found

    @cached_property
    def text(self) -> str:
        """The main text and its footnotes as they are printed, without what is struck out."""
        main, notes = struct.unpack_from("<II", self.document, 0x4C)
        struck = sorted((c.first, c.end) for c in self.changes if c.deletes)
        return _as_shown("".join(self._pieces(main + notes, struck)))

    def _pieces(self, most: int, struck: list[tuple[int, int]]) -> Iterator[str]:
        """The text in its order, as many characters as asked for."""
        for first, stop, narrow in self._ranges(most):
            for start, end in _without(first, stop, struck):
                yield self.document[start:end].decode("cp1252" if narrow else "utf-16-le", "replace")

    def _ranges(self, most: int) -> Iterator[tuple[int, int, bool]]:
        """Where the pieces of the text stand, in its order,
        and whether a letter is one byte (2.4.1).
        """
        pieces = self.table(PIECES)
        at = 0
        while pieces[at] == 1:  # changes of properties, which come before the pieces
            at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
        count = (struct.unpack_from("<I", pieces, at + 1)[0] - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", pieces, at + 5)
        for n in range(count):
            place = struct.unpack_from("<I", pieces, at + 5 + 4 * (count + 1) + 8 * n + 2)[0]
            narrow = bool(place & 0x40000000)
            first, width = ((place & ~0x40000000) // 2, 1) if narrow else (place, 2)
            length = max(0, min(ends[n + 1], most) - ends[n])
            yield first, first + width * length, narrow


def old_document(path: Path) -> OldDocument:
    """Open a document.

    Raises:
        OSError, ValueError: it is damaged, encrypted, or older than Word 97.
    """
    found = streams(path, "WordDocument", "0Table", "1Table")
    document = found.get("WordDocument", b"")
    if len(document) < 0x300 or struct.unpack_from("<H", document, 2)[0] < 0xC1:
        raise ValueError("older than Word 97")
    flags = struct.unpack_from("<H", document, 10)[0]
    if flags & 0x0100:
        raise ValueError("encrypted")
    return OldDocument(document, found["1Table" if flags & 0x0200 else "0Table"])


def _properties(data: bytes) -> Iterator[tuple[int, int]]:
    """Properties and their operands as numbers (2.9.4 Grpprl)."""
    at = 0
    while at + 2 < len(data):
        kind = struct.unpack_from("<H", data, at)[0]
        size = _LENGTHS[kind >> 13]
        if not size:
            size = data[at + 2] + 1
        yield kind, int.from_bytes(data[at + 2 : at + 2 + size], "little")
        at += 2 + size


def _of_style(style: bytes, head: int) -> Mapping[int, int]:
    """The properties of characters of a paragraph's style: its name and the properties of
    paragraphs stand before them (2.9.260 STD, 2.9.100 GrLPUpxSw).
    """
    at = head + 2 * struct.unpack_from("<H", style, head)[0] + 4
    paragraph = struct.unpack_from("<H", style, at)[0]
    at += 2 + paragraph + paragraph % 2
    size = struct.unpack_from("<H", style, at)[0]
    return dict(_properties(style[at + 2 : at + 2 + size]))


def _without(first: int, end: int, struck: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a range when the struck ones are cut out of it."""
    for start, stop in struck:
        if stop > first and start < end:
            if start > first:
                yield first, start
            first = min(end, max(first, stop))
    if first < end:
        yield first, end


def _as_shown(text: str) -> str:
    """The text without the codes of fields and without marks; paragraphs end in a line's end."""
    text = re.sub("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15", "", text)
    text = re.sub("\x13[^\x14]*\x14", "", text).replace("\x1e", "-")
    text = re.sub("[\x01\x02\x05\x08\x1f\x15\x14]", "", text).replace("\r", "\n").replace("\x07", "\n")
    return text.translate({n: " " for n in range(32) if n != 10})
