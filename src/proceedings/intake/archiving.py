"""Archiving: one document made PDF/A, and what an editor is told where that does not succeed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proceedings.intake.trouble import Trouble

_SHOWN = 8
"""Problems of one document that are told one by one."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The document at `pdf`, the level of PDF/A that it holds (None for none), and what is to be said about it."""

    pdf: Path
    level: str | None
    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def archived(clean: Path, out: Path, level: str, pictures: bool) -> Archived:
    """Make a cleaned document hold a level, or come as near as it can: the volume is built in any case.

    Args:
        clean: the document.
        out: where the result goes.
        level: what is wanted, by its name in `conforming/levels.py`.
        pictures: whether pages may become pictures where nothing else helps.
    """
    from proceedings.intake.conforming import conform

    try:
        done = conform(clean, out, level, pictures)
    except Exception as error:  # whatever a library makes of a strange document, its pages can still be bound
        return Archived(
            clean, None, troubles=(_not_conforming(level, f"it cannot be judged ({type(error).__name__})"),)
        )
    troubles = [
        _not_conforming(level, f"{problem.sentence} (ISO 19005-2, {problem.clause})", problem.page)
        for problem in done.problems[:_SHOWN]
    ]
    if len(done.problems) > _SHOWN:
        troubles.append(_not_conforming(level, f"{len(done.problems) - _SHOWN} more problems of this kind"))
    troubles += [Trouble.warning("program-missing", sentence) for sentence in done.missing_programs]
    return Archived(out, done.level, done.treatment, done.details, tuple(troubles))


def _not_conforming(level: str, reason: str, page: int | None = None) -> Trouble:
    hint = "ask its author for a PDF/A file, or for one with all fonts embedded"
    return Trouble.warning("not-conforming", f"it cannot be made PDF/A-{level}: {reason}", hint, page)
