"""A Word document of 97 to 2003 taken apart ([MS-DOC]):
its text, who changed it, and where its tables stand.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
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

FOOTNOTES, COMMENTS, CHARACTERS, FIELDS, SETTINGS, PIECES, ENDNOTES, WRITERS = 2, 4, 12, 16, 31, 33, 46, 51
"""Places in the file information block's list of tables (2.5.6)."""
ALL_FIELDS = (16, 17, 18, 57)
"""The places of the lists of fields:
of the text, of heads and feet, of footnotes, of text boxes.
"""


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
        table = self.table(CHARACTERS)
        count = max(0, (len(table) - 4) // 8)
        pages = struct.unpack_from(f"<{count}I", table, 4 * (count + 1))
        return tuple(change for page in pages for change in self._of_page(page & 0x3FFFFF))

    def _of_page(self, number: int) -> Iterator[Change]:
        page = self.document[number * _PAGE : (number + 1) * _PAGE]
        count = page[-1]
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for n in range(count):
            at = 2 * page[4 * (count + 1) + n]
            if not at:
                continue
            found = dict(_properties(page[at + 1 : at + 1 + page[at]]))
            for kind, by in ((STRUCK, STRUCK_BY), (NEW, NEW_BY)):
                if found.get(kind, 0) & 1:
                    yield Change(bounds[n], bounds[n + 1], kind == STRUCK, found.get(by, 0))

    @cached_property
    def text(self) -> str:
        """The main text and its footnotes as they are printed, without what is struck out."""
        main, notes = struct.unpack_from("<II", self.document, 0x4C)
        struck = sorted((c.first, c.end) for c in self.changes if c.deletes)
        return _as_shown("".join(self._pieces(main + notes, struck)))

    def _pieces(self, most: int, struck: list[tuple[int, int]]) -> Iterator[str]:
        """The text in its order (2.4.1), as many characters as asked for."""
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
            for start, end in _without(first, first + width * length, struck):
                yield self.document[start:end].decode("cp1252" if narrow else "utf-16-le", "replace")


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
