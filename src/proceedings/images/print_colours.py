"""Pixels of any mode and profile in the colours of our own pages:
sRGB or grey, eight bits, perhaps with an alpha.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from proceedings.pdf import icc

if TYPE_CHECKING:
    from PIL import Image

MODES = ("L", "RGB", "LA", "RGBA")
"""What `in_print_colours` gives back."""

_SPACES = {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK", "LAB": b"Lab "}
"""The name of its colour space in a profile's header, by Pillow's mode (ICC.1:2010, 7.2.6)."""


def in_print_colours(picture: Image.Image) -> Image.Image:
    """The picture in one of `MODES`.
    A profile that is broken or for other colours than it has counts as none.

    Raises:
        ValueError, OSError: Pillow cannot turn this mode into another.
    """
    profile = picture.info.get("icc_profile")
    alpha = _alpha(picture)
    plain = _plain(picture)
    if alpha is None:
        return _in_srgb(plain, profile)
    solid = _in_srgb(plain, profile)
    solid = solid if solid.mode in ("L", "RGB") else solid.convert("RGB")
    solid.putalpha(alpha)
    return solid


def is_plain(picture: Image.Image) -> bool:
    """Whether the picture has these colours as it is."""
    return picture.mode in MODES and "transparency" not in picture.info and not _fits(picture)


def _alpha(picture: Image.Image) -> Image.Image | None:
    """What is transparent, where anything is."""
    if picture.mode not in ("RGBA", "LA", "PA", "RGBa", "La") and "transparency" not in picture.info:
        return None
    alpha = picture.convert("RGBA").getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def _plain(picture: Image.Image) -> Image.Image:
    """Without alpha and palette, in eight bits: L, RGB, CMYK or LAB."""
    mode = picture.mode
    if mode in ("I", "F") or mode.startswith("I;"):
        return _eight_bits(picture)
    if mode in ("1", "LA", "La"):
        return picture.convert("LA").getchannel(0) if mode != "1" else picture.convert("L")
    if mode in ("L", "RGB", "CMYK", "LAB"):
        plain = picture.copy()
        plain.info.pop("transparency", None)
        return _upright_inks(plain, picture) if mode == "CMYK" else plain
    # The colours of what is half transparent are kept: alpha is put back afterwards.
    return picture.convert("RGBA").convert("RGB") if "A" in mode or "a" in mode else picture.convert("RGB")


def _upright_inks(plain: Image.Image, picture: Image.Image) -> Image.Image:
    """Inks, not their absence:
    Pillow turns every JPEG's round, as only Adobe's programs store them.
    """
    from PIL import ImageChops

    return ImageChops.invert(plain) if picture.format == "JPEG" and "adobe" not in picture.info else plain


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of more than eight bits:
    by its own range where it goes beyond the usual one of its kind.
    """
    deep = picture.convert("F")
    extremes: Any = deep.getextrema()
    low, high = (float(value) for value in extremes)
    if picture.mode == "F":
        top = next((top for top in (1.0, 255.0) if high <= top), high)
    else:
        top = 65535.0 if high <= 65535 or picture.mode != "I" else high
    bottom = min(0.0, low)
    scale = 255.0 / ((top - bottom) or 1.0)
    return deep.point(lambda value: value * scale - bottom * scale).convert("L")


def _fits(picture: Image.Image) -> bool:
    """Whether it brings a profile of its own colours."""
    profile = picture.info.get("icc_profile")
    wanted = _SPACES.get({"LA": "L", "RGBA": "RGB"}.get(picture.mode, picture.mode))
    return isinstance(profile, bytes) and profile[16:20] == wanted and profile[36:40] == b"acsp"


def _in_srgb(plain: Image.Image, profile: object) -> Image.Image:
    """By its profile, else as its mode is usually meant."""
    if isinstance(profile, bytes) and profile[16:20] == _SPACES.get(plain.mode) and profile[36:40] == b"acsp":
        changed = _by_profile(plain, profile)
        if changed is not None:
            return changed
    if plain.mode == "CMYK":
        return _by_profile(plain, icc.cmyk()) or plain.convert("RGB")
    if plain.mode == "LAB":
        return _from_lab(plain)
    return plain


def _by_profile(plain: Image.Image, profile: bytes) -> Image.Image | None:
    """Changed from this profile to sRGB; None where the profile cannot be used."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(plain, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    if changed is None:
        return None
    changed.info.pop("icc_profile", None)
    return changed.convert("L") if plain.mode == "L" else changed


def _from_lab(plain: Image.Image) -> Image.Image:
    from PIL import ImageCms

    changed = ImageCms.profileToProfile(plain, ImageCms.createProfile("LAB"), _srgb(), outputMode="RGB")
    return plain.convert("RGB") if changed is None else changed


@cache
def _srgb() -> Any:
    from PIL import ImageCms

    return ImageCms.createProfile("sRGB")
