"""Links of ODT and ODP:
`text:a`, `draw:a`, events of clicks (OpenDocument 1.3 part 3, 6.1.8, 10.4.12 and 10.9).
"""

from __future__ import annotations

import re

from proceedings.intake.office.links.source_link import Kind, SourceLink, SourceLinks, Target, external
from proceedings.intake.office.links.word import STYLE
from proceedings.office_files.markup import Edit, Element, UnreadableMarkup, edited, parse, tag_of, with_attributes
from proceedings.office_files.package import Package

_CONTENT, _STYLES = "content.xml", "styles.xml"
_ACTIONS = {
    "next-page": Kind.NEXT,
    "previous-page": Kind.PREVIOUS,
    "first-page": Kind.FIRST,
    "last-page": Kind.LAST,
}
_NUMBERED = re.compile(r"\D*?(\d+)")
_NOT_PRINTED = ("deletion", "notes", "annotation")


def mark_open_document(package: Package) -> tuple[dict[str, bytes], SourceLinks]:
    """The parts of a document that are to be changed, and its links.

    Raises:
        UnreadableMarkup: a part is not well formed.
    """
    parts = {name: package.read(name) for name in (_CONTENT, _STYLES)}
    if not any(word in data for data in parts.values() for word in (b"text:a", b"draw:a ", b"event-listener")):
        return {}, SourceLinks()
    trees = {name: parse(data) for name, data in parts.items() if data}
    source = _Source(trees)
    changed: dict[str, bytes] = {}
    links: list[SourceLink] = []
    for name, root in trees.items():
        part = _Part(parts[name], source, len(links))
        part.mark(root)
        if part.links:
            changed[name] = edited(parts[name], part.edits)
            links += part.links
    if links and (styles := changed.get(_STYLES, parts[_STYLES])):
        changed[_STYLES] = _with_style(styles)
    shown = tuple(n for n in range(1, len(source.slides) + 1) if n not in source.hidden)
    return changed, SourceLinks(tuple(links), shown)


def _with_style(styles: bytes) -> bytes:
    head, end, tail = styles.rpartition(b"</office:styles>")
    if not end:
        raise UnreadableMarkup("no styles")
    return head + f'<style:style style:name="{STYLE}" style:family="text"/>'.encode() + end + tail


class _Source:
    """What links refer to: slides, shapes, bookmarks and styles."""

    def __init__(self, trees: dict[str, Element]) -> None:
        everything = [element for root in trees.values() for element in root.walk()]
        self.styles = {e.attributes["name"] for e in everything if e.name == "style" and "name" in e.attributes}
        self.bookmarks = {e.attributes.get("name") for e in everything if e.name in ("bookmark", "bookmark-start")}
        hidden = {
            e.attributes.get("name")
            for e in everything
            if e.name == "style"
            and (properties := e.child("drawing-page-properties"))
            and properties.attributes.get("visibility") == "hidden"
        }
        content = trees.get(_CONTENT)
        deck = content.child("body", "presentation") if content else None
        self.slides = [e for e in deck.children if e.name == "page"] if deck else []
        self.hidden = frozenset(
            n for n, page in enumerate(self.slides, 1) if page.attributes.get("style-name") in hidden
        )

    def slide_of(self, element: Element) -> int | None:
        """The number of the slide that an element is on."""
        node: Element | None = element
        while node is not None:
            if node.name == "page" and node in self.slides:
                return next(n for n, slide in enumerate(self.slides, 1) if slide is node)
            node = node.parent
        return None

    def slide_named(self, name: str) -> int | None:
        """The slide of this name, or that holds a shape of this name;
        slides without a name go by their number.
        """
        for number, slide in enumerate(self.slides, 1):
            if slide.attributes.get("name") == name:
                return number
        for number, slide in enumerate(self.slides, 1):
            if any(e.attributes.get("name") == name for e in slide.walk() if e is not slide):
                return number
        found = _NUMBERED.fullmatch(name)
        return int(found[1]) if found and 0 < int(found[1]) <= len(self.slides) else None


class _Part:
    """One part of the document while its links are marked."""

    def __init__(self, data: bytes, source: _Source, before: int) -> None:
        self.edits: list[Edit] = []
        self.links: list[SourceLink] = []
        self._data, self._source, self._before = data, source, before

    def mark(self, root: Element) -> None:
        for element in root.walk():
            if element.name not in ("a", "event-listener") or element.within(*_NOT_PRINTED):
                continue
            slide = self._source.slide_of(element)
            target = self._target(element)
            if target is None or slide in self._source.hidden:
                continue
            words = _words(element)
            if words:
                self._mark(element, target, words, slide)

    def _mark(self, element: Element, target: Target, words: str, slide: int | None) -> None:
        # What masters and running heads hold is printed on some pages or on none.
        expected = slide is not None or not element.within("master-styles")
        link = SourceLink(self._before + len(self.links), target, words, slide, None, expected)
        self.links.append(link)
        added = f'xlink:href="{link.mark}"'
        without = ["xlink:href"]
        if element.name == "event-listener":
            without += ["presentation:action", "xlink:type", "xlink:show", "xlink:actuate"]
            added += ' presentation:action="show" xlink:type="simple" xlink:show="embed" xlink:actuate="onRequest"'
        elif element.attributes.get("style-name") not in {None, *self._source.styles}:
            without += ["text:style-name", "text:visited-style-name"]
            added += f' text:style-name="{STYLE}" text:visited-style-name="{STYLE}"'
        tag = with_attributes(tag_of(self._data, element), without, added.encode())
        self.edits.append(Edit(element.start, element.opened, tag))

    def _target(self, element: Element) -> Target | None:
        """Where a link leads; None where LibreOffice finds the place by itself,
        or where it leads to none.
        """
        said = element.attributes
        if element.name == "event-listener":
            if said.get("event-name") not in ("dom:click", "on-click") or "action" not in said:
                return None
            if said["action"] in _ACTIONS:
                return Target(_ACTIONS[said["action"]])
            if said["action"] not in ("show", ""):
                return None
        address = said.get("href", "")
        if address.startswith("##action?jump=lastslideviewed"):
            return Target(Kind.NOWHERE, "the slide viewed last")
        if not address:
            # LibreOffice writes jumps of old decks so.
            return Target(Kind.NOWHERE, "a slide that cannot be told") if self._source.slides else None
        if not address.startswith("#"):
            return external(address.removeprefix("../"))
        if self._source.slides:
            number = self._source.slide_named(address[1:])
            return (
                Target(Kind.SLIDE, str(number))
                if number
                else Target(Kind.NOWHERE, f"“{address[1:]}”, which is not there")
            )
        return Target(Kind.PLACE, address[1:]) if address[1:] in self._source.bookmarks else None


def _words(element: Element) -> str:
    """The words that carry a link; of a shape without words, its name."""
    holder = element
    if element.name == "event-listener" and element.parent is not None and element.parent.parent is not None:
        holder = element.parent.parent
    text = " ".join("".join(e.text for e in holder.walk()).split())
    if text:
        return text
    if element.name == "event-listener" or any(e.name in ("frame", "image") for e in element.walk()):
        named = next((e.attributes["name"] for e in holder.walk() if e.attributes.get("name")), "")
        return named or "a picture"
    return ""
