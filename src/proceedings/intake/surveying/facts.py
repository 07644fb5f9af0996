"""The facts of a submission: what a PDF is made of, read once.
Nothing here changes the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import pikepdf

from proceedings.intake.surveying.font_facts import fonts_of
from proceedings.pdf import objects
from proceedings.pdf.pages import US_LETTER, annotations_of, rotation_of, unit_of, visible_box
from proceedings.values.submission import Facts, PageFacts, StateFacts

R = TypeVar("R")

_MOST_NODES = 200_000
"""Outline entries, form fields or names looked at;
a document with more is counted as having so many.
"""
_DEEPEST = 64


def read_facts(pdf: pikepdf.Pdf, size: int) -> Facts:
    """Everything about a document but what only rendering
    shows (ink, first page's text) and its images.

    Args:
        pdf: the document as submitted, open.
        size: of the submitted file in bytes.

    A fact that cannot be read because that corner of the file is damaged has its default value.
    """
    root = pdf.Root
    pages: list[Any] = [page.obj for page in pdf.pages]
    links = _links(pages)
    fields: list[Any] = _guarded(lambda: list(_fields(root)), [])
    return Facts(
        pages=tuple(_guarded(partial(page_facts, page), _FALLBACK) for page in pages),
        pdf_version=_guarded(lambda: pdf.pdf_version, ""),
        tagged=_guarded(lambda: _is_tagged(root), False),
        language=objects.text(objects.get(root, "/Lang")) or None,
        title=_guarded(lambda: objects.text(objects.get(pdf.docinfo, "/Title")), "") or None,
        authors=_guarded(lambda: objects.text(objects.get(pdf.docinfo, "/Author")), "") or None,
        outline_entries=_guarded(lambda: _count_outline(root), 0),
        uri_links=links["uri"],
        internal_links=links["internal"],
        fonts=_guarded(lambda: fonts_of(pdf, pages), ()),
        form_fields=len(fields),
        annotations=_annotations(pages),
        scripts=_guarded(lambda: _count_scripts(root, pages, fields), 0),
        attachments=_guarded(lambda: _attachments(root, pages), ()),
        layers=_guarded(lambda: _layers(root), ()),
        signatures=sum(1 for f in fields if _is_signed(f)),
        encrypted=pdf.is_encrypted,
        bytes=size,
        state=StateFacts(shell=_guarded(lambda: _shell(root, pages), "")),
    )


def _guarded(fact: Callable[[], R], default: R) -> R:
    try:
        return fact()
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError):
        return default


def page_facts(page: Any) -> PageFacts:
    """A page's size as a reader sees it, in points; ink unknown."""
    box, turned, unit = visible_box(page), rotation_of(page), unit_of(page)
    width, height = box.width * unit, box.height * unit
    if turned in (90, 270):
        width, height = height, width
    return PageFacts(round(width, 3), round(height, 3), None, turned, unit)


_FALLBACK = PageFacts(US_LETTER.width, US_LETTER.height, None)


def _annotations(pages: list[Any]) -> tuple[tuple[str, int], ...]:
    counts = Counter(objects.name(objects.get(a, "/Subtype")) or "unknown" for p in pages for a in annotations_of(p))
    return tuple(sorted(counts.items()))


def _links(pages: list[Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        for annotation in annotations_of(page):
            if objects.name(objects.get(annotation, "/Subtype")) == "Link":
                action = objects.name(objects.get(objects.get(annotation, "/A"), "/S"))
                if action == "URI":
                    counts["uri"] += 1
                elif action == "GoTo" or objects.get(annotation, "/Dest") is not None:
                    counts["internal"] += 1
    return counts


def _is_tagged(root: Any) -> bool:
    marked = objects.get(objects.get(root, "/MarkInfo"), "/Marked")
    return marked is True and objects.dictionary(root, "/StructTreeRoot") is not None


def _count_outline(root: Any) -> int:
    """Entries of the outline; each is counted once, so that loops end."""
    seen: set[tuple[int, int]] = set()
    waiting = [objects.dictionary(objects.dictionary(root, "/Outlines"), "/First")]
    count = 0
    while waiting and count < _MOST_NODES:
        entry = waiting.pop()
        mark = objects.identity(entry)
        if entry is None or mark is None or mark in seen:
            continue
        seen.add(mark)
        count += 1
        waiting += [objects.dictionary(entry, "/Next"), objects.dictionary(entry, "/First")]
    return count


def _fields(root: Any) -> Iterator[Any]:
    """The terminal fields of the form (ISO 32000-2, 12.7.4)."""
    return islice(_fields_below(objects.dictionary(root, "/AcroForm"), "/Fields", set(), 0), _MOST_NODES)


def _fields_below(node: Any, key: str, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
    for kid in objects.elements(node, key):
        mark = objects.identity(kid)
        if depth > _DEEPEST or mark in seen or not isinstance(kid, pikepdf.Dictionary):
            continue
        if mark is not None:
            seen.add(mark)
        # Kids with a name of their own are fields; kids without are the widgets of this one.
        if any(objects.get(k, "/T") is not None for k in objects.elements(kid, "/Kids")):
            yield from _fields_below(kid, "/Kids", seen, depth + 1)
        else:
            yield kid


def _is_signed(field: Any) -> bool:
    return objects.name(objects.inherited(field, "/FT")) == "Sig" and objects.dictionary(field, "/V") is not None


def _shell(root: Any, pages: list[Any]) -> str:
    """`portfolio` or `xfa` where the pages stand for something else;
    `xfa?` where only their words can tell.

    Source: ISO 32000-1, 7.11.6 (collections) and annex K.2 (XFA forms, NeedsRendering).
    """
    if objects.dictionary(root, "/Collection") is not None and _attachments(root, pages):
        return "portfolio"
    if objects.get(objects.dictionary(root, "/AcroForm"), "/XFA") is None:
        return ""
    if objects.get(root, "/NeedsRendering") is True:
        return "xfa"
    drawn = any(objects.name(objects.get(a, "/Subtype")) == "Widget" for page in pages for a in annotations_of(page))
    return "" if drawn else "xfa?"


def _count_scripts(root: Any, pages: list[Any], fields: list[Any]) -> int:
    holders = [root, *pages, *(a for p in pages for a in annotations_of(p)), *fields]
    actions = [objects.get(h, key) for h in holders for key in ("/OpenAction", "/A")]
    actions += [action for h in holders for _, action in objects.items(objects.get(h, "/AA"))]
    named = objects.tree_pairs(objects.get(objects.get(root, "/Names"), "/JavaScript"), "/Names")
    return sum(1 for a in actions if objects.name(objects.get(a, "/S")) == "JavaScript") + sum(1 for _ in named)


def _attachments(root: Any, pages: list[Any]) -> tuple[str, ...]:
    found = [
        _file_name(spec) or objects.text(key)
        for key, spec in objects.tree_pairs(objects.get(objects.get(root, "/Names"), "/EmbeddedFiles"), "/Names")
    ]
    found += [
        _file_name(objects.get(a, "/FS"))
        for page in pages
        for a in annotations_of(page)
        if objects.name(objects.get(a, "/Subtype")) == "FileAttachment"
    ]
    return tuple(sorted(n or "unnamed" for n in found))


def _file_name(spec: Any) -> str:
    return objects.text(objects.get(spec, "/UF")) or objects.text(objects.get(spec, "/F"))


def _layers(root: Any) -> tuple[str, ...]:
    groups = objects.elements(objects.dictionary(root, "/OCProperties"), "/OCGs")
    return tuple(objects.text(objects.get(group, "/Name")) for group in groups)
