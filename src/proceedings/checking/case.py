"""One document before the rules, and how rules name its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proceedings.values.book import Contribution, Document, Volume
from proceedings.values.geometry import PageDesign
from proceedings.values.submission import Facts

SHOWN = 12
"""How many marks one finding carries at most; a report with hundreds of thumbnails helps nobody."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document before the rules:
    what the agenda says of it, what intake found, and the page it must fit.
    """

    volume: Volume
    contribution: Contribution
    document: Document
    facts: Facts
    design: PageDesign
    limits: Mapping[str, float]


def of_pages(numbers: Sequence[int], total: int) -> str:
    """Pages by their numbers; where they are all of `total`, in short."""
    if len(numbers) == total and total > 1:
        return f"all {total} pages"
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    listed = ", ".join(map(str, numbers[:SHOWN])) + (" …" if len(numbers) > SHOWN else "")
    return f"pages {listed}"
