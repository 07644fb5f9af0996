"""Annotations of pages whose content was moved: everything that holds coordinates moves along."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from proceedings.binding.entries import mapped
from proceedings.binding.placement import copy_of_stream, matrix_array, matrix_of
from proceedings.pdf import objects
from proceedings.pdf.content import rectangle
from proceedings.values.geometry import Matrix

POINTS = ("/QuadPoints", "/Vertices", "/L", "/CL")
"""Keys with pairs of coordinates (ISO 32000-2, 12.5.6)."""

LISTS_OF_POINTS = ("/InkList", "/Path")
"""Keys with arrays of pairs."""


def move(pdf: Pdf, annotation: Object, matrix: Matrix) -> None:
    """Move an annotation as `matrix` moves the content of its page.

    A viewer fits an appearance into the rectangle, so that scaling it takes no more than a new
    rectangle; a turn must be added to the appearance's own matrix (ISO 32000-2, 12.5.5, algorithm
    8.1).
    """
    keys = annotation.keys()
    box = objects.rectangle(objects.get(annotation, "/Rect"))
    if box is not None:
        annotation["/Rect"] = rectangle(matrix.box(box))
    for key in POINTS:
        if key in keys:
            annotation[key] = _moved_points(annotation[key], matrix)
    for key in LISTS_OF_POINTS:
        if key in keys and isinstance(annotation[key], Array):
            annotation[key] = Array([_moved_points(points, matrix) for points in annotation[key]])
    upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < 1e-6 and abs(matrix.c) < 1e-6
    appearances = annotation.get("/AP")
    if not upright and isinstance(appearances, Dictionary):
        turn = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)
        annotation["/AP"] = mapped(appearances, lambda appearance: _turned(pdf, appearance, turn))


def _moved_points(value: object, matrix: Matrix) -> Object:
    assert isinstance(value, Object)
    if not isinstance(value, Array):
        return value
    try:
        flat = [float(v) for v in list(value)]
    except (TypeError, ValueError):
        return value
    moved: list[float] = []
    for x, y in zip(flat[0::2], flat[1::2], strict=False):
        moved += (round(v, 4) for v in matrix.point(x, y))
    return Array(moved)


def _turned(pdf: Pdf, appearance: Object, turn: Matrix) -> Object:
    if isinstance(appearance, Stream):
        twin = copy_of_stream(pdf, appearance)
        twin["/Matrix"] = matrix_array(matrix_of(appearance.get("/Matrix")).then(turn))
        return twin
    if isinstance(appearance, Dictionary):
        return mapped(appearance, lambda state: _turned(pdf, state, turn))
    return appearance


def annotations_of(pdf: Pdf, page: Object) -> list[Object]:
    """The page's annotations that are dictionaries, each made an indirect object of `pdf`."""
    listed = page.get("/Annots")
    if not isinstance(listed, Array):
        return []
    entries = [entry for entry in listed if isinstance(entry, Dictionary)]
    return [entry if entry.is_indirect else pdf.make_indirect(entry) for entry in entries]
