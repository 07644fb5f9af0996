"""Content streams: what is right stays byte for byte,
what is out of bounds is put right and draws the same.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import archival_faults
from proceedings.intake.conforming.contents import mend_contents
from proceedings.pdf.content_grammar import faults, is_right

NAMES = st.sampled_from([b"/P", b"/Na#20me", b"/" + b"n" * 127, b"/" + b"n" * 128, b"/" + b"#41" * 128, b"/"])
SMALL = b"." + b"0" * 40 + b"1"
NUMBERS = st.sampled_from(
    [
        *b"0 -1 +.5 5. -0.0 2147483647 2147483648 -99999999999 - + . -. --5 1.2.3".split(),
        b"9" * 40,
        b"9" * 39 + b".5",
        SMALL,
    ]
)
STRINGS = st.sampled_from([b"(a (b) \\) - 99999999999)", b"<4142>", b"<414>", b"<41 42>", b"(% no comment)", b"()"])
OPERANDS = st.one_of(NAMES, NUMBERS, STRINGS, st.sampled_from([b"[1 - .]", b"[(a) -120 (b)]", b"true", b"<< /K - >>"]))
OPERATORS = st.sampled_from([b"m", b"f*", b"'", b"Tj", b"BDC", b"foo", b"f1", b"\xff\xfe", b"ri", b"d1", b"re%", b"w"])
OPERATION = st.tuples(st.lists(OPERANDS, max_size=4), OPERATORS).map(lambda parts: b" ".join([*parts[0], parts[1]]))


def mended(content: bytes) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(content)
        mend_contents(pdf)
        return bytes(pdf.pages[0].Contents.read_bytes())


@given(st.lists(OPERATION, max_size=6).map(b"\n".join))
def test_nothing_is_wrong_in_contents_that_were_mended(content: bytes) -> None:
    after = mended(content)
    assert list(faults(after)) == []
    assert mended(after) == after


@given(st.lists(OPERATION, max_size=6).map(b"\n".join))
def test_the_quick_look_and_the_closer_one_agree(content: bytes) -> None:
    if is_right(content):
        assert mended(content) == content
    if list(faults(content)):
        assert not is_right(content)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b". .59 .84 rg", b"0 .59 .84 rg"),
        (b"--5 +-7 m", b"-5 7 m"),
        (b"0 0 5 5 re% a square\nf", b"0 0 5 5 re % a square\nf"),
        (b"1 foo 0 g", b" 0 g"),
        (b"/Vivid ri /Perceptual ri", b" /Perceptual ri"),
        (b"<414> Tj (<414>) Tj", b"<4140> Tj (<414>) Tj"),
        (b"99999999999 0 m", b"99999999999.0 0 m"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G /I true ID \x80 EI Q", b"BI /W 1 /H 1 /BPC 8 /CS /G  ID \x80 EI Q"),
    ],
)
def test_what_is_out_of_bounds_becomes_what_readers_take_it_for(before: bytes, after: bytes) -> None:
    assert mended(before) == after


DRAWN = [name for name in archival_faults.FAULTS if name.startswith(("6.1.13-5", "6.2.2-1"))]


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_stays_the_same(name: str, tmp_path: Path) -> None:
    pdf = archival_faults.document(archival_faults.FAULTS[name])
    pdf.save(tmp_path / "before.pdf")
    mend_contents(pdf)
    pdf.save(tmp_path / "after.pdf")
    before, after = (
        pypdfium2.PdfDocument(tmp_path / f"{when}.pdf")[0].render(scale=1).to_pil().tobytes()
        for when in ("before", "after")
    )
    assert before == after
