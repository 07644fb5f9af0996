"""Annotations that do not become page content just as they are:
for whoever looks at their pages again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proceedings.values.geometry import Box


class MarkFate(StrEnum):
    """What became of an annotation."""

    DRAWN = "drawn"
    """It had no appearance, or one out of date, and was drawn."""
    UNDRAWN = "undrawn"
    """It had no appearance, and how it should look is not known."""
    LEFT_OUT = "left-out"
    """A screen shows it and paper does not."""
    HIDDEN = "hidden"
    """Neither shows it, or an editor left it out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation: page (1-based), subtype without its slash,
    fate, and its rectangle in user space.
    """

    page: int
    kind: str
    fate: MarkFate
    box: Box | None
