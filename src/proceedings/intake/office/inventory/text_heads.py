"""Headers and footers of an OpenDocument text that some page must show.

Source: OpenDocument 1.3, part 3, 16.9 to 16.14.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from proceedings.office_files.packages import attribute, below, children

_USUAL = "Standard"
"""The page style of a text that names none."""
_SHAPES = ("header", "footer")


def heads(content: Element, styles: Element) -> Iterator[Element]:
    """The headers and footers of the first page of each page style that the text uses.

    One that differs on the first page counts as it is there. Where left pages have their own, which
    of the two is shown is known of the first page of the text alone.

    Args:
        content: the root of content.xml.
        styles: the root of styles.xml.
    """
    masters = {attribute(page, "name") or "": page for page in below(styles, "style:master-page")}
    for number, name in enumerate(_used(content, styles)):
        shown = [part for part in masters.get(name, ()) if attribute(part, "display") != "false"]
        parts = {part.tag.partition(":")[2]: part for part in shown}
        for shape in _SHAPES:
            usual, first = parts.get(shape), parts.get(f"{shape}-first")
            if first is not None:
                yield first
            elif usual is not None and (number == 0 or f"{shape}-left" not in parts):
                yield usual


def _used(content: Element, styles: Element) -> list[str]:
    """The page styles with which pages begin, each once, that of the first page first."""
    given = {
        attribute(style, "name") or "": name
        for root in (styles, content)
        for style in below(root, "style:style")
        if (name := attribute(style, "master-page-name"))
    }
    found: dict[str, None] = {}
    for body in children(content, "office:body", "office:text"):
        first = True
        for block in body:
            if block.tag not in ("text:p", "text:h", "table:table", "text:list", "text:section"):
                continue
            name = given.get(attribute(block, "style-name") or "")
            if name or first:
                found.setdefault(name or _USUAL)
            first = False
    return list(found)
