"""Which programs a piece of work asked for: its result depends on their versions, and on no others.

Each adapter says so where it looks for its program, also where that is not there: once it is
installed, the same work may come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

GHOSTSCRIPT, POPPLER = "Ghostscript", "poppler"
LIBREOFFICE, MATH = "LibreOffice", "LibreOffice Math"
PANGO, HARFBUZZ = "Pango", "HarfBuzz"
TYPESETTERS = ("weasyprint", "pydyf", "fonttools", PANGO, HARFBUZZ)
"""What sets pages, and draws SVG."""

_ASKED: ContextVar[frozenset[str]] = ContextVar("asked", default=frozenset())


@contextmanager
def noting() -> Iterator[None]:
    """Begin a piece of work: what was asked before it does not count in it."""
    token = _ASKED.set(frozenset())
    try:
        yield
    finally:
        _ASKED.reset(token)


def note(program: str) -> None:
    """Put down that a program is asked for, whether it is there or not."""
    _ASKED.set(_ASKED.get() | {program})


def asked() -> frozenset[str]:
    """The programs that the piece of work asked for so far."""
    return _ASKED.get()
