"""What the editor wants done with one document: its pages, masks, slides on a page, checks."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.values.diagnostics import Place
from proceedings.values.options import Printing


@dataclass(frozen=True, slots=True)
class Treatment:
    """What the editor wants done with one document; None means as the volume says."""

    per_page: int | None = None
    pages: tuple[int, ...] | None = None
    pages_onward: int | None = None
    """After `pages` come this page and all that follow it."""
    mask: tuple[float, float, float, float] | None = None
    """Widths in points hidden at top, right, bottom,
    left of every page, to cover an author's own head or foot.
    """
    masked_pages: tuple[int, ...] | None = None
    masked_onward: int | None = None
    comments: Printing | None = None
    """What becomes of the comments that print."""
    notes: bool = False
    checks: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, float], ...] = ()
    setting_places: tuple[tuple[str, Place], ...] = ()
    """Where the names under `checks` and `limits` stand in agenda.yaml."""
    figures: tuple[tuple[int, str], ...] = ()
    """Alternative texts by the number of the figure, counted through the document from 1."""

    def chosen(self, count: int) -> tuple[int, ...]:
        """The pages to bind, 1-based and in their order,
        of a document that has `count`; others are ignored.
        """
        if self.pages is None:
            return tuple(range(1, count + 1))
        rest = range(self.pages_onward, count + 1) if self.pages_onward else ()
        return (*(number for number in self.pages if 0 < number <= count), *rest)

    def masks(self, number: int) -> bool:
        """Whether the mask lies on a page, 1-based."""
        if self.mask is None:
            return False
        onward = self.masked_onward is not None and number >= self.masked_onward
        return self.masked_pages is None or number in self.masked_pages or onward


@dataclass(frozen=True, slots=True)
class PageList:
    """Pages by their numbers, 1-based; with `onward`, all from that page on after them."""

    numbers: tuple[int, ...]
    onward: int | None = None
