"""A link of an office document:
where it leads, the words that carry it, and the address that marks it meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from proceedings.values.geometry import Box

_MARK = "http://link.invalid/"
"""What marks begin with: a name that nobody can have (RFC 2606)."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Of two letters at least: one is the name of a drive."""


class Kind(StrEnum):
    """What a link leads to."""

    WEB = "web"
    """An address with a scheme."""
    FILE = "file"
    """Another file, by its relative name."""
    PLACE = "place"
    """A bookmark of the same document."""
    SLIDE = "slide"
    """A slide of the same deck, by its number in the source, hidden ones counted, from 1."""
    NEXT = "next"
    PREVIOUS = "previous"
    FIRST = "first"
    LAST = "last"
    NOWHERE = "nowhere"
    """What no page can lead to; the value says what it is."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads; `value` by kind:
    an address, a file's name, a bookmark, a slide's number.
    """

    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link of the source.

    `slide` is the number of its slide in the source, from 1, None where it stands on none or on
    many. `box` is where its shape lies on the slide, in parts of the slide's width and height,
    origin at the lower left; None where that is unknown or where its words carry it. `expected` is
    False where it need not come out.
    """

    number: int
    target: Target
    words: str
    slide: int | None = None
    box: Box | None = None
    expected: bool = True

    @property
    def mark(self) -> str:
        """The address that stands for its target while the document is converted."""
        return mark(self.number)


def mark(number: int) -> str:
    """The address of the link of this number."""
    return f"{_MARK}{number}"


def number_of(address: str) -> int | None:
    """The number of the link that an address marks; None where it marks none."""
    rest = address.removeprefix(_MARK)
    return int(rest) if rest != address and rest.isascii() and rest.isdigit() else None


def external(target: str, anchor: str = "") -> Target:
    """Where a target that is written as an address leads; `anchor` is a place in it."""
    whole = f"{target}#{anchor}" if anchor and "#" not in target else target
    if whole.startswith("#"):
        return Target(Kind.PLACE, whole[1:])
    if _SCHEME.match(whole):
        return Target(Kind.WEB, whole)
    if whole.casefold().startswith("www."):
        return Target(Kind.WEB, f"http://{whole}")
    if "@" in whole and "/" not in whole:
        return Target(Kind.WEB, f"mailto:{whole}")
    return Target(Kind.FILE, whole)


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """The links of a document as it was marked,
    and the numbers of the slides that its pages show (none of a text).
    """

    links: tuple[SourceLink, ...] = ()
    slides: tuple[int, ...] = ()
