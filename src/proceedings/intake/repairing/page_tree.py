"""Page trees: walked whatever their shape,
and written anew where a reader could stumble (ISO 32000-2, 7.7.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from proceedings.pdf import objects, pages
from proceedings.pdf.content import rectangle
from proceedings.values.geometry import Box

_SMALLEST, _LARGEST = 1.0, 1e6


class TooManyPages(Exception):
    """The tree has more pages, or more nodes, than the limit."""


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """A page and what it inherits."""

    page: Any
    inherited: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages of a tree in order, and whether the tree is as it should be."""

    leaves: tuple[TreeLeaf, ...]
    sound: bool


def walk(root: Any, limit: int) -> Walk:
    """Find the pages of a document without trusting its tree.

    Loops, nodes met twice, nulls, wrong counts and missing types are passed over and noted.

    Raises:
        TooManyPages: more pages than the limit, or a tree of far more nodes than that.
    """
    top = objects.dictionary(root, "/Pages")
    leaves: list[TreeLeaf] = []
    seen: set[tuple[int, int]] = set()
    sound = top is not None
    pending: list[tuple[Any, dict[str, Any]]] = [(top, {})] if top is not None else []
    steps = 0
    while pending:
        node, above = pending.pop()
        steps += 1
        if len(leaves) > limit or steps > 4 * limit + 1000:
            raise TooManyPages
        identity = objects.identity(node)
        if not isinstance(node, pikepdf.Dictionary) or identity is None or identity in seen:
            sound = False
            continue
        seen.add(identity)
        kids = objects.get(node, "/Kids")
        kind = objects.name(objects.get(node, "/Type"))
        if _is_page(node, kind, kids):
            sound = sound and kind == "Page" and node is not top
            leaves.append(TreeLeaf(node, above))
            continue
        sound = sound and kind == "Pages" and isinstance(kids, pikepdf.Array)
        passed = {**above, **{k: v for k in pages.INHERITED if (v := objects.get(node, k)) is not None}}
        held = list(_kids(kids, limit))
        pending += [(kid, passed) for kid in reversed(held)]
    return Walk(tuple(leaves), sound and _count(top) == len(leaves))


def lost_pages(pdf: pikepdf.Pdf, limit: int) -> tuple[TreeLeaf, ...]:
    """Every object that says it is a page,
    in the order of object numbers, for a document whose tree has none.
    """
    found = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and _is_page(item, objects.name(objects.get(item, "/Type")), None):
            found.append(TreeLeaf(item, {}))
            if len(found) > limit:
                raise TooManyPages
    return tuple(found)


def rebuild(pdf: pikepdf.Pdf, leaves: tuple[TreeLeaf, ...]) -> None:
    """Hang the pages below one new root, each with what it inherited."""
    top = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(leaves)))
    for leaf in leaves:
        leaf.page["/Type"] = pikepdf.Name.Page
        leaf.page["/Parent"] = top
        if "/Kids" in leaf.page:
            del leaf.page["/Kids"]
        for key, value in leaf.inherited.items():
            if key not in leaf.page:
                leaf.page[key] = value
    top["/Kids"] = pikepdf.Array([leaf.page for leaf in leaves])
    pdf.Root["/Type"] = pikepdf.Name.Catalog
    pdf.Root["/Pages"] = top


def mend_page(pdf: pikepdf.Pdf, page: Any, number: int) -> list[str]:
    """Give a page what it must have and drop what it cannot use; gives back sentences."""
    said = [*_mend_boxes(page, number), *_mend_rotation(page, number)]
    if not isinstance(objects.inherited(page, "/Resources"), pikepdf.Dictionary):
        page["/Resources"] = pikepdf.Dictionary()
    said += _mend_contents(pdf, page, number)
    return said + _mend_annotations(page, number)


def _mend_boxes(page: Any, number: int) -> Iterator[str]:
    media = pages.media_box(page)
    if media is None or not _is_sensible(media):
        media = pages.US_LETTER
        page["/MediaBox"] = rectangle(media)
        yield f"Page {number} had no usable size and counts as US Letter, as readers show it."
    if objects.inherited(page, "/CropBox") is not None and not _meets(pages.crop_box(page), media):
        page["/CropBox"] = page["/MediaBox"] if "/MediaBox" in page else rectangle(media)
        yield f"Page {number} was cropped to nothing; it shows whole."


def _mend_rotation(page: Any, number: int) -> Iterator[str]:
    given = objects.inherited(page, "/Rotate")
    turned = pages.rotation_of(page)
    if given is not None and (objects.number(given) is None or ((objects.number(given) or 0) - turned) % 360):
        page["/Rotate"] = turned
        counts = f"it counts as {turned} degrees" if turned else "it is ignored"
        yield f"The rotation of page {number} was no quarter turn; {counts}."


def _mend_contents(pdf: pikepdf.Pdf, page: Any, number: int) -> list[str]:
    contents = objects.get(page, "/Contents")
    if contents is None:
        page["/Contents"] = pdf.make_stream(b"")
        return []
    if isinstance(contents, pikepdf.Stream):
        return []
    listed = list(objects.elements(page, "/Contents"))
    streams = [s for s in listed if isinstance(s, pikepdf.Stream)]
    if isinstance(contents, pikepdf.Array) and len(streams) == len(contents):
        return []
    page["/Contents"] = pikepdf.Array(streams)
    return [f"A part of page {number} is missing from the file."]


def _mend_annotations(page: Any, number: int) -> list[str]:
    annotations = objects.get(page, "/Annots")
    if annotations is None:
        return []
    usable = [a for a in objects.elements(page, "/Annots") if isinstance(a, pikepdf.Dictionary)]
    if isinstance(annotations, pikepdf.Array) and len(usable) == len(annotations):
        return []
    page["/Annots"] = pikepdf.Array(usable)
    return [f"Page {number} referred to links or comments that are not in the file."]


def _is_page(node: Any, kind: str, kids: Any) -> bool:
    if kind == "Pages" and kids is not None:
        return False
    looks = any(objects.get(node, k) is not None for k in ("/Contents", "/MediaBox", "/Resources"))
    return (kind == "Page" and not isinstance(kids, pikepdf.Array)) or (
        kind in ("", "Pages")
        and not isinstance(kids, pikepdf.Array)
        and looks
        and objects.get(node, "/Parent") is not None
    )


def _kids(kids: Any, limit: int) -> Iterator[Any]:
    if isinstance(kids, pikepdf.Array):
        if len(kids) > 4 * limit + 1000:
            raise TooManyPages
        yield from kids
    elif isinstance(kids, pikepdf.Dictionary):
        yield kids


def _count(top: Any) -> int | None:
    count = objects.number(objects.get(top, "/Count"))
    return None if count is None else int(count)


def _is_sensible(box: Box) -> bool:
    sides = (box.left, box.bottom, box.right, box.top)
    return min(box.width, box.height) >= _SMALLEST and max(map(abs, sides)) <= _LARGEST


def _meets(crop: Box | None, media: Box) -> bool:
    if crop is None:
        return False
    width = min(crop.right, media.right) - max(crop.left, media.left)
    height = min(crop.top, media.top) - max(crop.bottom, media.bottom)
    return width >= _SMALLEST and height >= _SMALLEST
