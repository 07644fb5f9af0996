"""Cleaning: what is active or hidden in a submission goes; its pages, links, outline and tags stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import sanitize

from proceedings.intake import objects
from proceedings.intake.facts import annotations_of
from proceedings.intake.sheets import Facts

_EXTERNAL = frozenset({"Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "ResetForm", "Hide", "SetOCGState"})
"""Actions that act on other files or on the reader's window; URI and GoTo actions are links and stay."""


def clean(pdf: pikepdf.Pdf, facts: Facts) -> tuple[str, ...]:
    """Remove from an open document what has no place in a printed volume.

    Args:
        pdf: changed in place.
        facts: of the document as it was.

    Returns:
        Sentences about what was removed; empty when nothing was.
    """
    said = []
    if facts.scripts:
        sanitize.remove_javascript(pdf)
        said.append(f"{_counted(facts.scripts, 'script')} removed")
    if facts.attachments:
        sanitize.remove_attachments(pdf)
        said.append(f"{_counted(len(facts.attachments), 'attached file')} removed: {', '.join(facts.attachments)}")
    kinds = {kind for kind, _ in facts.annotations}
    if kinds & {"Movie", "Sound", "RichMedia", "3D", "Screen"}:
        sanitize.remove_multimedia(pdf)
        said.append("sound, films and 3D removed")
    if gone := _remove_actions(pdf):
        said.append(f"{_counted(gone, 'action')} that would open or send something removed")
    _forget(pdf)
    return tuple(said)


def without_dates(pdf: pikepdf.Pdf) -> None:
    """Remove what differs between two conversions of the same file: dates, XMP, checksum and identifier."""
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for holder, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/DocChecksum"), (pdf.trailer, "/ID")):
        if key in holder:
            del holder[key]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _remove_actions(pdf: pikepdf.Pdf) -> int:
    """Remove opening actions, actions of events and links to files; gives back how many."""
    gone = sum(_drop(pdf.Root, key) for key in ("/AA",))
    if objects.dictionary(pdf.Root, "/OpenAction") is not None:
        gone += _drop(pdf.Root, "/OpenAction")
    for page in pdf.pages:
        gone += _drop(page.obj, "/AA")
        for annotation in annotations_of(page.obj):
            gone += _drop(annotation, "/AA")
            action = objects.get(annotation, "/A")
            if objects.name(objects.get(action, "/S")) in _EXTERNAL:
                gone += _drop(annotation, "/A")
            else:
                _drop(action, "/Next")
    return gone


def _drop(holder: Any, key: str) -> int:
    if objects.get(holder, key) is None:
        return 0
    del holder[key]
    return 1


def _forget(pdf: pikepdf.Pdf) -> None:
    """Drop what is of use to the author's program only: thumbnails, private data, search indexes, portfolio views."""
    drops: tuple[Callable[[pikepdf.Pdf], Any], ...] = (
        sanitize.remove_thumbnails,
        sanitize.remove_private_app_data,
        sanitize.remove_search_index,
        sanitize.remove_web_capture,
        sanitize.remove_collection,
    )
    for drop in drops:
        drop(pdf)
