"""What is drawn on a page: its images with their effective resolution, and its smallest type."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.intake.sheets import ImageFact
from proceedings.page import Box, Matrix

_MOST_OBJECTS = 50_000
"""Objects looked at on one page; a map may have a million."""
_NESTED = 8
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
class Drawn:
    """The images of a page and the size of its smallest visible type in points; None without type."""

    images: tuple[ImageFact, ...] = ()
    smallest_type: float | None = None


def drawn_on(page: Any, number: int, upright: Matrix) -> Drawn:
    """Walk a page's objects.

    Args:
        page: a page of pdfium, loaded.
        number: of the page, 1-based.
        upright: from the page's user space to points of the upright page.
    """
    images: list[ImageFact] = []
    smallest = math.inf
    for kind, shape, matrix in _objects(page, upright):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            size = _type_size(shape, matrix)
            smallest = min(smallest, size) if size > 0 else smallest
        else:
            image = _image(page, shape, number, _matrix_of(shape).then(matrix))
            if image is not None:
                images.append(image)
    return Drawn(tuple(images), None if math.isinf(smallest) else round(smallest, 2))


def _objects(page: Any, upright: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """The texts and images of a page, those in forms too: kind, object, and the matrix from around it to the page."""
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
        if kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield kind, shape, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(waiting) < _NESTED:
            waiting.append((fetch, holder, index, count, matrix))
            matrix = _matrix_of(shape).then(matrix)
            fetch, holder, index, count = pdfium.FPDFFormObj_GetObject, shape, 0, pdfium.FPDFFormObj_CountObjects(shape)


def _matrix_of(shape: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _type_size(shape: Any, matrix: Matrix) -> float:
    """The size of a text object's type as it appears; 0 when it is not to be seen."""
    size, own = ctypes.c_float(), pdfium.FS_MATRIX()
    if not (pdfium.FPDFTextObj_GetFontSize(shape, size) and pdfium.FPDFPageObj_GetMatrix(shape, own)):
        return 0.0
    if pdfium.FPDFTextObj_GetTextRenderMode(shape) == _INVISIBLE:
        return 0.0
    # The image of the vertical unit vector: a page has thousands of texts, so no matrices are multiplied.
    x, y = own.c * matrix.a + own.d * matrix.c, own.c * matrix.b + own.d * matrix.d
    return abs(size.value) * math.hypot(x, y)


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
