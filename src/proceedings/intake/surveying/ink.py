"""Ink: where the pages of a submission are not white,
and what else pdfium sees on them, in one pass over the pages.

To draw a page takes longer than all else that is done to it here; so a page is drawn only where the
places of its objects do not show already that its margins are clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from proceedings.intake.surveying.drawn import MANY_TEXTS, Drawn, drawn_on
from proceedings.intake.surveying.printed_numbers import holds_number, may_be_numbered, printed_numbers
from proceedings.intake.surveying.shown_title import shown_title
from proceedings.intake.surveying.state.document import document_state, line_numbers
from proceedings.intake.surveying.state.page import PageState, page_state
from proceedings.values.geometry import Box, Matrix
from proceedings.values.submission import ImageFact, PageFacts, StateFacts

RESOLUTION = 36
"""Dots per inch: a dot is 2 points, fine enough for margins."""
_WHITE = 250
"""Grey from which paper counts as white; a hairline of a fifth of a dot is still darker."""
_MOST_DOTS = 4000
"""Longest side of a rendering; larger pages are rendered coarser."""
_NOTHING_KNOWN = StateFacts()
_INK = bytes(255 if grey < _WHITE else 0 for grey in range(256))
_BAND = 0.09
"""How much of the page's height is head, and foot."""
_CLEAR_ACROSS, _CLEAR_DOWN = 36.0, 60.0
"""Points: with so much white at its sides, and at head and foot,
it does not matter what of a page's objects shows.
"""


_SAMPLE = 6000
"""Characters of a text by which its language is told."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What rendering shows:
    the pages with their ink, images, the text of the first, and pages that cannot be drawn.
    """

    pages: tuple[PageFacts, ...]
    images: tuple[ImageFact, ...] = ()
    first_page_text: str = ""
    sample: str = ""
    """The text of the first pages, enough to tell its language."""
    title: str | None = None
    """The words in the largest type of the first page."""
    undrawn: tuple[int, ...] = ()
    """1-based; their ink is taken to be everywhere."""
    state: StateFacts = StateFacts()
    line_numbers: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)
    """Where numbers count the lines of a page (1-based), in its user space."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is seen of one page."""

    ink: Box | None
    drawn: Drawn
    bands: tuple[str, ...]
    state: PageState
    title: str | None = None


def look_at(
    pdf: bytes, pages: Sequence[PageFacts], upright: Sequence[Matrix], state: StateFacts = _NOTHING_KNOWN
) -> Seen:
    """Render a document and find its ink, annotations included.

    Args:
        pdf: the document.
        pages: its pages, as `read_facts` gives them.
        upright: for each page the matrix from its user space to the upright page.
        state: what the document's structure told of its state.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return Seen(tuple(_all_ink(p) for p in pages), undrawn=tuple(range(1, len(pages) + 1)), state=state)
    with document:
        looks = list(_looks(document, pages, upright))
    states = [look.state if look else None for look in looks]
    numbers = printed_numbers([look.bands if look else () for look in looks])
    return Seen(
        pages=tuple(
            replace(facts, ink=look.ink, smallest_type=look.drawn.smallest_type, printed_number=number)
            if look
            else _all_ink(facts)
            for facts, look, number in zip(pages, looks, numbers, strict=True)
        ),
        images=tuple(image for look in looks if look for image in look.drawn.images),
        first_page_text=_clean(looks[0].state.text) if looks and looks[0] else "",
        sample=_sample(looks),
        title=looks[0].title if looks and looks[0] else None,
        undrawn=tuple(index + 1 for index, look in enumerate(looks) if look is None),
        state=document_state(state, states, pages),
        line_numbers=line_numbers(states),
    )


def _sample(looks: Sequence[_Look | None]) -> str:
    found = ""
    for look in looks:
        if len(found) >= _SAMPLE:
            break
        found += f"{look.state.text[:_SAMPLE]}\n" if look else ""
    return found


def _looks(
    document: pypdfium2.PdfDocument, pages: Sequence[PageFacts], upright: Sequence[Matrix]
) -> Iterator[_Look | None]:
    """What is seen of each page.
    Heads and feet are read only as long as there can be page numbers in them.
    """
    without = 0
    for index, (facts, matrix) in enumerate(zip(pages, upright, strict=True)):
        look = _look(document, index, facts, matrix, may_be_numbered(len(pages), without))
        without += look is None or not holds_number(look.bands)
        yield look


def _look(document: pypdfium2.PdfDocument, index: int, facts: PageFacts, upright: Matrix, banded: bool) -> _Look | None:
    """What is seen of a page, of head and foot where they are asked for;
    None when it cannot be drawn.
    """
    try:
        page = document[index]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        drawn = drawn_on(page.raw, index + 1, upright)
        ink = _certain(page, drawn, facts) or _ink(page, facts)
        text = page.get_textpage()
        lines = _bands(text, facts, upright) if banded else ()
        state = page_state(text, text.get_text_bounded().replace("\r\n", "\n"), lines, drawn, facts)
        return _Look(ink, drawn, lines, state, None if index else shown_title(text))
    except (pypdfium2.PdfiumError, ValueError, MemoryError, ZeroDivisionError):
        return None
    finally:
        page.close()


def _bands(text: pypdfium2.PdfTextPage, facts: PageFacts, upright: Matrix) -> tuple[str, ...]:
    """The lines of a page's head and foot."""
    lower, higher = Box(0, 0, facts.width, facts.height * _BAND), facts.height * (1 - _BAND)
    bands = [lower, Box(0, higher, facts.width, facts.height)]
    return tuple(line for band in bands for line in _text_in(text, upright.inverse().box(band)).splitlines())


def _certain(page: pypdfium2.PdfPage, drawn: Drawn, facts: PageFacts) -> Box | None:
    """The box around a page's objects and a dot more, where it leaves clear margins;
    None where it may matter what of them shows.
    """
    box = drawn.within
    if box is None or drawn.texts < MANY_TEXTS or _has_painted_annotations(page.raw):
        return None
    unit = facts.user_unit
    dot = 72 / RESOLUTION * unit
    left, bottom, right, top = box.left - dot, box.bottom - dot, box.right + dot, box.top + dot
    across, down = min(left, facts.width - right), min(bottom, facts.height - top)
    if across < _CLEAR_ACROSS * unit or down < _CLEAR_DOWN * unit:
        return None
    return Box(*(round(side, 2) for side in (left, bottom, right, top)))


def _has_painted_annotations(page: Any) -> bool:
    """Whether an annotation has an appearance; those without are not drawn."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        painted = pdfium.FPDFAnnot_HasKey(annotation, b"AP")
        pdfium.FPDFPage_CloseAnnot(annotation)
        if painted:
            return True
    return False


def _ink(page: pypdfium2.PdfPage, facts: PageFacts) -> Box | None:
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, _MOST_DOTS / max(width, height, 1))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    found = image.point(_INK).getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    # The picture covers the upright page exactly; its rows count from the top.
    across, down = facts.width / image.width, facts.height / image.height
    sides = (left * across, facts.height - bottom * down, right * across, facts.height - top * down)
    return Box(*(round(side, 2) + 0.0 for side in sides))


def _all_ink(facts: PageFacts) -> PageFacts:
    return replace(facts, ink=Box(0, 0, facts.width, facts.height))


def _text_in(text: pypdfium2.PdfTextPage, box: Box) -> str:
    return _clean(text.get_text_bounded(box.left, box.bottom, box.right, box.top))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
