"""Destinations: read in any of their forms,
carried to where their page now lies, written as explicit arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, String

from proceedings.binding.entries import entries_of, name_bytes
from proceedings.binding.placement import Position
from proceedings.pdf import objects
from proceedings.values.geometry import Box, Matrix

ARGUMENTS = {
    "/XYZ": 3,
    "/Fit": 0,
    "/FitH": 1,
    "/FitV": 1,
    "/FitR": 4,
    "/FitB": 0,
    "/FitBH": 1,
    "/FitBV": 1,
}
"""How many numbers follow the kind of a destination (ISO 32000-2, table 149)."""

SIDEWAYS = {"/FitH": "/FitV", "/FitV": "/FitH", "/FitBH": "/FitBV", "/FitBV": "/FitBH"}
"""What a destination that names one edge becomes on a page turned by a quarter."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a source page is found in the volume.
    `alone` is False where it shares the page with others.
    """

    page: Object
    position: Position
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """A destination without its page:
    the kind and its numbers, None where the reader's value is to be kept.
    """

    kind: str
    arguments: tuple[float | None, ...]


def read_target(array: Object) -> Target:
    """Kind and numbers of an explicit destination;
    what cannot be understood becomes /XYZ without numbers.
    """
    values = list(array)
    wanted = values[1] if len(values) > 1 and isinstance(values[1], Name) else None
    kind = next((known for known in ARGUMENTS if wanted == known), "/XYZ")
    count = ARGUMENTS[kind]
    given = [_number(v) for v in values[2 : 2 + count]]
    return Target(kind, (*given, *([None] * (count - len(given)))))


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def write(site: Site, target: Target) -> Array:
    """The explicit destination in the volume.

    On a page that is alone, `/Fit` still fits the page;
    of several on a page it fits the one it was made for.
    """
    matrix = site.position.matrix
    if matrix is not None:
        target = _carried(target, site, matrix)
    return Array([site.page, Name(target.kind), *(None if v is None else round(v, 3) for v in target.arguments)])


def _carried(target: Target, site: Site, matrix: Matrix) -> Target:
    seen = site.position.view.visible
    kind, values = target.kind, target.arguments
    if kind in ("/Fit", "/FitB"):
        return target if site.alone else _fit(matrix.box(seen))
    if kind == "/FitR":
        left, bottom, right, top = (v if v is not None else 0.0 for v in values)
        return _fit(matrix.box(Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))))
    if kind == "/XYZ":
        return Target(kind, _carried_corner(values, site, matrix))
    edge = values[0]
    if edge is None:
        edge = seen.top if kind in ("/FitH", "/FitBH") else seen.left
    horizontal = kind in ("/FitH", "/FitBH")
    x, y = matrix.point(seen.left, edge) if horizontal else matrix.point(edge, seen.top)
    if abs(matrix.b) > abs(matrix.a):
        kind, horizontal = SIDEWAYS[kind], not horizontal
    return Target(kind, (y if horizontal else x,))


def _carried_corner(
    values: tuple[float | None, ...], site: Site, matrix: Matrix
) -> tuple[float | None, float | None, float | None]:
    """Left and top of /XYZ. A missing one stays missing only where a page is alone and upright."""
    left, top, zoom = values
    turned = abs(matrix.b) > abs(matrix.a) or matrix.a < 0
    seen = site.position.view.visible
    keep_left, keep_top = (v is None and site.alone and not turned for v in (left, top))
    x, y = matrix.point(seen.left if left is None else left, seen.top if top is None else top)
    if turned:
        # The corner that a reader puts at the upper left of the window is another one after a turn.
        return x, y, zoom
    return None if keep_left else x, None if keep_top else y, zoom


def _fit(box: Box) -> Target:
    return Target("/FitR", (box.left, box.bottom, box.right, box.top))


class NamedDestinations:
    """The named destinations of one source, read when the first name is asked for.

    Both kinds: the name tree /Names /Dests (PDF 1.2) and the older dictionary /Dests (PDF 1.1).
    """

    def __init__(self, root: Object) -> None:
        self._root = root
        self._table: dict[bytes, Object] | None = None

    def find(self, key: bytes) -> Object | None:
        """The explicit destination that a name
        or string stands for (see `objects.name_key`); None if there is none.
        """
        return explicit(self.table.get(key))

    @property
    def table(self) -> dict[bytes, Object]:
        """All named destinations as they stand in the file."""
        if self._table is None:
            self._table = dict(self._entries())
        return self._table

    def _entries(self) -> Iterator[tuple[bytes, Object]]:
        old = self._root.get("/Dests")
        if isinstance(old, Dictionary):
            yield from ((name_bytes(name), value) for name, value in entries_of(old))
        tree = objects.get(objects.get(self._root, "/Names"), "/Dests")
        for key, value in objects.tree_pairs(tree, "/Names"):
            if isinstance(key, String):
                yield objects.name_key(key), value


def explicit(value: object) -> Object | None:
    """The array of a destination
    that may be wrapped in a dictionary with /D; None if it is none.
    """
    if isinstance(value, Dictionary):
        value = value.get("/D")
    return value if isinstance(value, Array) and len(value) else None
