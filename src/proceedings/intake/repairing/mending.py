"""Mending with qpdf: what it puts right while reading,
a page tree that holds, streams that can be read, no loops.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import settings

from proceedings.intake.repairing.contents import balance
from proceedings.intake.repairing.page_tree import TooManyPages, lost_pages, mend_page, rebuild, walk
from proceedings.pdf import objects
from proceedings.pdf.measuring import inflate, measure_decompressed, oversized_page
from proceedings.values.limits import Excess, Limits

_HARMLESS = ("reported number of objects", "name with stray #", "has duplicated key")
"""Remarks of qpdf about files that every reader shows as they are."""
_MOST_REMARKS = 500
_SHOWN = 8
_MOST_ENTRIES = 200_000
_FLATE = ("FlateDecode", "Fl")
_UINT32 = 2**32 - 1
TABLE = "Its table of objects was damaged and rebuilt."
_PLAIN = (
    (re.compile("cross-reference|xref|trailer|PDF header|file is damaged"), TABLE),
    (re.compile("stream length|endstream|/Length"), "The length of a stream was wrong; its end was found."),
    (re.compile("loop detected", re.IGNORECASE), "Objects that refer to each other in a circle were cut apart."),
    (re.compile("MediaBox"), "A page had no size and counts as US Letter, as readers show it."),
    (re.compile("Resources"), "A page did not say which fonts and pictures it uses."),
    (re.compile("object stream"), "A part of the file that holds objects could not be read."),
)
"""What qpdf says, and what it means to an editor."""
_OBJECT = "A damaged object was read as far as possible."


class NoPages(Exception):
    """The document can be opened, but there is no page in it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was put right, as sentences; nothing when the document was sound.
    `excess` is a limit it exceeds.

    `damaged` is False where contents only had to be closed: every reader shows such a document.
    """

    details: tuple[str, ...] = ()
    excess: Excess | None = None
    damaged: bool = False


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[pikepdf.Pdf]:
    """A document open with an empty password, read within bounds;
    its page tree has not been walked yet.

    Raises:
        pikepdf.PdfError: qpdf cannot make sense of it.
        pikepdf.PasswordError: it needs a password.
    """
    most = min(limits.stream_bytes, _UINT32)
    before = settings.get_qpdf_limits()
    settings.set_qpdf_limits(flate_max_memory=most, run_length_max_memory=most, parser_max_errors=200)
    try:
        with pikepdf.open(path, suppress_warnings=True, inherit_page_attributes=False) as pdf:
            yield pdf
    finally:
        settings.set_qpdf_limits(
            flate_max_memory=before["flate_max_memory"],
            run_length_max_memory=before["run_length_max_memory"],
            parser_max_errors=before["parser_max_errors"],
        )


def mend(pdf: pikepdf.Pdf, limits: Limits) -> Mended:
    """Put right in place what can be put right without guessing.

    Raises:
        NoPages: there are none.
    """
    try:
        said = _mend_tree(pdf, limits)
    except TooManyPages:
        return Mended(excess=Excess("pages", f"it has more than {limits.pages} pages"))
    pages = [page.obj for page in pdf.pages]
    for number, page in enumerate(pages, 1):
        said += mend_page(pdf, page, number)
    excess = oversized_page(pages, limits)
    measured = measure_decompressed(pdf, limits) if excess is None else None
    if measured is None or measured.excess is not None:
        return Mended(excess=excess or (measured.excess if measured else None))
    saved = sum(_save_stream(pdf.get_object(identity), limits) for identity in measured.damaged)
    remarks = _remarks(pdf)
    # After the streams are measured: nothing is decoded here that was not found to be small enough.
    closed = [number for number, page in enumerate(pages, 1) if balance(pdf, page)]
    if saved:
        said.append(f"{saved} damaged stream{'s' if saved > 1 else ''}: what could be read of them was kept.")
    if cut := _cut_outline_loops(pdf.Root):
        said.append(f"{cut} bookmark{'s' if cut > 1 else ''} led in circles; the circle was cut.")
    faults = (*remarks, *said)
    return Mended((*faults, *_closings(closed)), damaged=bool(faults))


def _closings(pages: list[int]) -> Iterator[str]:
    if pages:
        shown = ", ".join(str(number) for number in pages[:_SHOWN]) + (" …" if len(pages) > _SHOWN else "")
        many = "s" if len(pages) > 1 else ""
        yield f"What the contents of page{many} {shown} left open was closed, for what is drawn after them."


def _mend_tree(pdf: pikepdf.Pdf, limits: Limits) -> list[str]:
    found = walk(pdf.Root, limits.pages)
    if found.sound:
        return []
    leaves = found.leaves
    said = ["The list of pages was damaged and was written anew."]
    if not leaves:
        leaves = lost_pages(pdf, limits.pages)
        said = [f"The list of pages was lost; {len(leaves)} pages were found without it."]
    if not leaves:
        raise NoPages
    rebuild(pdf, leaves)
    return said


def _remarks(pdf: pikepdf.Pdf) -> list[str]:
    """What qpdf put right while reading, each once,
    in words that need no knowledge of the format.
    """
    said: dict[str, None] = {}
    for warning in pdf.get_warnings()[:_MOST_REMARKS]:
        text = str(warning).removeprefix(str(pdf.filename))
        if text and not any(h in text for h in _HARMLESS):
            said[next((plain for pattern, plain in _PLAIN if pattern.search(text)), _OBJECT)] = None
    return list(said)


def _save_stream(stream: Any, limits: Limits) -> bool:
    """Write again what can be read of deflated data that break off;
    pictures then show as far as they go.
    """
    filters = objects.get(stream, "/Filter")
    first = filters if isinstance(filters, pikepdf.Name) else next(objects.elements(stream, "/Filter"), None)
    if objects.name(first) not in _FLATE:
        return False
    try:
        data, sound = inflate(stream.read_raw_bytes(), limits.stream_bytes)
    except pikepdf.PdfError:
        return False
    if sound or not data:
        return False
    stream.write(zlib.compress(data), filter=filters, decode_parms=objects.get(stream, "/DecodeParms"))
    return True


def _cut_outline_loops(root: Any) -> int:
    """Drop references from one bookmark to another that was met before (ISO 32000-2, 12.3.3)."""
    top = objects.dictionary(root, "/Outlines")
    if top is None:
        return 0
    seen: set[tuple[int, int] | None] = {objects.identity(top)}
    pending, cut = [(top, "/First")], 0
    while pending and len(seen) < _MOST_ENTRIES:
        holder, key = pending.pop()
        item = objects.get(holder, key)
        if item is None:
            continue
        identity = objects.identity(item)
        if identity in seen or not isinstance(item, pikepdf.Dictionary):
            del holder[key]
            cut += 1
            continue
        if identity:
            seen.add(identity)
        pending += [(item, "/Next"), (item, "/First")]
    return cut
