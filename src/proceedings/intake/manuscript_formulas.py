"""The formulas of a text that cannot be set, by the lines on which they stand."""

from __future__ import annotations

from proceedings.formulas.typed import Formula
from proceedings.values.holdings import MATHML, TYPED_FORMULAS
from proceedings.values.submission import Tally

_MOST_QUOTED = 40
_MOST_NAMED = 6


class Unset:
    """Collects what `FormulaReader` tells."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def __call__(self, formula: Formula, reason: str) -> None:
        """Put down that a formula cannot be set."""
        kind = MATHML if formula.is_mathml else TYPED_FORMULAS
        self._names.setdefault(kind, []).append(f"line {formula.line}: {quoted(formula)} ({reason})")

    def tallies(self) -> tuple[Tally, ...]:
        """A tally of each kind that there is; its names say line, formula and reason."""
        return tuple(
            Tally(kind, len(names), 0, names=tuple(names[:_MOST_NAMED])) for kind, names in sorted(self._names.items())
        )


def quoted(formula: Formula) -> str:
    """A formula as typed, shortened."""
    said = " ".join(formula.typed.split())
    return said if len(said) <= _MOST_QUOTED else f"{said[: _MOST_QUOTED - 1]}…"
