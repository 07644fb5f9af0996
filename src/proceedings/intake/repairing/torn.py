"""Torn files: one that lost its end,
and with it the table of its objects, gets a new end from what is left.

Newer files (PDF 1.5 and later) keep most objects packed in streams;
without the table nobody looks for them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.pdf.measuring import inflate
from proceedings.values.limits import Limits

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_TREE = re.compile(rb"/Type\s*/Pages\b")
_SEALED = re.compile(rb"/Filter\s*/Standard\b|/Encrypt\s*(?:<<|\d+\s+\d+\s+R\b)")
_TRAILER = re.compile(rb"\btrailer(?=\s*<<)")
_HEAD = 4096
"""Bytes within which an object's dictionary is looked at."""


def with_new_end(data: bytes, limits: Limits) -> bytes | None:
    """The file with its packed objects written out and a trailer that names its catalogue.

    None where nothing can be found, or where the file is encrypted:
    what it says cannot be read without its table.
    """
    if _SEALED.search(data):
        return None
    objects = list(_objects(data))
    packed = dict(_unpacked(data, objects, limits))
    root = _last(_CATALOGUE, data, objects, packed)
    added = [b"%d 0 obj\n%s\nendobj\n" % item for item in packed.items()]
    if root is None:
        # Without a catalogue a page tree will do, and without that the pages are found one by one.
        if not objects and not packed:
            return None
        root = max([number for number, _, _ in objects] + list(packed)) + 1
        tree = _last(_TREE, data, objects, packed)
        pages = b"<</Type /Pages /Kids null>>" if tree is None else b"%d 0 R" % tree
        added.append(b"%d 0 obj\n<</Type /Catalog /Pages %s>>\nendobj\n" % (root, pages))
    # An older trailer would go before ours.
    data = _TRAILER.sub(b"%------", data)
    return b"%s\n%strailer\n<</Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n" % (data, b"".join(added), root)


def _objects(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Number of each object, and where its body begins and ends at the latest."""
    before: tuple[int, int] | None = None
    for found in _OBJECT.finditer(data):
        if before is not None:
            yield (*before, found.start())
        before = (int(found[1]), found.end())
    if before is not None:
        yield (*before, len(data))


def _unpacked(data: bytes, objects: list[tuple[int, int, int]], limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The objects in the streams that hold objects (ISO 32000-2, 7.5.7),
    as far as these can be read.
    """
    left = limits.stream_bytes
    for _, start, end in objects:
        head = data[start : min(end, start + _HEAD)]
        stream = _STREAM.search(head)
        if stream is None or not _PACKED.search(head, 0, stream.start()):
            continue
        body = data[start + stream.end() : end]
        if b"/FlateDecode" in head[: stream.start()]:
            body, _ = inflate(body, left)
        left -= len(body)
        first = re.search(rb"/First\s+(\d+)", head)
        if first is None or left <= 0:
            continue
        yield from _items(body, int(first[1]))


def _items(body: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    numbers = [int(word) for word in body[:first].split() if word.isdigit() and len(word) < 11]
    places = sorted(zip(numbers[1::2], numbers[::2], strict=False))
    for n, (at, number) in enumerate(places):
        end = first + places[n + 1][0] if n + 1 < len(places) else len(body)
        # What is cut off in the middle of an object is left out.
        if end <= len(body) and first + at < end:
            yield number, body[first + at : end].strip()


def _last(
    pattern: re.Pattern[bytes], data: bytes, objects: list[tuple[int, int, int]], packed: dict[int, bytes]
) -> int | None:
    """The number of the last object that says it is one, packed ones first:
    they belong to the newer kind of file.
    """
    for number, body in reversed(packed.items()):
        if pattern.search(body):
            return number
    for number, start, end in reversed(objects):
        if pattern.search(data, start, min(end, start + _HEAD)):
            return number
    return None
