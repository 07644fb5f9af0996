"""Another edition of a finished Plan:
the pages of the screen edition, under the folios that they have in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from proceedings.arranging.placing import NUMBER_ROOM, SLIDE_GAP, moved
from proceedings.values.edition import Edition
from proceedings.values.geometry import Box, Matrix, PageDesign
from proceedings.values.plan import Leaf, PartKind, PlacedPart, Placement, Plan, Tome, Whereabouts


def on_screen(plans: Sequence[Plan], design: PageDesign, slides: int | None = None) -> tuple[Plan, ...]:
    """The plans of the screen edition.

    Blank pages are left out and nothing is numbered anew: each page has the folio and the head
    that it has in print, so that contents, index and citations hold for both. Our own pages and
    slides move to equal margins.

    Args:
        plans: of the print edition, one for each volume.
        design: of the page in print.
        slides: how many slides stand on a page where print has more; these share its folio:
            17a, 17b.
            None leaves them as in print.

    Returns:
        A plan for each volume, in the same order.
    """
    shown = [_Screen(plan, design, slides).plan() for plan in plans]
    by_number = {plan.tome.number: plan for plan in shown if plan.tome}
    return tuple(replace(plan, elsewhere=dict(_elsewhere(plan, by_number))) for plan in shown)


def screen_design(design: PageDesign) -> PageDesign:
    """The page of the screen edition: text of the same measure between equal margins,
    and no page faces another.
    """
    margin = (design.inner + design.outer) / 2
    return replace(design, inner=margin, outer=margin, facing=False)


def _elsewhere(plan: Plan, by_number: Mapping[int, Plan]) -> Iterator[tuple[str, Whereabouts]]:
    """Where the parts of the other volumes lie in this edition."""
    for name, where in plan.elsewhere.items():
        other = by_number[where.tome.number].find(name) if where.tome else None
        if other is not None:
            yield name, other


@dataclass(slots=True)
class _Screen:
    """One volume on its way to the screen."""

    print: Plan
    design: PageDesign
    slides: int | None
    parts: list[PlacedPart] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    def plan(self) -> Plan:
        """The plan of the screen edition, made from that of print."""
        for placed in self.print.parts:
            if placed.part.kind is not PartKind.BLANK:
                self._take(placed)
        tomes = tuple(_on_screen(tome) for tome in self.print.tomes)
        tome = self.print.tome and _on_screen(self.print.tome)
        return replace(
            self.print,
            parts=tuple(self.parts),
            leaves=tuple(self.leaves),
            edition=Edition.SCREEN,
            tome=tome,
            tomes=tomes,
        )

    def _take(self, placed: PlacedPart) -> None:
        first = len(self.leaves)
        for index in range(placed.first_page - 1, placed.first_page - 1 + placed.page_count):
            self.leaves += self._shown(self.print.leaves[index], index + 1)
        for number, leaf in enumerate(self.leaves[first:]):
            self.leaves[first + number] = replace(leaf, page_of_part=number)
        labels = [leaf.label for leaf in self.leaves[first:]]
        self.parts.append(PlacedPart(placed.part, first + 1, len(labels), labels[0], labels[-1]))

    def _shown(self, leaf: Leaf, page: int) -> Iterator[Leaf]:
        """The pages that stand for one page of print, of this 1-based number."""
        shift = screen_design(self.design).inner - self.design.text_box(page).left
        framed = any(p.frame is not None for p in leaf.placements)
        if framed and self.slides:
            yield from self._apart(leaf, self.slides)
        elif framed:
            line = leaf.line and (leaf.line[0] + shift, leaf.line[1] + shift)
            yield replace(leaf, placements=tuple(moved(p, shift) for p in leaf.placements), line=line)
        else:
            yield leaf if leaf.placements else replace(leaf, shift=shift)

    def _apart(self, leaf: Leaf, most: int) -> Iterator[Leaf]:
        """The slides of a page in columns of so many, each as wide as the page allows."""
        runs = [leaf.placements[k : k + most] for k in range(0, len(leaf.placements), most)]
        for run, letter in zip(runs, ascii_lowercase, strict=False):
            tail = letter if len(runs) > 1 else ""
            placements, height = _column(run, self.design)
            frames = [p.frame for p in placements if p.frame]
            yield replace(
                leaf,
                label=leaf.label + tail,
                folio=leaf.folio and leaf.folio + tail,
                foot=leaf.foot if run is runs[0] else (),
                placements=placements,
                height=height,
                line=(min(f.left for f in frames), max(f.right for f in frames)),
            )


def _on_screen(tome: Tome) -> Tome:
    return replace(tome, file=Edition.SCREEN.file_name(tome.number))


def _column(run: Sequence[Placement], design: PageDesign) -> tuple[tuple[Placement, ...], float]:
    """Slides one above the other, and the height of the page that they need:
    as wide as the volume's, and no higher.
    """
    sizes = [(p.frame.width / p.matrix.a, p.frame.height / p.matrix.a) for p in run if p.frame]
    wide = design.width - 2 * design.sheet_side
    gaps = len(run) * NUMBER_ROOM + (len(run) - 1) * SLIDE_GAP
    high = design.height - design.sheet_top - design.sheet_bottom - gaps
    fits = min(wide / max(width for width, _ in sizes), high / sum(height for _, height in sizes))
    height = design.sheet_top + design.sheet_bottom + gaps + fits * sum(height for _, height in sizes)
    top, placed = height - design.sheet_top, []
    for placement, (slide_width, slide_height) in zip(run, sizes, strict=True):
        left, bottom = (design.width - fits * slide_width) / 2, top - fits * slide_height
        frame = Box(left, bottom, left + fits * slide_width, top)
        placed.append(replace(placement, matrix=Matrix(fits, 0.0, 0.0, fits, left, bottom), frame=frame))
        top = bottom - NUMBER_ROOM - SLIDE_GAP
    return tuple(placed), height
