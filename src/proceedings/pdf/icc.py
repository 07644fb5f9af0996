"""ICC profiles: sRGB, written from formulas, and CMYK as offset printing mixes it."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

_D50 = (0.9642, 1.0, 0.8249)
_PCS_ILLUMINANT = struct.pack(">3i", *(round(v * 65536) for v in _D50))

# Colorants of IEC 61966-2-1 adapted to D50 by Bradford's method, and the adaptation itself.
_SRGB_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_BRADFORD = (1.04788, 0.02292, -0.05021, 0.02959, 0.99047, -0.01707, -0.00925, 0.01508, 0.75168)

_PROFILE = "CGATS001Compat-v2-micro.icc"
"""Of github.com/saucecontrol/Compact-ICC-Profiles, unmodified; CC0."""


@cache
def srgb() -> bytes:
    """A version 4 display profile for sRGB (IEC 61966-2-1), about 600 bytes."""
    curve = b"para" + struct.pack(">4xHxx5i", 3, *_s15(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + struct.pack(">4x9i", *_s15(*_BRADFORD)),
        **{name: _xyz(value) for name, value in _SRGB_COLORANTS.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


@cache
def cmyk() -> bytes:
    """A version 2 input profile for CMYK as offset printing mixes it (CGATS TR 001), about 8 KB.

    Readers show DeviceCMYK by the same measurements: colours stay as they were when it is named.
    """
    return Path(__file__).with_name(_PROFILE).read_bytes()


def _s15(*values: float) -> tuple[int, ...]:
    return tuple(round(v * 65536) for v in values)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">4x3i", *_s15(*value))


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    offset = 128 + 4 + 12 * len(tags)
    index, body = struct.pack(">I", len(tags)), b""
    stored: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in stored:
            stored[data] = offset + len(body)
            body += data + bytes(-len(data) % 4)
        index += name + struct.pack(">II", stored[data], len(data))
    # ICC.1:2010, 7.2: no CMM, version 4.2,
    # a fixed date so that the bytes never change, perceptual intent.
    header = struct.pack(
        ">I4xI4s4s4s6H4s28x12s48x",
        offset + len(body),
        0x04200000,
        kind,
        space,
        connection,
        *(2000, 1, 1, 0, 0, 0),
        b"acsp",
        _PCS_ILLUMINANT,
    )
    return header + index + body
