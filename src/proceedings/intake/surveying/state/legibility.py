"""Can a program read what is seen? By the letters of a page:
fonts whose map is absent or shifted give gibberish.
"""

from __future__ import annotations

import re

from proceedings.words.states import words

_STRANGE = re.compile("[\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Controls, private codes and the replacement character.
U+0002 is pdfium's for a hyphen at the end of a line.
"""
_FEWEST = 40
"""Characters: from fewer nothing is concluded."""
_STRANGE_SHARE = 0.3
_ACCENTED = re.compile("[\u00c0-\u00ff]")
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED_SHARE = 0.5
"""No language writes half of its letters with accents;
Cyrillic text in an old encoding looks so.
"""
_WORD = re.compile(r"(?<![^\W\d_])[a-z]{4,}(?![^\W\d_])", re.I)
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]{4}")
"""Quickly found, without re.I twice as quickly; a readable page has few."""
_WITHOUT_VOWELS = re.compile(r"(?<![^\W\d_])[b-df-hj-np-tv-xz]{4,}(?![^\W\d_])", re.I)
FEWEST_WORDS = 50
"""Of fewer words nothing is said by themselves."""
_VOWELLESS_SHARE = 0.12
"""Words of four letters or more without a vowel:
next to none in any language, a fifth in a shifted one.
"""
_SMALL_SHARE = 0.04
"""Small words among all: a tenth at least in running text of the languages in `words.toml`."""


def is_unreadable(text: str) -> bool:
    """Whether a page's text is no language:
    private codes, controls, or words that nobody could say.
    """
    dense = len("".join(text.split()))
    if dense < _FEWEST:
        return False
    if len(_STRANGE.findall(text)) > _STRANGE_SHARE * dense:
        return True
    return _is_mostly_accented(text) or _is_gibberish(text)


def _is_mostly_accented(text: str) -> bool:
    """Whether half of the letters have accents;
    all are counted only where enough have, which takes long.
    """
    accented = len(_ACCENTED.findall(text))
    if accented <= _ACCENTED_SHARE * _FEWEST:
        return False
    letters = len(_LETTER.findall(text))
    return letters >= _FEWEST and accented > _ACCENTED_SHARE * letters


def _is_gibberish(text: str) -> bool:
    if len(_CLUSTER.findall(text)) <= _VOWELLESS_SHARE * FEWEST_WORDS:
        return False
    count = len(_WORD.findall(text))
    if count < FEWEST_WORDS or len(_WITHOUT_VOWELS.findall(text)) <= _VOWELLESS_SHARE * count:
        return False
    said = re.findall(r"[^\W\d_]+", text.casefold())
    known = words().small_words
    return sum(1 for word in said if word in known and len(word) > 1) < _SMALL_SHARE * len(said)
