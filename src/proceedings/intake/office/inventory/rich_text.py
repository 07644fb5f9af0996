"""The inventory of an RTF document (RTF 1.9.1)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from proceedings.office_files.rtf import Token, tokens
from proceedings.values.holdings import CHANGES, COMMENTS, EMBEDDED, FOOTNOTES, LINKS, PICTURES, Count, Inventory

_MOST_BYTES = 64 << 20
_ENDS = frozenset((b"par", b"cell", b"row", b"sect", b"page", b"nestcell"))
_SPACES = frozenset((b"tab", b"line", b"emspace", b"enspace", b"qmspace"))
_SIGNS = {b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_NAMES = re.compile(rb"\{\\\*\\revtbl\s*((?:\{[^{}]*\}\s*)*)\}")


def read_rich_text(path: Path) -> Inventory:
    """What an RTF document holds.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    writers = _writers(data)
    count, text, change, author = Count(), list[str](), None, ""
    hidden: list[str] = []
    for token in tokens(data):
        state, word = token.state, token.word
        _note(token, count)
        if state.destination == b"atnauthor":
            author += token.text
        elif word == b"annotation":
            count.add(COMMENTS, author.strip())
            author = ""
        if state.hidden and replace(state, hidden=False).printed:
            hidden.append(token.text)
        if not state.printed:
            continue
        if token.text.strip():
            here = _change(token)
            if here is not None and here != change:
                count.add(CHANGES, writers.get(here[1], ""))
            change = here
        if not state.deleted:
            text.append(token.text if not word else _SIGNS.get(word, " " if word in _SPACES else token.text))
            if word in _ENDS:
                count.say("".join(text))
                text.clear()
    count.say("".join(text))
    count.hide("".join(hidden))
    return count.inventory()


def _change(token: Token) -> tuple[str, int] | None:
    """Which tracked change a text belongs to, by its kind and writer;
    those of one writer that touch are one.
    """
    if token.state.deleted:
        return "deleted", token.state.deleter
    return ("inserted", token.state.inserter) if token.state.inserted else None


def _writers(data: bytes) -> dict[int, str]:
    """The table of those who changed the text."""
    table = _NAMES.search(data)
    names = re.findall(rb"\{([^{}]*)\}", table[1]) if table else []
    return {n: name.decode("cp1252", "replace").rstrip("; ") for n, name in enumerate(names)}


def _note(token: Token, count: Count) -> None:
    match token.word:
        case b"footnote":
            count.add(FOOTNOTES)
        case b"moMath":
            count.formula("")
        case b"pict" if token.state.destination == b"pict":
            count.add(PICTURES)
        case b"objclass":
            count.add(EMBEDDED)
    if token.state.destination == b"fldinst" and "HYPERLINK" in token.text:
        count.add(LINKS)
