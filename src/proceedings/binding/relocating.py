"""Objects of a document as text with holes where object numbers go,
so that they can be copied into any volume.

What stays outside of the document, such as the parent of its pages, is a hole with a name.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pikepdf import Dictionary, Name, Object, Pdf, PdfError, Stream, String, explicit_conversion

from proceedings.binding.entries import shallow

WIDTH = 8
"""Digits of a hole: every number takes the same room,
so that places within object streams are known beforehand.
"""

CHUNK = 200
"""Objects that share an object stream:
enough to compress well, few enough to be read for one of them.
"""

_HOLE = b"%8d"
_GROWTH = WIDTH - len(_HOLE)
"""Bytes by which the text becomes longer with each hole that is filled."""
_STRING = re.compile(rb"(\((?:[^()\\]+|\\.)*\))", re.DOTALL)
"""A string in the text of an object as qpdf writes it: every parenthesis inside is escaped.
Only in strings are percent signs: those of names become `#25`.
"""

_KEY = re.compile(rb"(/StructParents? )(\d+)(?![0-9.]| \d+ R)")
"""A key of the parent tree."""

_DATED = frozenset(("/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"))
"""Filters that take more room than Flate; PDF/A does not know the first."""

_COMPRESSIBLE = 64
"""Bytes from which compressing a stream pays."""

Holes = array
"""Which number goes into each hole: see `Fragment`."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Objects for one object stream.
    `template` has holes in which `holes` belong; `first` is the PDF key /First.
    """

    template: bytes
    holes: array[int]
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Bytes:
    """A stream: its dictionary with holes, and its data.
    Streams with equal digests are the same wherever they stand.

    `digest` is empty where the stream has an identity of its own.
    """

    template: bytes
    holes: array[int]
    digest: bytes
    data: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Fragment:
    """All objects of a document, ready to be copied.

    Holes count through: first the `plain` objects of the chunks, then the streams,
    then the names of `outside`, then the `keys` of the parent tree.
    """

    plain: int
    chunks: tuple[Chunk, ...]
    streams: tuple[Bytes, ...]
    outside: tuple[str, ...]
    keys: int = 0


class ExternalRefs:
    """Objects that stand for what is not in the document under construction, by name."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._objects: dict[str, Object] = {}
        self.names: dict[int, str] = {}
        """By object number."""

    def of(self, name: str) -> Object:
        """The object that stands for what has this name."""
        if name not in self._objects:
            stand_in = self._pdf.make_indirect(Dictionary(Outside=String(name)))
            self._objects[name] = stand_in
            self.names[stand_in.objgen[0]] = name
        return self._objects[name]


@dataclass(slots=True)
class _Found:
    template: bytes
    references: list[int]
    """Object numbers; keys of the parent tree as -1 - key."""
    data: bytes | None
    nameless: bool
    """True for what has an identity of its own although nothing in its text says so."""


@dataclass(slots=True)
class _Walk:
    """What was found on the way from the roots, by object number."""

    outside: Mapping[int, str]
    found: dict[int, _Found] = field(default_factory=dict)
    plain: list[int] = field(default_factory=list)
    streams: list[int] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    digests: dict[int, bytes] = field(default_factory=dict)


def relocatable(
    pdf: Pdf, roots: Iterable[Object], outside: ExternalRefs, keys: int = 0
) -> tuple[Fragment, dict[int, int]]:
    """All objects that can be reached from some, in the order in which they are met.

    Returns:
        The objects, and which hole stands for which object number of `pdf`.
    """
    walk = _Walk(outside.names)
    # Numbers and booleans stay objects of PDF, which know their text.
    with explicit_conversion():
        _follow(pdf, [root.objgen[0] for root in roots], walk)
    index = {number: n for n, number in enumerate((*walk.plain, *walk.streams))}
    count = len(index)
    index |= {number: count + walk.names[name] for number, name in outside.names.items() if name in walk.names}
    first_key = count + len(walk.names)

    def holes(references: Sequence[int]) -> array[int]:
        return array("I", [index[r] if r >= 0 else first_key - 1 - r for r in references])

    chunks = tuple(_chunk(walk, index, holes, start) for start in range(0, len(walk.plain), CHUNK))
    streams = []
    for number in walk.streams:
        found = walk.found[number]
        assert found.data is not None
        streams.append(Bytes(found.template, holes(found.references), _digest(walk, number), found.data))
    return Fragment(len(walk.plain), chunks, tuple(streams), tuple(walk.names), keys), index


