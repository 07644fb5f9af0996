"""Which language a submission has by itself:
its author's mark, or else what its text looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proceedings.intake.office.language_marks import marked_language
from proceedings.values.format import Format
from proceedings.values.original import Original
from proceedings.words.guessing import fits, guess

_DEFAULTS = frozenset({"en-us"})
"""What LibreOffice writes where nothing is marked."""
_OLD = frozenset({Format.DOC, Format.RTF})
"""Formats whose marks LibreOffice alone reads, and carries over."""


_TAG = re.compile(r"(?!und\b|zxx\b|mul\b)[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)
"""What a language is called (RFC 5646, 2.1): neither `english`, as some programs write, nor a word
for none.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The language of a submission, None where nothing tells;
    the author's own mark; and what its text looks like.
    """

    language: str | None
    mark: str | None
    guess: str | None


def told(text: str, lang: str | None, office: Original | None) -> Told:
    """The language of a submission.

    Args:
        text: words of it.
        lang: what its PDF says of itself, or the PDF that was made of it.
        office: the office document that was converted;
            its marks count, not the converting program's default.
    """
    mark = _plausible(lang)
    if office is not None:
        mark = marked_language(office.path, office.format)
        carried = _plausible(lang)
        if mark is None and office.format in _OLD and carried and carried.lower() not in _DEFAULTS:
            mark = carried
    looks = guess(text)
    # A mark that the letters belie is a program's, no author's.
    if mark is not None and looks is not None and not fits(mark, text):
        return Told(looks, None, looks)
    return Told(mark or looks, mark, looks)


def _plausible(lang: str | None) -> str | None:
    """A mark that can be one, with hyphens: TeX writers put `en_GB`."""
    tag = (lang or "").strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else None
