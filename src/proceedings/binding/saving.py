"""Linearising: the finished volume written once more,
so that a reader shows page 1 before all is loaded.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from pikepdf import Dictionary, Object, ObjectStreamMode, PageCopyWarning, Pdf

from proceedings.binding.entries import shallow

LINKS = ("/Parent", "/First", "/Last", "/Next", "/Prev")

_USUAL = ("/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow", "/PickTrayByPDFSize")
"""Preferences that are false where nothing is said of them (ISO 32000-2, table 147)."""

_HEAD = 1024
"""Bytes within which the linearisation dictionary lies (ISO 32000-2, F.3.3)."""


def linearise(draft: Path, out: Path, version: str) -> None:
    """Write a finished volume once more, linearised.

    qpdf 12.4 counts bookmarks that lie in object streams wrongly in the hint tables, so that they
    are kept out of object streams. What is used by one page and by the structure tree counts to the
    page in the hint tables of qpdf 12, and does not in those of qpdf 11: where an older qpdf checks
    a tagged linearised volume it warns of mismatched object counts.

    qpdf writes no line's end after a hint stream whose last byte is one by chance, as in one
    file of 256; the stream is then longer than it says (PDF/A-2, 6.1.7.1). Such a file is
    written again with a preference that says what holds anyway: its offsets, and so its hints,
    are others.
    """
    for count in range(len(_USUAL) + 1):
        # Opened anew each time: qpdf changes what it has written.
        _write(draft, out, version, _USUAL[:count])
        if hints_end_well(out):
            return


def _write(draft: Path, out: Path, version: str, preferences: Sequence[str]) -> None:
    """Write the file once; these preferences of the reader are named, and false."""
    with Pdf.open(draft) as pdf, warnings.catch_warnings():
        _renew_outline(pdf)
        if preferences and "/ViewerPreferences" not in pdf.Root:
            pdf.Root["/ViewerPreferences"] = Dictionary()
        for preference in preferences:
            pdf.Root.ViewerPreferences[preference] = False
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


def hints_end_well(file: Path) -> bool:
    """Whether the hint stream of a linearised file is as long as it says (ISO 32000-2, F.3.6)."""
    with file.open("rb") as opened:
        place = re.search(rb"/H *\[ *([0-9]+) +([0-9]+)", opened.read(_HEAD))
        if place is None:
            return True
        opened.seek(int(place[1]))
        hints = opened.read(int(place[2]))
    head, _, data = hints.partition(b"stream\n")
    length = re.search(rb"/Length +([0-9]+)", head)
    return length is None or data[int(length[1]) :].startswith((b"\n", b"\r"))


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
