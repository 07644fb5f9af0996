"""Placing: how the pages of a submission lie on the volume's pages,
upright, whole and clear of head and folio.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proceedings.arranging.columns import columns
from proceedings.values.book import DocumentKind
from proceedings.values.geometry import SIZE_TOLERANCE, Box, Matrix, PageDesign
from proceedings.values.plan import Placement
from proceedings.values.submission import Facts, PageFacts
from proceedings.values.treatment import Treatment

TRIM_CLEARANCE = 8.5
"""Points (3 mm) that ink keeps from the trimmed side edges at 100 %: what a trimmer may take."""

ODD_SIZE = 0.8
"""A page of another size
that would shrink the rest of its document below this is scaled by itself.
"""

NUMBER_ROOM = 14.0
"""Points below the frame of a slide, where its number is printed."""

SLIDE_GAP = 14.0
"""Points between slides side by side, and the least between slides one above the other."""

Page = tuple[int, PageFacts]
"""A source page with its 0-based index."""


def place_sheets(
    facts: Facts, kind: DocumentKind, treatment: Treatment, design: PageDesign, per_page: int
) -> tuple[tuple[Placement, ...], ...]:
    """Lay out the pages of a submission.

    Args:
        facts: sizes and ink of its pages.
        kind: slides come several to a page, unless they are of the volume's size;
            everything else one to a page.
        treatment: the pages that the editor chose (1-based; others are ignored),
            what is masked, slides per page.
        design: the volume's page.
        per_page: slides per page where the treatment does not say.

    Returns:
        One tuple per page of the volume, in order; empty when no page was chosen.
        Slides are laid out for a recto; `mirrored` moves them to a verso's text area.
    """
    pages = [(n, _masked(p, n, treatment)) for n, p in enumerate(facts.pages)]
    pages = [pages[n - 1] for n in treatment.chosen(len(pages))]
    if not pages:
        return ()
    if kind is DocumentKind.SLIDES and not (treatment.per_page is None and _are_leaves(pages, design)):
        return tuple(_slides(pages, design, max(1, treatment.per_page or per_page)))
    return tuple(_facsimiles(pages, design))


def _are_leaves(pages: Sequence[Page], design: PageDesign) -> bool:
    """Slides written as a text have the size of the volume's own page;
    two of them on one are too small to read.
    """
    return all(design.is_size_of(page.width, page.height) for _, page in pages)


def mirrored(placements: tuple[Placement, ...], design: PageDesign) -> tuple[Placement, ...]:
    """Framed placements of a recto as they lie on a verso, in its text area;
    pages placed whole stay where they are.
    """
    shift = design.outer - design.inner
    return tuple(moved(p, shift) if p.frame is not None else p for p in placements)


def moved(placement: Placement, shift: float) -> Placement:
    """A placement so many points to the right."""
    frame = placement.frame
    column = placement.column
    return replace(
        placement,
        column=column and (column[0] + shift, column[1] + shift),
        matrix=placement.matrix.then(Matrix(e=shift)),
        frame=frame and Box(frame.left + shift, frame.bottom, frame.right + shift, frame.top),
    )


def _masked(page: PageFacts, index: int, treatment: Treatment) -> PageFacts:
    """The page with its ink cut down to what the editor's mask leaves."""
    if treatment.mask is None or page.ink is None or not treatment.masks(index + 1):
        return page
    top, right, bottom, left = treatment.mask
    ink = Box(
        max(page.ink.left, left),
        max(page.ink.bottom, bottom),
        min(page.ink.right, page.width - right),
        min(page.ink.top, page.height - top),
    )
    return replace(page, ink=ink if ink.width > 0 and ink.height > 0 else None)


# Pages placed whole, one to a page.


@dataclass(frozen=True, slots=True)
class SizeGroup:
    """The pages of one size in a document:
    they lie alike, so that no line jumps from page to page.
    """

    width: float
    height: float
    ink: Box
    """Around the ink of all of them."""
    pages: tuple[int, ...]

    def largest_factor(self, room: Box) -> float:
        """By how much the pages can be scaled so that their ink fits a room; never more than 1."""
        return min(1.0, room.width / max(self.ink.width, 1.0), room.height / max(self.ink.height, 1.0))

    def reduction(self, design: PageDesign) -> float:
        """By how much a page that is both wider
        and higher than the volume's is made smaller, margins and all.

        A4 keeps the look of a page on B5 or A5, and does not fill it to the edges.
        Letter on A4 and A4 on Letter are larger in one direction only: they stay as they are.
        """
        wider, higher = self.width - design.width, self.height - design.height
        if min(wider, higher) <= SIZE_TOLERANCE:
            return 1.0
        return max(design.width / self.width, design.height / self.height)

    def matrix(self, factor: float, room: Box, design: PageDesign) -> Matrix:
        """Scaled and centred on the volume's page,
        or as near to that as the ink in the room allows.
        """
        x = _near(
            _centred(self.width * factor, design.width),
            room.left - factor * self.ink.left,
            room.right - factor * self.ink.right,
        )
        y = _near(
            _centred(self.height * factor, design.height),
            room.bottom - factor * self.ink.bottom,
            room.top - factor * self.ink.top,
        )
        return Matrix(factor, 0.0, 0.0, factor, x, y)


def _near(wish: float, least: float, most: float) -> float:
    return min(max(wish, least), most)


def _centred(size: float, room: float) -> float:
    """Where a page begins; a page of the volume's own size is not moved by fractions of a point."""
    return 0.0 if abs(room - size) <= SIZE_TOLERANCE else (room - size) / 2


