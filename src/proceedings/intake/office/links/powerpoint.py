"""Links of PPTX: on words, shapes, pictures, groups and cells,
of slides, layouts and masters (ECMA-376-1, 21.1.2.3.5).

LibreOffice 7.4 leads jumps past a hidden slide one slide too far,
and drops those to slides without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

from proceedings.intake.office.links.source_link import Kind, SourceLink, SourceLinks, Target, external
from proceedings.office_files.markup import Edit, Element, UnreadableMarkup, edited, parse, tag_of, with_attributes
from proceedings.office_files.package import RELATIONSHIPS, Package, Relation, relations_part, with_relations
from proceedings.values.geometry import Box

_DECK = "ppt/presentation.xml"
_CLICKS, _HOVERS = frozenset({"hlinkClick"}), frozenset({"hlinkHover", "hlinkMouseOver"})
_SHAPES = frozenset({"sp", "pic", "cxnSp", "grpSp", "graphicFrame"})
_JUMPS = {
    "nextslide": Kind.NEXT,
    "previousslide": Kind.PREVIOUS,
    "firstslide": Kind.FIRST,
    "lastslide": Kind.LAST,
}
_LOST = {
    "lastslideviewed": "the slide viewed last",
    "program": "a program",
}


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of a deck:
    their parts in order, which are hidden, and the size of a slide in EMU.
    """

    slides: tuple[str, ...]
    hidden: frozenset[int]
    """Numbers from 1."""
    size: tuple[float, float]
    shows: dict[str, int]
    """The first slide of each custom show, by its id."""


def deck_of(package: Package) -> Deck:
    """The slides of a deck in their order (ECMA-376-1, 19.2.1.34).

    Raises:
        UnreadableMarkup: there is no presentation to be read.
    """
    root = package.tree(_DECK)
    if root is None:
        raise UnreadableMarkup("no presentation")
    relations = package.relations(_DECK)
    ids = [e.attributes.get("r:id", "") for e in (root.child("sldIdLst") or root).children if e.name == "sldId"]
    slides = tuple(relations[id_].target for id_ in ids if id_ in relations)
    size = root.child("sldSz")
    said = size.attributes if size else {}
    shows = {}
    for show in (root.child("custShowLst") or Element("", {}, 0, None)).children:
        first = show.child("sldLst", "sld")
        relation = relations.get(first.attributes.get("r:id", "")) if first else None
        if relation and relation.target in slides:
            shows[show.attributes.get("id", "")] = slides.index(relation.target) + 1
    hidden = frozenset(n for n, name in enumerate(slides, 1) if _is_hidden(package.read(name)))
    return Deck(slides, hidden, (float(said.get("cx", 0)), float(said.get("cy", 0))), shows)


def _is_hidden(slide: bytes) -> bool:
    start = re.search(rb"<(?:\w+:)?sld\b[^>]*>", slide)
    return bool(start and re.search(rb"""\sshow\s*=\s*["'](0|false)["']""", start[0]))


def mark_powerpoint(package: Package) -> tuple[dict[str, bytes], SourceLinks]:
    """The parts of a deck that are to be changed, and its links.

    Raises:
        UnreadableMarkup: a part is not well formed.
    """
    deck = deck_of(package)
    changed: dict[str, bytes] = {}
    links: list[SourceLink] = []
    for name, slide, is_shown in _parts(package, deck):
        data = package.read(name)
        if b"hlink" not in data:
            continue
        part = _Part(data, package.relations(name), deck, slide, is_shown, len(links))
        part.mark()
        if part.links:
            changed[name] = edited(data, part.edits)
            added = {_relation_id(link): link.mark for link in part.links}
            changed[relations_part(name)] = with_relations(package.read(relations_part(name)), added)
            links += part.links
    shown = tuple(n for n in range(1, len(deck.slides) + 1) if n not in deck.hidden)
    return changed, SourceLinks(tuple(links), shown)


def _parts(package: Package, deck: Deck) -> Iterator[tuple[str, int | None, bool]]:
    """The parts that visible slides show: name,
    number of the slide (None where several may show it), and whether all that is in it is shown.
    """
    below: dict[str, bool] = {}
    for number, name in enumerate(deck.slides, 1):
        if number in deck.hidden:
            continue
        yield name, number, True
        related = package.relations(name).values()
        yield from ((r.target, number, True) for r in related if r.kind == "diagramDrawing")
        layouts = [r.target for r in related if r.kind == "slideLayout"]
        shown = b'showMasterSp="0"' not in package.read(name)[:4000]
        for layout in layouts:
            below[layout] = below.get(layout, False) or shown
            masters = [r.target for r in package.relations(layout).values() if r.kind == "slideMaster"]
            through = shown and b'showMasterSp="0"' not in package.read(layout)[:4000]
            below |= {master: below.get(master, False) or through for master in masters}
    yield from ((name, None, shown) for name, shown in below.items())


def _relation_id(link: SourceLink) -> str:
    return f"rIdMark{link.number}"


