"""Tags: those that an author gave are mended where readers stumble; a document without any gets plain ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from proceedings.intake.sheets import FigureFact, TagFacts

BY_US = "tagged"
"""The treatment of a document that came without tags."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was done to a document's tags.

    `treatment` is `("tagged",)` where the document had none; `details` are sentences for reports; `barriers` say what
    keeps it from being PDF/UA-1, the claim and what a volume sets for all apart; `figures` and `counts` are what its
    tags now hold.
    """

    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    counts: TagFacts | None = None


def tag(path: Path, level: str = "2b", texts: Mapping[int, str] = MappingProxyType({})) -> Tagged:
    """Complete or make the tags of the document at `path`, which is written again where anything changed.

    Args:
        path: a document that has been cleaned and made archival.
        level: by its name in `conforming/levels.py`: how the file is to be written.
        texts: the editor's alternative texts by the number of the figure, counted through the document from 1.

    Returns:
        What was done. A document that cannot be read stays as it is, and that is a barrier.
    """
    import pikepdf

    from proceedings.intake.tagging.barriers import barriers

    try:
        done, private = _tag(path, level, texts)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as problem:
        # Whatever a strange document's tags are, its pages can be bound.
        return Tagged((), (), (f"its tags cannot be read ({type(problem).__name__})",))
    hidden = ("a font explains characters by private codes of Unicode",) if private else ()
    if done.treatment:
        return replace(done, barriers=hidden)
    return replace(done, details=("The tags are its author's.", *done.details), barriers=(*barriers(path), *hidden))


def _tag(path: Path, level: str, texts: Mapping[int, str]) -> tuple[Tagged, bool]:
    import pikepdf

    from proceedings.intake.conforming.levels import LEVELS
    from proceedings.intake.conforming.stamp import save
    from proceedings.intake.tagging.mending import mend
    from proceedings.intake.tagging.private_codes import publish
    from proceedings.intake.tagging.untagged import has_tags, tag_untagged

    draft = path.with_name(f"{path.name}.tagged")
    with pikepdf.open(path) as pdf:
        ours = not has_tags(pdf)
        details, figures, counts = tag_untagged(pdf, texts) if ours else mend(pdf, texts)
        published, private = publish(pdf)
        if published:
            details += ("Bullets got public codes of Unicode.",)
        if details:
            save(pdf, draft, LEVELS[level])
    if details:
        draft.replace(path)
    return Tagged((BY_US,) if ours else (), details, (), figures, counts), private
