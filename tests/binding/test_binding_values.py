"""Binding changes no value: what stands in a source, wherever and however, stands in the volume."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from pypdf import PdfReader

from bound_books import HEIGHT, WIDTH, Book, destination_page, link, paper, red_box
from generated_objects import VALUES, Made, Writer, plain
from proceedings.values.geometry import Matrix
from proceedings.values.plan import Placement

POSITIONS = (
    *("page", "resources", "graphics state", "font", "form", "property list", "annotation", "appearance"),
    *("element", "attributes", "pattern"),
)
"""Where a value stands."""

PLACEMENTS = {
    "as it is": [Placement(0, Matrix())],
    "smaller": [Placement(0, Matrix(0.5, 0, 0, 0.5, 10, 20))],
    "two on a page": [Placement(0, Matrix(0.5, 0, 0, 0.5, 0, 300)), Placement(1, Matrix(0.5, 0, 0, 0.5, 0, 0))],
}


def holding(path: Path, values: dict[str, Made]) -> Path:
    """Write a tagged PDF of two pages; the first has these values at these positions."""
    writer = Writer()
    catalogue, pages, first, second, root, element = (writer.add(b"") for _ in range(6))
    own = {position: b"/Own " + values[position](writer) if position in values else b"" for position in POSITIONS}
    box = b"/BBox [0 0 9 9] /Length 12>>\nstream\n0 0 9 9 re f\nendstream"
    form = writer.add(b"<</Type /XObject /Subtype /Form %b %b" % (own["form"], box))
    look = writer.add(b"<</Type /XObject /Subtype /Form %b %b" % (own["appearance"], box))
    note = writer.add(
        b"<</Type /Annot /Subtype /Square /F 4 /Rect [9 9 99 99] /AP <</N %d 0 R>> %b>>" % (look, own["annotation"])
    )
    drawn = b"/P <</MCID 0>> BDC /G0 gs /X0 Do EMC"
    contents = writer.add(b"<</Length %d>>\nstream\n%b\nendstream" % (len(drawn), drawn))
    listed = tuple(own[name] for name in ("graphics state", "property list", "pattern", "font", "resources"))
    resources = b"<</XObject <</X0 %d 0 R>>" % form + (
        b" /ExtGState <</G0 <</LW 1 %b>>>> /Properties <</P0 <<%b>>>>"
        b"/Pattern <</P#e9 <</PatternType 2 /Shading <<>> %b>>>> "
        b"/Font <</F0 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica %b>>>> %b>>" % listed
    )
    page = b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 400 600] %b>>"
    more = b"/StructParents 0 /Contents %d 0 R /Annots [%d 0 R] /Resources %b %b"
    objects = {
        catalogue: b"<</Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /MarkInfo <</Marked true>>>>"
        % (pages, root),
        pages: b"<</Type /Pages /Count 2 /Kids [%d 0 R %d 0 R]>>" % (first, second),
        first: page % (pages, more % (contents, note, resources, own["page"])),
        second: page % (pages, b"/Resources <<>>"),
        root: b"<</Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [0 [%d 0 R]]>>>>" % (element, element),
        element: b"<</Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /K 0 /A <</O /Layout %b>> %b>>"
        % (root, first, own["attributes"], own["element"]),
    }
    for number, text in objects.items():
        writer.objects[number - 1] = text
    return writer.save(path, catalogue)


def read_back(path: Path) -> dict[str, Any]:
    """What pypdf finds at each position."""
    reader = PdfReader(path)
    page: Any = reader.pages[0]
    resources = page["/Resources"].get_object()
    if "/Sheet1" in resources.get("/XObject", {}):
        resources = resources["/XObject"]["/Sheet1"]["/Resources"].get_object()
    note = page["/Annots"][0].get_object()
    (element,) = (e for e in elements(reader.root_object["/StructTreeRoot"]) if "/A" in e)
    holders = {
        "page": page,
        "resources": resources,
        "graphics state": resources["/ExtGState"]["/G0"],
        "font": resources["/Font"]["/F0"],
        "form": resources["/XObject"]["/X0"],
        "pattern": next(iter(resources["/Pattern"].values())),
        "property list": resources["/Properties"]["/P0"],
        "annotation": note,
        "appearance": note["/AP"]["/N"],
        "element": element,
        "attributes": element["/A"],
    }
    return {position: plain(dict.get(holder.get_object(), "/Own")) for position, holder in holders.items()}


def elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K")
    kids = kids.get_object() if kids is not None else []
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from elements(kid)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(POSITIONS), VALUES, min_size=1, max_size=5), st.sampled_from(sorted(PLACEMENTS)))
def test_every_value_is_in_the_volume_as_it_is_in_the_source(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Made], placed: str
) -> None:
    folder = tmp_path_factory.mktemp("values")
    source = holding(folder / "source.pdf", values)
    book = Book(folder)
    book.submission(source, [PLACEMENTS[placed]])
    bound, _ = book.bind()
    wanted, found = read_back(source), read_back(bound)
    if placed == "two on a page":  # the page itself is one of ours then
        del wanted["page"], found["page"]
    assert found == wanted


def _own(pdf: pikepdf.Pdf, text: str) -> pikepdf.Object:
    """A number or boolean as an object of its own,
    which pikepdf would turn into a value of Python.
    """
    with pikepdf.explicit_conversion():
        return pdf.make_indirect(pikepdf.Object.parse(text.encode()))


def _numbers(pdf: pikepdf.Pdf, *values: float) -> Array:
    """An array whose numbers are objects of their own."""
    made = Array([_own(pdf, str(value)) for value in values])
    assert made.unparse().count(b" R") == len(values)
    return made


@pytest.mark.parametrize("entry", ["BBox", "Matrix", "Rect", "MediaBox"])
def test_numbers_that_are_objects_of_their_own_still_place_what_is_drawn(tmp_path: Path, entry: str) -> None:
    def touch(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(b"1 0 0 rg 0 0 40 20 re f")
        form.stream_dict.Type, form.stream_dict.Subtype = Name.XObject, Name.Form
        form.BBox = _numbers(pdf, 0, 0, 40, 20) if entry == "BBox" else Array([0, 0, 40, 20])
        form.Matrix = _numbers(pdf, 1, 0, 0, 1.0, 0, 0) if entry == "Matrix" else Array([1, 0, 0, 1, 0, 0])
        if entry == "Rect":
            rect = _numbers(pdf, 100, 200, 140, 220)
            stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=rect, AP=Dictionary(N=form))
            page.Annots = Array([pdf.make_indirect(stamp)])
            page.Contents = pdf.make_stream(b"")
        else:
            page.Resources.XObject = Dictionary(X0=form)
            page.Contents = pdf.make_stream(b"1 0 0 1 100 200 cm /X0 Do")
        if entry == "MediaBox":
            page.MediaBox = _numbers(pdf, 0, 0, WIDTH, HEIGHT)

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "numbers.pdf", touch=touch))
    bound, _ = book.bind()
    assert red_box(bound, 0) == pytest.approx((100, 200, 140, 220), abs=1)


def test_a_boolean_that_is_an_object_of_its_own_stays(tmp_path: Path) -> None:
    def touch(pdf: pikepdf.Pdf) -> None:
        state = Dictionary(Type=Name.ExtGState, OP=_own(pdf, "true"))
        pdf.pages[0].obj.Resources.ExtGState = Dictionary(G0=state)

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "boolean.pdf", touch=touch))
    bound, _ = book.bind()
    state: Any = PdfReader(bound).pages[0]["/Resources"]["/ExtGState"]["/G0"]  # type: ignore[index]
    assert state["/OP"].value is True


def test_a_place_whose_name_is_no_text_is_found(tmp_path: Path) -> None:
    def touch(pdf: pikepdf.Pdf) -> None:
        there = pdf.make_indirect(Array([pdf.pages[1].obj, Name.FitH, 300]))
        pdf.Root.Dests = pikepdf.Object.parse(b"<</Caf#e9 null>>")
        name = pikepdf.Object.parse(b"/Caf#e9")
        pdf.Root.Dests[name] = there
        link(pdf, 0, Dest=name)

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "place.pdf", 2, touch=touch))
    bound, _ = book.bind()
    reader = PdfReader(bound)
    annotations: Any = reader.pages[0]["/Annots"]
    (note,) = annotations
    assert destination_page(reader, note)[0] == 1
