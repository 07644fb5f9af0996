"""The reckoning: an inventory held against what is printed.
What is missing has its number, pages and first words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from proceedings.pdf.printed import Printed
from proceedings.values.holdings import FOOTNOTES, FORMULAS, LETTERS, NOTES, PICTURES, TABLES, WORDS, Inventory, Passage
from proceedings.values.submission import Tally
from proceedings.words.letters import by_script, missing, squeezed, words

_TAGS = ((TABLES, "Table"), (FOOTNOTES, "Note"), (PICTURES, "Figure"))
"""Kinds of which a Writer document has an element each in its tags (ISO 32000-1, 14.8.4)."""
_KEPT = 9
"""Words that are kept at most; a finding quotes eight, and the ninth says that there are more."""


def reckon(inventory: Inventory, printed: Printed, *, notes: bool) -> tuple[Tally, ...]:
    """Hold what a document has against what its PDF shows.

    Args:
        inventory: of the file as submitted.
        printed: the PDF that was made of it.
        notes: whether pages with the speaker's notes follow the slides.

    Returns:
        A tally for each kind of thing that there is; `shown` is None where a PDF does not tell.
    """
    found = {**inventory.tallies}
    found[WORDS] = _words(inventory, printed)
    if inventory.notes:
        found[NOTES] = _notes(inventory, printed, notes)
    if inventory.slides is None:
        found |= {kind: replace(found[kind], shown=printed.tags.get(tag, 0)) for kind, tag in _TAGS if kind in found}
        if FORMULAS in found:
            found[FORMULAS] = replace(found[FORMULAS], shown=_formulas_in_text(inventory, printed))
    elif FORMULAS in found:
        found[FORMULAS] = _formulas_on_slides(found[FORMULAS], inventory, printed)
    found |= _scripts(inventory, printed)
    return tuple(found.values())


def _words(inventory: Inventory, printed: Printed) -> Tally:
    paged = _is_paged(inventory, printed)
    lacking = [
        (page, word) for page, said in _by_page(inventory.passages, paged) for word in missing(said, printed.on(page))
    ]
    sent = sum(len(words(passage.text)) for passage in inventory.passages)
    pages = tuple(dict.fromkeys(page for page, _ in lacking if page is not None))
    return Tally(WORDS, sent, sent - len(lacking), pages, tuple(dict.fromkeys(word for _, word in lacking))[:_KEPT])


def _notes(inventory: Inventory, printed: Printed, asked: bool) -> Tally:
    """Notes stand on a page each after the slides;
    `pages` are those with words cut, or whose notes are not bound.
    """
    sent = sum(len(note.text.split()) for note in inventory.notes)
    paged = tuple(note.page for note in inventory.notes if note.page is not None)
    if not asked or inventory.slides is None:
        return Tally(NOTES, sent, 0, paged)
    cut: dict[int, int] = {}
    for note in inventory.notes:
        page = (note.page or 0) + inventory.slides
        lacking = len(missing([note.text], printed.on(page)))
        if lacking:
            cut[page] = lacking
    return Tally(NOTES, sent, sent - sum(cut.values()), tuple(cut))


def _formulas_in_text(inventory: Inventory, printed: Printed) -> int:
    """How many have an element in the tags;
    those of heads, which have none, are there when their letters are.
    """
    there = Counter(squeezed(printed.on(None)))
    in_heads = sum(1 for formula in inventory.head_formulas if Counter(squeezed(formula.text)) <= there)
    return printed.tags.get("Formula", 0) + in_heads


def _formulas_on_slides(tally: Tally, inventory: Inventory, printed: Printed) -> Tally:
    """Slides have no elements for formulas:
    one is there when its letters are, beyond those of the slide's words.
    """
    paged = _is_paged(inventory, printed)
    lost: list[int | None] = []
    for page, formulas in _by_page(inventory.formulas, paged):
        there = Counter(squeezed(printed.on(page)))
        there.subtract(squeezed("".join(p.text for p in inventory.passages if page in (None, p.page))))
        for formula in formulas:
            letters = Counter(squeezed(formula))
            if sum(min(count, max(0, there[letter])) for letter, count in letters.items()) * 2 < letters.total():
                lost.append(page)
            else:
                there.subtract(letters)
    pages = tuple(dict.fromkeys(page for page in lost if page is not None))
    return replace(tally, shown=tally.sent - len(lost), pages=pages)


def _scripts(inventory: Inventory, printed: Printed) -> dict[str, Tally]:
    sent = by_script(passage.text for passage in inventory.passages)
    shown = by_script(printed.pages)
    return {kind: Tally(kind, n, shown[s]) for s, n in sorted(sent.items()) if (kind := f"{LETTERS} in {s}")}


def _is_paged(inventory: Inventory, printed: Printed) -> bool:
    """Whether every slide has its page, so that what is missing can be told by page."""
    return inventory.slides is not None and len(printed.pages) >= inventory.slides


def _by_page(passages: Sequence[Passage], paged: bool) -> Iterator[tuple[int | None, list[str]]]:
    grouped: dict[int | None, list[str]] = {}
    for passage in passages:
        grouped.setdefault(passage.page if paged else None, []).append(passage.text)
    yield from grouped.items()
