"""A guess at the language of a text:
by its script, and by frequent words where several languages write it.

A few hundred words of running text tell nearly always; where they do not, nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_LEAST_LETTERS = 200
"""In scripts of several languages; a title says too little."""
_LEAST_RARE = 40
"""In scripts of one language."""
_SHARE, _LEAD = 0.12, 1.3
"""Of all words so many must be the language's own, and so many times more than the next's."""
_MAIN = 0.5
"""Of the letters so many must be of the script."""
_KANA = 0.05
"""Of Chinese letters and kana so many must be kana for the text to be Japanese."""
_URDU, _PERSIAN = "ٹڈڑےں", "پچژگکی"
"""Letters that Arabic does not have."""
_RARE = 0.01
_MOST = 20_000
"""Characters looked at."""


def scripts_of(text: str) -> Counter[str]:
    """The letters of a text by script, by the first word of their Unicode names:
    `LATIN`, `CJK`, `HANGUL` …
    """
    found = Counter[str]()
    for letter, count in Counter(filter(str.isalpha, text[:_MOST])).items():
        found[unicodedata.name(unicodedata.normalize("NFKC", letter)[0], "").partition(" ")[0]] += count
    return found


def guess(text: str) -> str | None:
    """The language that a text looks like, such as `de`; None where it cannot be told."""
    scripts = scripts_of(text)
    total = sum(scripts.values())
    eastern = sum(scripts[name] for name in ("CJK", "HIRAGANA", "KATAKANA"))
    if eastern >= max(_LEAST_RARE, _MAIN * total):
        return "ja" if eastern - scripts["CJK"] > _KANA * eastern else "zh"
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    if count < _MAIN * total:
        return None
    only = _table()["ONE"].get(script)
    if only is not None:
        return only if count >= _LEAST_RARE else None
    if count < _LEAST_LETTERS:
        return None
    return _arabic(text) if script == "ARABIC" else _by_words(text, script)


def fits(language: str, text: str) -> bool:
    """Whether a text can be in a language by its script;
    True where one of the two says too little.
    """
    scripts = scripts_of(text)
    total = sum(scripts.values())
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    base = language.lower().replace("_", "-").partition("-")[0]
    own = _scripts_by_language().get(base)
    if own is None or total < _LEAST_RARE or count < 0.8 * total or "latn" in language.lower():
        return True
    return script in own


def _arabic(text: str) -> str:
    """Of the languages in Arabic script the letters tell most,
    also where a PDF has its words in pieces.
    """
    letters = Counter(unicodedata.normalize("NFKC", text[:_MOST]))
    total = sum(letters.values())
    if sum(letters[c] for c in _URDU) > _RARE * total:
        return "ur"
    return "fa" if sum(letters[c] for c in _PERSIAN) > _RARE * total else "ar"


def _by_words(text: str, script: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text[:_MOST]).casefold())
    counts = Counter(words)
    scores = {
        language: sum(counts[word] for word in own) for language, own in _words_by_language().get(script, {}).items()
    }
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if len(ranked) < 2 or ranked[0][1] < _SHARE * len(words) or ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("guessing.toml").read_text("utf-8"))


@cache
def _words_by_language() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By script and language; words of one letter are anything in a form or a formula."""
    return {
        script: {
            language: frozenset(word for word in words.split() if len(word) > 1)
            for language, words in languages.items()
        }
        for script, languages in _table().items()
        if script != "ONE"
    }


@cache
def _scripts_by_language() -> Mapping[str, frozenset[str]]:
    """The scripts that a language is written in, for the languages of the table."""
    found: dict[str, set[str]] = {}
    for script, languages in _table().items():
        if script == "ONE":
            for one, language in languages.items():
                found.setdefault(language, set()).add(one)
        else:
            for language in languages:
                found.setdefault(language, set()).add(script)
    found["ja"] |= {"CJK"}
    found["sr"] |= {"LATIN"}
    found["ko"] |= {"CJK"}
    return {language: frozenset(scripts) for language, scripts in found.items()}
