"""A quire: one source folded into pages of the volume, whatever their numbers will be.
It can be kept in the store.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proceedings.binding.relocating import Bytes, Chunk, Fragment
from proceedings.values.diagnostics import Diagnostic, Place, Severity

VERSION = 7
"""Raised whenever the same source would be folded differently."""

_SUM = hashlib.sha256().digest_size

Destination = tuple[int, str]
"""Which page of the quire (0-based), and the rest of an explicit destination as PDF writes it."""


@dataclass(slots=True)
class QuirePage:
    """One page of a quire.

    `hole` stands for the page object. `corner` is the lower left corner of its boxes. `tail` is the
    content that follows the page's own; slide numbers (text, right, bottom), head and folio are put
    behind it. `doubtful` says that the page's own contents may not end where they should.
    """

    hole: int
    corner: tuple[float, float]
    tail: str = ""
    numbers: list[tuple[str, float, float]] = field(default_factory=list)
    doubtful: bool = False


@dataclass(slots=True)
class Bookmarked:
    """A bookmark of the source. Texts are written as PDF writes them."""

    title: str
    destination: Destination | None = None
    uri: str | None = None
    open: bool = False
    colour: str | None = None
    flags: int = 0
    children: list[Bookmarked] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """What the volume must know about a quire; numbers are those of holes (see `Fragment`)."""

    pages: list[QuirePage] = field(default_factory=list)
    elements: dict[str, list[int]] = field(default_factory=dict)
    """Top elements of the structure tree, by part."""
    holders: list[int] = field(default_factory=list)
    """What each key of the parent tree stands for."""
    ids: list[tuple[str, int]] = field(default_factory=list)
    """Ids of structure elements in hexadecimal."""
    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Attribute classes: the sum of what each says, and where it is."""
    namespaces: list[int] = field(default_factory=list)
    layers: list[tuple[int, bool]] = field(default_factory=list)
    """Layers, and whether each is hidden."""
    anchors: dict[str, Destination] = field(default_factory=dict)
    bookmarks: list[Bookmarked] = field(default_factory=list)
    language: str | None = None
    tagged: bool = False
    links: dict[str, int] = field(default_factory=dict)
    """How many links of each fate, by the names of `LinkCounts`."""
    diagnostics: list[dict[str, Any]] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)
    """What its links refer to outside of it:
    DOIs, files and parts, which may or may not be in the volume.
    """


@dataclass(frozen=True, slots=True)
class Quire:
    """A source's objects and what must be known about them:
    `data` is both as a file, `digest` its sum.
    """

    passage: Fragment
    notes: Notes
    digest: bytes
    data: bytes


def quire_of(passage: Fragment, notes: Notes) -> Quire:
    """A quire as it comes back from the store, too: the same bytes make the same volume."""
    return read(written(passage, notes))


def written(passage: Fragment, notes: Notes) -> bytes:
    """A quire as one file: a sum, the length of the list of contents,
    that list as JSON, templates, holes, data.
    """
    pieces: list[bytes | memoryview] = []
    contents = {
        "plain": passage.plain,
        "outside": passage.outside,
        "keys": passage.keys,
        "chunks": [(len(c.template), len(c.holes), c.count, c.first) for c in passage.chunks],
        "streams": [(len(s.template), len(s.holes), s.digest.hex(), len(s.data)) for s in passage.streams],
        "notes": _as_json(notes),
    }
    for chunk in passage.chunks:
        pieces += (chunk.template, _little(chunk.holes))
    for stream in passage.streams:
        pieces += (stream.template, _little(stream.holes), stream.data)
    head = json.dumps(contents, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    whole = b"".join((len(head).to_bytes(8, "big"), head, *pieces))
    return hashlib.sha256(whole).digest() + whole


def read(data: bytes) -> Quire:
    """The quire in a file that `written` made."""
    view, at = memoryview(data), _SUM + 8 + int.from_bytes(data[_SUM : _SUM + 8], "big")
    contents = json.loads(data[_SUM + 8 : at].decode("utf-8", "surrogatepass"))
    chunks, streams = [], []
    for length, holes, count, first in contents["chunks"]:
        middle = at + length
        chunks.append(Chunk(bytes(view[at:middle]), _array(view[middle : middle + 4 * holes]), count, first))
        at = middle + 4 * holes
    for length, holes, digest, size in contents["streams"]:
        middle = at + length
        end = middle + 4 * holes
        template = bytes(view[at:middle])
        streams.append(Bytes(template, _array(view[middle:end]), bytes.fromhex(digest), view[end : end + size]))
        at = end + size
    passage = Fragment(contents["plain"], tuple(chunks), tuple(streams), tuple(contents["outside"]), contents["keys"])
    return Quire(passage, _notes(contents["notes"]), data[:_SUM], data)


def notes_in(file: Path) -> Notes:
    """The notes of the quire in a file, without its objects."""
    with file.open("rb") as stream:
        lead = stream.read(_SUM + 8)
        head = stream.read(int.from_bytes(lead[_SUM:], "big"))
    return _notes(json.loads(head.decode("utf-8", "surrogatepass"))["notes"])


def diagnostics_of(notes: Notes) -> list[Diagnostic]:
    """What folding had to say."""
    return [
        Diagnostic(**{**kept, "severity": Severity(kept["severity"]), "place": Place(**kept["place"])})
        for kept in notes.diagnostics
    ]


def _little(holes: array[int]) -> bytes:
    return holes.tobytes()


def _array(view: memoryview) -> array[int]:
    made: array[int] = array("I")
    made.frombytes(view)
    return made


def _as_json(notes: Notes) -> dict[str, Any]:
    plain = {name: getattr(notes, name) for name in Notes.__slots__ if name not in ("pages", "bookmarks")}
    pages = [(p.hole, p.corner, p.tail, p.numbers, p.doubtful) for p in notes.pages]
    return {**plain, "pages": pages, "bookmarks": [_bookmark_as_json(b) for b in notes.bookmarks]}


def _bookmark_as_json(b: Bookmarked) -> list[Any]:
    return [b.title, b.destination, b.uri, b.open, b.colour, b.flags, [_bookmark_as_json(c) for c in b.children]]


def _notes(data: dict[str, Any]) -> Notes:
    data["pages"] = [QuirePage(*page) for page in data["pages"]]
    data["bookmarks"] = [_bookmark(b) for b in data["bookmarks"]]
    return Notes(**data)


def _bookmark(data: list[Any]) -> Bookmarked:
    title, place, uri, is_open, colour, flags, children = data
    return Bookmarked(title, place, uri, is_open, colour, flags, [_bookmark(child) for child in children])
