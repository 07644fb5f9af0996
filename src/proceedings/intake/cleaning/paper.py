"""What lies on pages as annotations becomes part of them where it prints,
and goes where it does not; links stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pikepdf

from proceedings.intake.cleaning.actions import file_of
from proceedings.intake.cleaning.appearances import make_missing, usable_appearance
from proceedings.intake.cleaning.dead_links import Places, target_of
from proceedings.intake.cleaning.marks import is_filled_in
from proceedings.pdf import objects
from proceedings.pdf.annotation_tags import Tags
from proceedings.pdf.layers import PrintedState
from proceedings.pdf.pages import rotation_of
from proceedings.values.mark import Mark, MarkFate
from proceedings.values.removal import Kind, Removals

Disposition = Literal["print", "remove"]

_HIDDEN, _PRINT, _NO_ROTATE, _NO_VIEW = 2, 4, 16, 32
"""Annotation flags (ISO 32000-2, table 167)."""
_MEDIA = frozenset({"Movie", "Sound", "Screen", "RichMedia", "3D"})
_MARKUP = frozenset(
    {
        *("Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Ink", "Stamp"),
        *("Highlight", "Underline", "Squiggly", "StrikeOut", "Caret"),
    }
)
"""What a reviewer writes (ISO 32000-2, 12.5.6.2)."""
_NEVER = frozenset({"Popup", "TrapNet"})
"""Windows of the reader's program, and instructions to a press."""


@dataclass(slots=True)
class _Stamps:
    """What is drawn at the end of one page."""

    content: list[bytes] = field(default_factory=list)
    forms: dict[str, Any] = field(default_factory=dict)


def flatten(
    pdf: pikepdf.Pdf,
    pages: list[Any],
    state: PrintedState,
    removals: Removals,
    forms: Disposition,
    comments: Disposition,
) -> list[Mark]:
    """Make annotations part of their pages, in place, and remove the interactive form.

    Args:
        pdf: changed.
        pages: its page objects.
        state: which layers print.
        removals: where it is noted.
        forms: what becomes of form fields that print.
        comments: what becomes of comments and other annotations that print.

    Returns:
        The annotations that were drawn, could not be drawn, or were left out.
    """
    fates: dict[bool, Disposition] = {True: forms, False: comments}

    def prints(annotation: Any) -> bool:
        widget = objects.name(objects.get(annotation, "/Subtype")) == "Widget"
        return fates[widget] == "print" and _prints(annotation, state)

    marks = make_missing(pdf, pages, prints)
    marks += [mark for number, page in enumerate(pages, 1) for mark in _left_out(page, number, prints, fates, state)]
    tags, places = Tags(pdf), Places(pdf.Root, pages)
    for number, page in enumerate(pages, 1):
        if objects.get(page, "/Annots") is not None:
            _flatten_page(pdf, page, number, prints, tags, places, removals)
    tags.save()
    _remove_form(pdf.Root, removals)
    return marks


def _left_out(
    page: Any, number: int, prints: Callable[[Any], bool], fates: dict[bool, Disposition], state: PrintedState
) -> Iterator[Mark]:
    """The annotations of a page that do not become part of it."""
    for annotation in objects.elements(page, "/Annots"):
        kind = objects.name(objects.get(annotation, "/Subtype"))
        if kind == "Link" or not isinstance(annotation, pikepdf.Dictionary) or prints(annotation):
            continue
        flags = int(objects.number(objects.get(annotation, "/F")) or 0)
        wanted = fates[kind == "Widget"] == "print" and kind not in _NEVER | _MEDIA
        seen = not flags & (_HIDDEN | _NO_VIEW) and state.shows(objects.get(annotation, "/OC"))
        # A field that nobody filled in, or a button to press, says nothing on paper.
        fate = MarkFate.LEFT_OUT if wanted and seen and kind != "Widget" else MarkFate.HIDDEN
        yield Mark(number, kind, fate, objects.box(objects.get(annotation, "/Rect")))


def _prints(annotation: Any, state: PrintedState) -> bool:
    """Whether paper shows an annotation;
    what was filled into a form counts although its field is for the screen.
    """
    flags = int(objects.number(objects.get(annotation, "/F")) or 0)
    if flags & _HIDDEN or not state.shows(objects.get(annotation, "/OC")):
        return False
    widget = objects.name(objects.get(annotation, "/Subtype")) == "Widget"
    return bool(flags & _PRINT) or (widget and not flags & _NO_VIEW and is_filled_in(annotation))


