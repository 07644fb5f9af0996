"""Which blocks are headings, and of which level: by size, weight, numbering and place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import category

from proceedings.intake.tagging.blocks import Block

_NUMBERED = re.compile(r"\s*((?:\d{1,2}|[A-Z])(?:\.\d{1,2})*)\.?\s+\S")
_DEPTH = re.compile(r"\.\d")
_CAPTION = re.compile(
    r"\s*(fig(ure|ura|\.)?|abb(ildung|\.)?|table(au)?|tab(elle|la|\.)?|tabla|listing|algorithm|chart|scheme)\s*\d", re.I
)
"""How captions begin."""
_OPENING = re.compile(r"\s*(abstract|summary|introduction|zusammenfassung|einleitung|résumé|resumen|resumo)\b", re.I)
"""With what a paper opens, below title and authors."""
_KEYWORDS = re.compile(
    r"\s*(key\s?words|index terms|schlüssel\w+|mots[- ]cl[ée]s|palabras clave|parole chiave|palavras[- ]chave)\W+\w",
    re.I,
)
"""Keywords on the line that names them."""
_IDENTIFIER = re.compile(r"\s*(?=\S*\d)\S+\s*")
"""A word with a digit in it, as the number of a paper is."""
_LARGER = 1.08
_SMALLEST = 0.88
_LONGEST = 200
_MOST_BOLD = 0.35
"""Where more of a document is bold, bold says nothing."""
_DEEPEST = 6

Style = tuple[float, bool]


def is_caption(text: str) -> bool:
    """Whether a block begins as captions of figures and tables do."""
    return _CAPTION.match(text) is not None


def headings(pages: Sequence[Sequence[Block]], body: float) -> dict[int, str]:
    """Structure types of the blocks that are headings, by `id` of the block.

    The title is the first block in the largest type of the first page, or the first block of all.
    After it, short blocks in larger or bolder type than the body's are headings below it, but for
    authors and affiliations: larger type above the opening of a paper counts only where it comes
    again. A heading holds a letter or digit.

    Args:
        pages: the blocks of each page.
        body: the size in which most is set.
    """
    flat = [block for page in pages for block in page]
    if not flat:
        return {}
    first = next(page for page in pages if page)
    title = _title(first, body)
    after = flat[flat.index(title) + 1 :]
    bold_tells = sum(b.characters for b in flat if b.bold) <= _MOST_BOLD * sum(b.characters for b in flat)
    chosen = [block for block in after if _looks_like_one(block, body, bold_tells)]
    on_first = {id(block) for block in first}
    opening = next((n for n, block in enumerate(chosen) if _OPENING.match(block.text) or _numbering(block)), 0)
    kept = [block for block in chosen[:opening] if id(block) not in on_first] + chosen[opening:]
    if not _stands_out(title, body):
        return _levels(kept, 0)
    alone = all(_style(block) != _style(title) for block in kept) and not any(map(_numbering, kept))
    return {id(title): "H1"} | _levels(kept, 1 if alone else 0)


def _title(first: Sequence[Block], body: float) -> Block:
    above = next((n for n, block in enumerate(first) if _OPENING.match(block.text)), 0) or len(first)
    named = [block for block in first[:above] if block.lines <= 6 and not _IDENTIFIER.fullmatch(block.text)]
    largest = max((round(block.size, 1) for block in named), default=0.0)
    if largest <= 1.15 * body and len({round(block.size, 1) for block in named}) == 1:
        return first[0]
    return next((block for block in named if round(block.size, 1) == largest), first[0])


def _stands_out(block: Block, body: float) -> bool:
    """Whether a title is set larger or bolder than the text, or is all there is of its size."""
    return (block.size > _LARGER * body or block.bold or block.lines <= 3) and _has_words(block.text)


def _has_words(text: str) -> bool:
    """Whether most of it is letters and digits, as in words, and none a sign of a formula."""
    said = [c for c in text if not c.isspace()]
    letters = sum(c.isalnum() for c in said)
    return letters > 0 and 2 * letters >= len(said) and not any(category(c) == "Sm" and c not in "+<>=~|" for c in said)


def _looks_like_one(block: Block, body: float, bold_tells: bool) -> bool:
    larger = block.size > _LARGER * body
    bolder = bold_tells and block.bold and block.size > _SMALLEST * body
    if block.lines > 3 or not (larger or bolder):
        return False
    text = block.text
    if not any(c.isalnum() for c in text):
        # A font that does not tell its letters may still show some.
        return larger and not text.strip() and 4 < block.characters < _LONGEST
    if len(text) > _LONGEST:
        return False
    if not _has_words(text) or _KEYWORDS.match(text):
        return False
    if is_caption(text) or (block.label is not None and block.label.number is None):
        return False
    return not any(line.is_apart for line in block.members) and (larger or not text.rstrip().endswith((",", ";")))


def _numbering(block: Block) -> int:
    """How deep the number before a heading goes; 0 without one."""
    found = _NUMBERED.match(block.text)
    return 1 + len(_DEPTH.findall(found[1])) if found else 0


def _style(block: Block) -> Style:
    return round(block.size, 1), block.bold


def _levels(found: Sequence[Block], above: int) -> dict[int, str]:
    """By the number before it, else by that of others in its style, else by the rank of its style;
    none is skipped.

    Args:
        found: the headings in order.
        above: how many levels stand above the first: that of the title, where no heading has a
            number or the title's style. Numbers count from the first level, as authors have it.
    """
    numbered: dict[Style, int] = {}
    for block in found:
        if depth := _numbering(block):
            style = _style(block)
            numbered[style] = min(depth, numbered.get(style, depth))
    ranks = _ranks({_style(block) for block in found}, numbered)
    levels: dict[int, str] = {}
    level = above
    for block in found:
        depth = above + (_numbering(block) or ranks[_style(block)])
        level = min(depth, level + 1, _DEEPEST)
        levels[id(block)] = f"H{level}"
    return levels


def _ranks(styles: set[Style], numbered: Mapping[Style, int]) -> dict[Style, int]:
    ranks: dict[Style, int] = {}
    depth = 0
    for style in sorted(styles, reverse=True):
        depth = numbered.get(style, depth + 1)
        ranks[style] = depth
    return ranks
