"""Inline images: where each ends, and whether its data break off before.

Source: ISO 32000-2, 8.9.7.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from proceedings.pdf.lexical import SPACES

_END = re.compile(rb"[" + SPACES + rb"]EI(?=[" + SPACES + rb"]|$)")
_PLAIN_TEXT = re.compile(rb"[\t\n\f\r -~]*")
_LOOK_AHEAD = 24
_ENTRY = re.compile(
    rb"/(W(?:idth)?|H(?:eight)?|BPC|BitsPerComponent|CS|ColorSpace|IM|ImageMask|F|Filter)(?![A-Za-z])"
    rb"[" + SPACES + rb"]*+(/?[0-9A-Za-z]++|\[[^\]]*+\])"
)
_LONG_NAMES = MappingProxyType(
    {b"W": b"Width", b"H": b"Height", b"BPC": b"BitsPerComponent"}
    | {b"CS": b"ColorSpace", b"IM": b"ImageMask", b"F": b"Filter"}
)
_CHANNELS = MappingProxyType(
    {b"/G": 1, b"/DeviceGray": 1, b"/CalGray": 1, b"/I": 1, b"/Indexed": 1}
    | {b"/RGB": 3, b"/DeviceRGB": 3, b"/CalRGB": 3, b"/CMYK": 4, b"/DeviceCMYK": 4}
)
_ENDED_BY = MappingProxyType({b"/A85": b"~>", b"/ASCII85Decode": b"~>", b"/AHx": b">", b"/ASCIIHexDecode": b">"})
_NAME = re.compile(rb"/[0-9A-Za-z]++")
_FLATE = (b"/Fl", b"/FlateDecode")


def image_end(content: bytes, at: int) -> int | None:
    """Past the `EI` of an inline image, the first that is followed by plain text;
    None where there is none.

    Args:
        content: of a page or form.
        at: a place in the image, after its `BI`.
    """
    for found in _END.finditer(content, at):
        ahead = content[found.end() : found.end() + _LOOK_AHEAD]
        if _PLAIN_TEXT.fullmatch(ahead):
            return found.end()
    return None


def breaks_off(entries: bytes, data: bytes) -> bool:
    """True where the data are surely shorter than a reader takes them to be,
    so that it takes what follows for more.

    Args:
        entries: what stands between `BI` and `ID`.
        data: what stands between the white space after `ID` and `EI`.
    """
    said = {_LONG_NAMES.get(key, key): value for key, value in _ENTRY.findall(entries)}
    first = next(iter(_NAME.findall(said.get(b"Filter", b""))), None)
    if first is None:
        return len(data) < _raster_bytes(said)
    if first in _ENDED_BY:
        return _ENDED_BY[first] not in data
    if first in _FLATE:
        machine = zlib.decompressobj()
        try:
            machine.decompress(data)
        except zlib.error:
            return False
        return not machine.eof
    return False


def _raster_bytes(said: Mapping[bytes, bytes]) -> int:
    """Bytes of a picture without filters;
    0 where it does not say, or in a colour space that resources define.
    """
    try:
        width, height = int(said[b"Width"]), int(said[b"Height"])
        bits = int(said.get(b"BitsPerComponent", b"8"))
    except (KeyError, ValueError):
        return 0
    if said.get(b"ImageMask") == b"true":
        return height * -(-width // 8)
    space = next(iter(_NAME.findall(said.get(b"ColorSpace", b"/G"))), b"")
    return height * -(-width * bits * _CHANNELS.get(space, 0) // 8)
