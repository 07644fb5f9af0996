"""Boxes, matrices and the design of a page,
in PDF points (1/72 inch), origin at the lower left. Pure values.
"""

from __future__ import annotations

from dataclasses import dataclass

SIZE_TOLERANCE = 3.0
"""Points by which two page sizes may differ
and still count as one (A4 comes as 595 or 596 points wide).
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its lower left and upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From side to side, in the unit of its coordinates."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From foot to head, in the unit of its coordinates."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Matrix:
    """A transformation [a b c d e f] of row vectors (ISO 32000-2, 8.3.4)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Matrix:
        """The transformation that applies self first, other second."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def inverse(self) -> Matrix:
        """The transformation that undoes this one; raises ZeroDivisionError where there is none."""
        det = self.a * self.d - self.b * self.c
        return Matrix(
            self.d / det,
            -self.b / det,
            -self.c / det,
            self.a / det,
            (self.c * self.f - self.d * self.e) / det,
            (self.b * self.e - self.a * self.f) / det,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The image of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """The smallest upright box around the image of a box."""
        corners = [self.point(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class PageDesign:
    """Geometry of the volume's page and where binding puts running heads and folios.

    Margins are measured from the trimmed edges; `inner` is at the spine: left on rectos, right on
    versos. `head_baseline` is measured down from the top edge, `folio_baseline` up from the bottom
    edge. `head_size` and `folio_size` are type sizes. `sheet_top`, `sheet_bottom`, `sheet_side`
    bound the frame into which submissions that do not fit at 100 % are scaled.
    """

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    head_baseline: float
    folio_baseline: float
    head_size: float
    folio_size: float
    sheet_top: float
    sheet_bottom: float
    sheet_side: float
    head_font: str
    """Path of the font file for heads and folios, relative to the layout's folder."""
    facing: bool = True
    """Whether pages lie side by side; where they do not, all are made like rectos."""

    def is_recto(self, page: int) -> bool:
        """Whether head and folio of a page, by its 1-based number, stand at the right."""
        return page % 2 == 1 or not self.facing

    def is_size_of(self, width: float, height: float) -> bool:
        """Whether a page of this width and height counts as one of the volume's own size."""
        return max(abs(width - self.width), abs(height - self.height)) <= SIZE_TOLERANCE

    def text_box(self, page: int) -> Box:
        """The text area of the physical page with this 1-based number (odd is recto)."""
        left, right = (self.inner, self.outer) if self.is_recto(page) else (self.outer, self.inner)
        return Box(left, self.bottom, self.width - right, self.height - self.top)

    def sheet_frame(self) -> Box:
        """Where the pages of a submission may have ink: clear of head and folio."""
        return Box(self.sheet_side, self.sheet_bottom, self.width - self.sheet_side, self.height - self.sheet_top)
