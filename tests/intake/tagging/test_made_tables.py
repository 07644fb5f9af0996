"""Tables made for documents without tags: grids of rules, rows between rules, rows in columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name
from test_made_tags import body, shown, tagged

from proceedings.intake.tagging import tag

WORDS = (("Town", "Rain", "Sun"), ("Bern", "12", "30"), ("Basle", "9", "41"), ("Chur", "15", "27"))


def rule(x0: float, y0: float, x1: float, y1: float, way: str = "line") -> str:
    if way == "line":
        return f"{x0:g} {y0:g} m {x1:g} {y1:g} l S\n"
    left, bottom, width, height = min(x0, x1), min(y0, y1), abs(x1 - x0) or 0.5, abs(y1 - y0) or 0.5
    return f"{left:g} {bottom:g} {width:g} {height:g} re f\n"


def grid(rows: int, columns: int, way: str = "line", top: float = 700, wide: float = 90, high: float = 20) -> str:
    right, bottom = 100 + columns * wide, top - rows * high
    across = [rule(100, top - n * high, right, top - n * high, way) for n in range(rows + 1)]
    down = [rule(100 + n * wide, bottom, 100 + n * wide, top, way) for n in range(columns + 1)]
    return "".join(across + down)


def cells(words: Sequence[Sequence[str]], top: float = 700, wide: float = 90, high: float = 20) -> str:
    return "".join(
        shown(word, 106 + column * wide, top - row * high - 14)
        for row, line in enumerate(words)
        for column, word in enumerate(line)
    )


def rows_of(said: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The cells of all rows, with types and words."""
    rows: list[list[tuple[str, str]]] = []
    for kind, words in said:
        if kind == "TR":
            rows.append([])
        elif kind in ("TH", "TD"):
            rows[-1].append((kind, words))
    return rows


EXPECTED = [[("TH" if row == 0 else "TD", word) for word in line] for row, line in enumerate(WORDS)]


@pytest.mark.parametrize("way", ["line", "box"])
def test_a_grid_of_rules_is_a_table_with_its_first_row_as_headers(way: str) -> None:
    said = tagged(body(800) + grid(4, 3, way) + cells(WORDS) + body(500))
    assert rows_of(said) == EXPECTED
    kinds = [kind for kind, _ in said]
    assert kinds.index("Table") > kinds.index("P")
    assert said[-1][0] == "P"


def test_rules_that_only_clip_make_no_table() -> None:
    clipped = grid(4, 3).replace("S\n", "W n\n")
    assert "Table" not in [kind for kind, _ in tagged(body(800) + clipped + body(500))]


def test_cells_drawn_column_by_column_are_read_row_by_row() -> None:
    columns = [tuple(line) for line in zip(*WORDS, strict=True)]
    drawn = "".join(
        shown(word, 106 + 90 * n, 686 - 20 * row) for n, column in enumerate(columns) for row, word in enumerate(column)
    )
    assert rows_of(tagged(body(800) + grid(4, 3) + drawn)) == EXPECTED


def test_a_cell_without_a_rule_to_its_neighbour_spans_both() -> None:
    without = grid(3, 2).replace(rule(190, 640, 190, 700), rule(190, 640, 190, 680))
    words = shown("Both", 106, 686) + shown("A", 106, 666) + shown("1", 196, 666) + shown("B", 106, 646)
    pdf = document(body(800) + without + words + shown("2", 196, 646))
    (first, *rest) = [cell for cell in elements(pdf) if str(cell["/S"]) in ("/TH", "/TD")]
    spans: Any = first["/A"]
    assert (int(spans["/ColSpan"]), len(rest)) == (2, 4)


def test_rows_between_rules_are_a_table_whose_head_stands_above_the_second_rule() -> None:
    rules = "".join(rule(100, y, 370, y) for y in (702, 682, 622))
    said = tagged(body(800) + rules + cells(WORDS) + body(500))
    assert rows_of(said) == EXPECTED


