"""JPEG 2000 pictures that came as a bare codestream
get the file format round it that PDF asks for.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_START = b"\xff\x4f\xff\x51"
"""Start of codestream, then the marker of its size (ISO/IEC 15444-1, A.4.1 and A.5.1)."""
_COLOUR_SPACES = {1: 17, 3: 16}
"""Number of channels and the colour space that is meant:
greys, sRGB (ISO/IEC 15444-1, table I.10).
"""


@dataclass(frozen=True, slots=True)
class _Size:
    width: int
    height: int
    channels: int
    depth: int


def wrapped(data: bytes) -> bytes | None:
    """A codestream as a JP2 file;
    None where it is one already, or of a kind whose colours it does not tell.

    Source: ISO 32000-1, 7.4.9; ISO/IEC 15444-1, annex I; ISO 19005-2, 6.2.8.3.
    """
    size = _size(data)
    if size is None or size.channels not in _COLOUR_SPACES:
        return None
    header = struct.pack(">IIHBBBB", size.height, size.width, size.channels, size.depth, 7, 0, 0)
    colours = struct.pack(">BBBI", 1, 0, 0, _COLOUR_SPACES[size.channels])
    return b"".join(
        (
            _box(b"jP  ", b"\r\n\x87\n"),
            _box(b"ftyp", b"jp2 \x00\x00\x00\x00jp2 "),
            _box(b"jp2h", _box(b"ihdr", header) + _box(b"colr", colours)),
            _box(b"jp2c", data),
        )
    )


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _size(data: bytes) -> _Size | None:
    """What the marker SIZ says;
    None where channels differ in depth or the data are no codestream.
    """
    if not data.startswith(_START) or len(data) < 42:
        return None
    right, bottom, left, top = struct.unpack_from(">IIII", data, 8)
    (channels,) = struct.unpack_from(">H", data, 40)
    depths = {data[42 + 3 * n] for n in range(channels) if 42 + 3 * n < len(data)}
    if len(depths) != 1 or right <= left or bottom <= top:
        return None
    return _Size(right - left, bottom - top, channels, depths.pop())
