"""Formulas as people type them in Markdown and HTML: where they stand, how they are taken out of a
text before it is read, and put back after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

_CODE = (
    r"(?P<code>^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|"
    r"<!--.*?-->|<(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>)"
)
_BLOCK = r"^(?P<mark>```+|~~~+) *(?:\{math\}|math)[ \t]*\n(?P<block>.*?)^(?P=mark)[ \t]*$"
_INLINE = r"[^\s$](?:(?:\\\$|[^$\n]|\n(?![ \t]*\n)){0,500}?[^\s$\\])??"
_ENVIRONMENTS = "(?:equation|align|alignat|flalign|gather|multline|eqnarray)"
_FORMULA = re.compile(
    rf"{_BLOCK}|\{{math\}}`(?P<role>[^`]+)`|\$`(?P<ticked>[^`]+)`\$|{_CODE}|"
    r"(?P<mathml><(?P<prefix>(?:\w+:)?)math\b[^>]*>.*?</(?P=prefix)math\s*>)|"
    r"(?<!\\)\$\$(?P<display>(?:\\\$|[^$])+?)\$\$|"
    rf"(?<![\\$A-Za-z])\$(?P<inline>{_INLINE})\$(?![\d$])|"
    r"(?<!\\)\\\((?P<round>.{1,500}?)\\\)|(?<!\\)\\\[(?P<square>.{1,2000}?)\\\]|"
    rf"(?P<environment>\\begin\{{(?P<name>{_ENVIRONMENTS}\*?)\}}.*?\\end\{{(?P=name)\}})",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
"""Dollars as Pandoc tells formulas from prices (no space inside, no digit after), LaTeX's brackets
and environments, the blocks and roles of MyST and GitHub, MathML; and code, which is passed over.
"""

_DISPLAYED = ("display", "square", "block", "environment")
_SURE = ("mathml", "role", "ticked", "block", "environment")
"""Kinds that are formulas whatever they hold."""

_LIKE_TEX = re.compile(r"\\[a-zA-Z]+|\\[|%,;!{}]|[\^_=<>{}+±×·≤≥≈→∈]")
_SHORT = re.compile(
    r"(?![,;:.!/])[-−–\d.,\s()\[\]|/*:;'′!]*(?:[^\W\d_]{1,2}[-−–\d.,\s()\[\]|/*:;'′!]*){0,6}(?<![-−–/,:;])"
)
"""What is a formula without any sign of TeX: `n`, `f(x)`, `a, b`, `2n - 1`."""
_LETTER = re.compile(r"[^\W\d_](?:\([^()]*\))?")
_PROSE = re.compile(r"(?<![\\{A-Za-z])[a-z]{2,} +[a-z]{3,}", re.IGNORECASE)
_BRACED = re.compile(r"\{[^{}]*\}")
_ENTITY = re.compile(r"&(?:[A-Za-z]+|#\d+|#[xX][\da-fA-F]+);")
_OPTION = re.compile(r"^:\w+:[^\n]*\n|^---\n.*?^---\n", re.MULTILINE | re.DOTALL)

_FIRST, _LAST = 0x100000, 0x10FFFD
"""Characters that stand for nothing (plane 16 for private use): one for each formula."""
_STAND_IN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_KEPT = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as typed: all of it, and what is between its marks."""

    typed: str
    inner: str
    is_mathml: bool
    is_displayed: bool
    """Whether it stands on a line of its own."""
    line: int
    """On which it begins in the text (1-based)."""


@dataclass(frozen=True, slots=True)
class WithoutFormulas:
    """A text in which a character of its own stands for each formula."""

    text: str
    formulas: tuple[Formula, ...] = ()
    first: int = _FIRST
    """The code point that stands for the first formula; the others follow."""

    def put_back(self, html: str, markup: Callable[[Formula], str]) -> str:
        """The HTML made of the text, with what `markup` gives in the place of each formula;
        within code and within tags the formula as it was typed.
        """
        if not self.formulas:
            return html
        kept = _KEPT.sub(lambda piece: self._replaced(piece[0], lambda f: escape(f.typed)), html)
        return self._replaced(kept, markup)

    def filled(self, text: str, words: Callable[[Formula], str]) -> str:
        """A plain text made of this one, with what `words` gives in the place of each formula."""
        return self._replaced(text, words)

    def _replaced(self, text: str, markup: Callable[[Formula], str]) -> str:
        def one(sign: re.Match[str]) -> str:
            number = ord(sign[0]) - self.first
            return markup(self.formulas[number]) if 0 <= number < len(self.formulas) else sign[0]

        return _STAND_IN.sub(one, text)


def without_formulas(text: str) -> WithoutFormulas:
    """Take the formulas out of a text in Markdown or HTML; lines keep their numbers."""
    if "$" not in text and "\\" not in text and "math" not in text.lower():
        return WithoutFormulas(text)
    first = max((ord(sign) + 1 for sign in _STAND_IN.findall(text)), default=_FIRST)
    formulas: list[Formula] = []
    pieces: list[str] = []
    last = 0
    for found, formula in _found(text):
        if first + len(formulas) > _LAST:
            break
        lines = found[0].count("\n")
        # In a line of text a second line feed would end the paragraph.
        kept = "\n" * lines if formula.is_displayed else "\n" * min(lines, 1)
        pieces += text[last : found.start()], chr(first + len(formulas)), kept
        formulas.append(formula)
        last = found.end()
    return WithoutFormulas("".join([*pieces, text[last:]]), tuple(formulas), first)


def formulas_in(text: str) -> Sequence[Formula]:
    """The formulas of a text in Markdown or HTML, in their order."""
    return without_formulas(text).formulas


def _found(text: str) -> Iterator[tuple[re.Match[str], Formula]]:
    at = 0
    while found := _FORMULA.search(text, at):
        kind, inner = _kind(found)
        at = found.end()
        if kind == "code":
            continue
        if kind not in _SURE and not _is_formula(inner, kind):
            # Its end may be the beginning of another.
            at = found.start() + (2 if kind in ("display", "round", "square") else 1)
            continue
        displayed = kind in _DISPLAYED or (kind == "mathml" and re.match(r"<[^>]*\bblock\b", inner) is not None)
        line = text.count("\n", 0, found.start()) + 1
        said = inner if kind == "mathml" else _unescaped(_OPTION.sub("", inner))
        yield found, Formula(found[0], said.strip(), kind == "mathml", displayed, line)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def _kind(found: re.Match[str]) -> tuple[str, str]:
    kinds = ("block", "role", "ticked", "code", "mathml", "display", "inline", "round", "square", "environment")
    return next((kind, found[kind]) for kind in kinds if found[kind] is not None)


def _is_formula(inner: str, kind: str) -> bool:
    """Whether what stands between marks is meant as a formula: prose between two prices is not,
    nor are brackets that Markdown was kept from reading.
    """
    stripped = _unescaped(inner).strip()
    if kind in ("round", "square"):
        return bool(_LIKE_TEX.search(stripped) or (kind == "round" and _LETTER.fullmatch(stripped)))
    if "\\" in stripped:
        return bool(_LIKE_TEX.search(stripped))
    if _PROSE.search(_BRACED.sub("", stripped)):
        return False
    return bool(_LIKE_TEX.search(stripped) or _SHORT.fullmatch(stripped))
