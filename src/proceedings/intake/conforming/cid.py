"""Composite fonts: the map from codes to glyphs is always there (ISO 19005-2, 6.2.11.3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def add_missing_glyph_maps(items: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Say /Identity where an embedded TrueType CID font says nothing: that is what readers take it for."""
    import pikepdf

    for font in items:
        if font.get("/Subtype") != "/CIDFontType2":
            continue
        given = font.get("/CIDToGIDMap")
        if given != "/Identity" and not isinstance(given, pikepdf.Stream):
            font["/CIDToGIDMap"] = pikepdf.Name.Identity
    return ()