def _follow(pdf: Pdf, roots: Sequence[int], walk: _Walk) -> None:
    stack = list(reversed(roots))
    while stack:
        number = stack.pop()
        if number in walk.found:
            continue
        if number in walk.outside:
            walk.names.setdefault(walk.outside[number], len(walk.names))
            continue
        thing = pdf.get_object(number, 0)
        if isinstance(thing, Stream):
            entries, data = _stream(thing)
            found = _cut(entries.unparse(), data, entries.get("/Type") == "/Metadata")
            walk.streams.append(number)
        else:
            text = thing.unparse(resolved=True) if thing is not None else b"null"
            # Nearly all objects: they are not asked what their text tells.
            layer = b"/OC" in text and isinstance(thing, Dictionary) and thing.get("/Type") in ("/OCG", "/OCMD")
            found = _cut(text, None, layer)
            walk.plain.append(number)
        walk.found[number] = found
        stack += [r for r in reversed(found.references) if r >= 0]


def _cut(text: bytes, data: bytes | None, nameless: bool) -> _Found:
    references: list[int] = []
    if b"(" not in text:
        return _Found(_with_holes(text, references), references, data, nameless)
    pieces = _STRING.split(text)
    pieces[::2] = [_with_holes(piece, references) for piece in pieces[::2]]
    pieces[1::2] = [string.replace(b"%", b"%%") for string in pieces[1::2]]
    return _Found(b"".join(pieces), references, data, nameless)


def _with_holes(text: bytes, references: list[int]) -> bytes:
    """The text of an object, or what stands between its strings, with holes;
    what goes into them is added to a list.
    """
    if b"/StructParent" not in text:
        return _referring(text, references)
    before, *rest = _KEY.split(text)
    made = _referring(before, references)
    for name, key, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        references.append(-1 - int(key))
        made += name + _HOLE + _referring(after, references)
    return made


def _referring(text: bytes, references: list[int]) -> bytes:
    """As qpdf writes a reference, it has spaces around it and generation 0;
    a search for digits would take longer.
    """
    *before, last = text.split(b" 0 R")
    if not before:
        return text
    pieces = []
    for piece in before:
        head, _, number = piece.rpartition(b" ")
        references.append(int(number))
        pieces.append(head)
    return (b" " + _HOLE + b" 0 R").join((*pieces, b"")) + last


def _stream(stream: Stream) -> tuple[Dictionary, bytes]:
    """A stream's dictionary without shared parts, and its data, compressed where that pays."""
    entries = shallow(stream.stream_dict)
    filters = entries.get("/Filter")
    names = {str(f) for f in ([filters] if isinstance(filters, Name) else list(filters or ()))}
    data = stream.read_raw_bytes()
    if names & _DATED:
        try:
            data, names = stream.read_bytes(), set()
        except PdfError:
            pass
        else:
            for key in ("/Filter", "/DecodeParms"):
                if key in entries:
                    del entries[key]
    if not names and len(data) >= _COMPRESSIBLE and entries.get("/Type") != "/Metadata" and "/F" not in entries:
        packed = zlib.compress(data)
        if len(packed) < len(data):
            data, entries["/Filter"] = packed, Name.FlateDecode
    entries["/Length"] = len(data)
    return entries, data


def _chunk(walk: _Walk, index: Mapping[int, int], holes: object, start: int) -> Chunk:
    numbers = walk.plain[start : start + CHUNK]
    head, body, references, at = b"", [], array("I"), 0
    for number in numbers:
        found = walk.found[number]
        head += b"%%8d %d " % at
        body.append(found.template)
        at += len(found.template) + _GROWTH * len(found.references) - found.template.count(b"%%") + 1
        references += holes(found.references)  # type: ignore[operator]
    head = head.rstrip() + b"\n"
    own = array("I", [index[number] for number in numbers])
    length = len(head % tuple(own)) if numbers else 0
    return Chunk(head + b"\n".join(body), own + references, len(numbers), length)


def _digest(walk: _Walk, number: int) -> bytes:
    """The sum of a stream with all it refers to; empty where that is not all there is to it.

    Without recursion beyond what images, forms and fonts need:
    what is deeper has an identity of its own.
    """
    return _sum_of(walk, number, 12)


def _sum_of(walk: _Walk, number: int, depth: int) -> bytes:
    known = walk.digests.get(number)
    if known is not None:
        return known
    found = walk.found.get(number)
    if found is None or found.nameless or depth == 0 or any(r < 0 for r in found.references):
        return b""
    walk.digests[number] = b""
    digest = hashlib.sha256(found.template)
    for reference in found.references:
        inner = _sum_of(walk, reference, depth - 1)
        if not inner:
            return b""
        digest.update(inner)
    if found.data is not None:
        digest.update(b"stream")
        digest.update(found.data)
    walk.digests[number] = digest.digest()
    return walk.digests[number]
