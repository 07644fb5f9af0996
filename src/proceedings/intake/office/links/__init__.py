"""Links of office documents:
marked in a copy before it is converted, found again in the PDF, counted on both sides.

LibreOffice loses some links and leads others astray. Each link of the source therefore gets an
address of its own, under which the PDF shows where it came to lie; then it gets its true target
back, and what did not come out is told.
"""

from __future__ import annotations

from proceedings.intake.office.links.binary import has_jumps
from proceedings.intake.office.links.folders import restore_links
from proceedings.intake.office.links.marking import Marked, marked
from proceedings.intake.office.links.restoring import restore_marked
from proceedings.intake.office.links.source_link import Kind, SourceLink, SourceLinks, Target

__all__ = [
    "Kind",
    "Marked",
    "SourceLink",
    "SourceLinks",
    "Target",
    "has_jumps",
    "marked",
    "restore_links",
    "restore_marked",
]
