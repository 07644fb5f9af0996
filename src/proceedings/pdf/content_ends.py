"""What contents leave open at their end:
what is drawn after them must find the page as it was before them.

Source: ISO 32000-2, 7.2 (tokens),
8.2 (which operators belong together) and 8.4.2 (saved graphics states).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from proceedings.pdf.inline_images import breaks_off, image_end
from proceedings.pdf.lexical import REGULAR, SPACES
from proceedings.pdf.operations import STRING

_BEGIN = frozenset({b"m", b"re", b"l", b"c", b"v", b"y", b"h"})
"""Operators after which a path is open (ISO 32000-2, table 58)."""
_PAINT = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"})
"""Operators that end a path (table 59)."""
_PATHS = _BEGIN | _PAINT
_PAIRS = MappingProxyType({b"q": b"Q", b"BT": b"ET", b"BMC": b"EMC", b"BDC": b"EMC", b"BX": b"EX"})
_ENDS = frozenset(_PAIRS.values())
_TELLING = frozenset({*_PAIRS, *_ENDS, *_PATHS, b"BI"})
_MOST_DICTIONARIES = 8
"""Dictionaries without end that are looked into: contents with more are no work of a program."""
_ENDED_BY = MappingProxyType({b"<<": b">>", b"[": b"]"})

_WHOLE = re.compile(STRING + rb"|<[0-9A-Fa-f\x00\t\n\f\r ]*+>", re.S)
"""Strings, which may hold any word."""
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]<>")
_NESTED = 3
"""How deep arrays and dictionaries may stand in each other for a quick look."""
_APART = bytes.maketrans(b"[]<>\x00", b"     ")

_TOKEN = re.compile(
    rb"(?>(?:[" + SPACES + rb"]++|[0-9.+\-]++(?!" + REGULAR + rb"))+)|%[^\r\n]*+|" + STRING + rb"|\("
    rb"|<<|>>|<[^>]*+>?|[\[\]{})>]|/" + REGULAR + rb"*+|" + REGULAR + rb"++",
    re.S,
)
"""Every byte is in one of these:
numbers and spaces, comments, strings, dictionaries, arrays, names, words.
"""
_PARENTHESIS = re.compile(rb"\\.|[()]", re.S)


@dataclass(frozen=True, slots=True)
class End:
    """How contents end.

    `closing` are operators, with a line's end before them, that close what is open; empty where
    nothing is. `surplus` are the places of what cannot be closed: operators that close what was
    never opened, strings, arrays and inline images without end, in which readers drown all that
    follows.
    """

    closing: bytes = b""
    surplus: tuple[slice, ...] = ()


def surely_closed(content: bytes) -> bool:
    """True where a quick look tells that all is closed;
    False also where only reading properly could tell.

    A comment may be open: a line's end closes it.
    """
    plain = _WHOLE.sub(b" ", content)
    if any(mark in plain for mark in (b"(", b")", b"%")):
        return False
    brackets = plain.translate(None, _NO_BRACKETS)
    for _ in range(_NESTED):
        brackets = brackets.replace(b"[]", b"").replace(b"<>", b"")
    if brackets:
        return False
    words = [word for word in plain.translate(_APART).split() if word in _TELLING]
    return b"BI" not in words and _in_pairs(words)


def _in_pairs(words: Sequence[bytes]) -> bool:
    last = next((word for word in reversed(words) if word in _PATHS), b"n")
    if last in _BEGIN:
        return False
    open_: Counter[bytes] = Counter()
    for word in words:
        if word in _PAIRS:
            open_[_PAIRS[word]] += 1
        elif word in _ENDS:
            open_[word] -= 1
            if open_[word] < 0:
                return False
    return not any(open_.values())


def end_of(content: bytes) -> End:
    """How contents end, as readers go through them; every byte is looked at."""
    walk = _Walk()
    at = walk.through(content, 0)
    for _ in range(_MOST_DICTIONARIES):
        if at is None:
            break
        # What stands in a dictionary without end is drawn by pdfium:
        # only what begins it is too much.
        walk.surplus.append(slice(at, at + 2))
        at = walk.through(content, at + 2)
    return End(walk.closing(), tuple(sorted(walk.surplus, key=lambda place: place.start)))


@dataclass(slots=True)
class _Walk:
    """What is open while contents are read.
    Arrays and dictionaries are operands: no operator in them counts.
    """

    open: Counter[bytes] = field(default_factory=Counter)
    path: bool = False
    surplus: list[slice] = field(default_factory=list)
    containers: list[tuple[bytes, int]] = field(default_factory=list)
    """What ends each array or dictionary that is open, and where it begins."""

    def through(self, content: bytes, at: int) -> int | None:
        """Read to the end; gives back where a dictionary without end begins, if there is one."""
        image = -1
        while (found := _TOKEN.match(content, at)) is not None:
            start, at = at, found.end()
            token = found[0]
            if token == b"(":
                at = self._string(content, start)
            elif token in _ENDED_BY:
                self.containers.append((_ENDED_BY[token], start))
            elif token in (b">>", b"]"):
                self._leave(token)
            elif token[:1] == b"<" and token[-1:] != b">":
                self._drop(start, at)
            elif token == b"BI" and not self.containers:
                image = start
            elif image >= 0 and token == b"ID":
                at, image = self._image(content, image, at), -1
            elif token in _TELLING and not self.containers:
                self._operator(token, slice(start, at))
        if image >= 0:
            self._drop(image, len(content))
        return self._left_in(content)

    def _left_in(self, content: bytes) -> int | None:
        if not self.containers:
            return None
        end, start = self.containers[0]
        self.containers.clear()
        if end == b">>":
            return start
        self._drop(start, len(content))
        return None

    def _drop(self, start: int, end: int) -> None:
        self.surplus = [place for place in self.surplus if place.start < start]
        self.surplus.append(slice(start, end))

    def _string(self, content: bytes, start: int) -> int:
        """Past the end of a string with many others in it."""
        depth = 0
        for found in _PARENTHESIS.finditer(content, start):
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if depth == 0:
                return found.end()
        self._drop(start, len(content))
        return len(content)

    def _leave(self, token: bytes) -> None:
        for depth in reversed(range(len(self.containers))):
            if self.containers[depth][0] == token:
                del self.containers[depth:]
                return

    def _image(self, content: bytes, start: int, at: int) -> int:
        """Past an image; one that breaks off is too much:
        what follows would be taken for its data.
        """
        end = image_end(content, at)
        data = content[at + 1 : len(content) if end is None else end - 2]
        past = len(content) if end is None else end
        if end is None or breaks_off(content[start + 2 : at - 2], data):
            self._drop(start, past)
        return past

    def _operator(self, word: bytes, place: slice) -> None:
        if word in _PATHS:
            self.path = word in _BEGIN
        elif word == b"BT":
            self.open[b"ET"] = 1  # begun twice, it is still one
        elif word in _PAIRS:
            self.open[_PAIRS[word]] += 1
        elif self.open[word] > 0:
            self.open[word] -= 1
        elif word in (b"Q", b"EMC"):
            self.surplus.append(place)

    def closing(self) -> bytes:
        """Operators in the order in which they may close."""
        ends = [b"n"] if self.path else []
        for end in (b"ET", b"EX", b"EMC", b"Q"):
            ends += [end] * self.open[end]
        return b"\n" + b"\n".join(ends) + b"\n" if ends else b""


def end_of_streams(streams: Sequence[bytes]) -> End | None:
    """How contents in several streams end;
    None where that depends on what a reader puts between them.

    Readers put a blank, a line's end or nothing; none of it matters where streams are divided
    between tokens, as they should be (ISO 32000-2, 7.8.2).
    """
    if len(streams) == 1:
        return end_of(streams[0])
    first, *others = [end_of(between.join(streams)) for between in (b"\n", b" ", b"")]
    same = all((end.closing, len(end.surplus)) == (first.closing, len(first.surplus)) for end in others)
    return first if same else None


def without(content: bytes, surplus: Sequence[slice]) -> bytes:
    """The content with blanks in these places."""
    fresh = bytearray(content)
    for place in surplus:
        fresh[place] = b" " * (place.stop - place.start)
    return bytes(fresh)
