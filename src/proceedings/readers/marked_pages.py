"""Pictures of pages with what is meant marked in red."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.values.finding import PageMark

if TYPE_CHECKING:
    from PIL.Image import Image

_RED = (200, 30, 30, 255)
_RED_FILM = (200, 30, 30, 60)


def marked_page(pdf: Path, page: int, marks: Sequence[PageMark], width: int) -> bytes | None:
    """A page (1-based) as a PNG of so many pixels in width, marks drawn on it.

    A mark without a box frames the page. None where there is no such page or it cannot be drawn.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return None
    try:
        if page > len(document):
            return None
        sheet = document[page - 1]
        scale = width / max(sheet.get_width(), 1)
        picture: Image = sheet.render(scale=scale).to_pil().convert("RGB")
        _draw(picture, marks, scale)
        data = io.BytesIO()
        picture.quantize(64).save(data, "PNG", optimize=True)
        return data.getvalue()
    except pdfium.PdfiumError:
        return None
    finally:
        document.close()


def _draw(picture: Image, marks: Sequence[PageMark], scale: float) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture, "RGBA")
    for mark in marks:
        if mark.box is None:
            pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_RED, width=3)
            continue
        box = mark.box
        corners = (
            box.left * scale,
            picture.height - box.top * scale,
            box.right * scale,
            picture.height - box.bottom * scale,
        )
        pen.rectangle(corners, outline=_RED, fill=_RED_FILM, width=2)
