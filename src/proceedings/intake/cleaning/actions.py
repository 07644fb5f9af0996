"""Actions: those that are links stay,
everything that runs, sends, opens or plays something goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.values.removal import Kind, Removals

LINKS = frozenset({"GoTo", "URI", "GoToR", "Named"})
"""Action types that are links (ISO 32000-2, 12.6.4). GoToR leads to another file:
binding makes it a link within the volume when that file is in it, and removes it otherwise.
"""

REMOVED = {
    "JavaScript": Kind.SCRIPT,
    "Launch": Kind.FILE_LINK,
    "GoToE": Kind.ATTACHMENT_LINK,
    "SubmitForm": Kind.FORM_ACTION,
    "ImportData": Kind.FORM_ACTION,
    "ResetForm": Kind.FORM_ACTION,
    "Rendition": Kind.MEDIA,
    "Movie": Kind.MEDIA,
    "Sound": Kind.MEDIA,
    "RichMediaExecute": Kind.MEDIA,
    "GoTo3DView": Kind.MEDIA,
    "Hide": Kind.VIEWER_ACTION,
    "SetOCGState": Kind.VIEWER_ACTION,
    "SetState": Kind.VIEWER_ACTION,
    "NOP": Kind.VIEWER_ACTION,
    "Trans": Kind.VIEWER_ACTION,
    "Thread": Kind.VIEWER_ACTION,
    "GoToDp": Kind.VIEWER_ACTION,
}
"""Action types that go (ISO 32000-2, table 201; ISO 19005-2, 6.5.1),
and what they are called in a report.
"""

ACTIONS = ("/AA", "/PA", "/A")
"""Keys under which actions stand."""
_STEPS = frozenset({"NextPage", "PrevPage"})
_ENDS = {"FirstPage": 0, "LastPage": -1}
"""Named actions that would lead out
of the submission once it is in a volume: they become explicit.
"""
_LONGEST_CHAIN = 64


def settle_links(pdf: pikepdf.Pdf, pages: list[Any], removals: Removals, acting: Sequence[Any]) -> None:
    """Clean the actions of the links on pages and of bookmarks,
    and drop all others that hang on an event.

    Args:
        pdf: changed in place.
        pages: its pages.
        removals: what was removed is noted here.
        acting: the objects in which one of the keys of `ACTIONS` may stand.
    """
    settled: set[tuple[int, int]] = set()
    for number, page in enumerate(pages, 1):
        _drop_events(page, number, removals)
        for annotation in objects.elements(page, "/Annots"):
            settle(annotation, pages, number, removals)
            if (known := objects.identity(annotation)) is not None:
                settled.add(known)
    _settle_root(pdf.Root, removals)
    for item in acting:
        done = objects.identity(item) in settled
        for inner in dictionaries_in(item):
            if not done or inner is not item:
                settle(inner, pages, None, removals)


def settle(holder: Any, pages: list[Any], page: int | None, removals: Removals) -> None:
    """Keep the first action of a holder's chain that is a link; everything else of it goes."""
    _drop_events(holder, page, removals)
    if objects.get(holder, "/PA") is not None and objects.dictionary(holder, "/PA") is not None:
        del holder["/PA"]
    action = objects.dictionary(holder, "/A")
    if action is None or not objects.name(objects.get(action, "/S")):
        return  # an attribute of a structure element has no /S
    kept = None
    for one in list(_chain(action)):
        if kept is None and (link := _as_link(one, pages)) is not None:
            kept = link
        else:
            _note(one, page, removals)
    if kept is None:
        del holder["/A"]
        return
    if "/Next" in kept:
        del kept["/Next"]
    if kept is not action:
        holder["/A"] = kept


def holders(pdf: pikepdf.Pdf, *groups: tuple[str, ...]) -> tuple[list[Any], ...]:
    """For each group of keys the objects of a document in which one of them may stand,
    in one walk over all objects.
    """
    patterns = [re.compile(rb"(?:%s)(?=[\s/(<\[])" % b"|".join(key.encode() for key in keys)) for keys in groups]
    found: tuple[list[Any], ...] = tuple([] for _ in groups)
    for item in pdf.objects:
        written = objects.written(item)
        for pattern, into in zip(patterns, found, strict=True):
            if pattern.search(written) is not None:
                into.append(item)
    return found


