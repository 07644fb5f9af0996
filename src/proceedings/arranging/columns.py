"""Columns: between which edges the type of a document stands,
so that head and folio stand there too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from proceedings.values.geometry import SIZE_TOLERANCE, PageDesign
from proceedings.values.plan import Placement
from proceedings.values.submission import PageFacts

_ASIDE = 6.0
"""Points by which left pages and right pages of a document differ that has margins for a spine."""

_FEW = 3
"""Of so many pages nothing is concluded about left and right ones."""

_OUTER = 0.27
"""The share of a page's width at each side within which a line for head and folio begins and ends.

A column that leaves more of the page free is that of a title or a picture, not of a text; and
where folios stand further in, nobody looks for them.
"""


def columns(pages: Sequence[tuple[int, PageFacts]]) -> Mapping[int, tuple[float, float]]:
    """Where the type of each page begins and ends, in points from the left of the page as sent.

    One wide table moves nothing: the middle of all pages of a size counts, or of all left or right
    ones where these differ. Pages of a document without ink are left out.

    Args:
        pages: with their 0-based numbers, what is masked cut from their ink.
    """
    groups: list[list[tuple[int, PageFacts]]] = []
    for number, page in pages:
        group = next((g for g in groups if abs(g[0][1].width - page.width) <= SIZE_TOLERANCE), None)
        if group is None:
            groups.append([(number, page)])
        else:
            group.append((number, page))
    return dict(found for group in groups for found in _columns_of(group))


def _columns_of(pages: Sequence[tuple[int, PageFacts]]) -> Iterator[tuple[int, tuple[float, float]]]:
    """The columns of pages of one width."""
    whole = _middle([page for _, page in pages])
    sides = [_middle([page for number, page in pages if number % 2 == side]) for side in (0, 1)]
    apart = len(pages) > _FEW and sides[0] and sides[1] and abs(sides[0][0] - sides[1][0]) > _ASIDE
    for number, _ in pages:
        found = sides[number % 2] if apart else whole
        if found is not None:
            yield number, found


def line_of(lying: Sequence[Placement], design: PageDesign) -> tuple[float, float] | None:
    """Where head and folio of a page stand: as its placed pages do, within what a trimmer leaves.

    None where the text area has to do: nothing is placed, or it is too narrow for a line.
    """
    found = [placement.column for placement in lying if placement.column is not None]
    if not found:
        return None
    left = max(min(column[0] for column in found), design.sheet_side)
    right = min(max(column[1] for column in found), design.width - design.sheet_side)
    outer = _OUTER * design.width
    return (left, right) if left <= outer and right >= design.width - outer else None


def _middle(pages: Sequence[PageFacts]) -> tuple[float, float] | None:
    inks = [page.ink for page in pages if page.ink is not None]
    return (median(ink.left for ink in inks), median(ink.right for ink in inks)) if inks else None
