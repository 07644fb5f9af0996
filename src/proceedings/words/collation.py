"""Collation: the order and the letters of an index in the volume's language,
by ICU's Unicode Collation Algorithm.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

LABEL_LOCALES = ("en", "ru", "el", "he", "ar", "ka", "hy", "hi", "th", "ko", "ja")
"""Languages whose letters head groups beside the volume's own,
so that names in another script find theirs.
"""

MOST_LABELS = 5000
"""ICU thins out the letters of an index beyond 99; here each script keeps all of its own."""

OTHER = "#"
"""Heads what sorts before all letters: digits and signs."""

PLAIN_LETTER = 0
"""ICU's U_ALPHAINDEX_NORMAL: a group with a letter of its own."""

BEFORE_LETTERS = 1
"""ICU's U_ALPHAINDEX_UNDERFLOW."""

HAMZA_AND_AYN = re.compile("[\u02b9-\u02c1]")
"""Letters of romanisation for hamza, ʿayn, the ʻokina and soft signs:
they do not count, wherever they stand.
"""

SIGNS_BEFORE = re.compile(r"^[\W_]+")
"""Quotation marks and apostrophes do not count at the beginning of a heading."""


@dataclass(frozen=True, slots=True)
class Collation:
    """The order of one language.

    Source: UTS #10, Unicode Collation Algorithm;
    tailorings and index letters of CLDR as ICU carries them.
    """

    language: str
    collator: Any
    letters: Any
    has_thorn: bool = True
    """Whether Þ is a letter of the language; in others it stands where Th does."""

    def key(self, *texts: str) -> tuple[int | bytes, ...]:
        """What to sort by: the letter of the first text,
        then that text, the next, and their code points.

        The letter comes first because Chinese has Latin letters for the sounds of its signs,
        which ICU sorts before all Latin words: each letter heads one group all the same.
        """
        plain = [self._spelt(text) for text in texts]
        group = self.letters.getBucketIndex(plain[0]) if plain else 0
        return (group, *(self.collator.getSortKey(text) for text in plain), *(text.encode() for text in texts))

    def letter(self, text: str) -> str:
        """The letter under which a heading stands: `Č` under C in English, under Č in Czech."""
        plain = self._spelt(text)
        label, kind = self.letters[self.letters.getBucketIndex(plain)]
        if kind == PLAIN_LETTER:
            return str(label)
        # Scripts without an alphabet of ours: the first sign heads the group.
        return OTHER if kind == BEFORE_LETTERS or not plain else plain[0].upper()

    def _spelt(self, text: str) -> str:
        """A heading as it counts for its place."""
        plain = _without_signs(text)
        return plain if self.has_thorn else plain.replace("Þ", "Th").replace("þ", "th")


def collation(language: str) -> Collation:
    """The order of a language, given by its BCP 47 tag;
    one that ICU does not know gets the root order of CLDR.
    """
    import icu

    locale = icu.Locale.forLanguageTag(language.replace("_", "-"))
    index = icu.AlphabeticIndex(locale)
    index.maxLabelCount = MOST_LABELS
    for tag in LABEL_LOCALES:
        index.addLabels(icu.Locale.forLanguageTag(tag))
    letters = index.buildImmutableIndex()
    has_thorn = letters[letters.getBucketIndex("Þ")][0] == "Þ"
    return Collation(language, icu.Collator.createInstance(locale), letters, has_thorn)


def _without_signs(text: str) -> str:
    composed = HAMZA_AND_AYN.sub("", unicodedata.normalize("NFC", text))
    return SIGNS_BEFORE.sub("", composed) or text
