"""The pictures of a PDF with fewer dots: what is finer than anybody sees at its size is taken down.

What would not become smaller stays as it is, and so does what has no dots to spare: stencils and
pictures of one bit, palettes, and what comes in a form that this file does not read.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

if TYPE_CHECKING:
    from PIL import Image

FINE = 200.0
"""Dots an inch, as printed, from which a picture is finer than a screen edition needs."""

WANTED = 150.0
"""What it is taken down to."""

_QUALITY = 80
"""Of JPEG, for photographs; drawings that came without loss stay without."""

_WORTH = 0.9
"""The share of its bytes that a picture may have at most, to be worth another loss."""

_SMALL = 8_000
"""Bytes of a picture with which nobody is burdened."""

_COLOURS = 256
"""A picture of no more colours is a drawing: JPEG would blur its edges."""

_MODES = ("", "L", "", "RGB", "CMYK")
"""Pillow's mode by the number of components."""

_PLAIN = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4, "/Separation": 1}
"""Components of the colour spaces whose samples may be averaged (ISO 32000-2, 8.6)."""


def resample(pdf: Pdf, dots: Mapping[tuple[int, int], float]) -> int:
    """Take down the pictures of a PDF that are finer than `FINE`, in place.

    Args:
        pdf: open; its pictures are changed, and nothing else.
        dots: for width and height in samples, how many of them an inch a picture of that size has
            where it is shown largest. Pictures of other sizes stay.

    Returns:
        How many pictures were made smaller.
    """
    changed, seen = 0, set[tuple[int, int]]()
    for thing in pdf.objects:
        if not isinstance(thing, Stream) or thing.get("/Subtype") != Name.Image:
            continue
        finest = dots.get((_whole(thing.get("/Width")), _whole(thing.get("/Height"))), 0.0)
        if finest > FINE:
            changed += _taken_down(thing, WANTED / finest, seen)
    return changed


def _taken_down(image: Object, share: float, seen: set[tuple[int, int]]) -> bool:
    """Make a picture smaller to this share of its width, and what makes it transparent with it."""
    mask = image.get("/SMask")
    if "/Matte" in (mask if isinstance(mask, Stream) else ()) or isinstance(image.get("/Mask"), Array):
        return False  # its colours are tied to its samples
    size = tuple(max(1, round(_whole(image.get(side)) * share)) for side in ("/Width", "/Height"))
    if not _repacked(image, (size[0], size[1])):
        return False
    if isinstance(mask, Stream) and mask.objgen not in seen:
        seen.add(mask.objgen)
        if _whole(mask.get("/Width")) > size[0] and _whole(mask.get("/Height")) > size[1]:
            _repacked(mask, (size[0], size[1]), is_mask=True)
    return True


def _repacked(image: Object, size: tuple[int, int], *, is_mask: bool = False) -> bool:
    """Write a picture anew in this size, if that saves bytes.

    Where it says how transparent another is, loss would show as a halo.
    """
    before = len(image.read_raw_bytes())
    picture = _picture(image, size) if before > _SMALL else None
    if picture is None:
        return False
    lossless = is_mask or (_filter(image) != Name.DCTDecode and _is_drawing(picture))
    try:
        data, kind, parameters = _packed(picture.resize(size, _lanczos()), lossless)
    except (OSError, ValueError):
        return False
    if len(data) > before * _WORTH:
        return False
    image.write(data, filter=kind, decode_parms=parameters)
    image["/Width"], image["/Height"] = size
    return True


def _picture(image: Object, size: tuple[int, int]) -> Image.Image | None:
    """The samples as a picture, at least of this size; None where they are not to be averaged."""
    from PIL import Image

    count = _components(image.get("/ColorSpace"))
    if not count or image.get("/ImageMask") or image.get("/BitsPerComponent") != 8:
        return None
    mode, whole = _MODES[count], (_whole(image["/Width"]), _whole(image["/Height"]))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if _filter(image) == Name.DCTDecode:
                return _photograph(image, mode, whole, size)
            data = image.read_bytes()
            return Image.frombytes(mode, whole, data) if len(data) >= whole[0] * whole[1] * count else None
    except (OSError, ValueError, SyntaxError, PdfError, Image.DecompressionBombError, Warning):
        return None


def _photograph(image: Object, mode: str, whole: tuple[int, int], size: tuple[int, int]) -> Image.Image | None:
    """A JPEG; None where it is another picture than its dictionary says."""
    from PIL import Image

    if _parameters(image):
        return None
    picture = Image.open(io.BytesIO(image.read_raw_bytes()))
    if picture.format != "JPEG" or picture.size != whole or picture.mode != mode:
        return None
    picture.draft(mode, size)
    picture.load()
    return picture


def _packed(picture: Image.Image, lossless: bool) -> tuple[bytes, Name, Dictionary | None]:
    """A picture's bytes with their filter and its parameters (ISO 32000-2, 7.4)."""
    buffer = io.BytesIO()
    if not lossless:
        picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
        return buffer.getvalue(), Name.DCTDecode, None
    if picture.mode == "CMYK":
        return zlib.compress(picture.tobytes(), 9), Name.FlateDecode, None
    picture.save(buffer, "PNG")
    columns = Dictionary(Predictor=15, Colors=len(picture.getbands()), BitsPerComponent=8, Columns=picture.width)
    return b"".join(_chunks(buffer.getvalue())), Name.FlateDecode, columns


def _chunks(png: bytes) -> list[bytes]:
    """The compressed rows of a PNG: the predictors of PDF are those of PNG (RFC 2083, 3.2)."""
    found, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return found


def _is_drawing(picture: Image.Image) -> bool:
    return picture.getcolors(_COLOURS) is not None


def _components(space: Any) -> int:
    """How many components a colour space has; 0 for one whose samples are no amounts of colour."""
    if isinstance(space, Name):
        return _PLAIN.get(str(space), 0)
    if not isinstance(space, Array) or not len(space):
        return 0
    if space[0] == Name.ICCBased and isinstance(space[1], Stream):
        count = _whole(space[1].get("/N"))
        return count if count in (1, 3, 4) else 0
    return _PLAIN.get(str(space[0]), 0)


def _filter(image: Object) -> Any:
    """The only filter of a stream; None for none, and for several."""
    found = image.get("/Filter")
    if isinstance(found, Array):
        return found[0] if len(found) == 1 else None
    return found


def _parameters(image: Object) -> bool:
    """Whether a JPEG has parameters of its own, which change what its samples mean."""
    found = image.get("/DecodeParms")
    each = list(found) if isinstance(found, Array) else [found]
    return any(isinstance(one, Dictionary) and len(one) for one in each)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _lanczos() -> Any:
    from PIL import Image

    return Image.Resampling.LANCZOS
