"""Pictures of the volume's pages, as the browser asks for them."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

_SCALE = 1.6
"""Pixels a point: sharp enough to read at the width of a column."""


class PagePictures:
    """Draws pages of a PDF that is replaced from time to time;
    one page at a time, because pdfium knows no threads.
    """

    def __init__(self, pdf: Path) -> None:
        self._path = pdf
        self._one = threading.Lock()
        self._open: Any = None
        self._stamp: tuple[int, int] | None = None

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page in points; empty while there is no volume."""
        with self._one:
            pdf = self._current()
            return [] if pdf is None else [pdf.get_page_size(number) for number in range(len(pdf))]

    def draw(self, number: int) -> bytes | None:
        """The page (0-based) as a JPEG; None where there is no such page."""
        with self._one:
            pdf = self._current()
            if pdf is None or not 0 <= number < len(pdf):
                return None
            picture = pdf[number].render(scale=_SCALE).to_pil().convert("RGB")
        drawn = io.BytesIO()
        picture.save(drawn, "JPEG", quality=85)
        return drawn.getvalue()

    def _current(self) -> Any:
        """The PDF as it lies there now.
        One that was replaced stays readable through its open file until then.
        """
        import pypdfium2

        try:
            stat = self._path.stat()
        except OSError:
            return self._open
        if (stat.st_ino, stat.st_mtime_ns) != self._stamp:
            if self._open is not None:
                self._open.close()
            self._open = pypdfium2.PdfDocument(self._path)
            self._stamp = (stat.st_ino, stat.st_mtime_ns)
        return self._open
