"""Limits of a submission, which an editor can raise,
and what measures it without spending more than they allow.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from zlib_ng import zlib_ng

from proceedings.pdf import objects
from proceedings.pdf.pages import unit_of, visible_box
from proceedings.values.limits import Excess, Limits

if TYPE_CHECKING:
    import pikepdf

_CHUNK = 1 << 20
_MOST_FILTERS = 8
"""More filters on one stream than this do not occur in honest files."""
_ASCII = ("ASCIIHexDecode", "AHx", "ASCII85Decode", "A85")
_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What all streams of a document come to.

    `damaged` names the streams (object number, generation) whose data break off or are corrupt.
    """

    decompressed_bytes: int
    excess: Excess | None = None
    damaged: tuple[tuple[int, int], ...] = ()


def measure_decompressed(pdf: pikepdf.Pdf, limits: Limits) -> Measured:
    """Decode every stream piece by piece, keep none of it, and stop at the limit.

    Memory stays at a few megabytes beyond the file's own, whatever the streams expand to. Pictures
    count with their size in pixels too, because a few bytes of JBIG2 or JPEG 2000 can ask for a
    very large one.
    """
    import pikepdf

    total = 0
    damaged: list[tuple[int, int]] = []
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        allowed = min(limits.stream_bytes, limits.decompressed_bytes - total)
        size, sound = _size_of(item, allowed)
        total += size
        if not sound:
            damaged.append(item.objgen)
        if size > limits.stream_bytes:
            return Measured(total, _bomb("stream_bytes", limits.stream_bytes, "one of its streams"), tuple(damaged))
        if total > limits.decompressed_bytes:
            return Measured(total, _bomb("decompressed_bytes", limits.decompressed_bytes, "it"), tuple(damaged))
    return Measured(total, None, tuple(damaged))


def oversized_page(pages: Iterable[Any], limits: Limits) -> Excess | None:
    """The first page whose longer side exceeds the limit; sizes in inches, UserUnit applied."""
    for number, page in enumerate(pages, 1):
        box = visible_box(page)
        inches = max(box.width, box.height) * unit_of(page) / _INCH
        if inches > limits.page_inches:
            said = f"page {number} is {inches:.0f} inches long, more than the {limits.page_inches:g} allowed"
            return Excess("page_inches", said, number)
    return None


def inflate(data: bytes, limit: int) -> tuple[bytes, bool]:
    """What can be had of deflated data, at most `limit` bytes,
    and whether they were complete and sound.
    """
    out = bytearray()
    try:
        for piece in _inflated([data]):
            out += piece
            if len(out) > limit:
                break
    except _Corrupt:
        return bytes(out[:limit]), False
    return bytes(out[:limit]), True


def _bomb(name: str, limit: int, what: str) -> Excess:
    return Excess(name, f"{what} expands to more than {limit / 1e6:,.0f} MB".replace(",", " "))


def _size_of(stream: Any, limit: int) -> tuple[int, bool]:
    """Bytes of a decoded stream,
    counted up to a little more than the limit, and whether it was sound.
    """
    raster = _raster_bytes(stream)
    if raster > limit:
        return raster, True
    filters = _filters(stream)
    if len(filters) > _MOST_FILTERS:
        return limit + 1, False
    try:
        data = stream.read_raw_bytes()
    except Exception:  # a stream qpdf cannot even delimit has nothing to expand
        return 0, False
    size = 0
    try:
        for piece in _sizes(data, filters):
            size += piece
            if size > limit:
                return size, True
    except _Corrupt:
        return max(size, raster), False
    return max(size, raster), True


class _Corrupt(Exception):
    """Data that break off or break their code."""


def _sizes(data: bytes, filters: list[str]) -> Iterator[int]:
    """Sizes of the pieces that come out of a chain of filters, as far as it can make data grow."""
    pieces: Iterable[bytes] = [data]
    for position, name in enumerate(filters):
        if name in ("FlateDecode", "Fl"):
            pieces = _inflated(pieces)
        elif name in ("LZWDecode", "LZW"):
            return _lzw_sizes(chain.from_iterable(pieces))
        elif name in ("RunLengthDecode", "RL"):
            return _run_length_sizes(chain.from_iterable(pieces))
        elif name in _ASCII and position == 0:
            pieces = [_from_ascii(data, name)]
        else:
            break
    return (len(piece) for piece in pieces)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib_ng.decompressobj()
    fed = False
    for piece in pieces:
        rest = piece
        while rest and not machine.eof:
            fed = True
            try:
                out = machine.decompress(rest, _CHUNK)
            except zlib_ng.error as problem:  # type: ignore[misc]  # its stub has an instance for the class
                raise _Corrupt from problem
            rest = machine.unconsumed_tail
            if out:
                yield out
    if fed and not machine.eof:
        raise _Corrupt


def _from_ascii(data: bytes, name: str) -> bytes:
    try:
        if name in ("ASCIIHexDecode", "AHx"):
            digits = b"".join(data.split(b">", 1)[0].split())
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(data.split(b"~", 1)[0].strip().removeprefix(b"<"), ignorechars=b" \t\n\r\v\f\0")
    except ValueError as problem:
        raise _Corrupt from problem


def _run_length_sizes(data: Iterator[int]) -> Iterator[int]:
    """ISO 32000-2, 7.4.5."""
    for length in data:
        if length == 128:
            return
        for _ in islice(data, length + 1 if length < 128 else 1):
            pass
        yield length + 1 if length < 128 else 257 - length


def _lzw_sizes(data: Iterator[int]) -> Iterator[int]:
    """Lengths of what each code stands for (ISO 32000-2, 7.4.4.2);
    the text itself is not needed.
    """
    lengths = [1] * 258
    held = bits = 0
    width, before = 9, 0
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 257:
            return
        if code == 256:
            del lengths[258:]
            width, before = 9, 0
            continue
        if code > len(lengths) or (code == len(lengths) and not before):
            raise _Corrupt
        size = lengths[code] if code < len(lengths) else before + 1
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
        before = size
        # With EarlyChange, the default, codes grow one entry before the table is full.
        width = 9 + (len(lengths) >= 511) + (len(lengths) >= 1023) + (len(lengths) >= 2047)
        yield size


def _filters(stream: Any) -> list[str]:
    value = objects.get(stream, "/Filter")
    if objects.name(value):
        return [objects.name(value)]
    return [objects.name(f) for f in objects.elements(stream, "/Filter")]


def _raster_bytes(stream: Any) -> int:
    """Bytes of a picture as it is drawn, in as many channels as it can have at most."""
    if objects.name(objects.get(stream, "/Subtype")) != "Image":
        return 0
    width, height, bits = (
        objects.number(objects.get(stream, k)) or 0 for k in ("/Width", "/Height", "/BitsPerComponent")
    )
    mask = objects.get(stream, "/ImageMask") is True
    space = objects.get(stream, "/ColorSpace")
    channels = 1 if mask or objects.name(space) in ("DeviceGray", "CalGray", "G") else 3
    return int(max(0.0, width) * max(0.0, height) * channels * (1 if mask else (bits or 8)) / 8)
