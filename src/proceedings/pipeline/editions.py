"""The editions of a book that was composed once: which are wanted, and the pages of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proceedings.values.edition import Edition

if TYPE_CHECKING:
    from proceedings.pipeline.composing import Composed, TypesettingInput
    from proceedings.values.geometry import PageDesign
    from proceedings.values.request import BuildRequest


@dataclass(frozen=True, slots=True)
class EditionBook:
    """One edition, ready to be bound: its volumes, its page,
    and whether its first page shows before all is loaded.
    """

    edition: Edition
    volumes: tuple[Composed, ...]
    design: PageDesign
    linearize: bool


def wanted_editions(order: BuildRequest, given: TypesettingInput) -> tuple[Edition, ...]:
    """The edition that is asked for, or else those that volume.yaml names."""
    return (order.edition,) if order.edition else given.volume.settings.editions


def edition_book(edition: Edition, given: TypesettingInput, book: Sequence[Composed]) -> EditionBook:
    """An edition of the book as it was composed for print:
    the same galleys under the same folios.
    """
    from proceedings.arranging.editions import on_screen, screen_design

    settings, design = given.volume.settings, given.design
    if edition is Edition.PRINT:
        return EditionBook(edition, tuple(book), design, settings.options.linearize)
    plans = on_screen([volume.plan for volume in book], design, settings.slides_on_screen)
    volumes = tuple(replace(volume, plan=plan) for volume, plan in zip(book, plans, strict=True))
    return EditionBook(edition, volumes, screen_design(design), linearize=True)
