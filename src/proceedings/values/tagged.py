"""What was done to a document's tags."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.values.report import Report
from proceedings.values.submission import FigureFact, TagFacts

TAGGED_BY_US = "tagged"
"""The treatment of a document that came without tags."""

UNTAGGED = "Its author did not tag it."
"""What is said of one."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was done to a document's tags.

    `by_us`: the document had none, and got plain ones. `details` are sentences for reports;
    `barriers` say what keeps it from being PDF/UA-1, the claim and what a volume sets for all
    apart; `figures` and `counts` are what its tags now hold.
    """

    by_us: bool = False
    details: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    counts: TagFacts | None = None

    @property
    def report(self) -> Report:
        """What is said of its tags."""
        return Report((TAGGED_BY_US,) if self.by_us else (), self.details)
