"""Writing the finished volume: small, the same bytes for the same content, and for the screen ready to show page 1."""

from __future__ import annotations

import warnings
from pathlib import Path

from pikepdf import Dictionary, Object, ObjectStreamMode, PageCopyWarning, Pdf

LINKS = ("/Parent", "/First", "/Last", "/Next", "/Prev")


def save(pdf: Pdf, out: Path, linearize: bool, version: str = "1.7") -> None:
    """Write the volume to `out`: compressed, with object streams, under an id made from its content.

    `version` is what the header says: PDF/A-2 and 3 rest on PDF 1.7, PDF/A-4 on 2.0.

    A linearised volume is written twice: qpdf 12.4 counts bookmarks that lie in object streams wrongly in the hint
    tables, so that they are kept out of object streams, which takes a second pass. What is used by one page and by
    the structure tree counts to the page in the hint tables of qpdf 12, and does not in those of qpdf 11: where an
    older qpdf checks a tagged linearised volume it warns of mismatched object counts.
    """
    _write(pdf, out, ObjectStreamMode.generate, False, version)
    if not linearize or not pdf.pages:
        return
    draft = out.with_name(f"{out.name}.draft")
    try:
        out.replace(draft)
        with Pdf.open(draft) as written:
            _renew_outline(written)
            _write(written, out, ObjectStreamMode.preserve, True, version)
    finally:
        draft.unlink(missing_ok=True)


def _write(pdf: Pdf, out: Path, mode: ObjectStreamMode, linearize: bool, version: str) -> None:
    with warnings.catch_warnings():
        # Form fields of a submission are intake's to flatten; pikepdf would print a warning to the editor.
        warnings.simplefilter("ignore", PageCopyWarning)
        pdf.save(
            out,
            object_stream_mode=mode,
            compress_streams=True,
            deterministic_id=True,
            linearize=linearize,
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
        fresh[old.objgen] = pdf.make_indirect(Dictionary(dict(old.items())))
        stack += [old[key] for key in ("/Next", "/First") if key in old]
    for new in fresh.values():
        for key in LINKS:
            if key in new:
                new[key] = fresh[new[key].objgen]
    pdf.Root["/Outlines"] = fresh[old_root.objgen]
