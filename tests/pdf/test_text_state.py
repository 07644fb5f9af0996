"""Where text stands: what pdfium sees of strings after any row of operators."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from proceedings.pdf.operations import SHOWS, steps
from proceedings.pdf.text_state import TextState

SMALL = st.integers(1, 9)
MOVES = st.lists(
    st.one_of(
        st.tuples(SMALL, SMALL).map(lambda n: b"%d %d Td" % n),
        st.tuples(SMALL, SMALL).map(lambda n: b"%d %d TD" % n),
        st.tuples(SMALL, SMALL).map(lambda n: b"1.5 0 0 1.5 %d %d Tm" % n),
        SMALL.map(lambda n: b"%d TL" % n),
        st.just(b"T*"),
    ),
    max_size=6,
)


@given(MOVES, MOVES, st.sampled_from([b"(A) Tj", b"(A) '", b'1 2 (A) "']))
def test_a_string_stands_where_a_reader_shows_it(before: list[bytes], after: list[bytes], show: bytes) -> None:
    content = b" ".join([b"q 2 0 0 2 30 40 cm BT /F 10 Tf 100 100 Td", *before, b"ET Q q BT /F 8 Tf 90 200 Td", *after])
    content += b" " + show + b" ET Q"
    state = TextState()
    followers = state.followers()
    place = None
    for operator, operands, _, _ in steps(content):
        if operator in followers:
            followers[operator](operands)
        if operator in SHOWS:
            place = state.place
    assert place is not None
    left, bottom = _seen(content)
    assert abs(place[4] - left) < 0.05
    assert abs(place[5] - bottom) < 0.05


def _seen(content: bytes) -> tuple[float, float]:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({"/F": font}))
        page.Contents = pdf.make_stream(content)
        file = io.BytesIO()
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as read:
        origin = pypdfium2.raw.FS_MATRIX()
        pypdfium2.raw.FPDFText_GetMatrix(read[0].get_textpage(), 0, origin)
        return origin.e, origin.f
