"""Links of a manuscript: to places in it, where those that lead to none are told and their words
stay; and to files that lie beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from proceedings.values.trouble import Trouble

_LINK = re.compile(r'<a\b([^>]*?) href="#([^"]*)"([^>]*)>')
_PLACE = re.compile(r'<[a-z][^>]*? (?:id|name)="([^"]*)"')
_TOP = ("", "top")
"""Where a browser goes to the head of the page (HTML, 7.4.6.4)."""


def without_dead_links(html: str) -> tuple[str, tuple[Trouble, ...]]:
    """The text with links to its own places alone,
    and a notice for each place that it does not have.

    Args:
        html: safe, as nh3 writes it: attributes in double quotes.
    """
    places = {unescape(name) for name in _PLACE.findall(html)}
    dead: dict[str, None] = {}

    def kept(link: re.Match[str]) -> str:
        place = unescape(link[2])
        if place in places:
            return link[0]
        if unquote(place) in places:
            return link[0].replace(f"#{link[2]}", f"#{unquote(link[2])}", 1)
        if place not in _TOP:
            dead[place] = None
        return f"<a{link[1]}{link[3]}>"

    return _LINK.sub(kept, html), tuple(map(_dead, dead))


def is_beside(target: str) -> bool:
    """Whether a link leads to a file by a path from where the text lies."""
    try:
        address = urlsplit(target)
    except ValueError:
        return False
    return not address.scheme and not address.netloc and bool(address.path.strip())


def as_file(target: str) -> str:
    """The same link as an address of a file, which no reader takes for one in the web."""
    return "file:" + target.strip().replace("\\", "/")


def notes_of_nothing(env: Mapping[str, Any]) -> Iterator[Trouble]:
    """A warning for each footnote of a Markdown text that no word refers to: it is not printed.

    Args:
        env: as the parser leaves it: its plug-in for footnotes counts references from 0.
    """
    for name, count in env.get("footnotes", {}).get("refs", {}).items():
        if count == -1:
            message = f"no word refers to the footnote {name.lstrip(':')[:80]}; it is not printed"
            yield Trouble.warning("footnotes-lost", message, "write `[^name]` where the note belongs")


def _dead(place: str) -> Trouble:
    message = f"a link leads to no place in the text (“#{place[:80]}”); it was removed"
    return Trouble.notice("dead-link", message, "its words stay as they are")
