"""A report on one submission, which grows from stage to stage:
what was done to it, and what is to be said.
"""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.values.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Report:
    """What was done to a document.

    Reports of two stages are added in the order in which the stages ran.
    """

    treatment: tuple[str, ...] = ()
    """Single words for contents.json: converted, repaired, cleaned, conformed …"""
    details: tuple[str, ...] = ()
    """Sentences about what was changed."""
    troubles: tuple[Trouble, ...] = ()
    """What an editor is told."""

    def __add__(self, later: Report) -> Report:
        """This report, followed by that of a later stage."""
        return Report(self.treatment + later.treatment, self.details + later.details, self.troubles + later.troubles)
