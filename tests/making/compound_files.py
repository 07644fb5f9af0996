"""Compound files, in which older office programs keep several streams:
[MS-CFB], as far as reading needs it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

END = 0xFFFFFFFA
"""Numbers of sectors from here on are marks."""
STREAM = 2
"""The kind of an entry that is a stream."""
SMALL = 4096
"""Streams below this size lie in the small sectors."""


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a file by name, without those of the objects that are embedded in it.

    Raises:
        ValueError: it is no compound file.
        IndexError, struct.error: it is damaged.
    """
    if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ValueError("no compound file")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    first_entry, first_small, first_further = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    tables = list(struct.unpack_from("<109I", data, 76))
    while first_further < END:
        *more, first_further = struct.unpack(f"<{size // 4}I", sector(first_further))
        tables += more
    table = [n for at in tables if at < END for n in struct.unpack(f"<{size // 4}I", sector(at))]
    entries = b"".join(map(sector, _chain(table, first_entry)))
    small_table = [
        n for at in _chain(table, first_small) for n in struct.unpack(f"<{size // 4}I", sector(at).ljust(size, b"\xff"))
    ]
    first, count = struct.unpack_from("<II", entries, 116)
    small = b"".join(map(sector, _chain(table, first)))[:count]
    found: dict[str, bytes] = {}
    for at in _siblings(entries, struct.unpack_from("<I", entries, 76)[0]):
        length, kind = struct.unpack_from("<H", entries, at + 64)[0], entries[at + 66]
        first, count = struct.unpack_from("<II", entries, at + 116)
        if kind != STREAM:
            continue
        if count >= SMALL:
            held = b"".join(map(sector, _chain(table, first)))
        else:
            held = b"".join(small[n << small_shift : n + 1 << small_shift] for n in _chain(small_table, first))
        found[entries[at : at + max(0, length - 2)].decode("utf-16-le", "replace")] = held[:count]
    return found


def _siblings(entries: bytes, top: int) -> Iterator[int]:
    """Where the entries of one storage stand, which are a tree."""
    pending, seen = [top], set()
    while pending:
        number = pending.pop()
        if number < END and number not in seen:
            seen.add(number)
            yield 128 * number
            pending += struct.unpack_from("<II", entries, 128 * number + 68)


def _chain(table: list[int], first: int) -> Iterator[int]:
    seen = 0
    while first < END and seen <= len(table):
        yield first
        first, seen = table[first], seen + 1
