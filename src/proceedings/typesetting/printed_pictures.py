"""Pictures on our own pages:
WeasyPrint lays them out, and each is packed for the size at which it is printed.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import io
import logging
import re
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from proceedings.images.picture_kinds import BEGINNING, picture_kind
from proceedings.images.raster import UNREADABLE, packed, size_of

if TYPE_CHECKING:
    from proceedings.images.raster import Packed

DOTS = 350
"""Dots an inch at the size of print: more is not seen, less begins to be."""

_WHITE = b"BM" + struct.pack("<IIIIiiHHIIiiII", 58, 0, 54, 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\xff\xff\xff\0"
"""One white pixel, as BMP."""

_SOURCE = re.compile(r"""<img\b[^>]*?\ssrc=(?:"([^"]*)"|'([^']*)')""")


def pictures_of(markup: str, base_url: str, fetch: Callable[[str], bytes]) -> dict[str, Any]:
    """The raster pictures of a document by their address, for WeasyPrint's cache of images.

    Drawings (SVG) are left to WeasyPrint; so is what cannot be read, of which it then says so.

    Args:
        markup: the document's HTML, as our templates write it.
        base_url: against which addresses are resolved.
        fetch: gives the bytes of an address, or raises ValueError or OSError.
    """
    from weasyprint.urls import url_join

    found: dict[str, Any] = {}
    for named in _SOURCE.findall(markup):
        url = url_join(base_url, html.unescape("".join(named)).strip(), False, "")
        if url and url not in found:
            with contextlib.suppress(*UNREADABLE):
                data = fetch(url)
                if picture_kind(data[:BEGINNING]) is not None:
                    found[url] = PrintedPicture(data)
    return found


class PrintedPicture:
    """A raster picture, with the methods that WeasyPrint asks of an image."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.id = hashlib.md5(data, usedforsecurity=False).hexdigest()
        self.width, self.height = size_of(data)
        self.ratio = self.width / self.height

    def get_intrinsic_size(self, resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width and height in pixels of CSS, and the one by the other."""
        return self.width / resolution, self.height / resolution, self.ratio

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, _style: Any) -> None:
        """Draw it on a page; the largest
        of all its sizes decides how many of its pixels are kept.
        """
        across = abs(concrete_width * stream.ctm[0][0]) / 72 * DOTS
        down = abs(concrete_height * stream.ctm[1][1]) / 72 * DOTS
        name = stream.add_image(self, False, min(1.0, max(across / self.width, down / self.height)))
        stream.transform(concrete_width, 0, 0, -concrete_height, 0, concrete_height)
        stream.draw_x_object(name)

    def get_x_object(self, _interpolate: bool, ratio: float) -> Any:
        """The image (ISO 32000-1, 8.9.5) with this share of the pixels across and down."""
        import pydyf  # type: ignore[import-untyped]

        enough = None if ratio >= 1 else (max(1, round(self.width * ratio)), max(1, round(self.height * ratio)))
        picture = self._packed(enough)
        if picture.is_jpeg:
            return pydyf.Stream([picture.data], {**_entries(picture, picture.mode), "Filter": "/DCTDecode"})
        colours, alpha = _planes(picture)
        image = pydyf.Stream([colours], {**_entries(picture, picture.mode), **_flate(picture.width, picture.mode)})
        if alpha is not None:
            image.extra["SMask"] = pydyf.Stream([alpha], {**_entries(picture, "L"), **_flate(picture.width, "L")})
        return image

    def _packed(self, enough: tuple[int, int] | None) -> Packed:
        """Intake has looked at the pictures of the workspace;
        of others, one that breaks inside is white.
        """
        try:
            return packed(self._data, enough)
        except UNREADABLE:
            logging.getLogger("weasyprint").error("a picture of the layout cannot be read")
            return packed(_WHITE)


def _entries(picture: Packed, mode: str) -> dict[str, Any]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": "/DeviceGray" if mode in ("L", "LA") else "/DeviceRGB",
        "BitsPerComponent": 8,
        "Interpolate": "false",  # ISO 19005-2, 6.2.8.1
    }


def _flate(columns: int, mode: str) -> dict[str, Any]:
    """The filter of a PNG's data, with PNG's own predictors (ISO 32000-1, 7.4.4.4)."""
    import pydyf

    colours = 1 if mode in ("L", "LA") else 3
    parameters = pydyf.Dictionary({"Predictor": 15, "Colors": colours, "Columns": columns})
    return {"Filter": "/FlateDecode", "DecodeParms": parameters}


def _planes(picture: Packed) -> tuple[bytes, bytes | None]:
    """The coded data of the colours, and those of what is transparent."""
    if picture.mode in ("L", "RGB"):
        return _coded(picture.data), None
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as whole:
        alpha = whole.getchannel("A")
        colours = whole.convert(picture.mode[:-1])
    return _coded(_png(colours)), _coded(_png(alpha))


def _png(picture: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=9)
    return buffer.getvalue()


def _coded(png: bytes) -> bytes:
    return b"".join(data for kind, data in _chunks(png) if kind == b"IDAT")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """ISO/IEC 15948, 5.3: length, kind, data and sum of each chunk."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8 : at + 8 + length]
        at += 12 + length
