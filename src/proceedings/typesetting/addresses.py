"""Web and e-mail addresses in running text: they become links, and lines may break in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”‘’«»|\\^`{}]+|(?<![\w.@/:-])www\.[^\s<>\"“”‘’«»|\\^`{}]+\.[^\s<>\"“”‘’«»|\\^`{}]+"
    r"|(?<![\w.+%/:@-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+(?![\w-]|:\w|\.\w)",
)
"""With a scheme, from `www.` on, or with an @
(RFC 3986, 2; RFC 5322, 3.4.1, as far as people write them in texts).
"""

_TRAILING = ".,;:!?'*_~…"
"""Marks behind an address that belong to the sentence."""

_BREAK = re.compile(r"(?<=[/&=?])(?=[^/])|(?=[.?#&=_~])(?<=\w)|(?<=@)")
"""Where a line may end in an address: after a slash, before a dot
(The Chicago Manual of Style, 17th ed., 7.46).
"""

BREAK = "\u200b"
"""Zero width space: a line may end here. It has no glyph, so that it is in no text that readers
copy; an element in its place would be a link of its own.
"""

_HYPHEN = "-\u2060"
"""No line ends after a hyphen: readers would take it for one that only divides a word."""

_SHOWN = re.compile(r"<a (href=\"[^\"]*\"[^>]*>)([^<\s]+)(</a>)")


def link_addresses(tokens: Iterable[Any]) -> None:
    """Change markdown-it's tokens: an address becomes a link, unless it is in one already."""
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_linked(token.children))


def _linked(pieces: Iterable[Any]) -> Iterator[Any]:
    within = 0
    for piece in pieces:
        within += {"link_open": 1, "link_close": -1}.get(piece.type, 0)
        if piece.type == "html_inline":
            within += {"<a ": 1, "<a>": 1, "</a": -1}.get(piece.content[:3].lower(), 0)
        if piece.type == "text" and within <= 0:
            yield from _parted(piece)
        else:
            yield piece


def _parted(piece: Any) -> Iterator[Any]:
    from markdown_it.token import Token

    def text(said: str) -> Token:
        return Token("text", "", 0, content=said, level=piece.level)

    done = 0
    for found in _ADDRESS.finditer(piece.content):
        address = _without_sentence(found[0])
        target = f"mailto:{address}" if "@" in address and "://" not in address else address
        if target.startswith("www."):
            target = f"https://{target}"
        if found.start() > done:
            yield text(piece.content[done : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": target}, level=piece.level)
        yield text(address)
        yield Token("link_close", "a", -1, level=piece.level)
        done = found.start() + len(address)
    if done < len(piece.content):
        yield text(piece.content[done:])


def _without_sentence(address: str) -> str:
    """The address without the marks of its sentence, and without a bracket it does not open."""
    while True:
        shorter = address.rstrip(_TRAILING)
        for opening, closing in ("()", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def breakable(address: str) -> str:
    """Safe HTML of an address, in which a line may end after slashes and before dots."""
    return escape(_parted_at_breaks(address))


def breakable_addresses(html: str) -> str:
    """Safe HTML whose links may break where their text is an address."""
    return _SHOWN.sub(_broken, html)


def _broken(link: re.Match[str]) -> str:
    attributes, shown, end = link.groups()
    if "://" not in shown and "@" not in shown and not shown.startswith("www."):
        return link[0]
    # References such as &amp; are whole.
    pieces = re.split(r"(&\w+;|&#\w+;)", shown)
    parted = "".join(piece if k % 2 else _parted_at_breaks(piece) for k, piece in enumerate(pieces))
    return f'<a class="address" {attributes}{parted}{end}'


def _parted_at_breaks(text: str) -> str:
    return BREAK.join(_BREAK.split(text)).replace("-", _HYPHEN)
