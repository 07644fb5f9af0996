"""Ink: where the pages of a submission are not white, seen by rendering them at low resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2

from proceedings.intake.sheets import PageFacts
from proceedings.page import Box

RESOLUTION = 36
"""Dots per inch: a dot is 2 points, fine enough for margins."""
_WHITE = 250
"""Grey from which paper counts as white; a hairline of a fifth of a dot is still darker."""
_MOST_DOTS = 4000
"""Longest side of a rendering; larger pages are rendered coarser."""
_INK = bytes(255 if grey < _WHITE else 0 for grey in range(256))


@dataclass(frozen=True, slots=True)
class Seen:
    """What rendering shows: the pages with their ink, the text of the first, and which pages could not be drawn."""

    pages: tuple[PageFacts, ...]
    first_page_text: str = ""
    undrawn: tuple[int, ...] = ()
    """1-based; their ink is taken to be everywhere."""


def look_at(pdf: bytes, pages: Sequence[PageFacts]) -> Seen:
    """Render a document and find its ink, annotations included.

    Args:
        pdf: the document.
        pages: its pages, as `read_facts` gives them.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return Seen(tuple(_all_ink(p) for p in pages), undrawn=tuple(range(1, len(pages) + 1)))
    with document:
        seen = [_page(document, index, facts) for index, facts in enumerate(pages)]
        undrawn = tuple(index + 1 for index, facts in enumerate(seen) if facts is None)
        text = "" if 1 in undrawn or not pages else _text(document)
    return Seen(tuple(s or _all_ink(p) for s, p in zip(seen, pages, strict=True)), text, undrawn)


def _page(document: pypdfium2.PdfDocument, index: int, facts: PageFacts) -> PageFacts | None:
    """A page with its ink; None when it cannot be drawn."""
    try:
        page = document[index]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        width, height = page.get_size()
        scale = min(RESOLUTION / 72, _MOST_DOTS / max(width, height, 1))
        image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
        found = image.point(_INK).getbbox()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    if found is None:
        return replace(facts, ink=None)
    left, top, right, bottom = found
    # The picture covers the upright page exactly; its rows count from the top.
    across, down = facts.width / image.width, facts.height / image.height
    ink = Box(left * across, facts.height - bottom * down, right * across, facts.height - top * down)
    return replace(facts, ink=Box(*(round(v, 2) + 0.0 for v in (ink.left, ink.bottom, ink.right, ink.top))))


def _all_ink(facts: PageFacts) -> PageFacts:
    return replace(facts, ink=Box(0, 0, facts.width, facts.height))


def _text(document: pypdfium2.PdfDocument) -> str:
    try:
        page = document[0]
        text = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    return str(text).replace("\r\n", "\n").replace("\0", "").strip()
