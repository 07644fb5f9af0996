"""The value that checking gives: one finding about a document or the workspace."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.values.diagnostics import Diagnostic
from proceedings.values.geometry import Box
from proceedings.values.sentence import Sentence


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where the trouble is: 1-based page, and a box of the upright page in points;
    None for the whole page.
    """

    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with what the tool does about it
    and a sentence to the author, if one is asked.
    """

    diagnostic: Diagnostic
    remedy: str
    letter: Sentence | None = None
    marks: tuple[PageMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a rule says before the editor's settings give it a severity."""

    message: str
    remedy: str
    letter: Sentence | None = None
    marks: tuple[PageMark, ...] = ()
    hint: str | None = None

    @property
    def page(self) -> int | None:
        """The first page concerned (1-based)."""
        return self.marks[0].page if self.marks else None
