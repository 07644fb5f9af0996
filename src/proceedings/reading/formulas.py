"""Formulas in the editor's texts: a warning for each that cannot be set."""

from __future__ import annotations

import re

from proceedings.formulas.plain import FormulaReader
from proceedings.formulas.titles import code_left
from proceedings.formulas.typed import Formula, without_formulas
from proceedings.reading.findings import Findings
from proceedings.reading.schema import ContributionEntry
from proceedings.values.diagnostics import Place

_CODE_HINT = "write the letters themselves (ö, CO₂, α); formulas of LaTeX stand between dollars: $x^2$"
_CURLY = re.compile(r"“[^“”]*”|‘[^‘’]*’|„[^„“”]*[“”]")
_HINT = "write it with usual commands of LaTeX, or as a picture beside the text; a dollar that is money is `\\$`"


def tell_of_code(entry: ContributionEntry, findings: Findings) -> None:
    """A warning where a title has code of TeX or HTML that is not understood."""
    if entry.title and _CURLY.fullmatch(entry.title):
        said = "the title is printed with its curly quotation marks, which are none of YAML's"
        findings.notice("curly-quotes", entry.at("title"), said, "take them away, unless they belong to the title")
    if entry.title and (left := code_left(entry.title)):
        said = ", ".join(left[:4]) + (" …" if len(left) > 4 else "")
        findings.warning("code-in-title", entry.at("title"), f"the title is printed with its code: {said}", _CODE_HINT)


def tell_of_formulas(file: str, markdown: str, findings: Findings, place: Place | None = None) -> str:
    """The text without its formulas, its lines numbered as before.

    `place` is where a warning is told, for a text that is no file of its own;
    else it is the line in the text.
    """

    def told(formula: Formula, reason: str) -> None:
        said = " ".join(formula.typed.split())
        quoted = said if len(said) <= 60 else f"{said[:59]}…"
        message = f"the formula {quoted} is printed as typed: {reason}"
        findings.warning("formulas-not-set", place or Place(file, formula.line), message, _HINT)

    without, reader = without_formulas(markdown), FormulaReader(told)
    for formula in without.formulas:
        reader.mathml(formula)
    return without.text
