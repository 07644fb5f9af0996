"""Titles as authors send them, with code of TeX and HTML in them, in plain Unicode."""

from __future__ import annotations

import re
from html import unescape

from proceedings.formulas.line import lowered, raised
from proceedings.formulas.plain import FormulaReader
from proceedings.formulas.typed import without_formulas
from proceedings.words.tex_letters import with_letters

_SCRIPT = re.compile(r"\\text(sub|super)script\s*\{([^{}]*)\}")
_STYLE = re.compile(r"\\(?:emph|text(?:it|bf|tt|sc|rm|sf|sl)?|mbox|uppercase|url)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_HTML_SCRIPT = re.compile(r"<(sub|sup)\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_HTML_STYLE = re.compile(
    r"</?(?:i|em|b|strong|u|small|span|tt|code|font|cite|var|q)(?:\s[^<>]*)?>|<br\s*/?>|<wbr\s*/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[A-Za-z]+\d*|#\d+|#[xX][\da-fA-F]+);")
_BRACES = re.compile(r"\{([^{}]*)\}")
_LEFT = re.compile(r"\\[A-Za-z]+(?:\{[^{}]*\})*|\\[^\w\s]|\$[^$]*[\\^_][^$]*\$|</[A-Za-z][\w-]*\s*>")


def plain_title(typed: str) -> str:
    """A title without code: `Gröbner Bases`, `CO₂`, `O(n²)`; what is not understood stays as typed.

    Args:
        typed: one line, with code of TeX (accents, formulas between dollars, styles) or of HTML
            (styles, entities) in it, or with none.
    """
    if not any(sign in typed for sign in "\\$<&"):
        return typed
    without = without_formulas(typed)
    text = _of_html(_of_tex(without.text) if "\\" in without.text else without.text)
    return " ".join(without.filled(text, FormulaReader().line).split())


def code_left(title: str) -> tuple[str, ...]:
    """The pieces of a plain title that are code still, each once."""
    return tuple(dict.fromkeys(found[0] for found in _LEFT.finditer(title)))


def _of_html(text: str) -> str:
    shifted = _HTML_SCRIPT.sub(lambda tag: (lowered if tag[1].lower() == "sub" else raised)(tag[2]), text)
    bare = _HTML_STYLE.sub(lambda tag: " " if tag[0].lower().startswith("<br") else "", shifted)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), bare)


def _of_tex(text: str) -> str:
    text = with_letters(text)
    text = _SCRIPT.sub(lambda script: (lowered if script[1] == "sub" else raised)(script[2]), text)
    for _ in range(3):
        text = _STYLE.sub(r"\1", text)
    if not re.search(r"\\[A-Za-z]", text):
        # BibTeX's braces keep capitals.
        text = _BRACES.sub(r"\1", text)
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", "\u00a0")
    return _ESCAPED.sub(r"\1", text)
