"""Formulas in texts: TeX and MathML in Markdown and HTML, by the lines on which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.values.format import Format
from proceedings.values.holdings import MATHML, TYPED_FORMULAS
from proceedings.values.submission import Tally

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|"
    r"<!--.*?-->|<(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>",
    re.S | re.M,
)
_TEX = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|(?<![\\$\w])\$(?P<inline>[^\s$](?:[^$\n]{0,300}[^\s$\\])?)\$(?![\d$])|"
    r"\\\((?P<round>.{1,300}?)\\\)|\\\[(?P<square>.{1,1000}?)\\\]",
    re.S,
)
"""Formulas between dollars, as pandoc tells them from prices, and between LaTeX's brackets."""
_LIKE_TEX = re.compile(r"\\[a-zA-Z]+|[\^_=<>{}+]|^[A-Za-z]['′]*$|^[A-Za-z]\([^)]*\)$")
_MATHML = re.compile(r"<(?:\w+:)?math\b[^>]*>", re.I)
_MOST_QUOTED = 40


def formulas_in_text(text: str, format_: Format) -> tuple[Tally, ...]:
    """The formulas of a text that are not set.

    Args:
        text: of the whole file.
        format_: MARKDOWN, HTML or PLAIN; in plain text nothing is a formula.

    Returns:
        A tally of each kind that there is; its names are `line 5: $x^2$`.
    """
    if format_ not in (Format.MARKDOWN, Format.HTML):
        return ()
    # What is code stands as it is; its lines still count.
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    found = {TYPED_FORMULAS: list(_tex(text)), MATHML: [(m.start(), m[0]) for m in _MATHML.finditer(text)]}
    return tuple(
        Tally(kind, len(each), 0, names=tuple(_named(text, at, formula) for at, formula in each[:6]))
        for kind, each in found.items()
        if each
    )


def _tex(text: str) -> Iterator[tuple[int, str]]:
    for match in _TEX.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        if _LIKE_TEX.search(inner.strip()):
            yield match.start(), match[0]


def _named(text: str, at: int, formula: str) -> str:
    said = " ".join(formula.split())
    short = said if len(said) <= _MOST_QUOTED else f"{said[: _MOST_QUOTED - 1]}…"
    return f"line {text.count(chr(10), 0, at) + 1}: {short}"
