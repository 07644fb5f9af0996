"""Masks: which strips of an author's pages are hidden, where volume,
session and document may all say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from proceedings.reading.entries import Entry
from proceedings.reading.scalars import Flag, Length, OrText, Pages


class MaskEntry(Entry):
    """Strips at the edges of an author's pages that hide the author's own head or foot."""

    SIDES: ClassVar[tuple[str, ...]] = ("top", "right", "bottom", "left")

    top: Length | None = None
    right: Length | None = None
    bottom: Length | None = None
    left: Length | None = None
    pages: Pages | None = None
    hides: Flag = True


Mask = Annotated[MaskEntry, OrText("hides")]
"""A mask, or `no`: nothing is hidden, whatever is said further up."""


class MasksEntry(MaskEntry):
    """A mask for many documents, and others for those of a kind."""

    paper: Mask | None = None
    slides: Mask | None = None
    poster: Mask | None = None
    handout: Mask | None = None


Masks = Annotated[MasksEntry, OrText("hides")]


def mask_of(kind: str, own: MaskEntry | None, above: Sequence[MasksEntry]) -> MaskEntry | None:
    """The mask of a document: its own, else the nearest one above that speaks of its kind or of
    all.

    Args:
        kind: `paper`, `slides`, `poster` or `handout`.
        own: what stands beside the document.
        above: what its contribution, its session and the volume say, the nearest first.

    Returns:
        The strips to hide; None where nothing is hidden.
    """
    said = [own, *(named or _for_all(entry) for entry in above for named in [getattr(entry, kind)])]
    found = next((mask for mask in said if mask is not None), None)
    return found if found is not None and found.hides else None


def _for_all(entry: MasksEntry) -> MaskEntry | None:
    """The entry where it hides something of all kinds, or says that nothing is hidden."""
    says = not entry.hides or any(getattr(entry, side) for side in entry.SIDES)
    return entry if says else None