def _flatten_page(
    pdf: pikepdf.Pdf,
    page: Any,
    number: int,
    prints: Callable[[Any], bool],
    tags: Tags,
    places: Places,
    removals: Removals,
) -> None:
    kept, stamps = [], _Stamps()
    for annotation in objects.elements(page, "/Annots"):
        kind = objects.name(objects.get(annotation, "/Subtype"))
        if kind == "Link":
            if places.leads(annotation):
                kept.append(annotation)
            else:
                _drop_link(annotation, number, tags, removals)
            continue
        printed = False
        if isinstance(annotation, pikepdf.Dictionary) and kind not in _NEVER:
            printed = prints(annotation) and _stamp(pdf, page, annotation, stamps, tags)
            _note(annotation, kind, printed, number, removals)
        if not printed:
            tags.forget(annotation)
    if len(kept) < len(page.Annots):
        page["/Annots"] = pikepdf.Array(kept)
    if not kept:
        del page["/Annots"]
    if stamps.content:
        _draw(pdf, page, stamps)


def _drop_link(link: Any, page: int, tags: Tags, removals: Removals) -> None:
    """Take a link out that leads nowhere;
    where its action was removed, that was noted with what the action did.
    """
    if "/A" in link or "/Dest" in link:
        removals.add(Kind.DEAD_LINK, page, target_of(link))
    tags.forget(link)


def _note(annotation: Any, kind: str, printed: bool, page: int, removals: Removals) -> None:
    if kind == "Widget":
        if objects.name(objects.inherited(annotation, "/FT")) == "Sig":
            if objects.inherited(annotation, "/V") is not None:
                removals.add(Kind.SIGNATURE, page)
        else:
            removals.add(Kind.FIELD_PRINTED if printed else Kind.FIELD, page)
    elif kind == "FileAttachment":
        removals.add(Kind.ATTACHMENT, page, file_of(objects.get(annotation, "/FS")) or "without a name")
    elif kind in _MEDIA:
        removals.add(Kind.MEDIA, page)
    elif kind in _MARKUP:
        said = objects.text(objects.get(annotation, "/T"))
        removals.add_comment(Kind.COMMENT_PRINTED if printed else Kind.COMMENT, page, said)
    else:
        removals.add(Kind.COMMENT_PRINTED if printed else Kind.COMMENT, page)


def _stamp(pdf: pikepdf.Pdf, page: Any, annotation: Any, stamps: _Stamps, tags: Tags) -> bool:
    """Add the appearance of an annotation to what the page draws;
    False when there is nothing to draw.
    """
    form = usable_appearance(pdf, annotation)
    if form is None:
        return False
    rotated = rotation_of(page)
    flags = int(objects.number(objects.get(annotation, "/F")) or 0)
    name = _free_name(page, stamps)
    try:
        drawn = pikepdf.Annotation(annotation).get_page_content_for_appearance(
            pikepdf.Name("/" + name), rotated if flags & _NO_ROTATE else 0, 0, _HIDDEN
        )
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, ZeroDivisionError):
        return False
    if not drawn.strip():
        return False
    if objects.get(annotation, "/OC") is not None:
        form["/OC"] = annotation["/OC"]
    stamps.forms[name] = form
    stamps.content.append(tags.opening(page, annotation) + drawn.strip() + tags.closing)
    return True


def _free_name(page: Any, stamps: _Stamps) -> str:
    taken = objects.get(objects.inherited(page, "/Resources"), "/XObject")
    number = len(stamps.forms) + 1
    while f"Stamp{number}" in stamps.forms or objects.get(taken, f"/Stamp{number}") is not None:
        number += 1
    return f"Stamp{number}"


def _draw(pdf: pikepdf.Pdf, page: Any, stamps: _Stamps) -> None:
    """Put the page's own contents between q and Q, and what is drawn after them."""
    shared = objects.inherited(page, "/Resources")
    # Copies, because pages may share these dictionaries.
    resources = pikepdf.Dictionary(dict(objects.items(shared)))
    drawn = pikepdf.Dictionary({**dict(objects.items(objects.get(shared, "/XObject")))})
    for name, form in stamps.forms.items():
        drawn["/" + name] = form
    resources["/XObject"] = drawn
    page["/Resources"] = resources
    contents = objects.get(page, "/Contents")
    own = [contents] if isinstance(contents, pikepdf.Stream) else list(objects.elements(page, "/Contents"))
    after = b"\nQ\n" + b"\n".join(stamps.content) + b"\n"
    streams = [s for s in own if isinstance(s, pikepdf.Stream)]
    page["/Contents"] = pikepdf.Array([pdf.make_stream(b"q\n"), *streams, pdf.make_stream(after)])


def _remove_form(root: Any, removals: Removals) -> None:
    form = objects.dictionary(root, "/AcroForm")
    if objects.get(form, "/XFA") is not None:
        removals.add(Kind.XFA)
    if "/AcroForm" in root:
        del root["/AcroForm"]
