"""Widths of glyphs as a font's dictionary gives them (ISO 32000-1, 9.2.4 and 9.7.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


TOLERANCE = 1.0
"""In thousandths of an em."""


def given_widths(font: pikepdf.Object) -> dict[int, float]:
    """The widths that a simple font's dictionary gives, by code."""
    import pikepdf

    widths = font.get("/Widths")
    if not isinstance(widths, pikepdf.Array):
        return {}
    return {code: _float(width) for code, width in enumerate(widths, font.get_int("/FirstChar", 0))}


def given_cid_widths(font: pikepdf.Object, cids: set[int]) -> dict[int, float]:
    """The widths that a CID font's dictionary gives to these CIDs."""
    import pikepdf

    default = _float(font.get("/DW", 1000))
    found: dict[int, float] = {}
    entries = font.get("/W")
    pending = list(entries) if isinstance(entries, pikepdf.Array) else []
    i = 0
    while i + 1 < len(pending):
        first = int(_float(pending[i]))
        if isinstance(pending[i + 1], pikepdf.Array):
            found.update({first + n: _float(width) for n, width in enumerate(pending[i + 1])})
            i += 2
        elif i + 2 < len(pending):
            last = int(_float(pending[i + 1]))
            found.update({cid: _float(pending[i + 2]) for cid in cids if first <= cid <= last})
            i += 3
        else:
            break
    return {cid: found.get(cid, default) for cid in cids}


def _float(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0
