"""Raster pictures of any kind:
opened safely, looked at, and made ready for print at the size that they are printed.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proceedings.images.jpeg_segments import bare_jpeg
from proceedings.images.picture_kinds import BEGINNING, PictureKind, picture_kind
from proceedings.images.print_colours import in_print_colours, is_plain
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS, MOST_OF_A_JPEG = 64_000_000, 256_000_000
"""Pixels of a picture that is read at all.
A JPEG is decoded at an eighth of its size, any other kind whole.
"""

_LOSSY = frozenset({PictureKind.JPEG, PictureKind.WEBP, PictureKind.AVIF, PictureKind.HEIC, PictureKind.JPEG2000})
"""Kinds that photographs come in:
these are packed as JPEG again where they have to be packed anew.
"""

_QUALITY = 92
"""Of JPEGs that are packed anew, with colours as fine as light:
nothing of it is seen in print at 300 dots an inch.
"""

_ORIENTATION = 0x0112
_SIDEWAYS = frozenset((5, 6, 7, 8))
"""Orientations of Exif 2.32 that exchange width and height."""

_FAULTY = (RuntimeError, OSError, ValueError, SyntaxError, TypeError, EOFError)
UNREADABLE = (*_FAULTY, struct.error, KeyError, IndexError, MemoryError)
"""What Pillow's readers raise for files that are not what they say."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture is: its size in pixels as it is seen upright, and what is to be said about it.

    With an error among the troubles it cannot be printed.
    A drawing has no pixels: its size is 1 by 1.
    """

    width: int
    height: int
    troubles: tuple[Trouble, ...] = ()
    is_drawing: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can be printed."""
        return self.width > 0 and self.height > 0


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture as a PDF takes it.
    `data` is a JPEG or a PNG of the mode L, RGB, LA or RGBA, upright and bare.
    """

    data: bytes
    is_jpeg: bool
    mode: str
    width: int
    height: int


def look(data: bytes) -> Look:
    """Look at a picture as far as its last pixel; nothing is raised for what is in it."""
    try:
        size = size_of(data)
    except UNREADABLE:
        return Look(0, 0, (_unreadable(),))
    most = MOST_OF_A_JPEG if picture_kind(data[:BEGINNING]) is PictureKind.JPEG else MOST_PIXELS
    if size[0] * size[1] > most:
        return Look(0, 0, (_too_large(size, most),))
    try:
        with _opened(data, whole=True) as picture:
            frames = getattr(picture, "n_frames", 1) if picture.format in (*_MOVING, _PAGED) else 1
            _decoded(picture, (1, 1))
        if frames == 1:
            return Look(*size)
        return Look(*size, (_moving() if picture.format in _MOVING else _first_of(frames),))
    except UNREADABLE:
        pass
    return Look(*size, (_breaks_off(),)) if _is_seen_in_part(data) else Look(0, 0, (_unreadable(),))


def _is_seen_in_part(data: bytes) -> bool:
    """Whether anything can be seen of a picture that breaks off."""
    if picture_kind(data[:BEGINNING]) not in _ROW_BY_ROW:
        return False
    try:
        with _opened(data, whole=False) as picture:
            _decoded(picture, (1, 1))
            extremes = picture.convert("L").getextrema()
    except UNREADABLE:
        return False
    return extremes[0] != extremes[1]


_ROW_BY_ROW = frozenset({PictureKind.JPEG, PictureKind.PNG, PictureKind.TIFF, PictureKind.GIF, PictureKind.BMP})
"""Kinds of which the upper part is there when the lower is not."""

_MOVING = ("GIF", "PNG", "WEBP", "AVIF")
_PAGED = "TIFF"


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, upright; only the head of the file is read.

    Raises:
        OSError, ValueError and what else Pillow's readers raise: it is no picture.
    """
    with _opened(data, whole=False) as picture:
        width, height = picture.size
        return (height, width) if orientation_of(picture) in _SIDEWAYS else (width, height)


def packed(data: bytes, pixels: tuple[int, int] | None = None) -> Packed:
    """The picture ready for a page of our own (ISO 19005-2, 6.2.4.3 and 6.2.8),
    the same bytes every time.

    Args:
        data: the file; one that breaks off is packed as far as it goes.
        pixels: width and height, upright, that are enough; None for all there are.

    Raises:
        OSError, ValueError and what else Pillow's readers raise: it is no picture.
    """
    with _opened(data, whole=False) as picture:
        kind = picture_kind(data[:BEGINNING])
        upright = orientation_of(picture) == 1
        enough = pixels is None or (picture.width <= pixels[0] and picture.height <= pixels[1])
        if upright and enough and is_plain(picture) and (kept := _as_it_is(data, kind, picture)) is not None:
            return kept
        return _anew(picture, kind, pixels)


