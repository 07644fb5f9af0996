"""What strings say and how wide they are, and arrays taken apart at wide gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from proceedings.intake.tagging.faces import Face

PARTS = st.lists(st.one_of(st.text("abcxyz", min_size=1, max_size=5), st.integers(-3000, 600)), min_size=1, max_size=9)


def face() -> Face:
    widths = Array([250 + 7 * code for code in range(256)])
    return Face(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Times,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=0,
            Widths=widths,
        )
    )


def array(parts: list[str | int]) -> bytes:
    return ("[" + "".join(f"({part})" if isinstance(part, str) else f"{part} " for part in parts) + "]").encode()


def test_an_opening_has_as_many_letters_as_were_asked_for() -> None:
    assert face().text(array(["abc", -10, "def", -10, "ghi", -10, "jkl", -10, "mno"]), 12) == "abcdefghijkl"


def test_a_string_is_as_wide_as_its_font_says() -> None:
    assert face().advance(b"(ab)") == pytest.approx((500 + 7 * 97 + 7 * 98) / 1000)
    assert face().advance(b"[(a)-500(b)]") == pytest.approx((500 + 7 * 97 + 7 * 98 + 500) / 1000)


@given(PARTS)
def test_pieces_of_an_array_say_and_measure_what_it_does(parts: list[str | int]) -> None:
    whole, known = array(parts), face()
    pieces = known.pieces(whole)
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert (pieces[0].start, pieces[-1].end) == (0, len(whole))
    letters = "".join(known.text(piece.operands) for piece in pieces).replace(" ", "")
    assert letters == known.text(whole).replace(" ", "")
    assert pieces[-1].x + known.advance(pieces[-1].operands) == pytest.approx(known.advance(whole))
