"""Twins: the same talk sent as an office file and as a PDF. Do both say the same?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from proceedings.words.letters import words

_MOST_BYTES = 100_000_000
_MOST_PAGES = 500
_QUOTED, _TELLING = 6, 5
"""Words quoted, and how many letters those have at least."""


@dataclass(frozen=True, slots=True)
class Twin:
    """How an office file, as it is bound, differs from a PDF of the same name:
    words that only one of them has.
    """

    pdf: str
    words: int
    """Of the PDF."""
    only_there: int
    only_here: int
    some_there: tuple[str, ...] = ()
    """Some of the words that only the PDF has."""


def twin_of(source: Path) -> Path | None:
    """The PDF beside a file that has its name but for the ending."""
    try:
        beside = [p for p in source.parent.iterdir() if p.stem == source.stem and p.suffix.lower() == ".pdf"]
        return next((p for p in sorted(beside) if p != source and 0 < p.stat().st_size < _MOST_BYTES), None)
    except OSError:
        return None


def compared(bound: Path, pdf: Path) -> Twin | None:
    """Hold the words of what is bound against those of a PDF.

    Args:
        bound: the pages of the office file.
        pdf: its twin, as submitted.

    Returns:
        How they differ; None where either cannot be read or has no text.
    """
    here, there = _words(bound), _words(pdf)
    if not here or not there:
        return None
    lacking = there - here
    some = tuple(word for word in lacking if len(word) >= _TELLING)[:_QUOTED]
    return Twin(pdf.name, there.total(), lacking.total(), (here - there).total(), some)


def _words(pdf: Path) -> Counter[str]:
    import pypdfium2

    from proceedings.pdf.printed import page_text

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = range(min(len(document), _MOST_PAGES))
            return Counter(word for index in pages for word in words(page_text(document, index)))
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return Counter()