def _as_it_is(data: bytes, kind: PictureKind | None, picture: Image.Image) -> Packed | None:
    """The file itself, without what it tells of camera and place."""
    if kind is PictureKind.JPEG and picture.mode in ("L", "RGB") and (bare := bare_jpeg(data)) is not None:
        return Packed(bare, True, picture.mode, *picture.size)
    return None


def _anew(picture: Image.Image, kind: PictureKind | None, pixels: tuple[int, int] | None) -> Packed:
    turned = orientation_of(picture) in _SIDEWAYS
    wanted = (pixels[1], pixels[0]) if pixels is not None and turned else pixels
    _decoded(picture, wanted)
    solid = in_print_colours(_shrunk(picture, wanted))
    solid = _upright(solid, orientation_of(picture))
    buffer = io.BytesIO()
    is_jpeg = kind in _LOSSY and solid.mode in ("L", "RGB")
    solid.info.clear()
    if is_jpeg:
        solid.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    else:
        solid.save(buffer, "PNG", compress_level=9)
    return Packed(buffer.getvalue(), is_jpeg, solid.mode, *solid.size)


def _shrunk(picture: Image.Image, pixels: tuple[int, int] | None) -> Image.Image:
    """No larger than is enough;
    a palette, single bits and deep greys are told apart before they are mixed.
    """
    from PIL import Image

    if pixels is None or (picture.width <= pixels[0] and picture.height <= pixels[1]):
        return picture
    scale = max(pixels[0] / picture.width, pixels[1] / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size[0] >= picture.width:
        return picture
    mixable = picture if picture.mode in ("L", "RGB", "CMYK", "F") and "transparency" not in picture.info else None
    if mixable is None:
        mixable = in_print_colours(picture)
        mixable.info.clear()
    small = mixable.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if mixable is picture:
        small.info.update(picture.info)
    small.format = picture.format
    return small


def _decoded(picture: Image.Image, pixels: tuple[int, int] | None) -> None:
    """Decode; of a JPEG no more than about twice the pixels wanted,
    which takes a fraction of the time.
    """
    if pixels is not None and picture.format in ("JPEG", "MPO"):
        picture.draft(None, (2 * pixels[0], 2 * pixels[1]))
    picture.load()


def orientation_of(picture: Image.Image) -> int:
    """As Exif has it, 1 to 8; 1 where it says nothing or cannot be read."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except UNREADABLE:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


@contextmanager
def _opened(data: bytes, whole: bool) -> Iterator[Image.Image]:
    """The picture, not decoded yet. `whole` says whether one that breaks off is an error."""
    import warnings

    from PIL import Image, ImageFile

    if picture_kind(data[:BEGINNING]) is PictureKind.HEIC:
        read_heic()
    before, most = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = not whole
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None
            picture: Any = Image.open(io.BytesIO(data))
            Image.MAX_IMAGE_PIXELS = most
            yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before, most


def read_heic() -> None:
    """Let Pillow read HEIC, by libheif and libde265 (LGPL 3)."""
    from pi_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def _breaks_off() -> Trouble:
    return Trouble.warning(
        "picture-breaks-off",
        "the picture breaks off; as much of it is printed as could be read",
        "ask for the file again: it was cut short on its way",
    )


def _unreadable() -> Trouble:
    return Trouble.error(
        "unreadable-picture",
        "the picture cannot be read, and is left out",
        "open it and save it again as JPEG or PNG, or ask for the file again",
    )


def _too_large(size: tuple[int, int], most: int) -> Trouble:
    return Trouble.error(
        "picture-too-large",
        f"the picture has {size[0]} × {size[1]} pixels, and is left out: more than {most // 1_000_000} million",
        "save it again with fewer pixels; a page of A4 needs 2500 × 3500",
    )


def _moving() -> Trouble:
    return Trouble.notice(
        "moving-picture", "the picture moves; its first frame is printed", "name a still picture if another should be"
    )


def _first_of(pages: int) -> Trouble:
    hint = "save the page that is meant as a picture of its own"
    return Trouble.notice("picture-of-pages", f"the picture has {pages} pages; its first is printed", hint)
