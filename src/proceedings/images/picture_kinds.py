"""Kinds of raster pictures, known by how their files begin, whatever their names say."""

from __future__ import annotations

import re
from enum import StrEnum

BEGINNING = 64
"""Bytes from which a kind can be told."""


class PictureKind(StrEnum):
    """A kind of raster picture; the value is the subtype of its MIME type."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"
    JPEG2000 = "jp2"


SUFFIXES = frozenset(
    re.findall(
        r"\.\w+",
        ".jpg .jpeg .jpe .jfif .mpo .png .apng .gif .bmp .tif .tiff .webp .avif .heic .heif .hif .jp2 .j2k .jpx .j2c",
    )
)
"""Endings of files that are raster pictures."""

_MAGIC = (
    (b"\xff\xd8\xff", PictureKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", PictureKind.PNG),
    (b"GIF87a", PictureKind.GIF),
    (b"GIF89a", PictureKind.GIF),
    (b"II*\0", PictureKind.TIFF),
    (b"MM\0*", PictureKind.TIFF),
    (b"II+\0", PictureKind.TIFF),
    (b"MM\0+", PictureKind.TIFF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", PictureKind.JPEG2000),
    (b"\xff\x4f\xff\x51", PictureKind.JPEG2000),
)
"""ITU-T T.81, B.1.1.3; ISO/IEC 15948, 5.2; GIF89a, 17;
TIFF 6.0, section 2 (and BigTIFF); ISO/IEC 15444-1, annex I.
"""

_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
"""Brands of ISO/IEC 23008-12, annex B, and of the AV1 image format."""


def libraries(head: bytes) -> tuple[str, ...]:
    """The libraries of Python that read a picture which begins so."""
    return ("pillow", "pi-heif") if picture_kind(head) is PictureKind.HEIC else ("pillow",)


def picture_kind(head: bytes) -> PictureKind | None:
    """The kind of picture that begins so
    (`BEGINNING` bytes of it are enough); None where it is none.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PictureKind.WEBP
    # The two reserved fields keep words that begin with BM apart.
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return PictureKind.BMP
    return _of_brands(head) if head[4:8] == b"ftyp" else None


def _of_brands(head: bytes) -> PictureKind | None:
    """AVIF and HEIC are boxes of one form;
    either may come first by a brand that both share (`mif1`).
    """
    length = min(int.from_bytes(head[:4], "big"), BEGINNING)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))}
    if brands & _AVIF:
        return PictureKind.AVIF
    return PictureKind.HEIC if brands & _HEIC else None
