"""Does a first page show the title of the agenda? Compared without case, accents and punctuation."""

from __future__ import annotations

import difflib
import re
import unicodedata

_ALIKE = 0.8
"""How much of a title must be found for it to count as shown: line breaks, hyphens and footnote marks disturb it."""


def titles_differ(title: str, page: str) -> bool:
    """True when the words of the title do not stand on the page in their order (80 % of them are enough)."""
    wanted, found = _words(title), _words(page)
    if not wanted:
        return False
    matcher = difflib.SequenceMatcher(None, wanted, found[:400], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) < _ALIKE * len(wanted)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "").replace("-\n", ""))
    return re.findall(r"\w+", without_marks(plain).casefold())


def without_marks(decomposed: str) -> str:
    """A text without the accents and other marks that stand by themselves in its decomposed form."""
    return decomposed.translate({ord(c): None for c in set(decomposed) if unicodedata.combining(c)})
