"""The room's front door:
parts, page counts and placements become finished Plans, one for each volume.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from proceedings.arranging.bookmarks import bookmarks
from proceedings.arranging.dividing import IN_EACH, Share, count_name, divide, with_tome_in_heads
from proceedings.arranging.folios import paginate
from proceedings.values.book import Volume
from proceedings.values.edition import Edition
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Matter, Part, PartKind, Placement, Plan, Tome
from proceedings.words.wording import Words

Placements = Mapping[str, tuple[tuple[Placement, ...], ...]]


def arrange(
    volume: Volume,
    parts: Sequence[Part],
    counts: Mapping[str, int],
    placements: Placements,
    words: Words,
    design: PageDesign,
) -> tuple[Plan, ...]:
    """Divide the parts among the volumes of the book, paginate them and add bookmarks.

    Args:
        volume: the agenda, and whether the book is split.
        parts: in printing order, from `list_parts`.
        counts: pages of the typeset parts, by `count_name`; those of documents with placements are
            ignored, and one page is taken for a part whose count is not known yet.
        placements: from `place_sheets`, by document id.
        words: the volume's own words.
        design: the volume's page; slides move to the text area of a verso by it.

    Returns:
        A plan for each volume in order, which knows the parts of the others;
        one alone where the book is not split.

    Raises:
        PlanError: two parts have one id, or front matter follows the body.
    """
    lengths = {part.id: len(placements.get(part.id, ())) or counts.get(part.id, 1) for part in parts}
    shares = divide(volume, parts, lengths, words)
    tomes = tuple(_tomes(shares, words))
    plans: list[Plan] = []
    split, after = volume.settings.split, 0
    goes_on = split is not None and split.continuous
    for number, share in enumerate(shares, 1):
        tome = tomes[number - 1] if tomes else None
        own = tuple(with_tome_in_heads(share.parts, volume, tome)) if tome else share.parts
        known = {part.id: counts.get(count_name(part, tome), 1) for part in own}
        followed = goes_on and number < len(shares)
        plan = paginate(own, known, placements, design, after=after, followed=followed)
        after += _arabic_pages(plan) if goes_on else 0
        plans.append(replace(plan, bookmarks=bookmarks(volume, own, words), tome=tome, tomes=tomes))
    return _acquainted(plans) if tomes else tuple(plans)


def _tomes(shares: Sequence[Share], words: Words) -> Iterator[Tome]:
    if len(shares) > 1:
        for number, share in enumerate(shares, 1):
            yield Tome(number, words.volume(number), share.title, Edition.PRINT.file_name(number))


def _arabic_pages(plan: Plan) -> int:
    return sum(placed.page_count for placed in plan.parts if placed.part.matter is not Matter.FRONT)


def _acquainted(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """The plans, each knowing where the parts of the others are that it may refer to."""
    found = [
        (plan, placed.part.id, plan.find(placed.part.id))
        for plan in plans
        for placed in plan.parts
        if placed.part.kind not in IN_EACH and placed.part.kind is not PartKind.BLANK
    ]
    return tuple(
        replace(plan, elsewhere={name: where for home, name, where in found if where and home is not plan})
        for plan in plans
    )
