"""Attachments, references outside the file,
and what only the author's program or the screen has a use for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import sanitize

from proceedings.intake.cleaning.actions import dictionaries_in, file_of
from proceedings.pdf import objects
from proceedings.values.removal import Kind, Removals

_OF_CATALOG = (
    "/AF",
    "/Collection",
    "/DPartRoot",
    "/DSS",
    "/Legal",
    "/NeedsRendering",
    "/PageMode",
    "/Perms",
    "/PieceInfo",
    "/Requirements",
    "/SpiderInfo",
    "/Threads",
)
_OF_NAMES = (
    "/AlternatePresentations",
    "/EmbeddedFiles",
    "/IDS",
    "/JavaScript",
    "/Pages",
    "/Renditions",
    "/Templates",
    "/URLS",
)
_OF_PAGES = ("/B", "/DPart", "/Dur", "/PZ", "/PieceInfo", "/PresSteps", "/TemplateInstantiated", "/Thumb", "/Trans")
_PRIVATE = frozenset({"/PieceInfo", "/Thumb", "/SpiderInfo"})


FILES = ("/AF", "/EF")
"""Keys under which files stand."""


def remove_attachments(pdf: pikepdf.Pdf, removals: Removals, holding: Sequence[Any]) -> None:
    """Remove embedded and associated files wherever they hang;
    `holding` are the objects in which `FILES` may stand.
    """
    names = objects.dictionary(pdf.Root, "/Names")
    gone: dict[str, None] = {}
    for key, value in objects.tree_pairs(objects.get(names, "/EmbeddedFiles"), "/Names"):
        gone[file_of(value) or objects.text(key) or "without a name"] = None
    # Some file specifications are listed nowhere and still carry a file.
    for item in (inner for holder in holding for inner in dictionaries_in(holder)):
        for one in _associated(item):
            gone[file_of(one) or "without a name"] = None
        if "/AF" in item and not isinstance(objects.get(item, "/AF"), pikepdf.Name):
            del item["/AF"]
        if "/EF" in item:
            del item["/EF"]
    for name in gone:
        removals.add(Kind.ATTACHMENT, name=name)
    if names is not None and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]


def _associated(item: Any) -> list[Any]:
    value = objects.get(item, "/AF")
    files = [value] if isinstance(value, pikepdf.Dictionary) else list(objects.elements(item, "/AF"))
    return [f for f in files if isinstance(f, pikepdf.Dictionary)]


def cut_outside_references(pdf: pikepdf.Pdf, removals: Removals) -> None:
    """Streams that lie in another file,
    and pages of other files shown in this one (ISO 32000-2, 7.3.8, 8.10.4).
    """
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        found = [key for key in ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI") if key in item]
        for key in found:
            del item[key]
        if "/F" in found or "/Ref" in found:
            removals.add(Kind.EXTERNAL_CONTENT)


def forget(pdf: pikepdf.Pdf, pages: list[Any], removals: Removals) -> None:
    """Remove portfolio views, transitions, thumbnails,
    private data, article threads and the like.
    """
    root = pdf.Root
    if "/Collection" in root:
        removals.add(Kind.PORTFOLIO)
    private = _drop(root, _OF_CATALOG) & _PRIVATE
    names = objects.dictionary(root, "/Names")
    if names is not None:
        _drop(names, _OF_NAMES)
        if not len(names.keys()):
            del root["/Names"]
    for number, page in enumerate(pages, 1):
        gone = _drop(page, _OF_PAGES)
        private |= gone & _PRIVATE
        if "/Trans" in gone:
            removals.add(Kind.TRANSITION, number)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/PieceInfo" in item:
            del item["/PieceInfo"]
            private.add("/PieceInfo")
    sanitize.remove_search_index(pdf)
    if private:
        removals.add(Kind.PRIVATE_DATA)


def _drop(holder: Any, keys: tuple[str, ...]) -> set[str]:
    found = {key for key in keys if key in holder}
    for key in found:
        del holder[key]
    return found
