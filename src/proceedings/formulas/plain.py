"""Formulas in the midst of text: as MathML, or in a line of Unicode."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from proceedings.formulas.line import in_line
from proceedings.formulas.mathml import NotSetError, TexReader, normalised
from proceedings.formulas.typed import Formula, without_formulas

Told = Callable[[Formula, str], None]
"""Is told of each formula that cannot be set, and why, as a clause."""


class FormulaReader:
    """Reads the formulas of one text, each once; `told` hears of those that cannot be set."""

    def __init__(self, told: Told | None = None) -> None:
        self._told = told
        self._tex: TexReader | None = None
        self._read: dict[int, str | None] = {}

    def mathml(self, formula: Formula) -> str | None:
        """The MathML of a formula; None where it cannot be set."""
        if id(formula) not in self._read:
            try:
                self._read[id(formula)] = self._normal(formula)
            except NotSetError as error:
                self._read[id(formula)] = None
                if self._told is not None:
                    self._told(formula, str(error))
        return self._read[id(formula)]

    def markup(self, formula: Formula) -> str:
        """The MathML of a formula, as HTML; the formula as typed where it cannot be set."""
        return self.mathml(formula) or as_typed(formula)

    def line(self, formula: Formula) -> str:
        """A formula in a line of Unicode; the formula as typed where it cannot be read."""
        found = self.mathml(formula)
        return formula.typed if found is None else in_line(found)

    def _normal(self, formula: Formula) -> str:
        if formula.is_mathml:
            return normalised(formula.typed)
        if self._tex is None:
            self._tex = TexReader()
        return self._tex.mathml(formula.inner, formula.is_displayed)


def as_typed(formula: Formula) -> str:
    """What stands for a formula that cannot be set, as HTML."""
    return f'<code class="formula">{escape(formula.typed, quote=False)}</code>'


def in_unicode(text: str, told: Told | None = None) -> str:
    """A text with its formulas in lines of Unicode: `CO₂ in ℝⁿ`."""
    without = without_formulas(text)
    return without.filled(without.text, FormulaReader(told).line)
