"""The second way: Ghostscript writes the pages of one document anew; all else stays as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.pages import US_LETTER, media_box
from proceedings.programs import ghostscript
from proceedings.readers.comparing import Tolerance, compare

if TYPE_CHECKING:
    import pikepdf

_NEAR = 0.01
_DPI = 72
REWRITTEN = Tolerance(new_words=1_000_000, changed=0.004)
"""Outlines pass through another program's rounding;
words that could not be found before may be found now.
"""
TAGS_LOST = "The author's tags were lost."
_LOST = {
    "/StructTreeRoot": TAGS_LOST,
    "/OCProperties": "Layers were merged as they show.",
}


def rewrite(source: Path, out: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put the pages as Ghostscript writes them into the document,
    whose links, bookmarks and names stay.

    Args:
        source: the document, annotations with their Print flags set.
        out: where the result goes.

    Returns:
        Why the result must not be used, empty when words and looks of every page are the same;
        and sentences about what was lost on the way.

    Raises:
        ProgramMissing: Ghostscript is not installed.
    """
    import pikepdf

    with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
        raw = Path(folder) / "pages.pdf"
        try:
            ghostscript.to_archive(source, raw)
            with pikepdf.open(source) as document, pikepdf.open(raw) as pages:
                if len(document.pages) != len(pages.pages):
                    return (f"Ghostscript wrote {len(pages.pages)} pages instead of {len(document.pages)}",), ()
                lost = transplant(document, pages)
                document.save(out, deterministic_id=True)
        except (ghostscript.GhostscriptFailed, pikepdf.PdfError) as problem:
            return (str(problem),), ()
        outcome = compare(source, out, dpi=_DPI)
        return (() if outcome.same(REWRITTEN) else (outcome.sentence(REWRITTEN),)), lost


def transplant(document: pikepdf.Pdf, pages: pikepdf.Pdf) -> tuple[str, ...]:
    """Give each page of the document the contents and resources of the page of the same number.

    Marks in the contents are lost on the way, and with them what tags and layers refer to: both go.

    Returns:
        Sentences about what was lost.
    """
    import pikepdf

    for page, new in zip(document.pages, pages.pages, strict=True):
        content = pikepdf.Stream(document, _placed(page.obj, new))
        page.obj["/Contents"] = document.make_indirect(content)
        resources = objects.inherited(new.obj, "/Resources")
        held = pages.make_indirect(resources if resources is not None else pikepdf.Dictionary())
        page.obj["/Resources"] = document.copy_foreign(held)
        if "/Group" in new.obj:
            page.obj["/Group"] = document.copy_foreign(pages.make_indirect(new.obj["/Group"]))
        for key in ("/StructParents", "/PieceInfo", "/Thumb"):
            if key in page.obj:
                del page.obj[key]
    lost = []
    for key, says in _LOST.items():
        if key in document.Root:
            del document.Root[key]
            lost.append(says)
    return tuple(lost)


def _placed(page: pikepdf.Object, new: pikepdf.Page) -> bytes:
    """The new contents in the page's own coordinates:
    Ghostscript moves the lower left corner to the origin.
    """
    old_box, box = media_box(page) or US_LETTER, media_box(new.obj) or US_LETTER
    dx, dy = old_box.left - box.left, old_box.bottom - box.bottom
    new.contents_coalesce()
    data = new.obj["/Contents"].read_bytes() if "/Contents" in new.obj else b""
    if abs(dx) < _NEAR and abs(dy) < _NEAR:
        return data
    return b"q 1 0 0 1 %.4f %.4f cm\n%s\nQ" % (dx, dy, data)
