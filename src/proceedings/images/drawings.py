"""Drawings (SVG): whether they can be read,
how large they are, and what of them a page cannot show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from proceedings.images.picture_kinds import BEGINNING, picture_kind
from proceedings.images.raster import UNREADABLE, Look, look
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href", "src")
_NAMED = 3
"""References that one message names."""

_LOST = {
    "foreignObject": "text set as HTML",
    "video": "a film",
    "audio": "a sound",
    "iframe": "another page",
    "canvas": "a canvas",
}
"""Elements that are not drawn, and what a reader would call them."""
_FILTERS = {"feOffset", "feBlend", "feFlood", "feMerge", "feMergeNode"}
"""Steps of filters that are drawn, or whose absence is not seen."""
_STYLED = re.compile(r"url\(\s*['\"]?((?:https?|file|ftp):[^'\")]+)|@import\s+['\"]([^'\"]+)")


def is_drawing(data: bytes) -> bool:
    """Whether the beginning of the file is that of an SVG."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and re.search(rb"<svg[\s>:]", head, re.IGNORECASE) is not None


def look_at_drawing(data: bytes) -> Look:
    """What a drawing is; nothing is raised for what is in it."""
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return Look(0, 0, (_unreadable(),))
    if root.tag not in (f"{SVG}svg", "svg"):
        return Look(0, 0, (_unreadable(),))
    return Look(1, 1, tuple(_troubles(root)), is_drawing=True)


def _troubles(root: ElementTree.Element) -> Iterator[Trouble]:
    elements = list(root.iter())
    named = dict.fromkeys(reference for element in elements for reference in _outside(element))
    if named:
        listed = ", ".join(list(named)[:_NAMED]) + (" …" if len(named) > _NAMED else "")
        yield _incomplete(
            f"what the drawing takes from elsewhere is left out: {listed}", "save it with everything in it"
        )
    tags = {str(element.tag).rpartition("}")[2] for element in elements}
    lost = [what for tag, what in _LOST.items() if tag in tags]
    if any(tag.startswith("fe") for tag in tags - _FILTERS):
        lost.append("blurs and other filters")
    if lost:
        yield _incomplete(f"a part of the drawing is left out: {', '.join(lost)}", "export it as PNG, or as plain SVG")
    if not all(map(_is_sound, _inner_pictures(elements))):
        yield _incomplete("a picture in the drawing cannot be read", "save the drawing again, or export it as PNG")


def _outside(element: ElementTree.Element) -> Iterator[str]:
    """What an element takes from another file or from the network; links are no such thing."""
    tag = str(element.tag).rpartition("}")[2]
    if tag not in ("a", "script"):
        for name in _REFERENCES:
            value = element.get(name, "").strip()
            if value and not value.startswith(("#", "data:")):
                yield value[:80]
    said = [element.get("style", ""), (element.text or "") if tag == "style" else ""]
    yield from (first or second for text in said for first, second in _STYLED.findall(text))


def _inner_pictures(elements: list[ElementTree.Element]) -> Iterator[bytes]:
    import base64
    import binascii
    from urllib.parse import unquote_to_bytes

    for element in elements:
        for name in _REFERENCES:
            head, comma, body = element.get(name, "").strip().partition(",")
            if head.startswith("data:") and comma:
                try:
                    given = unquote_to_bytes(body)
                    yield base64.b64decode(given) if head.endswith(";base64") else given
                except (binascii.Error, ValueError):
                    yield b""


def _is_sound(data: bytes) -> bool:
    if picture_kind(data[:BEGINNING]) is None:
        return is_drawing(data)
    try:
        found = look(data)
    except UNREADABLE:
        return False
    return found.is_usable


def _incomplete(message: str, hint: str) -> Trouble:
    return Trouble.warning("picture-incomplete", message, hint)


def _unreadable() -> Trouble:
    hint = "save it again as SVG, or export it as PNG"
    return Trouble.error("unreadable-picture", "the drawing is no SVG that can be read, and is left out", hint)
