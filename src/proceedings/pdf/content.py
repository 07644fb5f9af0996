"""The few lines of page description that binding writes itself:
wrappings, clips, frames, artifacts.
"""

from __future__ import annotations

from pikepdf import Array, Object, Pdf, Stream

from proceedings.pdf.lexical import number
from proceedings.values.geometry import Box, Matrix


def numbers(*values: float) -> str:
    """Several numbers with blanks between."""
    return " ".join(number(v) for v in values)


def transform(matrix: Matrix) -> str:
    """The operator that makes `matrix` act on all that follows; nothing for the identity."""
    values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return "" if matrix == Matrix() else f"{numbers(*values)} cm\n"


def clip(box: Box) -> str:
    """Operators that hide everything outside the box."""
    return f"{numbers(box.left, box.bottom, box.width, box.height)} re W n\n"


def frame(box: Box) -> str:
    """A hairline round the box, as a layout artifact."""
    edges = numbers(box.left, box.bottom, box.width, box.height)
    return f"/Artifact <</Type /Layout>> BDC\nq 0.5 G 0.35 w {edges} re S Q\nEMC\n"


def rectangle(box: Box) -> Array:
    """The box as a PDF rectangle."""
    return Array([_short(v) for v in (box.left, box.bottom, box.right, box.top)])


def _short(value: float) -> float | int:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


class SharedStreams:
    """Content streams of a document under construction; equal bytes give the same object."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._streams: dict[str, Stream] = {}

    def of(self, text: str) -> Stream:
        """The content stream with this text."""
        if text not in self._streams:
            self._streams[text] = self._pdf.make_stream(text.encode("ascii"))
        return self._streams[text]


def wrapped(before: Stream | None, contents: Object | None, after: Stream | None) -> Array:
    """The /Contents of a page with one stream before what it had and one after."""
    middle = list(contents) if isinstance(contents, Array) else [contents] if isinstance(contents, Stream) else []
    whole = [before, *middle, after]
    return Array([stream for stream in whole if isinstance(stream, Stream)])
