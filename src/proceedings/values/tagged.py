"""What was done to a document's tags."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.values.submission import FigureFact, TagFacts

BY_US = "tagged"
"""The treatment of a document that came without tags."""

UNTAGGED = "Its author did not tag it."
"""What is said of one."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was done to a document's tags.

    `treatment` is `("tagged",)` where the document had none; `details` are sentences for reports;
    `barriers` say what keeps it from being PDF/UA-1, the claim and what a volume sets for all
    apart; `figures` and `counts` are what its tags now hold.
    """

    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    counts: TagFacts | None = None
