"""Do links and bookmarks lead to pages of the volume, and is anything active inside?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pypdf.generic import DictionaryObject, IndirectObject, NameObject

from proceedings.values.diagnostics import Diagnostic, Severity
from proceedings.verifying.volume import (
    TREE_LIMIT,
    Finished,
    actions,
    as_array,
    as_dictionary,
    has_place,
    name_of,
    name_tree,
    page_count,
    resolved,
    target_page,
)

ACTIVE = {
    "JavaScript": "runs a script",
    "Launch": "starts a program or opens a file",
    "SubmitForm": "sends a form",
    "ImportData": "reads a file",
    "ResetForm": "empties a form",
    "Sound": "plays a sound",
    "Movie": "plays a film",
    "Rendition": "plays a film",
    "RichMediaExecute": "plays a film",
    "Hide": "hides something",
    "SetOCGState": "switches a layer",
    "Trans": "changes how pages turn",
    "GoTo3DView": "turns a 3D model",
    "GoToR": "leads to a file on the author's machine",
    "GoToE": "leads to an embedded file",
}
"""Kinds of action that have no place in a volume:
ISO 19005-2, 6.5.1, and the two that lead out of the file.
"""

BESIDE = re.compile(r"[\w-]+\.pdf", re.ASCII)
"""How a volume names the file of another volume of its book: without a folder."""

ACTIVE_ANNOTATIONS = {"FileAttachment", "Sound", "Movie", "Screen", "3D", "RichMedia"}
"""ISO 19005-2, 6.3.1, and attached files."""


def check_links(volume: Finished) -> Iterator[Diagnostic]:
    """Every internal link lands on a page of the volume, or of another volume beside it;
    no annotation is active.
    """
    absent = Counter[str]()
    for number, page in volume.pages():
        dead = 0
        for reference in as_array(page.get("/Annots")):
            annotation = as_dictionary(reference)
            kind = name_of(annotation.get("/Subtype"))
            if kind in ACTIVE_ANNOTATIONS:
                yield volume.finding("active-annotation", f"The page holds a {kind} annotation.", number)
            dead += _is_dead(volume, annotation)
            absent += Counter(name for name, there, _ in _crossings(volume, annotation) if not there)
            yield from _active(volume, annotation, "A link or comment", number)
        if dead:
            links = "1 internal link leads" if dead == 1 else f"{dead} internal links lead"
            yield volume.finding("link-lands-nowhere", f"{links} to no page of the volume.", number)
        yield from _active(volume, page, "The page itself", number)
    for name, count in sorted(absent.items()):
        links = "1 link leads" if count == 1 else f"{count} links lead"
        says = f"{links} to {name}, which does not lie beside the volume."
        yield volume.finding("link-to-absent-volume", says, severity=Severity.WARNING)


def _crossings(volume: Finished, holder: DictionaryObject) -> Iterator[tuple[str, bool, bool]]:
    """The other volumes to which an annotation leads:
    name of the file, whether it is there, and has that page.
    """
    for action in actions(holder.get("/A")):
        name = resolved(action.get("/F"))
        if name_of(action.get("/S")) != "GoToR" or not isinstance(name, str) or not BESIDE.fullmatch(name):
            continue
        target = resolved(action.get("/D"))
        pages = page_count(volume.folder / name)
        if isinstance(target, (str, bytes)):
            yield name, pages is not None, has_place(volume.folder / name, target)
            continue
        page = next(iter(as_array(target)), None)
        yield name, pages is not None, pages is not None and isinstance(page, int) and 0 <= page < pages


def _is_dead(volume: Finished, holder: DictionaryObject) -> bool:
    """True when a link or bookmark promises a place in this file,
    or in a volume beside it, and there is none.
    """
    if "/Dest" in holder:
        return target_page(volume, holder.raw_get("/Dest")) is None
    return any(there and not lands for _, there, lands in _crossings(volume, holder)) or any(
        name_of(action.get("/S")) == "GoTo" and target_page(volume, action.get("/D")) is None
        for action in actions(holder.get("/A"))
    )


def _active(volume: Finished, holder: DictionaryObject, what: str, page: int | None) -> Iterator[Diagnostic]:
    """Findings for the actions that hang at a dictionary:
    its own, and those tied to events (12.6.3).
    """
    events = as_dictionary(holder.get("/AA"))
    hanging = [holder.get("/A"), *(events[key] for key in sorted(events))]
    kinds = Counter(name_of(a.get("/S")) for start in hanging for a in actions(start))
    kinds["GoToR"] -= sum(1 for _ in _crossings(volume, holder))
    for kind in sorted(kind for kind in ACTIVE if kinds[kind] > 0):
        yield volume.finding("active-content", f"{what} {ACTIVE[kind]} ({kind} action).", page)


def check_document(volume: Finished, attachments_allowed: bool) -> Iterator[Diagnostic]:
    """No scripts, opening actions or embedded files in the document as a whole."""
    catalog = volume.catalog
    names = as_dictionary(catalog.get("/Names"))
    for name in sorted(name for name, _ in name_tree(names.get("/JavaScript"))):
        yield volume.finding("active-content", f"The document holds a script named {name}.")
    if not attachments_allowed:
        for name in sorted(name for name, _ in name_tree(names.get("/EmbeddedFiles"))):
            yield volume.finding("embedded-file", f"The document holds an embedded file named {name}.")
    yield from _active(volume, catalog, "The document", None)
    opening = resolved(catalog.get("/OpenAction"))
    if isinstance(opening, DictionaryObject):
        yield from _active(volume, _holding(opening), "Opening the document", None)
    form = as_dictionary(catalog.get("/AcroForm"))
    if "/XFA" in form:
        yield volume.finding("active-content", "The document holds an XFA form.")
    for reference in as_array(form.get("/Fields")):
        yield from _active(volume, as_dictionary(reference), "A form field", None)


def check_bookmarks(volume: Finished) -> Iterator[Diagnostic]:
    """Every bookmark leads to a page; headings with others under them may lead nowhere."""
    root = as_dictionary(volume.catalog.get("/Outlines"))
    if "/First" not in root:
        yield volume.finding("no-bookmarks", "The volume has no bookmarks.", severity=Severity.WARNING)
        return
    # A loop is not the reader's to follow: each entry is visited once.
    waiting, seen = [root.raw_get("/First")], set[int]()
    while waiting and len(seen) < TREE_LIMIT:
        reference = waiting.pop()
        if not isinstance(reference, IndirectObject):
            continue
        if reference.idnum in seen:
            yield volume.finding("bookmarks-in-a-loop", "The bookmarks run in a circle.")
            continue
        seen.add(reference.idnum)
        entry = as_dictionary(reference)
        title = str(resolved(entry.get("/Title")) or "")
        yield from _check_bookmark(volume, entry, title)
        waiting += [entry.raw_get(key) for key in ("/Next", "/First") if key in entry]


def _check_bookmark(volume: Finished, entry: DictionaryObject, title: str) -> Iterator[Diagnostic]:
    if not title.strip():
        yield volume.finding("bookmark-without-title", "A bookmark has no title.", severity=Severity.WARNING)
    if _is_dead(volume, entry):
        yield volume.finding("bookmark-lands-nowhere", f"The bookmark “{title}” leads to no page of the volume.")
    elif not {"/Dest", "/A", "/First"} & entry.keys():
        yield volume.finding(
            "bookmark-without-target", f"The bookmark “{title}” leads nowhere.", severity=Severity.WARNING
        )
    yield from _active(volume, entry, f"The bookmark “{title}”", None)


def _holding(action: DictionaryObject) -> DictionaryObject:
    return DictionaryObject({NameObject("/A"): action})
