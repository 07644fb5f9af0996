"""ICC profiles written from formulas, the same bytes every time:
sRGB, and CMYK as offset printing mixes it.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Sequence
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PCS_ILLUMINANT = struct.pack(">3i", *(round(v * 65536) for v in _D50))

# Colorants of IEC 61966-2-1 adapted to D50 by Bradford's method, and the adaptation itself.
_SRGB_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_BRADFORD = (1.04788, 0.02292, -0.05021, 0.02959, 0.99047, -0.01707, -0.00925, 0.01508, 0.75168)

# What the sixteen overprints of the four process inks look like on coated paper, sRGB 0-255, by (C,
# M, Y, K). The three chromatic inks and their overprints are those that readers show for
# DeviceCMYK.
_PRIMARIES = {
    (0, 0, 0, 0): (255, 255, 255),
    (1, 0, 0, 0): (0, 173, 239),
    (0, 1, 0, 0): (236, 0, 140),
    (0, 0, 1, 0): (255, 242, 0),
    (1, 1, 0, 0): (46, 49, 146),
    (1, 0, 1, 0): (0, 166, 81),
    (0, 1, 1, 0): (237, 28, 36),
    (1, 1, 1, 0): (54, 54, 57),
    (0, 0, 0, 1): (35, 31, 32),
    (1, 0, 0, 1): (0, 6, 10),
    (0, 1, 0, 1): (32, 0, 0),
    (0, 0, 1, 1): (28, 26, 0),
    (1, 1, 0, 1): (0, 0, 5),
    (1, 0, 1, 1): (0, 7, 0),
    (0, 1, 1, 1): (30, 0, 0),
    (1, 1, 1, 1): (0, 0, 0),
}
_YULE_NIELSEN = 2.0
_GRID = 9


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
    """A version 4 output profile for CMYK, about 30 KB.

    Colours are mixed from the overprints of the inks by the Neugebauer equations with Demichel's
    weights and Yule and Nielsen's correction for the spread of light in paper. The way back (Lab to
    CMYK) is coarse: nothing that a PDF reader does with a source profile uses it, but a profile of
    this class must have one.
    """
    forth = bytearray()
    for colour in _mixed([i / (_GRID - 1) for i in range(_GRID)]):
        light, a, b = _lab(colour)
        forth += bytes((_byte(light * 2.55), _byte(a + 128), _byte(b + 128)))
    back = bytearray()
    for light, a, b in itertools.product((0, 0.5, 1), repeat=3):
        back += bytes(_byte(v * 255) for v in _inks(light * 100, a * 255 - 128, b * 255 - 128))
    tags = {
        b"desc": _text("CMYK, offset on coated paper"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"A2B0": _lut8(4, 3, _GRID, bytes(forth)),
        b"B2A0": _lut8(3, 4, 3, bytes(back)),
        b"gamt": _lut8(3, 1, 2, bytes(8)),
    }
    for other in (b"A2B1", b"A2B2"):
        tags[other] = tags[b"A2B0"]
    for other in (b"B2A1", b"B2A2"):
        tags[other] = tags[b"B2A0"]
    return _profile(b"prtr", b"CMYK", b"Lab ", tags)


def _mixed(levels: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    """Red, green and blue, linear,
    for each mixture of the four inks at these levels, black changing first.
    """
    roots = [tuple(_linear(part / 255) ** (1 / _YULE_NIELSEN) for part in colour) for colour in _PRIMARIES.values()]
    overprints = list(zip(_PRIMARIES, roots, strict=True))
    shares = [(1 - level, level) for level in levels]
    for cyan, magenta, yellow in itertools.product(shares, repeat=3):
        chromatic = [(cyan[c] * magenta[m] * yellow[y], k, root) for (c, m, y, k), root in overprints]
        parts = [(weight, k, root) for weight, k, root in chromatic if weight]
        for black in shares:
            red = green = blue = 0.0
            for weight, k, (r, g, b) in parts:
                weighed = weight * black[k]
                red, green, blue = red + weighed * r, green + weighed * g, blue + weighed * b
            yield red**_YULE_NIELSEN, green**_YULE_NIELSEN, blue**_YULE_NIELSEN


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    columns = tuple(_SRGB_COLORANTS.values())
    xyz = [sum(part * columns[i][axis] for i, part in enumerate(rgb)) for axis in range(3)]
    x, y, z = (_cube(value / white) for value, white in zip(xyz, _D50, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(t: float) -> float:
    return float(t ** (1 / 3)) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


def _inks(light: float, a: float, b: float) -> tuple[float, float, float, float]:
    black = 1 - light / 100
    cyan, magenta, yellow = (min(1.0, max(0.0, v / 100)) for v in (-a, a, b))
    return cyan, magenta, yellow, black


def _byte(value: float) -> int:
    return min(255, max(0, round(value)))


def _s15(*values: float) -> tuple[int, ...]:
    return tuple(round(v * 65536) for v in values)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">4x3i", *_s15(*value))


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def _lut8(inputs: int, outputs: int, grid: int, table: bytes) -> bytes:
    identity = _s15(1, 0, 0, 0, 1, 0, 0, 0, 1)
    head = b"mft1" + struct.pack(">4xBBBx9i", inputs, outputs, grid, *identity)
    return head + bytes(range(256)) * inputs + table + bytes(range(256)) * outputs


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
