"""Whatever an author's contents leave open at their end:
head and folio stand where they stand on every other page.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from bound_books import HEIGHT, WIDTH, Book
from proceedings.intake.repairing import Repaired, repair
from proceedings.pdf.content_ends import End, end_of, end_of_streams, surely_closed, without
from proceedings.values.geometry import Matrix
from proceedings.values.limits import Limits
from proceedings.verifying.verify import quick_check

WORDS = st.sampled_from(
    b"""q|Q|q Q|0 0 m|(q)|( Q )|(\\) q)|((Q) q)|(q|)|<< /q /Q >> BDC|/q gs|[(q) Q]|% q
|BI /W 1 /H 1 /BPC 1 ID q EI|Qq|1Q|EMC|BT|ET|BT ET|[|]|<<|>>|<41|>|<51>|re|f|n|/P BMC|BX|EX|h S|W n""".split(b"|")
)

ENDS = (
    *(b"% a comment", b"(a string (in a string", b"(a string \\", b"<48 65", b"[ (a) 12", b"<< /A (b)", b"/Name"),
    *(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x", b"BI /W 1 /H 1", b"q 0.5 0 0 0.5 9 9 cm", b"q q q", b"Q Q 1 0 0 rg"),
    *(b"BT /F1 12 Tf 1 0 0 rg", b"BT 7 Tr /F1 40 Tf 20 200 Td (x) Tj", b"/P <</MCID 7>> BDC", b"/Artifact BMC BT"),
    *(b"50 50 m 90 90 l", b"0 0 5 5 re W", b"0 0 5 5 re W n", b"EMC EMC", b"ET ET", b"BX", b"12 0 0 12"),
    *(
        b"[ q BT 0 0 m",
        b"<< q q",
        b"BI ID q q q BT",
        b"3 Tr 400 Tz 20 Ts 0 0 1 rg 90 w",
        b"1 0 0 1 70 80 cm",
        b"]",
        b")",
    ),
    *(b"/Pattern cs /None scn", b"0 0 0 0 k /Nowhere gs", b"q [ (Q) % ]", b"BT q", b"(((", b"<", b"q Q Q (((a) % b"),
)
"""Ends of contents that leave something open, of every kind,
and some that are legal and leave a state behind.
"""


@given(st.lists(WORDS, max_size=12), st.sampled_from([b" ", b"\n", b"\t", b""]))
def test_what_a_quick_look_calls_closed_is_closed(words: list[bytes], between: bytes) -> None:
    content = between.join(words)
    if surely_closed(content):
        assert end_of(content) == End()
        assert saved_states(content) == 0


@given(st.lists(WORDS, max_size=12), st.sampled_from([b" ", b"\n", b""]))
def test_what_was_closed_leaves_nothing_open(words: list[bytes], between: bytes) -> None:
    content = between.join(words)
    end = end_of(content)
    closed = without(content, end.surplus) + end.closing
    assert end_of(closed) == End()


def saved_states(content: bytes) -> int:
    """How many graphics states are left saved, as qpdf reads contents."""
    depth = 0
    with pikepdf.new() as pdf:
        for instruction in pikepdf.parse_content_stream(pdf.make_stream(content), "q Q"):
            depth += {"q": 1, "Q": -1}.get(str(instruction.operator), 0)
    return depth


@pytest.mark.parametrize(
    "content", [b"q 1 0 0 1 0 0 cm Q", b"q\nq\nQ\nQ", b"q(text q)Tj[(Q)1<51>]TJ Q", b"0 g", b"/P<</MCID 0>>BDC EMC"]
)
def test_ordinary_contents_need_only_a_quick_look(content: bytes) -> None:
    assert surely_closed(content)


def test_a_word_divided_between_streams_is_told_from_a_string() -> None:
    assert end_of_streams([b"B", b"T /F1 9 Tf"]) is None
    assert end_of_streams([b"% a comment", b"q\n", b"0 g"]) is None
    assert end_of_streams([b"(Hel", b"lo) Tj q"]) == End(b"\nQ\n")


def submission(path: Path, contents: list[list[bytes]]) -> Path:
    """A PDF with a page for each list of content streams."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for streams in contents:
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Array([pdf.make_stream(stream) for stream in streams])
    pdf.save(path, compress_streams=False)
    return path


FOLIO_SIZE = 9
"""In points; no content of these tests shows letters of that size."""


