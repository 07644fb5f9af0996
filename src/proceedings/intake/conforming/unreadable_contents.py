"""Content streams that cannot be unpacked: no judge can read them, and readers show little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.measuring import inflate

if TYPE_CHECKING:
    import pikepdf

LOST = "Content streams that cannot be unpacked: {}. What can be had of them was kept, if anything."
_MOST = 1 << 28
"""Bytes that are unpacked of one stream at most."""


def rewrite_unreadable(content: pikepdf.Object) -> int:
    """Write anew the streams of a page, form, pattern or glyph that qpdf cannot unpack; gives back
    how many.

    Their data are damaged, and what comes before the damage is kept; or the parameters of their
    filters are impossible (ISO 32000-1, 7.4), and nothing is.
    """
    import pikepdf

    whole = [content] if isinstance(content, pikepdf.Stream) else objects.get(content, "/Contents")
    parts = whole if isinstance(whole, pikepdf.Array | list) else [whole]
    damaged = [part for part in parts if isinstance(part, pikepdf.Stream) and not _is_readable(part)]
    for part in damaged:
        part.write(_what_is_left(part))
    return len(damaged)


def _is_readable(stream: pikepdf.Stream) -> bool:
    import pikepdf

    try:
        stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError):  # qpdf refuses some parameters by an error of its own
        return False
    return True


def _what_is_left(stream: pikepdf.Stream) -> bytes:
    import pikepdf

    if stream.get("/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
        return b""
    try:
        return inflate(stream.read_raw_bytes(), _MOST)[0]
    except pikepdf.PdfError:
        return b""
