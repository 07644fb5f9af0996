"""Artifacts of an author's in a document without tags stay so; none stands in what we tag."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name

from proceedings.intake.tagging import tag

FOOTER = b"/Artifact <</Type /Pagination>> BDC BT /F1 9 Tf 72 30 Td (draft of May) Tj ET EMC\n"


def untagged(content: bytes, form: bytes | None = None) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F1=font))
    if form is not None:
        drawn = pdf.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
        resources.XObject = Dictionary(X=drawn)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(content)
    page.obj.Resources = resources
    return pdf


def test_a_foot_marked_as_artifact_stays_one() -> None:
    pdf = untagged(b"BT /F1 11 Tf 72 700 Td (Sediment of two rivers) Tj ET\n" + FOOTER + b"10 10 9 9 re f")
    tag(pdf)
    said = pdf.pages[0].Contents.read_bytes()
    outside, inside = said.split(b"/Artifact <</Type /Pagination>> BDC")
    assert b"/MCID 0" in outside
    assert b"/MCID" not in inside
    assert inside.index(b"EMC") < inside.index(b"/Artifact BMC") < inside.index(b"re")  # marks are balanced
    assert said.count(b"EMC") == len(re.findall(rb"\bB[DM]C\b", said))


def test_a_figure_that_came_from_a_tagged_file_holds_no_artifacts() -> None:
    form = b"/Artifact BMC 0 0 50 50 re f EMC /Artifact /P1 BDC 1 1 2 2 re f EMC /P <</MCID 3>> BDC 5 5 9 9 re f EMC"
    pdf = untagged(b"q 1 0 0 1 72 300 cm /X Do Q", form)
    tag(pdf)
    drawn = pdf.pages[0].obj.Resources.XObject.X.read_bytes()
    assert b"/Artifact" not in drawn and b"/MCID" not in drawn
    assert drawn.count(b" re f") == 3 and drawn.count(b"EMC") == 3
    assert b"/Figure <</MCID 0>> BDC" in pdf.pages[0].Contents.read_bytes()
