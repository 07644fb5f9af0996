"""Troubles: what is wrong with a submission's bytes, whoever submitted them;
intake makes them diagnostics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from proceedings.values.diagnostics import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of a file, kept with the file's results:
    it is the same wherever and under whatever name the file lies.

    `page` is 1-based.
    """

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    page: int | None = None

    @classmethod
    def error(cls, code: str, message: str, hint: str | None = None, page: int | None = None) -> Self:
        """A trouble for which the document cannot be taken."""
        return cls(code, Severity.ERROR, message, hint, page)

    @classmethod
    def warning(cls, code: str, message: str, hint: str | None = None, page: int | None = None) -> Self:
        """Something an editor should look at."""
        return cls(code, Severity.WARNING, message, hint, page)

    @classmethod
    def notice(cls, code: str, message: str, hint: str | None = None, page: int | None = None) -> Self:
        """Something that was put right or left out."""
        return cls(code, Severity.NOTICE, message, hint, page)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The trouble that `as_json` wrote."""
        return cls(**{**data, "severity": Severity(data["severity"])})

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {**asdict(self), "severity": self.severity.value}

    def about(self, file: str, document: str) -> Diagnostic:
        """The diagnostic that says so of a document."""
        place = Place(file, page=self.page)
        return Diagnostic(self.code, self.severity, place, self.message, self.hint, document)
