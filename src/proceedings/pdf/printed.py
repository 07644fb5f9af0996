"""The other side of the count: what the PDF that a program made of a document shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proceedings.pdf import objects

_MOST_ELEMENTS = 200_000


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of each page within its edges,
    and how many elements of each structure type the tags have.
    """

    pages: tuple[str, ...]
    tags: Mapping[str, int] = field(default_factory=dict)

    def on(self, page: int | None) -> str:
        """The text of a page (1-based), or of all pages."""
        if page is None:
            return "\n".join(self.pages)
        return self.pages[page - 1] if 0 < page <= len(self.pages) else ""


def printed(path: Path) -> Printed:
    """Read a PDF as a program converted it.

    Raises:
        pypdfium2.PdfiumError, pikepdf.PdfError, RuntimeError, ValueError: it cannot be read.
    """
    import pikepdf
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = tuple(page_text(document, index) for index in range(len(document)))
    with pikepdf.open(path) as pdf:
        return Printed(pages, _structure_types(pdf))


def page_text(document: Any, index: int) -> str:
    """The text of a page (0-based) of a document of pypdfium2,
    as far as it lies within the page's edges.
    """
    page = document[index]
    try:
        return str(page.get_textpage().get_text_bounded()).replace("\0", "")
    finally:
        page.close()


def _structure_types(pdf: Any) -> Counter[str]:
    """How many structure elements there are of each type (ISO 32000-1, 14.7.2)."""
    counts: Counter[str] = Counter()
    waiting = [objects.dictionary(pdf.Root, "/StructTreeRoot")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_ELEMENTS:
        element = waiting.pop()
        mark = objects.identity(element)
        if element is None or mark in seen:
            continue
        if mark is not None:
            seen.add(mark)
        if kind := objects.name(objects.get(element, "/S")):
            counts[kind] += 1
        kids = list(objects.elements(element, "/K")) or [objects.get(element, "/K")]
        waiting += [kid for kid in kids if objects.get(kid, "/S") is not None]
    return counts
