"""The editions of a book that was composed once: which are wanted, and the pages of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.values.diagnostics import Diagnostic, Place, notice
from proceedings.values.edition import Edition, edition_of

if TYPE_CHECKING:
    from proceedings.pipeline.composing import Composed, TypesettingInput
    from proceedings.values.geometry import PageDesign
    from proceedings.values.request import BuildRequest


@dataclass(frozen=True, slots=True)
class EditionBook:
    """One edition, ready to be bound: of what it is made, its volumes, its page,
    and whether its first page shows before all is loaded.
    """

    edition: Edition
    given: TypesettingInput
    volumes: tuple[Composed, ...]
    design: PageDesign
    linearize: bool


def wanted_editions(order: BuildRequest, given: TypesettingInput) -> tuple[Edition, ...]:
    """The edition that is asked for, or else those that volume.yaml names."""
    return (order.edition,) if order.edition else given.volume.settings.editions


def left_behind(order: BuildRequest, books: Sequence[EditionBook]) -> Iterator[Diagnostic]:
    """Editions that lie in the build folder, are older than the workspace, and are not among those
    that volume.yaml asks for.
    """
    if order.edition is not None:
        return
    made = {book.edition for book in books}
    changed = max((file.stat().st_mtime for file in _inputs(order.workspace)), default=0.0)
    for file in sorted(order.folder.glob("*.pdf")):
        edition = edition_of(file.name)
        if edition is not None and edition not in made and file.stat().st_mtime < changed:
            yield notice(
                "left-behind",
                Place(f"{order.folder.name}/{file.name}"),
                f"this is the {edition} edition of an earlier build; `editions:` in volume.yaml does not name it",
                f"delete it, or make it anew with `proceedings build --edition {edition}`",
            )


def _inputs(workspace: Path) -> Iterator[Path]:
    """What an editor may have changed since: the files of the book, and the submissions."""
    for folder in ("proceedings", "papers"):
        yield from (file for file in (workspace / folder).rglob("*") if file.is_file())


def edition_book(edition: Edition, given: TypesettingInput, book: Sequence[Composed]) -> EditionBook:
    """An edition of the book as it was composed for print:
    the same galleys under the same folios.
    """
    from proceedings.arranging.editions import on_screen, screen_design

    settings, design = given.volume.settings, given.design
    if edition is Edition.PRINT:
        return EditionBook(edition, given, tuple(book), design, settings.options.linearize)
    plans = on_screen([volume.plan for volume in book], design, settings.slides_on_screen)
    volumes = tuple(replace(volume, plan=plan) for volume, plan in zip(book, plans, strict=True))
    return EditionBook(edition, given, volumes, screen_design(design), linearize=True)
