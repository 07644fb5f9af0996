"""Linearising: the finished volume written once more,
so that a reader shows page 1 before all is loaded.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from pikepdf import Dictionary, Object, ObjectStreamMode, PageCopyWarning, Pdf

from proceedings.binding.entries import shallow

LINKS = ("/Parent", "/First", "/Last", "/Next", "/Prev")


def linearise(draft: Path, out: Path, version: str) -> None:
    """Write a finished volume once more, linearised.

    qpdf 12.4 counts bookmarks that lie in object streams wrongly in the hint tables, so that they
    are kept out of object streams. What is used by one page and by the structure tree counts to the
    page in the hint tables of qpdf 12, and does not in those of qpdf 11: where an older qpdf checks
    a tagged linearised volume it warns of mismatched object counts.
    """
    with Pdf.open(draft) as pdf, warnings.catch_warnings():
        _renew_outline(pdf)
        # Form fields of a submission are intake's to flatten;
        # pikepdf would print a warning to the editor.
        warnings.simplefilter("ignore", PageCopyWarning)
        pdf.save(
            out,
            object_stream_mode=ObjectStreamMode.preserve,
            compress_streams=True,
            deterministic_id=True,
            linearize=True,
            force_version=version,
        )


def _renew_outline(pdf: Pdf) -> None:
    """Make every bookmark a new object, which no object stream holds."""
    old_root = pdf.Root.get("/Outlines")
    if not isinstance(old_root, Dictionary):
        return
    fresh: dict[tuple[int, int], Object] = {}
    stack: list[Object] = [old_root]
    while stack:
        old = stack.pop()
        fresh[old.objgen] = pdf.make_indirect(shallow(old))
        stack += [old[key] for key in ("/Next", "/First") if key in old]
    for new in fresh.values():
        for key in LINKS:
            if key in new:
                new[key] = fresh[new[key].objgen]
    pdf.Root["/Outlines"] = fresh[old_root.objgen]
