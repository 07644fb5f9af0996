"""Stitching: objects are numbered and written to the volume's file one after the other;
nothing stays in memory.

Source: ISO 32000-2, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

from proceedings.binding.relocating import CHUNK, Fragment

LEVEL = 5
"""How hard object streams are compressed:
6 takes half as long again and saves a hundredth of them.
"""

_WINDOW, _MEMORY = 10, 5
"""For short streams: zlib sets up its usual tables in ten times the time
that a head and a folio take.
"""

_AHEAD = 24
"""Object streams that may wait for their compression, which runs beside the copying."""

_IN_FILE, _IN_STREAM = 1 << 56, 2 << 56
"""Kinds of cross-reference entries;
entries are eight bytes: kind, five of offset or stream, two of index.
"""

_MOST = 10**8
"""Object numbers have eight digits: see `relocating.WIDTH`."""


class Stitcher:
    """Writes a PDF front to back.
    Objects get their numbers with `take`, before or after what refers to them.
    """

    def __init__(self, file: IO[bytes], version: str) -> None:
        self._file = file
        self._at = 0
        self._entries = array("Q", [0])
        self._own: list[tuple[int, bytes]] = []
        self._same: dict[bytes, int] = {}
        self._waiting: deque[tuple[int, bytes, Future[bytes]]] = deque()
        self._pool = ThreadPoolExecutor(2)
        self._sum = hashlib.sha256()
        self._put(f"%PDF-{version}\n".encode("ascii"), b"%\xe2\xe3\xcf\xd3\n")

    def take(self, count: int = 1) -> int:
        """The first of `count` fresh object numbers in a row."""
        first = len(self._entries)
        if first + count >= _MOST:
            raise OverflowError("the volume has more than a hundred million objects")
        self._entries.frombytes(bytes(8 * count))
        return first

    def copy(self, passage: Fragment, digest: bytes, outside: Callable[[str], int], first_key: int) -> Sequence[int]:
        """Copy a passage; streams that are there already are shared.
        Gives back the number in each of its holes.

        Args:
            passage: what to copy.
            digest: its sum, which becomes part of the volume's identifier.
            outside: the number of what is outside of the passage, by name.
            first_key: of its keys in the parent tree.
        """
        self._sum.update(digest)
        first = self.take(passage.plain)
        numbers = list(range(first, first + passage.plain))
        fresh = []
        for stream in passage.streams:
            number = self._same.get(stream.digest) if stream.digest else None
            if number is None:
                number = self.take()
                fresh.append((number, stream))
                if stream.digest:
                    self._same[stream.digest] = number
            numbers.append(number)
        numbers += [outside(name) for name in passage.outside]
        numbers += range(first_key, first_key + passage.keys)
        at = 0
        for chunk in passage.chunks:
            text = chunk.template % tuple([numbers[hole] for hole in chunk.holes])
            self._pack(numbers[at : at + chunk.count], text, chunk.first)
            at += chunk.count
        for number, stream in fresh:
            entries = stream.template % tuple([numbers[hole] for hole in stream.holes])
            self._write(number, entries, stream.data)
        return numbers

    def write(self, number: int, text: bytes) -> None:
        """Write an object that is no stream."""
        self._sum.update(text)
        self._own.append((number, text))
        if len(self._own) == CHUNK:
            self._pack_own()

    def write_stream(self, number: int, data: bytes) -> None:
        """Write a short content stream."""
        self._sum.update(data)
        small = zlib.compressobj(wbits=_WINDOW, memLevel=_MEMORY)
        packed = small.compress(data) + small.flush()
        if len(packed) + 20 < len(data):
            self._write(number, b"<</Filter/FlateDecode/Length %d>>" % len(packed), packed)
        else:
            self._write(number, b"<</Length %d>>" % len(data), data)

    def close(self, root: int, info: int | None) -> None:
        """Write what is still waiting, and the cross-reference stream."""
        self._pack_own()
        self._settle(0)
        self._pool.shutdown()
        number = self.take()
        self._entries[number] = _IN_FILE | self._at << 16
        size, identifier = len(self._entries), self._sum.hexdigest()[:32].encode()
        if sys.byteorder == "little":
            self._entries.byteswap()
        packed = zlib.compress(self._entries.tobytes(), 1)
        start, about = self._at, b"" if info is None else b"/Info %d 0 R" % info
        entries = b"<</Type/XRef/W[1 5 2]/Size %d/Root %d 0 R%b/ID[<%b><%b>]/Filter/FlateDecode/Length %d>>"
        self._put(b"%d 0 obj\n" % number)
        self._put(entries % (size, root, about, identifier, identifier, len(packed)))
        self._put(b"\nstream\n", packed, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def give_up(self) -> None:
        """Stop the threads after a failure."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _pack_own(self) -> None:
        if not self._own:
            return
        numbers = [number for number, _ in self._own]
        head, at = [], 0
        for number, text in self._own:
            head.append(b"%d %d" % (number, at))
            at += len(text) + 1
        start = b" ".join(head) + b"\n"
        self._pack(numbers, start + b"\n".join(text for _, text in self._own), len(start))
        self._own.clear()

    def _pack(self, numbers: Sequence[int], text: bytes, first: int) -> None:
        stream = self.take()
        kind = _IN_STREAM | stream << 16
        for index, number in enumerate(numbers):
            self._entries[number] = kind | index
        entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length " % (len(numbers), first)
        self._waiting.append((stream, entries, self._pool.submit(zlib.compress, text, LEVEL)))
        self._settle(_AHEAD)

    def _settle(self, left: int) -> None:
        while len(self._waiting) > left:
            number, entries, packed = self._waiting.popleft()
            data = packed.result()
            self._write(number, entries + b"%d>>" % len(data), data)

    def _write(self, number: int, entries: bytes, data: bytes | memoryview) -> None:
        self._entries[number] = _IN_FILE | self._at << 16
        self._put(b"%d 0 obj\n" % number, entries, b"\nstream\n", data, b"\nendstream\nendobj\n")

    def _put(self, *pieces: bytes | memoryview) -> None:
        self._file.writelines(pieces)
        self._at += sum(map(len, pieces))


def references(numbers: Iterable[int]) -> bytes:
    """An array of references."""
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


def text_string(text: str) -> bytes:
    """A text string as PDF writes it (ISO 32000-2, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(%b)" % escaped.encode("ascii")
    return b"<feff%b>" % text.encode("utf-16-be", "surrogatepass").hex().encode("ascii")
