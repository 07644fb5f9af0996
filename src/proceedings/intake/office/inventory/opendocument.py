"""The inventory of an OpenDocument text or presentation (OpenDocument 1.3, part 3)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from proceedings.intake.office.inventory.text_heads import heads
from proceedings.office_files.packages import Package, attribute, below, child, children
from proceedings.values.holdings import (
    CHANGES,
    CHARTS,
    COMMENTS,
    EMBEDDED,
    FILMS,
    FOOTNOTES,
    HIDDEN_SLIDES,
    LINKED_PICTURES,
    LINKS,
    LOST_OBJECTS,
    LOST_PICTURES,
    PICTURES,
    SIGNATURES,
    SOUNDS,
    TABLES,
    Count,
    Inventory,
    Passage,
)

_SPACES = frozenset(("text:s", "text:tab", "text:line-break"))
_NOT_PRINTED = frozenset(
    (
        *("text:hidden-text", "text:hidden-paragraph", "office:forms", "text:page-number", "text:page-count"),
        *("svg:title", "svg:desc"),
    )
)
_CONTENT, _STYLES, _SIGNED = "content.xml", "styles.xml", "META-INF/documentsignatures.xml"
_CHANGING = frozenset(f"text:{field}" for field in ("chapter", "file-name", "template-name", "date", "time"))
"""Fields that LibreOffice fills anew; the file says what they were when it was saved."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|\.\./|/", re.IGNORECASE)


def read_opendocument(path: Path) -> Inventory:
    """What an ODT or ODP holds; passages and counts of a deck bear the page that the slide gets.

    Raises:
        any of `packages.UNREADABLE`: it is damaged.
    """
    with Package(path) as package:
        root = package.tree(_CONTENT)
        reader = _Reader(package, Count(), _unseen_styles(root))
        if _SIGNED in package.names:
            signed = sum(1 for e in package.tree(_SIGNED).iter() if e.tag.endswith(":Signature"))
            reader.count.add(SIGNATURES, count=signed)
        for body in children(root, "office:body", "*"):
            if body.tag == "office:presentation":
                _deck(body, reader)
            else:
                reader.read(body)
                reader.read_heads(root)
        return reader.count.inventory()


def _deck(body: Element, reader: _Reader) -> None:
    count = reader.count
    count.slides = 0
    for number, slide in enumerate(children(body, "draw:page"), 1):
        if attribute(slide, "style-name") in reader.unseen:
            count.page = None
            count.add(HIDDEN_SLIDES, str(number))
            continue
        count.slides += 1
        count.page = count.slides
        reader.read(slide)
    count.page = None


def _unseen_styles(root: Element) -> frozenset[str]:
    """The styles of what is not shown: hidden slides, hidden text and sections."""
    found = set()
    for style in below(root, "style:style"):
        for properties in style:
            hidden = attribute(properties, "visibility") == "hidden" and "drawing-page" in properties.tag
            if hidden or attribute(properties, "display") == "none":
                found.add(attribute(style, "name") or "")
    return frozenset(found)


