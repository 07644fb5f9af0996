"""Does a page show the title of the agenda? Compared by letters alone,
whatever fonts make of them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata

_ALIKE = 0.8
"""How much of a title must be found for it to count as shown:
line breaks, hyphens and footnote marks disturb it.
"""
_LONG = 8
"""Letters from which on a title counts as shown where they stand in one piece,
whatever breaks its words.
"""
_BROKEN = re.compile("[-\u2010\u2011\u00ad\u0002\ufffe][ \t]*\r?\n\\s*")
"""A hyphen at the end of a line; pdfium gives U+0002 or U+FFFE for one that the font calls soft."""
_INVISIBLE = re.compile("[\u00ad\u0002\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]")
"""Soft hyphens, the stroke that lengthens Arabic words, joiners and signs of direction."""
_LAM_ALEF = re.compile("[\u0627\u0644]{2,}")
_ARABIC = str.maketrans("\u0649\u06cc\u06a9\u0629\u06c1", "\u064a\u064a\u0643\u0647\u0647")
"""Letters of Arabic that look alike and are written one for another."""


def titles_differ(title: str, page: str) -> bool:
    """True when the words of the title do not stand on
    the page in their order (80 % of them are enough).
    """
    wanted, found = _words(title), _words(page)
    if not wanted:
        return False
    matcher = difflib.SequenceMatcher(None, wanted, found[:400], autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) >= _ALIKE * len(wanted):
        return False
    letters = "".join(wanted)
    return len(letters) < _LONG or letters not in "".join(found)


def folded(text: str) -> str:
    """A text without case, accents, ligatures,
    hyphens at the ends of lines and signs that nobody sees.

    Lam and alef, which fonts draw as one sign, come back from most readers in either order:
    runs of the two are sorted.
    """
    joined = _INVISIBLE.sub("", _BROKEN.sub("", text))
    plain = without_marks(unicodedata.normalize("NFKD", joined)).casefold().translate(_ARABIC)
    return _LAM_ALEF.sub(lambda run: "".join(sorted(run[0])), plain)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def without_marks(decomposed: str) -> str:
    """A text without the accents
    and other marks that stand by themselves in its decomposed form.
    """
    return decomposed.translate({ord(c): None for c in set(decomposed) if unicodedata.combining(c)})