def folios_by_pdfium(volume: Path) -> list[tuple[str, tuple[int, int]]]:
    """For each page: what stands at its foot in the size of a folio,
    and where, outer edge and base, in points.

    Authors' own words may stand there as well, in other sizes:
    contents that are cut lose numbers, and what they show with them its place.
    """
    found = []
    document = pypdfium2.PdfDocument(volume)
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        signs = text.get_text_range()
        sized = [i for i in range(len(signs)) if pypdfium2.raw.FPDFText_GetFontSize(text, i) == FOLIO_SIZE]
        low = {i: text.get_charbox(i) for i in sized}
        low = {i: box for i, box in low.items() if box[1] < 36 and box[3] < 60}
        edges = [box[2] if number % 2 else WIDTH - box[0] for box in low.values()]
        place = (round(max(edges, default=0)), round(min((box[1] for box in low.values()), default=0)))
        found.append(("".join(signs[i] for i in low), place))
    document.close()
    return found


def folios_by_poppler(volume: Path) -> list[str]:
    """The last word of each page, in the order of its contents."""
    said = subprocess.run(["pdftotext", "-raw", volume, "-"], capture_output=True, check=True).stdout.decode()
    return [(page.split() or [""])[-1] for page in said.split("\f")[:-1]]


def bound(folder: Path, contents: list[list[bytes]], matrix: Matrix | None = None) -> tuple[Path, Any]:
    """Contents mended as intake does and bound, a plain page first."""
    source = submission(folder / "submission.pdf", [[b"0 g"], *contents])
    mended = repair(source, folder, Limits())
    assert isinstance(mended, Repaired)
    book = Book(folder)
    book.submission(mended.pdf, head="Head", matrix=matrix)
    return book.bind()


@pytest.mark.needs_poppler
@pytest.mark.parametrize("matrix", [None, Matrix(0.8, 0, 0, 0.8, 30, 40)], ids=["as it lies", "made smaller"])
def test_head_and_folio_stand_in_their_place_after_every_end(matrix: Matrix | None, tmp_path: Path) -> None:
    volume, result = bound(tmp_path, [[b"0.5 g 10 10 20 20 re f " + end] for end in ENDS], matrix)
    pages = len(ENDS) + 1
    found = folios_by_pdfium(volume)
    assert [folio for folio, _ in found] == [str(number) for number in range(1, pages + 1)]
    assert len({place[1] for _, place in found}) == 1
    assert max(place[0] for _, place in found) - min(place[0] for _, place in found) <= 2
    assert folios_by_poppler(volume) == [str(number) for number in range(1, pages + 1)]
    assert not [d for d in quick_check(volume, None, frozenset(), result.doubtful) if d.code.startswith("folio")]


SNIPPETS = st.lists(st.sampled_from((*ENDS, b"0 g", b"0 0 9 9 re f", b"\n", b" ")), min_size=1, max_size=5)


@settings(
    max_examples=20, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(st.tuples(SNIPPETS, st.lists(st.integers(0, 80), max_size=3)), min_size=8, max_size=16))
@example([([b"BT 7 Tr /F1 40 Tf 20 200 Td (x) Tj"], [27])])
@example([([b"BT 7 Tr /F1 40 Tf 20 200 Td (x) Tj", b"0 0 5 5 re W"], [23, 30])])
def test_contents_cut_anywhere_into_streams_touch_neither_head_nor_folio(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[list[bytes], list[int]]]
) -> None:
    contents = [cut(b" ".join(snippets), places) for snippets, places in pages]
    volume, _ = bound(tmp_path_factory.mktemp("cut"), contents)
    found = folios_by_pdfium(volume)
    assert [folio for folio, _ in found] == [str(number) for number in range(1, len(pages) + 2)]
    assert len({place[1] for _, place in found}) == 1


def cut(content: bytes, places: list[int]) -> list[bytes]:
    """The content in pieces, cut at these places."""
    ends = [*sorted(places), len(content)]
    return [content[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def test_a_build_looks_for_the_folio_of_each_page_whose_contents_are_in_doubt(tmp_path: Path) -> None:
    contents = [[b"0 g"]] * 30
    volume, _ = bound(tmp_path, contents)
    with pikepdf.open(volume, allow_overwriting_input=True) as pdf:
        page = pdf.pages[17].obj
        page.Contents = pdf.make_stream(b"0 g")
        pdf.save()
    assert "folio-missing" not in [d.code for d in quick_check(volume, None, frozenset(), ())]
    found = [d for d in quick_check(volume, None, frozenset(), (18,)) if d.code == "folio-missing"]
    assert [(d.severity, d.place.page) for d in found] == [("error", 18)]


def test_binding_closes_what_intake_did_not_and_notes_the_page(tmp_path: Path) -> None:
    source = submission(tmp_path / "open.pdf", [[b"0 g"], [b"q 2 0 0 2 0 0 cm BT (("], [b"0 g %"]])
    book = Book(tmp_path)
    book.submission(source, head="Head")
    volume, result = book.bind()
    assert result.doubtful == (2, 3)
    assert [folio for folio, _ in folios_by_pdfium(volume)] == ["1", "2", "3"]
