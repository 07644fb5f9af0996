"""Page labels against the folios printed on the pages, as pdfium reads them.
The cheap checks are here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proceedings.values.diagnostics import Diagnostic, Place, error

FOLIO = re.compile(r"(?<![\w.,:/–-])(?:[ivxlcdm]+|\d{1,5}[a-z]?)(?![\w.,:/–-])")
"""What may be a folio among the words at the foot of a page:
a number standing alone, roman or arabic, with a letter where pages share one.
"""

ZONE = 60.0
"""Points at head and foot in which a folio may stand:
enough for every trim size, less than any text area's margin.
"""

OUTER = 0.3
"""The part of the page's width at the outer edge where folios stand."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What pdfium finds on a page:
    its label, and the words at head and foot near the outer edge.
    """

    number: int
    label: str
    edges: tuple[str, ...]

    @property
    def shows_label(self) -> bool:
        """True when the label stands as a folio at an outer edge."""
        return any(self.label in FOLIO.findall(words) for words in self.edges)

    @property
    def other_folio(self) -> str | None:
        """A number that stands where the folio should, though the label does not."""
        if self.shows_label:
            return None
        found = [folio for words in self.edges for folio in FOLIO.findall(words) if words.strip() == folio]
        return found[0] if found else None


def read_pages(pdf: Path, faces: bool = True) -> tuple[PageReading, ...]:
    """Labels and edges of all pages; where they do not face one another,
    the outer edge is the right one.
    """
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    try:
        return pages_of(document, range(1, len(document) + 1), faces)
    finally:
        document.close()


def pages_of(document: Any, numbers: Iterable[int], faces: bool = True) -> tuple[PageReading, ...]:
    """Labels and edges of the pages with these 1-based numbers
    of a document that pdfium has opened.
    """
    return tuple(_read_page(document, number, recto=number % 2 == 1 or not faces) for number in numbers)


def _read_page(document: Any, number: int, *, recto: bool) -> PageReading:
    page = document[number - 1]
    text = page.get_textpage()
    try:
        edges = tuple(
            words
            for box in _edge_boxes(page.get_size(), recto)
            if (words := text.get_text_bounded(*_on_page(page, box)).strip())
        )
    finally:
        text.close()
        page.close()
    return PageReading(number, label_of(document, number), edges)


def _edge_boxes(size: tuple[float, float], recto: bool) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right, top of the outer foot and outer head of a page of this size, upright."""
    width, height = size
    left, right = (width * (1 - OUTER), width) if recto else (0.0, width * OUTER)
    yield left, 0.0, right, ZONE
    yield left, height - ZONE, right, height


def _on_page(page: Any, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """An upright box in the page's own coordinates: rotation and the boxes' offsets undone."""
    from ctypes import byref, c_double

    import pypdfium2.raw as raw

    x, y = c_double(), c_double()
    (width, height), scale = page.get_size(), 10  # pdfium counts in whole pixels: ten to a point
    device = (0, 0, round(width * scale), round(height * scale), 0)
    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        spot = (round(across * scale), round((height - up) * scale))
        raw.FPDF_DeviceToPage(page, *device, *spot, byref(x), byref(y))
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def label_of(document: Any, number: int) -> str:
    """The label of a page (ISO 32000-2, 12.4.2); empty where it has none."""
    from ctypes import create_string_buffer

    import pypdfium2.raw as raw

    size = raw.FPDF_GetPageLabel(document, number - 1, None, 0)
    buffer = create_string_buffer(size)
    raw.FPDF_GetPageLabel(document, number - 1, buffer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le")


def check_folios(file: str, readings: Iterable[PageReading], without: frozenset[int] | None) -> Iterator[Diagnostic]:
    """Printed folios equal the labels, and no label is given twice.

    Args:
        file: as findings name it.
        readings: of all pages.
        without: numbers of the pages that print no folio; None when that is not known.
    """
    known = dict[str, int]()
    for reading in readings:
        place = Place(file, page=reading.number)
        if not reading.label:
            continue
        if reading.label in known:
            twice = f"The label {reading.label} is also that of page {known[reading.label]}."
            yield error("page-label-twice", place, twice)
        known.setdefault(reading.label, reading.number)
        if reading.other_folio:
            differs = f"The page prints {reading.other_folio}, but its label is {reading.label}."
            yield error("folio-differs-from-label", place, differs)
        elif without is not None and reading.number not in without and not reading.shows_label:
            yield error("folio-missing", place, f"The page does not print its folio, {reading.label}.")


def check_labels(file: str, labels: Sequence[str]) -> Iterator[Diagnostic]:
    """Every page has a label; one finding for all that have none."""
    bare = [number for number, label in enumerate(labels, 1) if not label]
    if bare:
        which = "No page has a label." if len(bare) == len(labels) else f"{len(bare)} pages have no label."
        yield error("no-page-label", Place(file, page=bare[0]), which)
