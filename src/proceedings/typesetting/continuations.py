"""What the head of a table says only where it is repeated: “continued”, on the pages onto which
the table runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from proceedings.programs.weasyprint_versions import is_tested

CONTINUED = "continued"
"""Class of the elements in the head of a table that are hidden (style.css) where the table
begins.
"""


def show_continued(markup: str, pages: Iterable[Any]) -> None:
    """Show the words of this class on every page but the first of each table.

    Done only with the versions in `weasyprint_versions.py`: with others a repeated head says what
    the first one says.
    Goes when CSS can tell a repeated head from the first one.

    Args:
        markup: the document's HTML; where it has no such words, nothing is looked for.
        pages: WeasyPrint's pages, laid out and not drawn yet.
    """
    if f'class="{CONTINUED}"' not in markup or not is_tested():
        return
    begun: set[int] = set()
    for page in pages:
        for table in _heads(page._page_box):
            if id(table.element) in begun:
                for box in _said(table.children[0]):
                    # Styles are shared with the head of the first page.
                    box.style = box.style.copy()
                    box.style["visibility"] = "visible"
            begun.add(id(table.element))


def _heads(box: Any) -> Iterator[Any]:
    """The tables below a box that have a head."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TableBox) and box.children and getattr(box.children[0], "is_header", False):
        yield box
    for child in getattr(box, "children", ()):
        yield from _heads(child)


def _said(box: Any) -> Iterator[Any]:
    """The boxes of the hidden words, and the text in them."""
    if box.element is not None and box.element.get("class") == CONTINUED:
        yield box
    for child in getattr(box, "children", ()):
        yield from _said(child)
