"""Names that are not UTF-8, as old programs write them:
wherever a document has one, it is taken in and judged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from proceedings.binding.destinations import read_target
from proceedings.binding.role_maps import RoleMaps, merge_roles
from proceedings.intake.cleaning.dead_links import Places
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.full_verdict import full_verdict
from proceedings.standards.judging import Judge

Change = Callable[[Pdf, Any], None]


def odd() -> Object:
    """A name in the letters of Windows; a UTF-8 decoder stops at its second byte."""
    return Object.parse(b"/Caf#e9")


def _font(**entries: Any) -> Change:
    def change(pdf: Pdf, page: Any) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        for key, value in entries.items():
            font[f"/{key}"] = value
        page.Resources.Font = Dictionary(F=font)

    return change


def _state(**entries: Any) -> Change:
    def change(pdf: Pdf, page: Any) -> None:
        page.Resources.ExtGState = Dictionary(G=Dictionary(**entries))

    return change


def _note(**entries: Any) -> Change:
    def change(pdf: Pdf, page: Any) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([10, 10, 50, 50]), F=4)
        drawn = pdf.make_stream(b"0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
        note.AP = Dictionary(N=Dictionary(On=drawn))
        for key, value in entries.items():
            note[f"/{key}"] = value
        page.Annots = Array([pdf.make_indirect(note)])

    return change


def _kept_aside(pdf: Pdf, page: Any) -> None:
    page.PieceInfo = Dictionary(Old=Dictionary(Subtype=odd()))


PLACES: dict[str, Change] = {
    "a dictionary of a program's own": _kept_aside,
    "a font's kind": _font(Subtype=odd()),
    "a font's name": _font(BaseFont=odd()),
    "a font's encoding": _font(Encoding=odd()),
    "a font's base encoding": _font(Encoding=Dictionary(BaseEncoding=odd())),
    "an encoding of a composite font": _font(Subtype=Name.Type0, Encoding=odd()),
    "a glyph": _font(Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, odd()]))),
    "a blend mode": _state(BM=odd()),
    "blend modes": _state(BM=Array([odd(), Name.Multiply])),
    "a rendering intent": _state(RI=odd()),
    "an annotation's kind": _note(Subtype=odd()),
    "an annotation's state": _note(AS=odd()),
    "an action": _note(Subtype=Name.Link, A=Dictionary(S=odd())),
    "a named action": _note(Subtype=Name.Link, A=Dictionary(S=Name.Named, N=odd())),
    "the action that follows": _note(
        Subtype=Name.Link, A=Dictionary(S=Name.Named, N=Name.NextPage, Next=Dictionary(S=odd()))
    ),
    "a place that a link names": _note(Subtype=Name.Link, Dest=odd()),
}


def _document(change: Change, path: Path) -> Path:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0].obj
    page.Resources = Dictionary()
    change(pdf, page)
    font = b"/F 12 Tf 20 100 Td (A) Tj" if "/Font" in page.Resources else b""
    state = b"/G gs " if "/ExtGState" in page.Resources else b""
    page.Contents = pdf.make_stream(state + b"BT " + font + b" ET 0 0 10 10 re f")
    pdf.save(path)
    return path


@pytest.mark.parametrize("change", PLACES.values(), ids=PLACES)
def test_a_name_that_is_not_utf8_stops_neither_intake_nor_the_judges(change: Change, tmp_path: Path) -> None:
    source, out = _document(change, tmp_path / "in.pdf"), tmp_path / "out.pdf"
    with Judge() as judge:
        assert full_verdict(judge, source, "2b"), "a bare document is no PDF/A"
        result = conform(source, out)
        if result.level is not None:
            assert full_verdict(judge, out, "2b") == ()
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 1


def test_a_link_to_a_place_with_such_a_name_is_no_dead_link_where_the_place_is() -> None:
    page = Pdf.new().add_blank_page().obj
    places = Object.parse(b"<</Caf#e9 [0 /Fit]>>")
    links = [Dictionary(Dest=name) for name in (odd(), Name("/Cafe"))]
    known = Places(Dictionary(Dests=places), [page])
    assert [known.leads(link) for link in links] == [True, False]


def test_destinations_and_roles_with_such_names_are_read() -> None:
    assert read_target(Array([0, odd(), 1, 2, 3])).kind == "/XYZ"
    assert read_target(Array([0, Name.FitH, 1])).kind == "/FitH"
    merged = RoleMaps()
    merge_roles(Dictionary(Old=odd(), Plain=Name.P), merged)
    assert merged.roles["Plain"] == "P" and "Old" in merged.roles
