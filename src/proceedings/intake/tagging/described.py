"""Alternative texts of figures: the editor's, else the author's, else a plain one."""

from __future__ import annotations

from typing import Any

from proceedings.pdf import objects
from proceedings.values.submission import FigureFact

LANGUAGE = "en"
"""Of the plain texts."""


def described(element: Any, number: int, page: int, given: str | None) -> FigureFact:
    """See to it that a figure has an alternative text (ISO 14289-1, 7.3).

    Args:
        element: the structure element.
        number: of the figure in the document, counted from 1.
        page: on which it stands, counted from 1; 0 where that is not known.
        given: what the editor wrote for it; it goes before what the author wrote.
    """
    from pikepdf import String

    if given:
        element["/Alt"] = String(given)
        return FigureFact(page, given)
    said = text_of(element)
    if not said:
        give_plain_text(element, "Figure", number, page)
    return FigureFact(page, said or None)


def text_of(element: Any) -> str:
    """What the author wrote for readers who do not see the element; empty where that is nothing."""
    said = (objects.text(objects.get(element, key)) for key in ("/Alt", "/ActualText"))
    return next((text for text in said if text), "")


def give_plain_text(element: Any, kind: str, number: int, page: int) -> None:
    """Say what is there and where, for want of better."""
    from pikepdf import String

    element["/Alt"] = String(f"{kind} {number} on page {page}" if page else f"{kind} {number}")
    element["/Lang"] = String(LANGUAGE)