def dictionaries_in(item: Any) -> Iterator[Any]:
    """An object, if it is a dictionary or stream, and every dictionary that stands inside it."""
    pending = [item]
    while pending:
        one = pending.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            pending += [value for _, value in objects.items(one) if _is_inside(value)]
        elif isinstance(one, pikepdf.Array) and not _is_numbers(one):
            pending += [value for value in one if _is_inside(value)]


def file_of(specification: Any) -> str:
    """The file name in a file specification (ISO 32000-2, 7.11.2),
    without the folders of the author's computer.
    """
    if isinstance(specification, pikepdf.String):
        name = objects.text(specification)
    else:
        named = (objects.text(objects.get(specification, key)) for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"))
        name = next((n for n in named if n), "")
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _is_inside(value: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _is_numbers(array: Any) -> bool:
    # Widths, dashes and boxes: long, many, and nothing is in them.
    return not len(array) or not isinstance(array[0], pikepdf.Object | None)


def _chain(action: Any) -> Iterator[Any]:
    """An action and all that follow it, each once (ISO 32000-2, 12.6.2)."""
    seen: set[tuple[int, int]] = set()
    pending = [action]
    for _ in range(_LONGEST_CHAIN):
        if not pending:
            return
        one = pending.pop(0)
        identity = objects.identity(one)
        if not isinstance(one, pikepdf.Dictionary) or identity in seen:
            continue
        if identity:
            seen.add(identity)
        yield one
        following = objects.get(one, "/Next")
        pending += list(objects.elements(one, "/Next")) if isinstance(following, pikepdf.Array) else [following]


def _as_link(action: Any, pages: list[Any]) -> Any:
    kind = objects.name(objects.get(action, "/S"))
    if kind == "Named":
        name = objects.name(objects.get(action, "/N"))
        if name in _ENDS and pages:
            target = pikepdf.Array([pages[_ENDS[name]], pikepdf.Name.Fit])
            return pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=target)
        return action if name in _STEPS else None
    if kind == "URI":
        scheme = objects.text(objects.get(action, "/URI")).lower().partition(":")[0]
        return None if scheme in ("javascript", "vbscript", "data") else action
    if kind == "Launch" and file_of(objects.get(action, "/F")).lower().endswith(".pdf"):
        # Some programs write a link to another PDF this way.
        return pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=action["/F"], D=pikepdf.Array([0, pikepdf.Name.Fit]))
    return action if kind in LINKS else None


def _note(action: Any, page: int | None, removals: Removals) -> None:
    kind = objects.name(objects.get(action, "/S"))
    if kind == "URI":
        removals.add(Kind.SCRIPT if not _is_web(action) else Kind.VIEWER_ACTION, page)
    else:
        removals.add(REMOVED.get(kind, Kind.VIEWER_ACTION), page, _file_named(action))


def _file_named(action: Any) -> str:
    """The file to which an action leads:
    one of its own, a program of Windows, or one attached (12.6.4.4-6).
    """
    named = file_of(objects.get(action, "/F")) or file_of(objects.get(objects.get(action, "/Win"), "/F"))
    return named or objects.text(objects.get(objects.get(action, "/T"), "/N"))


def _is_web(action: Any) -> bool:
    return not objects.text(objects.get(action, "/URI")).lower().startswith(("javascript:", "vbscript:", "data:"))


def _drop_events(holder: Any, page: int | None, removals: Removals) -> None:
    events = objects.get(holder, "/AA")
    if events is None:
        return
    for _, action in objects.items(events):
        for one in _chain(action):
            _note(one, page, removals)
    del holder["/AA"]


def _settle_root(root: Any, removals: Removals) -> None:
    """The catalog's own: what runs on opening, and the named scripts."""
    _drop_events(root, None, removals)
    opening = objects.dictionary(root, "/OpenAction")
    if opening is not None:
        for one in _chain(opening):
            if objects.name(objects.get(one, "/S")) not in ("GoTo", "Named"):
                _note(one, None, removals)
    if "/OpenAction" in root:  # where reading starts is the volume's business
        del root["/OpenAction"]
    names = objects.dictionary(root, "/Names")
    if objects.get(names, "/JavaScript") is not None:
        count = sum(1 for _ in objects.tree_pairs(objects.get(names, "/JavaScript"), "/Names"))
        removals.add(Kind.SCRIPT, count=max(1, count))
        del names["/JavaScript"]
