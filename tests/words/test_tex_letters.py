"""Letters that TeX spells out, alone and inside of commands and braces of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.formulas.titles import plain_title
from proceedings.importing.prose import one_line
from proceedings.words.tex_letters import with_letters

SPELT = {
    r"\'e": "é",
    r"{\'e}": "é",
    r"\'{e}": "é",
    r"{\'{e}}": "é",
    r"\' e": "é",
    r"\v{s}": "š",
    r"{\v s}": "š",
    r"\'\i": "í",
    r"{\ss}": "ß",
    r"\ss{}": "ß",
    r"\o{}": "ø",
}


@pytest.mark.parametrize(("typed", "letter"), SPELT.items())
def test_a_letter_is_spelt_in_many_ways(typed: str, letter: str) -> None:
    assert with_letters(f"Caf{typed}") == f"Caf{letter}"


@given(st.sampled_from(sorted(SPELT)), st.sampled_from([r"\emph", r"\textbf", r"\textit", ""]))
def test_a_command_round_a_letter_keeps_its_brace(typed: str, command: str) -> None:
    whole = rf"On {command}{{Caf{typed}}} and more"
    assert plain_title(whole) == one_line(whole) == f"On Caf{SPELT[typed]} and more"


@given(st.text(st.characters(blacklist_characters="\\")))
def test_a_text_without_commands_stays(text: str) -> None:
    assert with_letters(text) == text


def test_a_brace_that_holds_more_than_the_letter_stays() -> None:
    assert with_letters(r"{\'et\'e} {\'E}t{\'e}") == "{été} Été"
    assert with_letters(r"Stra\ss en, Stra\ss , \LaTeX \& more") == "Straßen, Straß, LaTeX \\& more"
