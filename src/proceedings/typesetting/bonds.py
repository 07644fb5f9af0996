"""What holds together on a line: an initial and the name after it, `p.` and its number."""

from __future__ import annotations

import re

NBSP = "\u00a0"

_INITIAL = r"(?<![^\W\d_])[^\W\d_]{1,2}\."
"""`R.`, `Ch.`, and the last of `J.-P.`; not the end of a longer word."""

_AFTER_INITIAL = re.compile(rf"({_INITIAL}) (?=\S)")
_BEFORE_INITIAL = re.compile(rf" (?=(?:{_INITIAL}[ \u00a0-]?)+(?:,|$))")
_SUFFIX = re.compile(r" (?=(?:Jr|Sr|ml|st)\.?(?:,|$)|[IVX]+(?:,|$))")

_BOUND = re.compile(rf"(?:^|(?<=[\s\u00a0(,;·]))({_INITIAL}|\w{{1,3}}\.){NBSP}(?=\S)")
_KEPT = "\ue000"


def bound_name(name: str) -> str:
    """A personal name whose initials do not part from what they belong to, nor *Jr.* and *III*."""
    tied = _AFTER_INITIAL.sub(rf"\1{NBSP}", name)
    return _SUFFIX.sub(NBSP, _BEFORE_INITIAL.sub(NBSP, tied))


def loosened(text: str) -> str:
    """The text for a narrow column, which long bonds would burst: only the shortest stay, such as
    `R. Manchester` and `p. 173`.
    """
    return _BOUND.sub(rf"\1{_KEPT}", text).replace(NBSP, " ").replace(_KEPT, NBSP)
