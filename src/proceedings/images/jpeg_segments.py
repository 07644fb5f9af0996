"""The segments of a JPEG file:
whether a PDF can hold it as it is, and the file without what tells of the camera.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SOI, _EOI, _SOS, _APP0, _APP2, _APP14, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE2, 0xEE, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_HUFFMAN = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive;
PDF knows neither lossless nor arithmetic ones (ISO 32000-1, 7.4.8).
"""
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a length (ITU-T T.81, B.1.1.3)."""
_NEXT = re.compile(rb"\xff+([^\xff\x00\xd0-\xd7])")
"""The next marker in coded data,
where FF 00 stands for the byte FF and restart markers belong to the data.
"""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A marker with what belongs to it: `start` to `end` are its bytes in the file."""

    marker: int
    start: int
    end: int


def _segments(data: bytes) -> Iterator[_Segment]:
    """The segments up to the end of the first image;
    coded data belong to the scan that they follow.

    Raises:
        ValueError: the file is no JPEG, or breaks off.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    yield _Segment(_SOI, 0, 2)
    at = 2
    while True:
        found = _NEXT.match(data, at) or _NEXT.search(data, at)
        if found is None:
            raise ValueError("the file breaks off")
        marker, begins = found[1][0], found.end()
        if marker == _EOI:
            yield _Segment(marker, begins - 2, begins)
            return
        end = begins if marker in _ALONE else begins + int.from_bytes(data[begins : begins + 2], "big")
        if marker == _SOS:
            following = _NEXT.search(data, end)
            if following is None:
                raise ValueError("the file breaks off")
            end = following.start()
        yield _Segment(marker, begins - 2, end)
        at = end


def bare_jpeg(data: bytes) -> bytes | None:
    """The file for DCTDecode (ISO 32000-1, 7.4.8) with its pixels untouched,
    without Exif, GPS, comments or previews.

    What JFIF and Adobe say of its colours and dots stays, for readers need it.
    What follows the first image goes: the second of an MPO, a film.

    Returns:
        None where a PDF cannot hold it so:
        arithmetic coding, other than 8 bits a sample, or a file that breaks off.
    """
    kept: list[bytes] = []
    coded = False
    try:
        for segment in _segments(data):
            if segment.marker in _FRAMES:
                coded = True
                if segment.marker not in _HUFFMAN or data[segment.start + 4] != 8:
                    return None
            if _is_needed(segment, data):
                kept.append(data[segment.start : segment.end])
    except (ValueError, IndexError):
        return None
    return b"".join(kept) if coded else None


def _is_needed(segment: _Segment, data: bytes) -> bool:
    if segment.marker == _APP0:
        return data[segment.start + 4 : segment.start + 9] == b"JFIF\0"
    if segment.marker == _APP14:
        return data[segment.start + 4 : segment.start + 9] == b"Adobe"
    return not (_APP0 < segment.marker <= 0xEF or segment.marker == _COM)
