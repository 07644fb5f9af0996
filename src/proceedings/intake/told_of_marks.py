"""What an editor is told of annotations that are not on the bound pages: of unknown looks, or for the screen alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from proceedings.intake.cleaning.mark import Mark, MarkFate
from proceedings.intake.trouble import Trouble

_NAMES = MappingProxyType(
    {
        "FreeText": "text", "Line": "line", "Square": "rectangle", "Circle": "ellipse", "Polygon": "polygon",
        "PolyLine": "line of several parts", "Ink": "drawing by hand", "Highlight": "highlight",
        "Underline": "underline", "Squiggly": "wavy underline", "StrikeOut": "strike-through", "Caret": "caret",
        "Stamp": "stamp", "Text": "note", "FileAttachment": "sign of an attached file", "Widget": "form field",
        "Redact": "area to be blacked out", "Projection": "projection",
    }
)  # fmt: skip
"""What annotations are called, by subtype."""
_PERSONAL = frozenset({"Text"})
"""Notes of a reader, which are not part of the pages they are on."""
_PAGES = 8


def told_of_marks(marks: Sequence[Mark]) -> tuple[Trouble, ...]:
    """A warning for marks that could not be drawn, and one for those that paper does not show."""
    return tuple(_told(marks))


def _told(marks: Sequence[Mark]) -> Iterator[Trouble]:
    undrawn = [mark for mark in marks if mark.fate is MarkFate.UNDRAWN]
    if undrawn:
        message = f"{_counted(undrawn)} could not be drawn: the file does not say how {_it(undrawn)} should look"
        hint = "ask its author to print the document into a PDF, with its comments and form fields, and to send that"
        yield Trouble.warning("mark-not-drawn", message, hint, undrawn[0].page)
    left_out = [mark for mark in marks if mark.fate is MarkFate.LEFT_OUT]
    shown = [mark for mark in left_out if mark.kind not in _PERSONAL]
    if shown:
        message = f"{_counted(shown)} {_is(shown)} left out: the file says that paper does not show {_them(shown)}"
        hint = "if it belongs to the document, ask its author to make it part of the page"
        yield Trouble.warning("mark-left-out", message, hint, shown[0].page)
    notes = [mark for mark in left_out if mark.kind in _PERSONAL]
    if notes:
        message = f"{_counted(notes)} {_is(notes)} left out: {_it(notes)} would not be printed"
        yield Trouble.notice(
            "mark-left-out", message, "nothing need be done if it is a reader's comment", notes[0].page
        )


def _counted(marks: Sequence[Mark]) -> str:
    """`2 lines and 1 stamp (pages 1, 3)`."""
    kinds = Counter(_NAMES.get(mark.kind, f"annotation of the kind {mark.kind}") for mark in marks)
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in kinds.items()]
    pages = sorted({mark.page for mark in marks})
    listed = ", ".join(map(str, pages[:_PAGES])) + (" …" if len(pages) > _PAGES else "")
    where = f"page{'' if len(pages) == 1 else 's'} {listed}"
    return f"{' and '.join(filter(None, (', '.join(said[:-1]), said[-1])))} ({where})"


def _is(marks: Sequence[Mark]) -> str:
    return "is" if len(marks) == 1 else "are"


def _them(marks: Sequence[Mark]) -> str:
    return "it" if len(marks) == 1 else "them"


def _it(marks: Sequence[Mark]) -> str:
    return "it" if len(marks) == 1 else "they"
