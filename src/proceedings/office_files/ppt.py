"""A presentation of PowerPoint 97 to 2003 taken apart ([MS-PPT]):
its records, and where they stand.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from proceedings.office_files.compound import streams

_DOCUMENT_LIST = 4080
_MOST_RECORDS = 1_000_000
_CONTAINER = 15
SLIDE_AT, WIDE, NARROW = 1011, 4000, 4008
"""Records: a place in a list of slides or notes; texts in UTF-16, and in one byte a letter."""
SLIDES, NOTES = 0, 2
"""Which of the document's lists a list is (2.4.14.3)."""

Record = tuple[int, int, bool, bytes]
"""Kind, instance, whether it holds other records, and its body."""


@dataclass(frozen=True, slots=True)
class OldDeck:
    """A presentation by its stream.

    `places` says where the objects of the last edit stand, `root` which is the document's own
    (2.1.2), `lists` holds its lists of slides, masters and notes.
    """

    document: bytes
    places: Mapping[int, int]
    root: int
    lists: Mapping[int, bytes]

    def at(self, number: int) -> bytes:
        """The body of an object."""
        return next(records(self.document, self.places[number]))[3]

    @property
    def own(self) -> bytes:
        """The body of the document's own object."""
        return self.at(self.root)


def old_deck(path: Path) -> OldDeck:
    """Open a presentation.

    Raises:
        OSError, ValueError, KeyError, IndexError, struct.error: it is damaged.
    """
    found = streams(path, "PowerPoint Document", "Current User")
    document = found["PowerPoint Document"]
    places, root = _directory(document, struct.unpack_from("<I", found["Current User"], 16)[0])
    own = next(records(document, places[root]))[3]
    lists = {instance: body for kind, instance, _, body in records(own) if kind == _DOCUMENT_LIST}
    return OldDeck(document, places, root, lists)


def number_of(body: bytes) -> int:
    """The object that a place in a list stands for."""
    number: int = struct.unpack_from("<I", body)[0]
    return number


def text_of(kind: int, body: bytes) -> str:
    """The text of a record; paragraphs end in a carriage return."""
    return body.decode("utf-16-le" if kind == WIDE else "latin-1", "replace").replace("\x0b", " ")


def all_records(data: bytes, depth: int) -> Iterator[Record]:
    """The records of a body and those in them, so deep."""
    for record in records(data):
        yield record
        if record[2] and depth:
            yield from all_records(record[3], depth - 1)


def records(data: bytes, at: int = 0) -> Iterator[Record]:
    """The records of a body, one after the other (2.3.1)."""
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(data):
            return
        head, kind, size = struct.unpack_from("<HHI", data, at)
        yield kind, head >> 4, head & 15 == _CONTAINER, data[at + 8 : at + 8 + size]
        at += 8 + size


def _directory(document: bytes, at: int) -> tuple[dict[int, int], int]:
    """Where the objects of the last edit stand, and the number of the document's own (2.1.2)."""
    places: dict[int, int] = {}
    root = 0
    while at:
        before, directory, here = struct.unpack_from("<III", document, at + 16)
        root = root or here
        body = next(records(document, directory))[3]
        position = 0
        while position < len(body):
            head = struct.unpack_from("<I", body, position)[0]
            first, many = head & 0xFFFFF, head >> 20
            for n, place in enumerate(struct.unpack_from(f"<{many}I", body, position + 4)):
                places.setdefault(first + n, place)
            position += 4 + 4 * many
        if before >= at:
            raise ValueError("edits in a circle")
        at = before
    return places, root
