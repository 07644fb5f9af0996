"""Annotations of a cleaned document, which are links:
flags and appearances as PDF/A wants them (ISO 19005-2, 6.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf

_PRINT = 4
_UNSEEN = 1 | 2 | 32 | 256
"""Invisible, Hidden, NoView, ToggleNoView (ISO 32000-2, table 167)."""


def fix_annotations(pdf: pikepdf.Pdf) -> None:
    """Mend the links of a document in place; cleaning left no other annotations.

    6.3.2: they print and are not hidden.
    6.3.3 asks links for no appearance; one that they bring goes.
    """
    import pikepdf

    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is None:
            continue
        listed = list(annotations) if isinstance(annotations, pikepdf.Array) else []
        links = [item for item in listed if isinstance(item, pikepdf.Dictionary)]
        for link in links:
            if "/AP" in link:
                del link["/AP"]
            flags = link.get_int("/F", 0) & ~_UNSEEN | _PRINT
            if objects.get(link, "/F") != flags:
                link["/F"] = flags
        if len(links) != len(listed) or not isinstance(annotations, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array(links)
