"""Where talks are found on our own pages: at their abstracts, by the anchors that were set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proceedings.typesetting.appearances import Anchors
from proceedings.values.abstract_places import ABSTRACTS
from proceedings.values.plan import Plan

_TALK, _ITEM = "abstract-", "item-"


@dataclass(frozen=True, slots=True)
class TalkPlace:
    """A place in a part as links name it, `abstracts#abstract-session-1-bunjun`, and its folio as
    the volume refers to it: `17`, or `2:17` in another volume.
    """

    target: str
    folio: str


def talk_places(plan: Plan, anchors: Anchors) -> Mapping[str, TalkPlace]:
    """The places of talks by their anchors, and of the sessions that stand in the book of
    abstracts alone.

    Args:
        plan: where the parts lie, those of other volumes too.
        anchors: of the parts that are set.
    """
    found: dict[str, TalkPlace] = {}
    for part, named in anchors.items():
        where = plan.find(part)
        if where is None:
            continue
        away = f"{where.tome.number}:" if where.tome and where.tome != plan.tome else ""
        for name, page in named.items():
            if name.startswith(_TALK) or (part == ABSTRACTS and name.startswith(_ITEM)):
                # While page counts are still being found,
                # an anchor may lie beyond the pages that the part has so far.
                label = where.labels[min(page, len(where.labels) - 1)]
                found[name] = TalkPlace(f"{part}#{name}", f"{away}{label}")
    return found
