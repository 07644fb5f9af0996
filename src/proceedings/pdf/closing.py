"""Closes what the contents of a page leave open,
so that what is drawn after them finds the page as it was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proceedings.pdf import objects
from proceedings.pdf.content_ends import end_of, end_of_streams, surely_closed, without
from proceedings.pdf.operations import streams_of

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Closing:
    """What is to follow the contents of a page,
    with a line's end before it, so that nothing stays open.

    `sure` says that a quick look told so;
    `changed` that the contents were written anew, without what cannot be closed.
    """

    operators: bytes = b""
    sure: bool = True
    changed: bool = False


def closing_of(pdf: pikepdf.Pdf, page: Any) -> Closing:
    """Take from the contents of a page, in place,
    what cannot be closed, and say what closes the rest.
    """
    streams = streams_of(page)
    if not streams or surely_closed(b"\n".join(streams)):
        return Closing()
    end = end_of_streams(streams)
    whole = b"\n".join(streams)
    if end is None:
        # Every reader is to take them for the same:
        # for what pdfium makes of them, which puts blanks between streams.
        whole = b" ".join(streams)
        end = end_of(whole)
    elif not end.surplus:
        return Closing(end.closing, False)
    page["/Contents"] = pdf.make_stream(without(whole, end.surplus))
    return Closing(end.closing, False, True)


def append_content(pdf: pikepdf.Pdf, page: Any, operators: bytes) -> None:
    """Put operators behind the contents of a page, in a stream of their own."""
    import pikepdf

    contents = objects.get(page, "/Contents")
    own = [contents] if isinstance(contents, pikepdf.Stream) else list(objects.elements(page, "/Contents"))
    page["/Contents"] = pikepdf.Array([*own, pdf.make_stream(operators)])
