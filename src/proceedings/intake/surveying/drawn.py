"""What is drawn on a page:
its images with their effective resolution, its smallest type, and where it lies.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.intake.surveying.large_outlines import LargeOutlines
from proceedings.values.geometry import Box, Matrix
from proceedings.values.submission import ImageFact

_MOST_OBJECTS = 50_000
"""Objects looked at on one page; a map may have a million."""
_NESTED = 8
MANY_TEXTS = 12
"""On a page with so many texts that are not white there is something to see."""
_WHITE = 250
"""Red, green and blue from which type is white."""
_LARGE = 40.0
"""Points from which type is large."""
_MOST_LARGE = 60
_LIGHT, _FAINT = 140, 150
"""Red, green and blue of which the mean is higher, and opacity below which type is light."""
_INVISIBLE = 3
"""Text rendering mode of text behind a scan (ISO 32000-2, table 104)."""
_COLOUR_SPACES = MappingProxyType(
    dict(
        enumerate(
            (
                *("unknown", "DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "Lab", "ICCBased"),
                *("Separation", "DeviceN", "Indexed", "Pattern"),
            )
        )
    )
)


@dataclass(frozen=True, slots=True)
class LargeText:
    """A text in large type:
    how far it is turned, in degrees, its size in points, and whether it is light.

    `handle` is pdfium's and good only while its page is open.
    """

    handle: Any
    slope: float
    size: float
    light: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The images of a page and the size of its smallest visible type in points; None without type.

    `within` is a box, in points of the upright page, in which all that the page's content draws
    must lie, white and clipped things too; None where that is not known. `texts` is how many texts
    are to be seen, of which so many as `MANY_TEXTS` are not white. `objects` is how many objects
    the page itself has; `large` are its largest texts; `outlines` is around large letters that are
    drawn as paths, slanted and light.
    """

    images: tuple[ImageFact, ...] = ()
    smallest_type: float | None = None
    within: Box | None = None
    texts: int = 0
    objects: int = 0
    large: tuple[LargeText, ...] = ()
    outlines: Box | None = None


def drawn_on(page: Any, number: int, upright: Matrix) -> Drawn:
    """Walk a page's objects.

    Args:
        page: a page of pdfium, loaded.
        number: of the page, 1-based.
        upright: from the page's user space to points of the upright page.
    """
    images: list[ImageFact] = []
    large: list[LargeText] = []
    smallest, texts, seen, edges, sizes = math.inf, 0, 0, _Edges(), _TypeSizes()
    outlines = LargeOutlines()
    for kind, shape, matrix in _objects(page, upright):
        size = 0.0
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            size = sizes.of(shape, matrix)
            if size > 0:
                smallest = min(smallest, size)
                texts += texts >= MANY_TEXTS or not _is_white(shape)
                if size >= _LARGE and len(large) < _MOST_LARGE:
                    large.append(_large(shape, matrix, size))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image = _image(page, shape, number, _matrix_of(shape).then(matrix))
            if image is not None:
                images.append(image)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            outlines.see(shape, matrix, _matrix_of)
        if matrix is upright:  # what forms hold lies within the forms
            seen += 1
            if kind != pdfium.FPDF_PAGEOBJ_TEXT or size > 0:
                edges.widen(shape)
    within = edges.box(upright) if seen == pdfium.FPDFPage_CountObjects(page) else None
    smallest_type = None if math.isinf(smallest) else round(smallest, 2)
    return Drawn(tuple(images), smallest_type, within, texts, seen, tuple(large), outlines.box())


