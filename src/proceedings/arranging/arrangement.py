"""The room's front door: parts, page counts and placements become the finished Plan, bookmarks included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from proceedings.arranging.bookmarks import bookmarks
from proceedings.arranging.folios import paginate
from proceedings.arranging.plan import Part, Placement, Plan
from proceedings.model import Volume
from proceedings.page import PageDesign
from proceedings.wording import Words


def arrange(
    volume: Volume,
    parts: Sequence[Part],
    counts: Mapping[str, int],
    placements: Mapping[str, tuple[tuple[Placement, ...], ...]],
    words: Words,
    design: PageDesign,
) -> Plan:
    """Paginate the parts and add the volume's bookmarks.

    Args:
        volume: the agenda, for the bookmarks.
        parts: in printing order, from `list_parts`.
        counts: pages of the typeset parts, by part id; those of documents with placements are ignored.
        placements: from `place_sheets`, by document id.
        words: the volume's own words.
        design: the volume's page; slides move to the text area of a verso by it.

    Raises:
        PlanError: a part has no pages, two parts have one id, or front matter follows the body.
    """
    plan = paginate(parts, counts, placements, design)
    return replace(plan, bookmarks=bookmarks(volume, parts, words))