def test_columns_in_one_array_are_cells() -> None:
    """As TeX writes rows: one operator, with gaps in place of moves."""
    rules = "".join(rule(100, y, 370, y) for y in (702, 682, 622))
    lines = "".join(
        f"BT /R 10 Tf 106 {686 - 20 * n} Td [({a})-6000({b})-6000({c})]TJ ET\n" for n, (a, b, c) in enumerate(WORDS)
    )
    assert rows_of(tagged(body(800) + rules + lines + body(500))) == EXPECTED


def test_numbers_in_three_columns_are_a_table_without_rules() -> None:
    said = tagged(body(800) + cells(WORDS) + body(500))
    assert rows_of(said) == EXPECTED


def test_contents_with_leaders_and_two_columns_of_text_are_no_tables() -> None:
    contents = "".join(
        shown(f"{n}", 100, 700 - 20 * n)
        + shown("Chapter . . . . . . . . .", 130, 700 - 20 * n)
        + shown(f"{7 * n}", 400, 700 - 20 * n)
        for n in range(1, 6)
    )
    rules = rule(72, 710, 520, 710) + rule(72, 560, 520, 560)
    prose = "These are words of a column that goes on"
    columns = "".join(shown(prose, x, 700 - 12 * n) for x in (72, 320) for n in range(11))
    assert "Table" not in [kind for kind, _ in tagged(body(800) + contents, body(800) + rules + columns)]


def test_a_frame_round_text_and_a_chart_are_no_tables() -> None:
    frame = "90 560 400 120 re S\n" + body(660, 5, 100)
    chart = grid(6, 6, top=500) + "".join(shown(str(n), 80, 380 + 20 * n) for n in range(6))
    assert "Table" not in [kind for kind, _ in tagged(body(800) + frame + chart)]


def test_the_caption_of_a_table_stands_in_it() -> None:
    said = tagged(body(800) + grid(4, 3) + cells(WORDS) + shown("Table 1: Weather", 100, 600) + body(500))
    at = [kind for kind, _ in said].index("Table")
    assert said[at + 1] == ("Caption", "Table 1: Weather")


def test_a_list_in_a_cell_is_a_list() -> None:
    items = shown("• One", 106, 686) + shown("• Two", 106, 672)
    rest = shown("Other", 196, 686) + shown("A", 106, 646) + shown("B", 196, 646)
    kinds = [kind for kind, _ in tagged(body(800) + grid(2, 2, high=40) + items + rest)]
    assert kinds[kinds.index("Table") :][:4] == ["Table", "TR", "TH", "L"]


def test_the_first_column_is_a_header_where_the_corner_is_empty() -> None:
    words = (("", *WORDS[0][1:]), *WORDS[1:])
    rows = rows_of(tagged(body(800) + grid(4, 3) + cells(words)))
    assert [row[0][0] for row in rows] == ["TH"] * 4
    assert {kind for row in rows[1:] for kind, _ in row[1:]} == {"TD"}


@given(
    st.integers(2, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.text("abcxyz0123", min_size=1, max_size=6), min_size=columns, max_size=columns),
            min_size=2,
            max_size=7,
        )
    ),
    st.sampled_from(["line", "box"]),
)
def test_no_cell_of_any_grid_is_lost(words: list[list[str]], way: str) -> None:
    said = tagged(body(800) + grid(len(words), len(words[0]), way) + cells(words))
    assert [[text for _, text in row] for row in rows_of(said)] == words


def document(content: str) -> pypdf.PdfReader:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.obj["/Resources"] = Dictionary(Font=Dictionary(R=font))
    page.obj["/Contents"] = pdf.make_stream(content.encode("cp1252"))
    tag(pdf, {})
    file = io.BytesIO()
    pdf.save(file)
    return pypdf.PdfReader(file)


def elements(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    found = []
    pending = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while pending:
        element = pending.pop(0)
        found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        pending = [k.get_object() for k in kids if not isinstance(k, int) and "/S" in k.get_object()] + pending
    return found[1:]