def _facsimiles(pages: Sequence[Page], design: PageDesign) -> Iterator[tuple[Placement, ...]]:
    matrices = {
        n: group.matrix(factor, room, design)
        for group, factor, room in _factors(_by_size(pages), design)
        for n in group.pages
    }
    found = columns(pages)
    for n, _ in pages:
        column, matrix = found.get(n), matrices[n]
        lies = column and (matrix.point(column[0], 0)[0], matrix.point(column[1], 0)[0])
        yield (Placement(n, matrix, column=lies),)


def _by_size(pages: Sequence[Page]) -> tuple[SizeGroup, ...]:
    groups: list[list[Page]] = []
    for n, page in pages:
        alike = (g for g in groups if _same_size(g[0][1], page))
        group = next(alike, None)
        if group is None:
            groups.append([(n, page)])
        else:
            group.append((n, page))
    return tuple(_size_group(g) for g in groups)


def _same_size(one: PageFacts, other: PageFacts) -> bool:
    return max(abs(one.width - other.width), abs(one.height - other.height)) <= SIZE_TOLERANCE


def _size_group(pages: Sequence[Page]) -> SizeGroup:
    first = pages[0][1]
    inks = [page.ink for _, page in pages if page.ink is not None]
    x, y = first.width / 2, first.height / 2
    ink = _around(inks) if inks else Box(x, y, x, y)
    return SizeGroup(first.width, first.height, ink, tuple(n for n, _ in pages))


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes),
        min(b.bottom for b in boxes),
        max(b.right for b in boxes),
        max(b.top for b in boxes),
    )


def _factors(groups: Sequence[SizeGroup], design: PageDesign) -> Iterator[tuple[SizeGroup, float, Box]]:
    """One factor for the document, and the room in which each group's ink has to lie.

    Only pages of another size (a wide table on a landscape sheet) get a factor of their own,
    where the common one would make the others small.
    """
    frame = design.sheet_frame()
    # At 100 % nothing stands beside the author's text:
    # only head, folio and the trimmer need their room.
    side = min(TRIM_CLEARANCE, frame.left)
    clear = Box(side, frame.bottom, design.width - side, frame.top)
    fits = [1.0 if g.largest_factor(clear) >= 1.0 else g.largest_factor(frame) for g in groups]
    needs = [min(fit, group.reduction(design)) for fit, group in zip(fits, groups, strict=True)]
    usual = needs[max(range(len(groups)), key=lambda k: (len(groups[k].pages), -k))]
    common = min(need for need in needs if need >= ODD_SIZE * usual)
    for group, need in zip(groups, needs, strict=True):
        factor = min(common, need)
        yield group, factor, clear if factor >= 1.0 else frame


# Slides, several to a page.


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of equal cells; `factor` scales the largest slide to a cell."""

    columns: int
    rows: int
    factor: float


def _grid(width: float, height: float, per_page: int, area: Box) -> Grid:
    """The grid for a number of slides that shows them largest;
    of equals, the one with fewer columns.
    """
    shapes = [(c, per_page // c) for c in range(1, per_page + 1) if per_page % c == 0]
    grids = [Grid(c, r, _cell_factor(width, height, c, r, area)) for c, r in shapes]
    return max(grids, key=lambda g: (round(g.factor, 6), -g.columns))


def _cell_factor(width: float, height: float, columns: int, rows: int, area: Box) -> float:
    cell_width = (area.width - (columns - 1) * SLIDE_GAP) / columns
    cell_height = (area.height - (rows - 1) * SLIDE_GAP) / rows - NUMBER_ROOM
    return max(min(cell_width / width, cell_height / height), 0.01)


def _slides(pages: Sequence[Page], design: PageDesign, per_page: int) -> Iterator[tuple[Placement, ...]]:
    area = design.text_box(1)
    width, height = max(p.width for _, p in pages), max(p.height for _, p in pages)
    cells = tuple(_cells(_grid(width, height, per_page, area), width, height, area))
    column = (min(cell.left for cell in cells), max(cell.right for cell in cells))
    for start in range(0, len(pages), per_page):
        yield tuple(
            replace(_slide(n, page, cell), column=column)
            for (n, page), cell in zip(pages[start : start + per_page], cells, strict=False)
        )


def _cells(grid: Grid, width: float, height: float, area: Box) -> Iterator[Box]:
    """The cells row by row, from the top;
    what height is left over is shared evenly above, between and below.
    """
    cell_width, cell_height = width * grid.factor, height * grid.factor
    step_x = cell_width + SLIDE_GAP
    left = area.left + (area.width - grid.columns * step_x + SLIDE_GAP) / 2
    least = grid.rows * (cell_height + NUMBER_ROOM + SLIDE_GAP) - SLIDE_GAP
    spare = max(area.height - least, 0.0) / (grid.rows + 1)
    step_y = cell_height + NUMBER_ROOM + SLIDE_GAP + spare
    for row in range(grid.rows):
        top = area.top - spare - row * step_y
        for column in range(grid.columns):
            x = left + column * step_x
            yield Box(x, top - cell_height, x + cell_width, top)


def _slide(index: int, page: PageFacts, cell: Box) -> Placement:
    """A slide in the middle of its cell, with its aspect ratio kept."""
    factor = min(cell.width / page.width, cell.height / page.height)
    x = cell.left + (cell.width - factor * page.width) / 2
    y = cell.bottom + (cell.height - factor * page.height) / 2
    frame = Box(x, y, x + factor * page.width, y + factor * page.height)
    return Placement(index, Matrix(factor, 0.0, 0.0, factor, x, y), frame, str(index + 1))