@dataclass(slots=True)
class _Reader:
    """Reads the body of a document, or one slide."""

    package: Package
    count: Count
    unseen: frozenset[str]
    _text: list[str] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Count what ``element`` and its children print, into the inventory."""
        tag = element.tag
        if tag in _NOT_PRINTED:
            return
        if self._is_unseen(element):
            if attribute(element, "placeholder") != "true":  # else it is what the program says to the author
                self.count.hide(" ".join(element.itertext()))
            return
        if tag in _CHANGING and attribute(element, "fixed") != "true":
            return
        if tag in ("text:p", "text:h"):
            before, self._text = self._text, []
            self._text.append(element.text or "")
            self._children(element)
            self.count.say("".join(self._text))
            self._text = before
        elif tag == "office:annotation":
            self.count.add(COMMENTS, next((e.text or "" for e in children(element, "dc:creator")), ""))
        elif tag == "text:tracked-changes":
            self._changes(element)
        elif tag == "presentation:notes":
            self._notes(element)
        else:
            self._note(element)
            self._text.append(element.text or "")
            self._children(element)

    def read_heads(self, content: Element) -> None:
        """Count the words of headers and footers; what else is in them has no tags."""
        if _STYLES not in self.package.names:
            return
        styles = self.package.tree(_STYLES)
        aside = _Reader(self.package, Count(), self.unseen | _unseen_styles(styles))
        for head in heads(content, styles):
            aside.read(head)
        self.count.passages += aside.count.passages

    def _children(self, element: Element) -> None:
        for inner in element:
            self.read(inner)
            self._text.append(inner.tail or "")

    def _is_unseen(self, element: Element) -> bool:
        if attribute(element, "placeholder") == "true":
            return True
        if element.tag == "text:section":
            return attribute(element, "display") == "none"
        return element.tag in ("text:span", "text:p", "text:h") and attribute(element, "style-name") in self.unseen

    def _note(self, element: Element) -> None:
        tag = element.tag
        if tag in _SPACES:
            self._text.append(" ")
        elif tag == "text:note":
            self.count.add(FOOTNOTES)
        elif tag == "table:table":
            self.count.add(TABLES)
        elif tag in ("text:a", "draw:a"):
            self.count.add(LINKS)
        elif tag == "draw:frame":
            self._frame(element)
        elif tag == "presentation:sound":
            self.count.add(SOUNDS)

    def _frame(self, frame: Element) -> None:
        """A frame shows the first of its contents that can be drawn (10.4.2)."""
        objects = [e for e in frame if e.tag in ("draw:object", "draw:object-ole")]
        plugins = [e for e in frame if e.tag == "draw:plugin"]
        images = [e for e in frame if e.tag == "draw:image"]
        if objects:
            self._object(objects[0], has_picture=any(self._is_here(image) for image in images))
        elif plugins:
            sound = (attribute(plugins[0], "mime-type") or "").startswith("audio")
            self.count.add(SOUNDS if sound else FILMS)
        elif images:
            self._image(images)

    def _image(self, images: list[Element]) -> None:
        target = attribute(images[0], "href") or ""
        if any(self._is_here(image) for image in images):
            self.count.add(PICTURES)
        elif _ADDRESS.match(target):
            self.count.add(LINKED_PICTURES, target)
        elif target:
            self.count.add(LOST_PICTURES, posixpath.basename(target))

    def _object(self, element: Element, *, has_picture: bool) -> None:
        held = f"{posixpath.normpath(attribute(element, 'href') or '')}/{_CONTENT}"
        inner = next(iter(element), None)
        if inner is None and held in self.package.names:
            inner = self.package.tree(held)
        if inner is not None and inner.tag == "math:math":
            self.count.formula("".join(e.text or "" for e in inner.iter() if e.tag in ("math:mi", "math:mn")))
        elif inner is not None and child(inner, "office:body", "office:chart") is not None:
            self.count.add(CHARTS)
        else:
            self.count.add(EMBEDDED)
            if not has_picture:
                self.count.add(LOST_OBJECTS)

    def _is_here(self, image: Element) -> bool:
        target = posixpath.normpath(attribute(image, "href") or "")
        return target in self.package.names or child(image, "office:binary-data") is not None

    def _changes(self, tracked: Element) -> None:
        for region in tracked:
            if any(change.tag in ("text:insertion", "text:deletion") for change in region):
                self.count.add(CHANGES, next((e.text or "" for e in below(region, "dc:creator")), ""))

    def _notes(self, notes: Element) -> None:
        aside = _Reader(self.package, Count(), self.unseen)
        for frame in children(notes, "draw:frame"):
            if attribute(frame, "class") == "notes" and attribute(frame, "placeholder") != "true":
                aside.read(frame)
        said = "\n".join(passage.text for passage in aside.count.passages)
        if said.strip():
            self.count.notes.append(Passage(said, self.count.page))
