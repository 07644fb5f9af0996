"""Which language a submission has by itself:
its author's mark, or else what its text looks like.
"""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.intake.office.language_marks import marked_language
from proceedings.values.format import Format
from proceedings.values.original import Original
from proceedings.words.guessing import fits, guess

_DEFAULTS = frozenset({"en-us"})
"""What LibreOffice writes where nothing is marked."""
_OLD = frozenset({Format.DOC, Format.RTF})
"""Formats whose marks LibreOffice alone reads, and carries over."""


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
    mark = lang
    if office is not None:
        mark = marked_language(office.path, office.format)
        if mark is None and office.format in _OLD and lang and lang.lower() not in _DEFAULTS:
            mark = lang
    looks = guess(text)
    # A mark that the letters belie is a program's, no author's.
    if mark is not None and looks is not None and not fits(mark, text):
        return Told(looks, None, looks)
    return Told(mark or looks, mark, looks)
