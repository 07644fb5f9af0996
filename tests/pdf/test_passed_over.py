"""Operators that nobody asks for are passed over, and nothing else:
what is left is what the whole reading has.
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from proceedings.intake.conforming import type1_programs
from proceedings.pdf import content_grammar
from proceedings.pdf.operations import DRAWING, STROKES, UnreadableContent, steps

PARTS = [b"1 0 m", b"-.5 +2 l", b"f*", b"fo", b"[1 2] 0 d", b"(m l) Tj", b"BT", b"/F 9 Tf", b"S", b"ET", b"%f l\n"]
PARTS += [b"1 w", b"q", b"Q", b"0 0 1 rg", b"/P scn", b"3 Tr", b"1a l", b"/X Do", b"<41> Tj", b"T*", b")", b"1 2"]


@given(st.lists(st.sampled_from(PARTS)), st.sampled_from([b" ", b"\n", b"\r\n", b""]))
def test_what_is_left_is_as_it_was(parts: list[bytes], between: bytes) -> None:
    content = between.join(parts)
    for without in (STROKES, DRAWING):
        skipped = re.compile(without)
        seen: list[list[object]] = []
        for pattern in (b"", without):
            found: list[object] = []
            try:
                for step in steps(content, pattern):
                    found += [step] if skipped.fullmatch(step[0]) is None else []
            except UnreadableContent:
                found.append("unreadable")
            seen.append(found)
        assert seen[0] == seen[1]


def test_what_comes_to_nothing_at_the_end_is_not_taken_for_right() -> None:
    for content in (b"q Q 1 0 ", b"q Q (a)", b"q Q /A 1", b"0 1w", b"q (a"):
        assert not content_grammar.is_right(content), content
    assert content_grammar.is_right(b"q 1 0 0 1 5 5 cm [(a) 1 (b)] TJ Q % end")


def test_operands_stay_with_their_operator() -> None:
    assert list(steps(b"3 Tr (a) Tj", DRAWING)) == [(b"Tr", b"3 ", 0, 4), (b"Tj", b"(a) ", 5, 11)]
    assert list(steps(b"0 1w\n(a) Tj", STROKES)) == [(b"Tj", b"0 1w\n(a) ", 0, 11)]
    assert list(steps(b"1 w 1 0 m", STROKES)) == [(b"m", b"1 0 ", 4, 9)]


def test_paths_are_passed_over() -> None:
    assert [step[0] for step in steps(b"0 0 m 1 1 l S q (a) Tj 2 2 l f", DRAWING)] == [b"q", b"Tj"]


def test_the_end_of_a_private_part_is_told_by_its_last_bytes() -> None:
    whole = b"x" * 40_000 + b"mark currentfile closefile\n"
    for private in (whole, whole[-200:], whole[-500:]):
        assert type1_programs._CLOSED in type1_programs._last(type1_programs._encrypted(private))
        assert type1_programs._CLOSED not in type1_programs._last(type1_programs._encrypted(private[:-12]))
