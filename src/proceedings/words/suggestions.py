"""Did you mean …? The nearest word for a misspelt one, and readable ids made from names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

# Letters that Unicode does not decompose; written the way library catalogues romanise them.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"}
)

ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def nearest(word: str, choices: Iterable[str], least: float = 0.6) -> str | None:
    """The choice most like a word, letter case aside;
    None when none is at least `least` (0 to 1) like it.
    """
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(choice.casefold(), choice)
    found = get_close_matches(word.casefold()[:200], folded, n=1, cutoff=least)
    return folded[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str], synonyms: Mapping[str, str] | None = None) -> str | None:
    """A hint that names the nearest choice, by meaning first, then by letters;
    None when nothing is near.
    """
    known = list(choices)
    meant = (synonyms or {}).get(word.casefold())
    found = meant if meant in known else nearest(word, known)
    return f"did you mean `{found}`?" if found else None


def one_of(choices: Iterable[str]) -> str:
    """A hint that lists the choices."""
    return "one of " + ", ".join(f"`{choice}`" for choice in choices)


def slug(text: str, longest: int = 48) -> str:
    """An id from a name or title: ASCII letters, digits and hyphens;
    empty where the text has none (other scripts).

    Cut at a word's end where it would be longer than `longest`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ]", "", "".join(c for c in plain if not unicodedata.combining(c))))
    kept = ""
    for word in words:
        joined = f"{kept}-{word}" if kept else word
        if len(joined) > longest:
            break
        kept = joined
    return kept or "".join(words)[:longest]
