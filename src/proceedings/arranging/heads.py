"""Running heads: what stands at the top of versos and rectos, cut so that it fits its line."""

from __future__ import annotations

from proceedings.values.book import Contribution, Item, ItemKind
from proceedings.values.status import Status
from proceedings.words.name_lists import FIRST, MOST
from proceedings.words.shifted import as_letters
from proceedings.words.wording import Words

HEAD_LENGTH = 90
"""Characters that a running head may have:
most of a line of the text area in the size of heads, at A4 and at B5.
"""

NAMED_AUTHORS = 2
"""From the next author on, a head names the first and says et al."""

ELLIPSIS = "…"

SHORT_WORD = 3
"""Articles, conjunctions and prepositions are mostly this short;
a head does not break off after one.
"""


def fitted(text: str, length: int = HEAD_LENGTH) -> str:
    """The text, cut after its main title if it is too long, or else at a word, with an ellipsis."""
    plain = as_letters(" ".join(text.split()))
    if len(plain) <= length:
        return plain
    main = _main_title(plain)
    if len(main) <= length:
        return main
    cut = main[: length - len(ELLIPSIS)]
    if main[len(cut)] != " ":
        # A single word longer than the line is cut where it is.
        cut = cut.rpartition(" ")[0] or cut
    while len(cut.rpartition(" ")[2]) <= SHORT_WORD < len(cut):
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:–—-") + ELLIPSIS


def _main_title(text: str) -> str:
    """What stands before the first colon or dash that divides a title from its subtitle."""
    ends = [text.find(mark) for mark in (": ", " – ", " — ") if text.find(mark) > 0]
    return text[: min(ends)].rstrip() if ends else text


def item_heading(item: Item, words: Words) -> str:
    """`Session I. Towards …`, or the title alone where the item has no number."""
    return words.session_heading(item.number, item.title)


def session_head(item: Item, words: Words) -> str:
    """The running head of a session's versos."""
    return fitted(words.marked(item_heading(item, words), item.status if item.kind is ItemKind.SESSION else None))


def contribution_head(contribution: Contribution, title: str, words: Words) -> str:
    """The running head of a document's rectos:
    `Bunjun: Measuring Skills`, or its title where nobody speaks.
    """
    head = _head_of_work(contribution, title, words)
    return retracted_head(head, words) if contribution.status is Status.RETRACTED else head


def retracted_head(head: str, words: Words) -> str:
    """`Retracted: Bunjun: Measuring …`: how every page of a retracted document begins."""
    return fitted(words.marked(head, Status.RETRACTED))


def _head_of_work(contribution: Contribution, title: str, words: Words) -> str:
    families = [speaker.person.parts.full_family for speaker in contribution.speakers]
    if not families:
        return fitted(title)
    who = _families(families, words)
    room = HEAD_LENGTH - len(who) - len(": ")
    return f"{who}: {fitted(title, max(room, HEAD_LENGTH // 3))}"


def _families(families: list[str], words: Words) -> str:
    """`Awad, Jung`, of more `Awad et al.`, and of very many `Awad, Jung, Lee and 97 others` where
    there is room.
    """
    if len(families) > MOST:
        some = words.and_others(", ".join(families[:FIRST]), len(families) - FIRST)
        if len(some) <= HEAD_LENGTH // 2:
            return some
    return f"{families[0]} {words.et_al}" if len(families) > NAMED_AUTHORS else ", ".join(families)
