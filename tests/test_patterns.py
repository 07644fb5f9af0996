"""Patterns that read contents mean the same in every Python that we run in.

Before 3.11.5 a possessive group, `(…)*+`, that fails in the middle of a repetition goes on from
there instead of from where that repetition began. Single characters may be possessive.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proceedings.pdf.content_grammar import is_right
from proceedings.pdf.operations import DRAWING, STROKES, UnreadableContent, steps

POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]*\})\+")


def test_no_group_of_a_pattern_is_possessive(repository: Path) -> None:
    found = [
        f"{path.name}:{number}"
        for path in sorted((repository / "src").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("without", [STROKES, DRAWING])
def test_an_operation_that_is_not_passed_over_keeps_its_numbers(without: bytes) -> None:
    content = b"0.1 w\nq 0 0.028 719.971 404.985 re\nW* n\n1 1 1 rg\n/X 12 Tf (a) Tj Q"
    kept = [(operator, operands.split()) for operator, operands, _, _ in steps(content, without)]
    assert (b"Tf", [b"/X", b"12"]) in kept
    assert (b"re", [b"0", b"0.028", b"719.971", b"404.985"]) in kept or without == DRAWING
    assert all(operands == [] for operator, operands in kept if operator in (b"q", b"Q"))


@pytest.mark.parametrize("content", [b"(a(b(c(d)))) Tj", b"[(x] TJ", b"<abc Tj", b"1 2 [ (] m"])
def test_what_begins_as_an_operand_is_never_an_operator(content: bytes) -> None:
    with pytest.raises(UnreadableContent):
        list(steps(content))


def test_thousands_of_operations_are_looked_at_in_turn() -> None:
    assert is_right(b"0 0 m 1 1 l S\n" * 20_000)
    assert not is_right(b"0 0 m 1 1 l S\n" * 20_000 + b"<abc> Tj")
    assert [operator for operator, *_ in steps(b"0 0 m " * 20_000 + b"/F 1 Tf", STROKES)][-1] == b"Tf"
