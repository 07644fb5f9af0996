"""The page tree of a source: what its pages inherit."""

from __future__ import annotations

from pikepdf import Dictionary, Object

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may take from its ancestors (ISO 32000-2, table 31)."""

DEEPEST = 64
"""Page trees of submissions are followed up to this many levels; a loop ends here."""


def own_attributes(page: Object) -> dict[str, Object]:
    """The inheritable attributes of a page, its own or else the nearest ancestor's."""
    found: dict[str, Object] = {}
    node: Object | None = page
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            break
        keys = node.keys()
        for key in INHERITED:
            if key in keys and key not in found:
                found[key] = node[key]
        if len(found) == len(INHERITED) or "/Parent" not in keys:
            break
        node = node["/Parent"]
    return found