class _Edges:
    """The outermost edges of objects in the page's user space."""

    def __init__(self) -> None:
        self._found = tuple(ctypes.c_float() for _ in range(4))
        self._places = tuple(map(ctypes.pointer, self._found))  # made once: a page has thousands of objects
        self._left = self._bottom = math.inf
        self._right = self._top = -math.inf
        self._known = True

    def widen(self, shape: Any) -> None:
        if not pdfium.FPDFPageObj_GetBounds(shape, *self._places):
            self._known = False
            return
        left, bottom, right, top = (side.value for side in self._found)
        self._left = left if left < self._left else self._left
        self._bottom = bottom if bottom < self._bottom else self._bottom
        self._right = right if right > self._right else self._right
        self._top = top if top > self._top else self._top

    def box(self, upright: Matrix) -> Box | None:
        """Around all objects, on the upright page;
        None where there are none, or one does not say where it lies.
        """
        sides = (self._left, self._bottom, self._right, self._top)
        return upright.box(Box(*sides)) if self._known and all(map(math.isfinite, sides)) else None


def _objects(page: Any, upright: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """All objects of a page, those in forms after the form:
    kind, object, and the matrix from around it to the page.
    """
    waiting: list[tuple[Any, Any, int, int, Matrix]] = []
    fetch, holder, matrix = pdfium.FPDFPage_GetObject, page, upright
    index, count = 0, pdfium.FPDFPage_CountObjects(page)
    for _ in range(_MOST_OBJECTS):
        while index >= count:
            if not waiting:
                return
            fetch, holder, index, count, matrix = waiting.pop()
        shape = fetch(holder, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        index += 1
        yield kind, shape, matrix
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(waiting) < _NESTED:
            waiting.append((fetch, holder, index, count, matrix))
            matrix = _matrix_of(shape).then(matrix)
            fetch, holder, index, count = pdfium.FPDFFormObj_GetObject, shape, 0, pdfium.FPDFFormObj_CountObjects(shape)


def _matrix_of(shape: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


class _TypeSizes:
    """Asks pdfium for sizes; what it writes its answers into is made once for a page."""

    def __init__(self) -> None:
        self._size, self._own = ctypes.c_float(), pdfium.FS_MATRIX()
        self._places = ctypes.pointer(self._size), ctypes.pointer(self._own)

    def of(self, shape: Any, matrix: Matrix) -> float:
        """The size of a text object's type as it appears; 0 when it is not to be seen."""
        size, own = self._size, self._own
        at_size, at_own = self._places
        if not (pdfium.FPDFTextObj_GetFontSize(shape, at_size) and pdfium.FPDFPageObj_GetMatrix(shape, at_own)):
            return 0.0
        if pdfium.FPDFTextObj_GetTextRenderMode(shape) == _INVISIBLE:
            return 0.0
        # The image of the vertical unit vector:
        # a page has thousands of texts, so no matrices are multiplied.
        c, d = own.c, own.d
        return abs(size.value) * math.hypot(c * matrix.a + d * matrix.c, c * matrix.b + d * matrix.d)


def _is_white(shape: Any) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, opacity):
        return True
    return opacity.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _large(shape: Any, matrix: Matrix, size: float) -> LargeText:
    own = _matrix_of(shape)
    across, up = own.a * matrix.a + own.b * matrix.c, own.a * matrix.b + own.b * matrix.d
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    told = pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, opacity)
    light = bool(told) and ((red.value + green.value + blue.value) / 3 >= _LIGHT or opacity.value <= _FAINT)
    return LargeText(shape, math.degrees(math.atan2(up, across)), size, light)


def _image(page: Any, shape: Any, number: int, matrix: Matrix) -> ImageFact | None:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(shape, width, height):
        return None
    across, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    if not (across > 0 and up > 0 and math.isfinite(across + up)):
        return None
    # An image fills the unit square of its own space (ISO 32000-2, 8.9.5).
    box = matrix.box(Box(0, 0, 1, 1))
    dpi = min(width.value / across, height.value / up) * 72
    rounded = Box(*(round(v, 2) + 0.0 for v in (box.left, box.bottom, box.right, box.top)))
    return ImageFact(number, width.value, height.value, round(dpi, 1), _colour_space(page, shape), rounded)


def _colour_space(page: Any, shape: Any) -> str:
    data = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(shape, page, data):
        return "unknown"
    return _COLOUR_SPACES.get(data.colorspace, "unknown")