class _Part:
    """One part of the deck while its links are marked."""

    def __init__(
        self, data: bytes, relations: dict[str, Relation], deck: Deck, slide: int | None, is_shown: bool, before: int
    ) -> None:
        self.edits: list[Edit] = []
        self.links: list[SourceLink] = []
        self._data, self._relations, self._deck = data, relations, deck
        self._slide, self._is_shown, self._before = slide, is_shown, before

    def mark(self) -> None:
        for element in parse(self._data).walk():
            if element.name not in _CLICKS | _HOVERS or element.parent is None or self._is_unprinted(element):
                continue
            if target := self._target(element.attributes):
                beside = {e.name for e in element.parent.children}
                self._mark(element, target, is_alone=element.name in _CLICKS or not beside & _CLICKS)

    def _mark(self, element: Element, target: Target, is_alone: bool) -> None:
        assert element.parent is not None
        is_shape = element.parent.name == "cNvPr"
        shape = _shape(element)
        words = _name(shape) if is_shape else _text(element.parent.parent)
        if not words:
            return
        number = self._before + len(self.links)
        box = _box(shape, self._deck.size) if is_shape and self._slide and shape else None
        link = SourceLink(number, target, words, self._slide, box, self._is_shown)
        self.links.append(link)
        if not is_alone:
            return
        tag = tag_of(self._data, element).replace(element.name.encode(), b"hlinkClick", 1)
        without = (r"[\w.-]+:id", "action", "invalidUrl")
        added = f'xmlns:mark="{RELATIONSHIPS}" mark:id="{_relation_id(link)}"'.encode()
        self.edits.append(Edit(element.start, element.opened, with_attributes(tag, without, added)))
        if element.name in _HOVERS and element.closed != element.opened:
            end = element.closed + self._data[element.closed :].index(b">") + 1
            written = self._data[element.closed : end].replace(element.name.encode(), b"hlinkClick", 1)
            self.edits.append(Edit(element.closed, end, written))

    def _is_unprinted(self, element: Element) -> bool:
        """Whether a link is on what no page shows: a hidden shape, or a placeholder of a layout."""
        node: Element | None = element
        while node is not None:
            if node.name in _SHAPES:
                properties = next((c.child("cNvPr") for c in node.children if c.name.startswith("nv")), None)
                if properties and properties.attributes.get("hidden") in ("1", "true"):
                    return True
                if self._slide is None and any(c.child("nvPr", "ph") for c in node.children):
                    return True
            node = node.parent
        return False

    def _target(self, said: dict[str, str]) -> Target | None:
        """Where an action leads; None where it leads to no place (a sound, the end of the show)."""
        action = said.get("action", "")
        verb, _, query = action.removeprefix("ppaction://").partition("?")
        relation = self._relations.get(said.get("r:id", ""))
        if verb == "hlinkshowjump":
            jump = parse_qs(query).get("jump", [""])[0]
            return Target(_JUMPS[jump]) if jump in _JUMPS else _lost(jump)
        if verb == "customshow":
            first = self._deck.shows.get(parse_qs(query).get("id", [""])[0])
            return Target(Kind.SLIDE, str(first)) if first else Target(Kind.NOWHERE, "a show that is not there")
        if verb in ("", "hlinkfile", "hlinkpres", "hlinksldjump"):
            if relation is None:
                return external(said["invalidUrl"]) if said.get("invalidUrl") else None
            return self._related(relation)
        return _lost(verb)

    def _related(self, relation: Relation) -> Target | None:
        if relation.is_external:
            return external(relation.target)
        if relation.target in self._deck.slides:
            return Target(Kind.SLIDE, str(self._deck.slides.index(relation.target) + 1))
        return Target(Kind.NOWHERE, "a slide that is not there") if relation.kind == "slide" else None


def _lost(verb: str) -> Target | None:
    return Target(Kind.NOWHERE, _LOST[verb]) if verb in _LOST else None


def _shape(element: Element) -> Element | None:
    node: Element | None = element
    while node is not None and node.name not in _SHAPES:
        node = node.parent
    return node


def _text(element: Element | None) -> str:
    found = "".join(e.text for e in element.walk() if e.name == "t") if element else ""
    return " ".join(found.split())


def _name(shape: Element | None) -> str:
    """The words on a shape; without any, how its author described or named it."""
    if shape is None:
        return "a shape"
    properties = next((c.child("cNvPr") for c in shape.children if c.name.startswith("nv")), None)
    said = properties.attributes if properties else {}
    return _text(shape) or said.get("descr") or said.get("name") or "a shape"


def _box(shape: Element, size: tuple[float, float]) -> Box | None:
    """Where a shape lies, in parts of the slide, origin at the lower left;
    None where its layout places it.
    """
    frame = _frame(shape)
    if frame is None or not all(size):
        return None
    left, top, width, height = frame
    node = shape.parent
    while node is not None:
        if node.name == "grpSp":
            outer, inner = _frame(node), _frame(node, "chOff", "chExt")
            if outer is None or inner is None or not inner[2] or not inner[3]:
                return None
            across, down = outer[2] / inner[2], outer[3] / inner[3]
            left, top = outer[0] + (left - inner[0]) * across, outer[1] + (top - inner[1]) * down
            width, height = width * across, height * down
        node = node.parent
    right, bottom = left + width, top + height
    return Box(left / size[0], 1 - bottom / size[1], right / size[0], 1 - top / size[1])


def _frame(shape: Element, off: str = "off", ext: str = "ext") -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a shape in EMU (ECMA-376-1, 20.1.7.6)."""
    transform = shape.child("spPr", "xfrm") or shape.child("grpSpPr", "xfrm") or shape.child("xfrm")
    at, extent = (transform.child(off), transform.child(ext)) if transform else (None, None)
    if at is None or extent is None:
        return None
    try:
        x, y = float(at.attributes["x"]), float(at.attributes["y"])
        return x, y, float(extent.attributes["cx"]), float(extent.attributes["cy"])
    except (KeyError, ValueError):
        return None
