"""Writes XML: elements with their prefixes as they are written, no letters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

Element = ElementTree.Element
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that no XML 1.0 document may have (XML 1.0, 2.2)."""


def element(tag: str, attributes: Mapping[str, str | None] | None = None, *inside: str | Element | None) -> Element:
    """An element with what is in it: text, or elements in their order; None is left out, as are
    attributes without a value.

    Prefixes are written as they are given: the root declares them as attributes.
    """
    made = Element(tag, {name: _clean(value) for name, value in (attributes or {}).items() if value})
    for piece in inside:
        if isinstance(piece, str):
            made.text = (made.text or "") + _clean(piece)
        elif piece is not None:
            made.append(piece)
    return made


def told(tag: str, text: str | None, attributes: Mapping[str, str | None] | None = None) -> Element | None:
    """An element with this text; None where there is nothing to tell."""
    return element(tag, attributes, text) if text else None


def document(root: Element, doctype: str = "") -> str:
    """The text of a document, indented."""
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{written}\n'


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
