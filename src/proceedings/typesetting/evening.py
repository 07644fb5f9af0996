"""The last page of a register: a few lines alone on it are drawn in, or get company."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

_LEAST = 0.25
"""The share of a last page that is filled at least, where there are others before it."""

_GIVEN = 0.15
"""The share of their depth that the pages before it give at most."""

_RESERVE = 0.02
"""More than is wanted, since lines and entries are not divided."""

_TIGHT = "html { --loose: .5 }"
"""Half the space between groups and between sessions (style.css)."""


def evened(laid_out: Any, again: Callable[[str], Any]) -> Any:
    """The document as laid out, or another way if its last page holds next to nothing.

    Args:
        laid_out: WeasyPrint's document of one part.
        again: lays the same part out with more style.

    Returns:
        The document with less space between its groups, if it has a page less so;
        else with shorter pages before the last one, if that has more then; else as it was.
    """
    count, last = len(laid_out.pages), filled(laid_out.pages)
    if count < 2 or last >= _LEAST:
        return laid_out
    tight = again(_TIGHT)
    if len(tight.pages) < count:
        return tight
    given = min(_GIVEN, (_LEAST - last) / (count - 1) + _RESERVE)
    page = laid_out.pages[-1]._page_box
    shorter = again(f"@page {{ padding-bottom: {given * page.height:.2f}px }}")
    return shorter if len(shorter.pages) == count and filled(shorter.pages) > last else laid_out


def filled(pages: Sequence[Any]) -> float:
    """How far down the text of the last page reaches: 0 for nothing, 1 for the whole text area."""
    page = pages[-1]._page_box
    bottoms = (box.position_y + box.height for box in _lines(page))
    return float((max(bottoms, default=0) - page.content_box_y()) / page.height)


def _lines(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        elif not isinstance(child, boxes.MarginBox):
            yield from _lines(child)
