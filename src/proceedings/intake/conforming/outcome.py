"""What conforming gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.values.report import Report

if TYPE_CHECKING:
    from proceedings.pdf.fonts.boxes import Boxed
    from proceedings.values.tagged import Tagged


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that still does not hold:
    the clause of ISO 19005-2, a plain sentence, the 1-based page where known.
    """

    clause: str
    sentence: str
    page: int | None = None
    rule: str = ""
    """The judge's short name for the rule."""


@dataclass(frozen=True, slots=True)
class Conformed:
    """A document after conforming.

    `report`: no words where nothing had to be done, else `conformed`, followed by `ghostscript` or
    `pictures` where only that helped; and plain sentences about what changed. `level` is the
    highest level that holds, None where there are problems.
    """

    report: Report = Report()
    problems: tuple[Problem, ...] = ()
    level: str | None = None
    missing_programs: tuple[str, ...] = ()
    """Sentences about programs that might have helped and are not installed,
    with the command that installs them.
    """
    tags: Tagged | None = None
    """What was done to its tags, where the document was tagged on the way."""
    pictured: tuple[Problem, ...] = ()
    """Why its pages became pictures; empty where they did not."""

    boxed: tuple[Boxed, ...] = ()
    """Where characters are shown that their fonts do not have."""

    @property
    def conforms(self) -> bool:
        """True when a level holds."""
        return self.level is not None
