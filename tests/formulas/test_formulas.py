"""Formulas: which pieces of a text are any, what they say in a line, and that they are drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proceedings.formulas.drawing import NotDrawnError, drawn, with_drawings
from proceedings.formulas.line import in_line
from proceedings.formulas.mathml import NotSetError, TexReader, normalised
from proceedings.formulas.titles import code_left, plain_title
from proceedings.formulas.typed import formulas_in, without_formulas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The load $L = \\alpha Q^{2/3}$ rises.", [(1, "L = \\alpha Q^{2/3}")]),
        ("One\n\n$$\nQ = 1\n$$\n", [(3, "Q = 1")]),
        ("With $x$ and\n\\(y^2\\).", [(1, "x"), (2, "y^2")]),
        ("Of 2$\\mu$m, $n$-grams, $f(x)$ and $a, b$.", [(1, "\\mu"), (1, "n"), (1, "f(x)"), (1, "a, b")]),
        ("Over $a +\nb$ lines.", [(1, "a +\nb")]),
        ("```{math}\n:label: one\nx^2\n```\nand {math}`y` and $`z`$", [(1, "x^2"), (5, "y"), (5, "z")]),
        ("\\begin{align}\na &= b\n\\end{align}", [(1, "\\begin{align}\na &= b\n\\end{align}")]),
        ("$a &lt; b$", [(1, "a < b")]),
        ("It costs $5 and $10, or US$20 and US$30.", []),
        ("Between $5-$10 and $5/$10; $ 5 $; 5$ and 6$; $20 and it is worth 30$ more.", []),
        ("Set `$PATH` and `$x$`.\n\n```\n$a^2$ $HOME\n```\n", []),
        ("See \\[1\\] and \\(see above\\), \\$a^2\\$.", []),
        ("<pre>$x$</pre> <!-- $y$ -->", []),
    ],
)
def test_formulas_are_told_from_prices_code_and_brackets(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(formula.line, formula.inner) for formula in formulas_in(text)] == expected


def test_mathml_is_a_formula_with_any_prefix() -> None:
    found = formulas_in("<p>\n<math><mi>E</mi></math> and <m:math display='block'><m:mi>x</m:mi></m:math>")
    assert [(formula.line, formula.is_mathml, formula.is_displayed) for formula in found] == [
        (2, True, False),
        (2, True, True),
    ]
    assert in_line(normalised(found[1].typed)) == "x"


@given(st.text(alphabet="ab $\\(){}[]^_`\n~<>&;5mathx|1\U00100000", max_size=60))
def test_a_text_is_whole_again_when_its_formulas_are_put_back_as_typed(text: str) -> None:
    without = without_formulas(text)
    again = without.filled(without.text, lambda formula: formula.typed)
    assert again.replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"L = \alpha Q^{2/3}", "L = αQ^(2/3)"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sum_{i=1}^{n} x_i^2", "∑ᵢ₌₁ⁿ xᵢ²"),
        (r"x \in \mathbb{R}^n", "x ∈ ℝⁿ"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b; = c"),
        (r"\hat{y} + \sqrt{x+1}", "ŷ + √(x + 1)"),
        (r"\mathrm{CO_2} \text{ and } 90^\circ", "CO₂ and 90°"),
        (r"f'(x) = -1", "f′(x) = −1"),
        (r"\binom{n}{k} \log p", "(n choose k) log p"),
        (r"a \leq b \label{eq:1}", "a ≤ b"),
    ],
)
def test_a_formula_in_a_line_of_unicode(tex: str, line: str) -> None:
    assert in_line(TexReader().mathml(tex, displayed=False)) == line


@pytest.mark.parametrize(
    ("tex", "reason"), [(r"\foo{x}", "unknown command `\\foo`"), (r"\frac{1}{2", "expected closing token"), ("x^", "x")]
)
def test_what_is_not_understood_is_said(tex: str, reason: str) -> None:
    with pytest.raises(NotSetError) as raised:
        TexReader().mathml(tex, displayed=False)
    assert reason in str(raised.value)


def test_numbered_formulas_of_one_text_count_on() -> None:
    reader = TexReader()
    lines = [in_line(reader.mathml(rf"\begin{{equation}} {x} \end{{equation}}", displayed=True)) for x in "ab"]
    assert [line[-3:] for line in lines] == ["(1)", "(2)"]


LEAVES = st.sampled_from([r"x", r"\alpha", r"\mathbb{R}", r"\mathcal{L}", "12", r"\text{if so}", r"\emptyset", "f'"])
WRAPPED = st.sampled_from(
    [
        r"\frac{%s}{%s}", r"{%s}_{%s}", r"{%s}^{%s}", r"\sqrt[%s]{%s}", r"\left(%s, %s\right)", r"\sum_{%s}^{%s}",
        r"\begin{cases}%s & %s\end{cases}", r"\begin{array}{c|c}%s & %s\end{array}", r"\overset{%s}{%s}",
        r"\underbrace{%s}_{%s}", r"\bigg\{ %s \Big| %s \bigg\}", r"\binom{%s}{%s}", r"\overline{%s} \vec{%s}",
    ]
)  # fmt: skip
TEX = st.recursive(LEAVES, lambda inner: st.builds(lambda w, a, b: w % (a, b), WRAPPED, inner, inner), max_leaves=6)


@settings(max_examples=60, deadline=None)
@given(TEX, st.booleans())
def test_whatever_is_read_is_drawn_with_its_text_and_nothing_but_outlines(tex: str, displayed: bool) -> None:
    mathml = TexReader().mathml(tex, displayed=displayed)
    drawing = drawn(mathml)
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawing.svg).iter()}
    assert tags <= {"svg", "g", "path", "rect", "line", "polyline", "polygon"}
    assert drawing.width > 0 and in_line(mathml).strip()
    assert re.match(r'<img alt="\u2063[^"]+" style="width: ', with_drawings(mathml))


def test_a_letter_that_the_font_for_formulas_lacks_is_not_drawn_but_written() -> None:
    mathml = normalised("<math><mtext>流量</mtext></math>")
    with pytest.raises(NotDrawnError, match="流"):
        drawn(mathml)
    assert with_drawings(f"<p>{mathml}</p>") == "<p>流量</p>"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        (r"Gr{\"o}bner Bases for $\alpha$: $H_2O$ \& CO\textsubscript{2} --- A \emph{Survey}",
         "Gröbner Bases for α: H₂O & CO₂ — A Survey"),
        ("CO<sub>2</sub>: <i>E. coli</i> &amp; Friends, 5 &lt; 6", "CO₂: E. coli & Friends, 5 < 6"),
        (r"The {DNA} of \v{S}koda, Erd\H{o}s, na\"{\i}ve Fran\c{c}ois \AA ngstr\"om",
         "The DNA of Škoda, Erdős, naïve François Ångström"),
        ("From $5 to $10: AT&T, a < b, x^2", "From $5 to $10: AT&T, a < b, x^2"),
        ("Using <canvas> in *HTML*", "Using <canvas> in *HTML*"),
        (r"Steps in $O(n \log n)$", "Steps in O(n log n)"),
    ],
)  # fmt: skip
def test_titles_lose_their_code(typed: str, plain: str) -> None:
    assert plain_title(typed) == plain
    assert code_left(plain) == ()


def test_code_that_is_not_understood_stays_and_is_named() -> None:
    assert code_left(plain_title(r"On \mycommand{x} and $\foo$")) == (r"\mycommand{x}", r"$\foo$")
