"""In the PDF of an office document every link gets its true target back;
what did not come out is placed or told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import pikepdf

from proceedings.intake.office.links.source_link import Kind, SourceLink, SourceLinks, Target, number_of
from proceedings.pdf import objects
from proceedings.pdf.annotation_tags import Tags
from proceedings.pdf.pages import annotations_of, visible_box
from proceedings.values.geometry import Box
from proceedings.values.trouble import Trouble

LOST = "links-lost"
_NAMED = 4
"""Links that a message names at most."""
_TOP = frozenset({"_top", "top"})
_LEAST = 4.0
"""Points: the least height and width of a link that a hand can hit."""


def restore_marked(pdf: pikepdf.Pdf, source: SourceLinks) -> tuple[Trouble, ...]:
    """Give marked links their targets;
    place those that LibreOffice left out where their shapes lie.

    Args:
        pdf: as converted from the marked document; changed.
        source: the links that were marked.

    Returns:
        A warning that counts and names the links that are not in the PDF; nothing where all are.
    """
    work = _Restoring(pdf, source)
    work.restore()
    work.place_missing()
    return work.troubles()


class _Restoring:
    """The PDF, and what is known of its links so far."""

    def __init__(self, pdf: pikepdf.Pdf, source: SourceLinks) -> None:
        self._pdf, self._source = pdf, source
        self._by_number = {link.number: link for link in source.links}
        self._pages: list[Any] = [page.obj for page in pdf.pages]
        self._places = dict(_destinations(pdf))
        shown = source.slides if len(source.slides) <= len(self._pages) else ()
        self._page_of = {slide: index for index, slide in enumerate(shown)}
        self._seen: set[int] = set()
        self._lost: dict[int, str] = {}
        """By number of the link: why."""

    def restore(self) -> None:
        """Give each marked link the target that its source has, and remove those that have none."""
        tags = Tags(self._pdf)
        for index, page in enumerate(self._pages):
            kept, gone = [], False
            for annotation in annotations_of(page):
                link = self._marked(annotation)
                if link is not None and not self._restored(annotation, link, index):
                    tags.forget(annotation)
                    gone = True
                else:
                    kept.append(annotation)
            if gone:
                page["/Annots"] = pikepdf.Array(kept)

    def place_missing(self) -> None:
        """Put links on the shapes that LibreOffice exports without theirs:
        groups, lines, slides by jumps.
        """
        for link in self._source.links:
            if link.number in self._seen or link.number in self._lost or link.target.kind is Kind.NOWHERE:
                continue
            index = self._page_of.get(link.slide or 0)
            if index is None or link.box is None:
                continue
            page = self._pages[index]
            rectangle = _on_page(link.box, visible_box(page))
            annotation = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=rectangle, Border=[0, 0, 0], F=4
            )
            if self._restored(annotation, link, index):
                # The first is the lowest: smaller links that lie on the shape stay within reach.
                rest = list(annotations_of(page))
                page["/Annots"] = pikepdf.Array([self._pdf.make_indirect(annotation), *rest])

    def troubles(self) -> tuple[Trouble, ...]:
        """One warning about all that is lost."""
        for link in self._source.links:
            if link.target.kind is Kind.NOWHERE:
                self._lost[link.number] = f"leads to {link.target.value}"
            elif link.number not in self._seen and link.expected:
                self._lost.setdefault(link.number, "")
        lost = [link for link in self._source.links if link.number in self._lost]
        if not lost:
            return ()
        total, count = len(self._source.links), len(lost)
        named = "; ".join(self._described(link) for link in lost[:_NAMED]) + (" …" if count > _NAMED else "")
        message = f"{count} of its {total} links {'is' if count == 1 else 'are'} not in the volume: {named}"
        page = next((self._page_of[s] + 1 for link in lost if (s := link.slide) in self._page_of), None)
        hint = "ask its author for a PDF in which these links work, or to write the addresses out"
        return (Trouble.warning(LOST, message, hint, page),)

    def _described(self, link: SourceLink) -> str:
        words = link.words if len(link.words) <= 40 else f"{link.words[:39]}…"
        where = f" on slide {link.slide}" if link.slide else ""
        why = self._lost[link.number] or _aim(link.target)
        return f"“{words}”{where}, which {why}"

    def _marked(self, annotation: Any) -> SourceLink | None:
        number = number_of(objects.text(objects.get(objects.dictionary(annotation, "/A"), "/URI")))
        return self._by_number.get(number) if number is not None else None

    def _restored(self, annotation: Any, link: SourceLink, index: int) -> bool:
        """Give an annotation its target;
        False where there is none, or where LibreOffice put it on another shape.
        """
        if link.box is not None and link.slide in self._page_of:
            page = self._pages[index]
            if not _touch(_on_page(link.box, visible_box(page)), annotation):
                return False
        target = self._action(link, index)
        if target is None:
            return False
        key, value = target
        for other in ("/A", "/Dest"):
            if other in annotation:
                del annotation[other]
        annotation[key] = value
        self._seen.add(link.number)
        return True

    def _action(self, link: SourceLink, index: int) -> tuple[str, Any] | None:
        """The entry of the annotation that leads to the target,
        for one on the page of this index.
        """
        kind, value = link.target.kind, link.target.value
        if kind is Kind.WEB:
            return "/A", pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(value))
        if kind is Kind.FILE:
            name = unquote(value.partition("#")[0])
            first = pikepdf.Array([0, pikepdf.Name.Fit])
            return "/A", pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String(name), D=first)
        if kind is Kind.NOWHERE:
            return None
        place = self._place(value) if kind is Kind.PLACE else self._slide(link.target, index)
        if place is None:
            self._lost[link.number] = _why_not(link.target)
            return None
        return "/Dest", place

    def _place(self, name: str) -> Any:
        found = self._places.get(name) or self._places.get(unquote(name))
        if found is None and name in _TOP and self._pages:
            return _whole(self._pages[0])
        return found

    def _slide(self, target: Target, index: int) -> Any:
        last = len(self._page_of) - 1
        wanted = {
            Kind.NEXT: min(index + 1, last),
            Kind.PREVIOUS: max(index - 1, 0),
            Kind.FIRST: 0,
            Kind.LAST: last,
        }.get(target.kind)
        if wanted is None:
            wanted = self._page_of.get(int(target.value))
        return _whole(self._pages[wanted]) if wanted is not None and wanted >= 0 else None


def _why_not(target: Target) -> str:
    if target.kind is Kind.SLIDE:
        return f"leads to slide {target.value}, which is hidden"
    if target.kind is Kind.PLACE:
        return f"leads to a bookmark “{target.value}” that the document does not have"
    return "leads to a slide that is not there"


def _aim(target: Target) -> str:
    """Where a link leads, in words."""
    if target.kind is Kind.SLIDE:
        return f"leads to slide {target.value}"
    if target.kind in (Kind.WEB, Kind.FILE):
        return f"leads to {target.value}"
    if target.kind is Kind.PLACE:
        return f"leads to the bookmark “{target.value}”"
    return f"leads to the {target.kind} slide"


def _whole(page: Any) -> Any:
    return pikepdf.Array([page, pikepdf.Name.Fit])


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Named destinations (ISO 32000-2, 12.3.2.4)."""
    tree = objects.dictionary(objects.dictionary(pdf.Root, "/Names"), "/Dests")
    pairs = [(objects.text(key), value) for key, value in objects.tree_pairs(tree, "/Names")]
    pairs += [(key[1:], value) for key, value in objects.items(objects.dictionary(pdf.Root, "/Dests"))]
    for name, value in pairs:
        place = objects.get(value, "/D") if isinstance(value, pikepdf.Dictionary) else value
        if isinstance(place, pikepdf.Array):
            yield name, pikepdf.Array(list(place))


def _on_page(box: Box, page: Box) -> list[float]:
    """A box in parts of a slide, as a rectangle of the page that shows it whole."""
    left, right = page.left + box.left * page.width, page.left + box.right * page.width
    bottom, top = page.bottom + box.bottom * page.height, page.bottom + box.top * page.height
    across, down = max(0.0, _LEAST - (right - left)) / 2, max(0.0, _LEAST - (top - bottom)) / 2
    return [round(side, 2) for side in (left - across, bottom - down, right + across, top + down)]


def _touch(rectangle: Sequence[float], annotation: Any) -> bool:
    found = objects.box(objects.get(annotation, "/Rect"))
    if found is None:
        return False
    left, bottom, right, top = rectangle
    return found.left < right and left < found.right and found.bottom < top and bottom < found.top
