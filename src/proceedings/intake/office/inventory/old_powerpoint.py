"""The inventory of a presentation of PowerPoint 97 to 2003 ([MS-PPT])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from proceedings.office_files.compound import streams
from proceedings.values.holdings import COMMENTS, EMBEDDED, FILMS, HIDDEN_SLIDES, SOUNDS, Count, Inventory, Passage

_DOCUMENT, _SLIDE_LIST, _SLIDE_AT, _INFO = 1000, 4080, 1011, 1017
_WIDE, _NARROW, _COMMENT, _OF_SLIDE = 4000, 4008, 12000, 1009
_SLIDES, _NOTES = 0, 2
"""Which of the document's lists a list is (2.4.14.3)."""
_MOST_RECORDS = 1_000_000
_KINDS = {4102: FILMS, 4103: FILMS, 4109: SOUNDS, 4110: SOUNDS, 4111: SOUNDS, 4112: SOUNDS, 4044: EMBEDDED}
"""Records of films, sounds and objects in the list of what is not text (2.10)."""
_CONTAINER = 15
Record = tuple[int, int, bool, bytes]
"""Kind, instance, whether it holds other records, and its body."""


def read_old_powerpoint(path: Path) -> Inventory:
    """What a PPT holds, as far as it is told without its pictures.

    Raises:
        OSError, ValueError, KeyError, IndexError, struct.error: it is damaged.
    """
    found = streams(path, "PowerPoint Document", "Current User")
    document, current = found["PowerPoint Document"], found["Current User"]
    count = Count(slides=0)
    places, root = _directory(document, struct.unpack_from("<I", current, 16)[0])
    lists = {
        instance: body
        for kind, instance, _, body in _records(next(_records(document, places[root]))[3])
        if kind == _SLIDE_LIST
    }
    pages = _slides(document, lists.get(_SLIDES, b""), places, count)
    count.page = None
    _notes(document, lists.get(_NOTES, b""), places, pages, count)
    for kind, _, _, _ in _all(document[places[root] :], 4):
        if kind in _KINDS:
            count.add(_KINDS[kind])
    return count.inventory()


def _directory(document: bytes, at: int) -> tuple[dict[int, int], int]:
    """Where the objects of the last edit stand, and the number of the document's own (2.1.2)."""
    places: dict[int, int] = {}
    root = 0
    while at:
        before, directory, here = struct.unpack_from("<III", document, at + 16)
        root = root or here
        body = next(_records(document, directory))[3]
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


def _slides(document: bytes, listed: bytes, places: dict[int, int], count: Count) -> dict[int, int]:
    """The slides with the texts that the list keeps for them;
    gives back their pages by the number of the slide.
    """
    number, shown = 0, True
    pages: dict[int, int] = {}
    for kind, _, _, body in _records(listed):
        if kind == _SLIDE_AT:
            number += 1
            slide = next(_records(document, places[struct.unpack_from("<I", body)[0]]))[3]
            info = next((data for inner, _, _, data in _records(slide) if inner == _INFO), b"")
            shown = len(info) < 11 or not info[10] & 4
            if not shown:
                count.page = None
                count.add(HIDDEN_SLIDES, str(number))
                continue
            assert count.slides is not None
            count.slides += 1
            pages[struct.unpack_from("<I", body, 12)[0]] = count.page = count.slides
            for inner, _, _, data in _all(slide, 12):
                _say(inner, data, count)
                if inner == _COMMENT:
                    count.add(COMMENTS)
        elif shown:
            _say(kind, body, count)
    return pages


def _notes(document: bytes, listed: bytes, places: dict[int, int], pages: dict[int, int], count: Count) -> None:
    """The speaker's notes, each with its slide (2.5.6);
    a lone sign stands for a number or a date.
    """
    for kind, _, _, body in _records(listed):
        if kind != _SLIDE_AT:
            continue
        notes = next(_records(document, places[struct.unpack_from("<I", body)[0]]))[3]
        slide = next((data for inner, _, _, data in _records(notes) if inner == _OF_SLIDE), b"\0\0\0\0")
        page = pages.get(struct.unpack_from("<I", slide)[0])
        texts = [_text(inner, data) for inner, _, _, data in _all(notes, 12) if inner in (_WIDE, _NARROW)]
        said = "\n".join(text for text in texts if len(text.strip()) > 1)
        if said and page is not None:
            count.notes.append(Passage(said, page))


def _say(kind: int, body: bytes, count: Count) -> None:
    if kind in (_WIDE, _NARROW):
        for passage in _text(kind, body).split("\r"):
            count.say(passage)


def _text(kind: int, body: bytes) -> str:
    return body.decode("utf-16-le" if kind == _WIDE else "latin-1", "replace").replace("\x0b", " ")


def _all(data: bytes, depth: int) -> Iterator[Record]:
    """The records of a body and those in them, so deep."""
    for record in _records(data):
        yield record
        if record[2] and depth:
            yield from _all(record[3], depth - 1)


def _records(data: bytes, at: int = 0) -> Iterator[Record]:
    """The records of a body, one after the other (2.3.1)."""
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(data):
            return
        head, kind, size = struct.unpack_from("<HHI", data, at)
        yield kind, head >> 4, head & 15 == _CONTAINER, data[at + 8 : at + 8 + size]
        at += 8 + size
