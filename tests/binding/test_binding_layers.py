"""Layers in the bound volume: what a submission hides stays hidden, whatever others there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from bound_books import Book, paper


def layered(path: Path, names: tuple[str, str], hidden: str) -> Path:
    """A page with a black square in each of two layers,
    the first at the left; one of them is hidden.
    """
    pdf = pikepdf.new()
    groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in names]
    content = b"/OC /L0 BDC 50 300 100 100 re f EMC /OC /L1 BDC 250 300 100 100 re f EMC"
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 400, 600]), Contents=pdf.make_stream(content))
    page.Resources = Dictionary(Properties=Dictionary(L0=groups[0], L1=groups[1]))
    pdf.pages.append(pikepdf.Page(page))
    off = [group for group, name in zip(groups, names, strict=True) if name == hidden]
    pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(BaseState=Name.ON, OFF=Array(off)))
    pdf.save(path)
    return path


def squares(path: Path, page: int) -> tuple[bool, bool]:
    """Whether the left and the right half of a page have ink in their middle."""
    with pypdfium2.PdfDocument(path) as document:
        image = document[page].render(scale=1, grayscale=True).to_pil()
    width, height = image.size
    band = height // 4, 3 * height // 4
    halves = [(10, band[0], width // 2, band[1]), (width // 2, band[0], width - 10, band[1])]
    left, right = (image.crop(half).getextrema()[0] < 100 for half in halves)
    return left, right


def test_hidden_layers_stay_hidden_although_another_submission_shows_one_of_the_same_name(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(layered(tmp_path / "a.pdf", ("Answers", "Text"), "Answers"))
    book.submission(layered(tmp_path / "b.pdf", ("Answers", "Text"), "Text"))
    out, _ = book.bind()
    assert squares(out, 0) == (False, True)
    assert squares(out, 1) == (True, False)


def test_the_states_are_locked_and_named_as_pdf_a_wants(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(layered(tmp_path / "a.pdf", ("Answers", "Text"), "Answers"))
    out, _ = book.bind()
    properties: Any = PdfReader(out).root_object["/OCProperties"].get_object()
    default = properties["/D"]
    assert [g.get_object()["/Name"] for g in properties["/OCGs"]] == ["Answers", "Text"]
    assert [g.get_object()["/Name"] for g in default["/OFF"]] == ["Answers"]
    assert len(default["/Locked"]) == 2
    assert default["/Name"]
    assert "/AS" not in default


def test_without_layers_the_volume_says_nothing_of_them(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1))
    out, _ = book.bind()
    assert "/OCProperties" not in PdfReader(out).root_object
