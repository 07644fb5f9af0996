"""Marks that came without an appearance get one,
drawn as ISO 32000-1 describes each kind (12.5.6 and 12.7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pikepdf

from proceedings.intake.cleaning.marks import notes, shapes, text_marks
from proceedings.intake.cleaning.marks.drawing import Drawing, form_of
from proceedings.intake.cleaning.marks.fields import is_filled_in, widget
from proceedings.intake.cleaning.marks.style import opacity
from proceedings.pdf import objects

__all__ = ["draw", "is_filled_in"]

_DRAWN: Mapping[str, Callable[[Any], Drawing | None]] = MappingProxyType(
    {
        "FreeText": notes.free_text,
        "Line": shapes.line,
        "Square": shapes.square,
        "Circle": shapes.circle,
        "Polygon": shapes.polygon,
        "PolyLine": shapes.poly_line,
        "Ink": shapes.ink,
        "Highlight": text_marks.highlight,
        "Underline": text_marks.lines_at(0.07),
        "StrikeOut": text_marks.lines_at(0.45),
        "Squiggly": text_marks.squiggly,
        "Caret": text_marks.caret,
        "Stamp": notes.stamp,
        "Text": notes.note,
        "FileAttachment": notes.attachment,
    }
)


def draw(pdf: pikepdf.Pdf, annotation: Any, form: Any = None) -> bool:
    """Give an annotation a normal appearance, in place,
    in its author's colours, widths, line ends and opacity.

    Where what is drawn reaches beyond `Rect`, as the ends of lines may, `Rect` becomes larger.

    Args:
        pdf: the document.
        annotation: one without an appearance, or whose appearance is out of date.
        form: the document's interactive form, for fields.

    Returns:
        False where the annotation is of a kind that shows nothing by itself,
        or lacks what it would show, or is written from right to left.
    """
    kind = objects.name(objects.get(annotation, "/Subtype"))
    drawing = widget(annotation, form) if kind == "Widget" else _drawing(kind, annotation)
    if drawing is None or (drawing.lettering is not None and drawing.lettering.right_to_left):
        return False
    if kind != "Widget":
        box = drawing.box
        annotation["/Rect"] = pikepdf.Array([box.left, box.bottom, box.right, box.top])
    annotation["/AP"] = pikepdf.Dictionary(N=form_of(pdf, drawing, opacity(annotation)))
    return True


def _drawing(kind: str, annotation: Any) -> Drawing | None:
    drawn = _DRAWN.get(kind)
    return drawn(annotation) if drawn is not None else None
