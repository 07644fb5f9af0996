"""A character that an author's font does not have is told, in fonts of Type 1 outlines too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from font_programs import cff, descriptor, showing, simple, type1
from proceedings.intake.conforming.conform import conform

A_AND_B = Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A, Name.B]))
WIDTHS: Mapping[int, float] = {65: 600, 66: 250}


def of_type1(pdf: Pdf) -> Object:
    return simple(pdf, "Type1", descriptor(pdf, type1({"A": 600}), "/FontFile"), WIDTHS, A_AND_B)


def of_cff(pdf: Pdf) -> Object:
    return simple(
        pdf, "Type1", descriptor(pdf, cff({".notdef": 250, "A": 600}), "/FontFile3", "Type1C"), WIDTHS, A_AND_B
    )


KINDS = (of_type1, of_cff)


@pytest.mark.parametrize("make", KINDS)
def test_a_letter_that_the_font_lacks_is_told(make: Callable[[Pdf], Object], tmp_path: Path) -> None:
    assert boxed_in(make, b"AB", tmp_path) == [1]


@pytest.mark.parametrize("make", KINDS)
def test_nothing_is_told_of_letters_that_are_there(make: Callable[[Pdf], Object], tmp_path: Path) -> None:
    assert boxed_in(make, b"AA", tmp_path) == []


def boxed_in(make: Callable[[Pdf], Object], text: bytes, folder: Path) -> list[int]:
    pdf = Pdf.new()
    showing(pdf, make(pdf), text).save(folder / "in.pdf")
    done = conform(folder / "in.pdf", folder / "out.pdf", "2b")
    return [boxed.page for boxed in done.boxed]
