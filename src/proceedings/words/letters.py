"""Letters and words as both sides of a count have them:
without case, ligatures, hyphens and marks of layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ACCENT = re.compile(r"[\u0300-\u036f\u0483-\u0487\u3099\u309a]")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPT = re.compile(
    r"(LATIN|GREEK|CYRILLIC|ARABIC|HEBREW|DEVANAGARI|BENGALI|TAMIL|TELUGU|THAI|ARMENIAN|GEORGIAN|ETHIOPIC|KHMER|"
    r"HANGUL|HIRAGANA|KATAKANA|CJK)"
)
_READ_ALIKE = re.compile(r"[\u0041-\u058f\u10a0-\u10ff\u1e00-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Letters that a PDF gives back one by one as they were written;
those of other scripts join, stack or change order.
"""
_LEAST = 3
"""Letters of a word that is looked for; shorter ones are found anywhere."""


def plain(text: str) -> str:
    """A text in lower case and without accents, its ligatures and forms resolved:
    a PDF may keep accents apart.
    """
    folded = unicodedata.normalize("NFKD", text.translate(_UNSEEN)).casefold()
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFKD", folded)))


def words(text: str) -> list[str]:
    """The words of a text that can be looked for in a PDF."""
    return [word for word in _WORD.findall(plain(text)) if len(word) >= _LEAST and _READ_ALIKE.fullmatch(word)]


def squeezed(text: str) -> str:
    """Nothing but the letters of a text, so that hyphens, line ends and spacing do not matter."""
    return "".join(_WORD.findall(plain(text)))


def missing(passages: Iterable[str], printed: str) -> list[str]:
    """The words of passages, in their order, that stand less often in what is printed."""
    wanted = [word for passage in passages for word in words(passage)]
    letters = squeezed(printed)
    lacking = {word: count - letters.count(word) for word, count in Counter(wanted).items()}
    found = []
    for word in wanted:
        if lacking[word] > 0:
            lacking[word] -= 1
            found.append(word)
    return found


def by_script(texts: Iterable[str]) -> Counter[str]:
    """How many letters there are of each script;
    `Latin`, `Greek` … `CJK` for Chinese characters.
    """
    counts: Counter[str] = Counter()
    for letter, count in Counter("".join(texts)).items():
        if letter.isalpha() and (found := _SCRIPT.match(unicodedata.name(letter, ""))):
            counts["CJK" if found[1] == "CJK" else found[1].capitalize()] += count
    return counts
