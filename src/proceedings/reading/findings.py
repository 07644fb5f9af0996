"""The problems met while a workspace is read:
collected in one place, so that one run tells all of them.
"""

from __future__ import annotations

from proceedings.values.diagnostics import Diagnostic, Place, error, notice, warning


class Findings:
    """Collects diagnostics during one reading;
    the only thing in this room that changes while it is used.
    """

    def __init__(self) -> None:
        self._all: dict[Diagnostic, None] = {}

    def add(self, *diagnostics: Diagnostic) -> None:
        """Keep these; one met twice is kept once."""
        self._all.update(dict.fromkeys(diagnostics))

    def error(
        self, code: str, place: Place, message: str, hint: str | None = None, document: str | None = None
    ) -> None:
        """Keep an error."""
        self.add(error(code, place, message, hint, document))

    def warning(
        self, code: str, place: Place, message: str, hint: str | None = None, document: str | None = None
    ) -> None:
        """Keep a warning."""
        self.add(warning(code, place, message, hint, document))

    def notice(self, code: str, place: Place, message: str, hint: str | None = None) -> None:
        """Keep a notice."""
        self.add(notice(code, place, message, hint))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything kept so far, in the order it was met."""
        return tuple(self._all)

    def count(self, code: str) -> int:
        """How many diagnostics with this code were kept."""
        return sum(d.code == code for d in self._all)
