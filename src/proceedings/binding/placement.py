"""Where a source page comes to lie on a page of the volume:
the geometry, and what follows for content and boxes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from proceedings.binding.entries import entries_of, mapped, shallow
from proceedings.pdf.content import clip, rectangle, transform
from proceedings.pdf.pages import to_upright, visible_box
from proceedings.values.geometry import Box, Matrix

CLOSE = 1e-4
"""Scales that differ by less are equal: 0.08 pt on the long edge of A4."""

OVERLAP = 1.5
"""Points by which a page may be short of the trim size without being clipped:
A4 is 595.2 to 595.32 in the wild.
"""


@dataclass(frozen=True, slots=True)
class View:
    """A source page as a reader sees it.

    `visible` is its visible box in its own user space; `upright` maps user space to the upright
    page, in points, origin at the lower left, /Rotate and /UserUnit applied. `unmasked` is what of
    the visible box is left to see where the editor masks an author's own head or foot.
    """

    visible: Box
    upright: Matrix
    unmasked: Box | None = None

    @property
    def shown(self) -> Box:
        """What may show, in user space."""
        return self.unmasked or self.visible


@dataclass(frozen=True, slots=True)
class Position:
    """How a source page lies on a page of the volume.

    `matrix` maps the source's user space to the user space of the volume's page; None where both
    are the same, so that coordinates keep. `origin` is the lower left corner of the volume page's
    boxes. `hidden` says that something of the source could show outside of its visible box and must
    be clipped.
    """

    view: View
    matrix: Matrix | None
    origin: tuple[float, float] = (0.0, 0.0)
    hidden: bool = False


def view_of(page: Object) -> View:
    """How a reader sees a page of a source."""
    return View(visible_box(page), to_upright(page))


def masked(view: View, mask: tuple[float, float, float, float]) -> View:
    """The view with edges of these widths hidden at the top,
    right, bottom and left of the upright page.
    """
    top, right, bottom, left = mask
    page = view.upright.box(view.visible)
    rest = Box(page.left + left, page.bottom + bottom, page.right - right, page.top - top)
    if rest.width <= 0 or rest.height <= 0:
        return view
    return replace(view, unmasked=view.upright.inverse().box(rest))


def position(view: View, placed: Matrix, width: float, height: float) -> Position:
    """How a page lies that is alone on a page of the volume of this size.

    A page that is only shifted keeps its content:
    the boxes of the volume's page are shifted instead.
    """
    matrix = view.upright.then(placed)
    linear = (matrix.a - 1, matrix.b, matrix.c, matrix.d - 1)
    if any(abs(v) > CLOSE for v in linear):
        return Position(view, matrix, hidden=True)
    left, bottom = (0.0 if abs(v) < 0.01 else -v for v in (matrix.e, matrix.f))
    seen = view.visible
    short = (seen.left - left, seen.bottom - bottom, left + width - seen.right, bottom + height - seen.top)
    return Position(view, None, (left, bottom), hidden=view.unmasked is not None or max(short) > OVERLAP)


def opening(place: Position) -> str:
    """Content operators that put all that follows in its place;
    empty where nothing needs to be done.
    """
    moved = "" if place.matrix is None else transform(place.matrix)
    return moved + (clip(place.view.shown) if place.hidden else "")


NOT_FOR_PRINT = ("/B", "/AA", "/Dur", "/Trans", "/PresSteps", "/Thumb", "/SeparationInfo", "/TemplateInstantiated")
"""Keys of a page that a book has no use for:
article beads that reach out of the pages, actions, transitions.
"""

OLD_BOXES = ("/BleedBox", "/ArtBox", "/Rotate", "/UserUnit")


def strip(page: Object) -> None:
    """Take from a source page what must not come along;
    done before copying, so that nothing behind it is copied.
    """
    keys = page.keys()
    for key in NOT_FOR_PRINT:
        if key in keys:
            del page[key]


def set_boxes(page: Object, origin: tuple[float, float], width: float, height: float) -> None:
    """Give a page of the volume its trim size; it is upright and in points."""
    box = Box(origin[0], origin[1], origin[0] + width, origin[1] + height)
    keys = page.keys()
    for key in OLD_BOXES:
        if key in keys:
            del page[key]
    for key in ("/MediaBox", "/CropBox", "/TrimBox"):
        page[key] = rectangle(box)


class PatternMover:
    """Moves the patterns of pages whose content is transformed.

    A pattern lies in the space of the page, not in that of the content around it (ISO 32000-2,
    8.7.3.1), so that it would stay behind. Pages that share resources and matrix go on sharing
    them.
    """

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._done: dict[tuple[tuple[int, int], Matrix], Object] = {}

    def move(self, page: Object, matrix: Matrix) -> None:
        """Give the page resources whose patterns lie where its transformed content is."""
        resources = page.get("/Resources")
        if not isinstance(resources, Dictionary):
            return
        patterns = resources.get("/Pattern")
        if not isinstance(patterns, Dictionary) or not len(patterns):
            return
        key = (resources.objgen, matrix)
        if not resources.is_indirect or key not in self._done:
            own = shallow(resources)
            own["/Pattern"] = mapped(patterns, lambda pattern: self._moved(pattern, matrix))
            if not resources.is_indirect:
                page["/Resources"] = own
                return
            self._done[key] = self._pdf.make_indirect(own)
        page["/Resources"] = self._done[key]

    def _moved(self, pattern: Object, matrix: Matrix) -> Object:
        key = (pattern.objgen, matrix)
        if pattern.is_indirect and key in self._done:
            return self._done[key]
        whole = matrix_of(pattern.get("/Matrix")).then(matrix)
        if isinstance(pattern, Stream):
            moved: Object = copy_of_stream(self._pdf, pattern)
        elif isinstance(pattern, Dictionary):
            moved = self._pdf.make_indirect(shallow(pattern))
        else:
            return pattern
        moved["/Matrix"] = matrix_array(whole)
        if pattern.is_indirect:
            self._done[key] = moved
        return moved


def copy_of_stream(pdf: Pdf, stream: Stream) -> Stream:
    """Another stream with the same data and dictionary; the data are not decoded."""
    twin = pdf.make_stream(b"")
    entries: Any = stream.stream_dict
    twin.write(
        stream.read_raw_bytes(),
        filter=entries.get("/Filter"),
        decode_parms=entries.get("/DecodeParms"),
        type_check=False,
    )
    for key, value in entries_of(entries):
        if key not in ("/Length", "/Filter", "/DecodeParms"):
            twin[key] = value
    return twin


def matrix_of(value: object) -> Matrix:
    """A PDF matrix; the identity where it is missing or malformed."""
    if not isinstance(value, Array) or len(value) < 6:
        return Matrix()
    try:
        return Matrix(*(float(v) for v in list(value)[:6]))
    except (TypeError, ValueError):
        return Matrix()


def matrix_array(matrix: Matrix) -> Array:
    """The matrix as PDF writes it."""
    values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return Array([round(v, 6) for v in values])


def form_of(pdf: Pdf, page: Object, view: View) -> Object:
    """A copied page as a form XObject in its own user space, clipped to what was visible of it."""
    import pikepdf

    form = pikepdf.Page(page).as_form_xobject(False)
    form["/BBox"] = rectangle(view.shown)
    if "/Matrix" in form:
        del form["/Matrix"]
    if not form.is_indirect:
        form = pdf.make_indirect(form)
    return form


def blank_page(pdf: Pdf, width: float, height: float) -> Object:
    """A page of the volume with nothing on it."""
    page = pdf.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary()))
    set_boxes(page, (0.0, 0.0), width, height)
    return page
