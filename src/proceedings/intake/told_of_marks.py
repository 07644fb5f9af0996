"""What an editor is told of annotations that are not on the bound pages:
of unknown looks, or for the screen alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from proceedings.values.mark import Mark, MarkFate
from proceedings.values.trouble import Trouble

_NAMES = MappingProxyType(
    {
        "FreeText": ("text", "texts"), "Line": ("line", "lines"), "Square": ("rectangle", "rectangles"),
        "Circle": ("ellipse", "ellipses"), "Polygon": ("polygon", "polygons"),
        "PolyLine": ("line of several parts", "lines of several parts"),
        "Ink": ("drawing by hand", "drawings by hand"), "Highlight": ("highlight", "highlights"),
        "Underline": ("underline", "underlines"), "Squiggly": ("wavy underline", "wavy underlines"),
        "StrikeOut": ("strike-through", "strike-throughs"), "Caret": ("caret", "carets"), "Stamp": ("stamp", "stamps"),
        "Text": ("note", "notes"), "FileAttachment": ("sign of an attached file", "signs of attached files"),
        "Widget": ("form field", "form fields"), "Redact": ("area to be blacked out", "areas to be blacked out"),
    }
)  # fmt: skip
"""What annotations are called, one and several, by subtype."""
_PERSONAL = frozenset({"Text"})
"""Notes of a reader, which are not part of the pages they are on."""
_PAGES = 8


def told_of_marks(marks: Sequence[Mark]) -> tuple[Trouble, ...]:
    """A warning for marks that could not be drawn, and one for those that paper does not show."""
    return tuple(_told(marks))


def _told(marks: Sequence[Mark]) -> Iterator[Trouble]:
    undrawn = [mark for mark in marks if mark.fate is MarkFate.UNDRAWN]
    if undrawn:
        message = f"{_counted(undrawn)} could not be drawn: the file has no appearance for {_them(undrawn)}"
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
    kinds = Counter(_NAMES.get(mark.kind, (f"annotation of the kind {mark.kind}",) * 2) for mark in marks)
    said = [f"{count} {one if count == 1 else many}" for (one, many), count in kinds.items()]
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
