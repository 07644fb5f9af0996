"""Words that an author forgot:
references that lead nowhere, notes to oneself, sentences of a template.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.words.states import words

_QUOTES = "\"'“”„‘’«»‹›`「『"
_REFERENCE = re.compile(r"(?<![\w?!/])[(\[]?\?\?[)\]]?(?![\w?!/])")
"""`??` by itself, as LaTeX prints a reference whose label it does not know."""
_CITATION = re.compile(
    r"(?<![\w?\"'“‘=(\[{|\\^])\[(?:\?|[^\[\]?\n]{1,40}, ?\?)(?:, ?[^\[\]\n]{1,40})?\](?=[\s.,;:)]|$)", re.M
)
_MANY = re.compile(r"\[[^\[\]]*\?, ?\?[^\[\]]*\]|\[\d+, ?\?[^\[\]]*\]|\[\?, ?\d+[^\[\]]*\]")
"""Several citations in one bracket: no other use of question marks looks so."""
_NOTE = re.compile(
    r"(?:(?<=[\[({<])\s?(?:TODO|FIXME|TBD|XXX|ToDo)\b"
    r"|(?:^|(?<=[.!?] ))(?:TODO|FIXME|XXX)\b(?=\s?(?::|\([A-Za-z]+\):|[A-Z][a-z]+:)))"
    r"[^\n\])}>]{0,60}",
    re.M,
)
"""A note to oneself in brackets, or at the beginning of a sentence with a colon."""
_PLAIN_NOTE = re.compile(r"(?<![\w\"'“‘`#/*%;-])(?:TODO|FIXME|XXX)(?![\w\"'”’`])")
_CODE = re.compile(r"(?:#|//|/\*|--|%|;|\*)\s*$")
_TOPIC = 5
"""A paper that says TODO more often than this writes about such notes."""
_BOLD = re.compile(r"bold|black|heavy|medi|demi|^(?:\w+\+)?(?:cm|sf|ec|lm)\w{0,4}bx", re.I)
"""Names of bold fonts, among them those of TeX."""
_MOST = 12
"""Leftovers told of one page."""


def leftovers(text: str, textpage: Any) -> Iterator[str]:
    """The words of a page that its author forgot, each once, in short.

    Args:
        text: of the page, with its lines.
        textpage: of pdfium, open; asked for the weight of question marks alone.
    """
    flat = " ".join(text.split())
    found = dict.fromkeys(_phrases(flat))
    if "?" in text:
        found |= dict.fromkeys(_question_marks(flat, textpage))
    found |= dict.fromkeys(_notes(text, bool(found)))
    yield from list(found)[:_MOST]


def _phrases(flat: str) -> Iterator[str]:
    for match in words().leftovers.within(flat):
        if flat[max(match.start() - 1, 0) : match.start()] not in set(_QUOTES):
            yield _short(match[0])


def _question_marks(flat: str, textpage: Any) -> Iterator[str]:
    """References and citations without a target;
    where only the marks themselves speak for it, they must be bold.
    """
    sure = [match for match in _REFERENCE.finditer(flat) if _follows_a_noun(flat, match.start())]
    sure += list(_MANY.finditer(flat))
    yield from (_with_word_before(flat, match) for match in sure)
    doubtful = [m for m in (*_REFERENCE.finditer(flat), *_CITATION.finditer(flat)) if m not in sure]
    taken = {match.start() for match in sure}
    for match in doubtful:
        if match.start() not in taken and (sure or _is_bold(textpage, match[0])):
            yield _with_word_before(flat, match)


def _follows_a_noun(flat: str, start: int) -> bool:
    before = re.search(r"([^\W\d_]+)\.?[\s\u00a0(\[]*$", flat[max(0, start - 30) : start])
    return before is not None and before[1].casefold() in words().nouns


def _with_word_before(flat: str, match: re.Match[str]) -> str:
    before = flat[: match.start()].split(" ")
    word = next((w for w in reversed(before) if w), "")
    return _short(f"{word} {match[0]}" if len(word) <= 20 and word[:1].isalpha() else match[0])


def _notes(text: str, certain: bool) -> Iterator[str]:
    """Notes to oneself; a bare TODO counts only beside other leftovers."""
    if not any(note in text for note in ("TODO", "FIXME", "XXX", "TBD", "ToDo")):
        return
    plain = [match for match in _PLAIN_NOTE.finditer(text) if not _CODE.search(text[: match.start()][-6:])]
    if len(plain) > _TOPIC:
        return
    said = [match for match in _NOTE.finditer(text) if not _CODE.search(text[: match.start()][-6:])]
    yield from (_short(match[0]) for match in said)
    taken = [match.span() for match in said]
    for match in plain:
        if certain and not any(start <= match.start() < end for start, end in taken):
            yield _short(text[match.start() : match.start() + 40].splitlines()[0])


def _is_bold(textpage: Any, marks: str) -> bool:
    """Whether question marks are set bold, as LaTeX sets them, among text that is not."""
    search = textpage.search("??" if "??" in marks else "[?")
    found = search.get_next()
    while found:
        index = found[0] + (marks[0] != "?")
        if _weight(textpage, index) and not _weight(textpage, max(0, found[0] - 2)):
            return True
        found = search.get_next()
    return False


def _weight(textpage: Any, index: int) -> bool:
    """Whether a character's font is a bold one, by its name."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    said = name.raw[: max(0, min(size, 128) - 1)].decode("utf-8", "replace")
    return _BOLD.search(said) is not None


def _short(words_found: str) -> str:
    said = " ".join(words_found.split())
    return said if len(said) <= 60 else said[:57].rstrip() + " …"
