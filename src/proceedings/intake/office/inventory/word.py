"""The inventory of a Word document (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from proceedings.intake.office.inventory.drawings import Draughtsman, alternatives, unknown_charts
from proceedings.office_files.packages import Package, attribute, below, child, children, is_on
from proceedings.values.holdings import (
    CHANGES,
    COMMENTS,
    FOOTNOTES,
    LINKS,
    LOST_CHARTS,
    LOST_OBJECTS,
    SIGNATURES,
    TABLES,
    WATERMARKS,
    Count,
    Inventory,
)

_NOT_PRINTED = frozenset(("w:moveFrom", "w:instrText", "w:delText", "w:sectPr", "w:tblGrid", "v:textpath"))
_BREAKS = frozenset(("w:tab", "w:br", "w:cr", "w:ptab", "w:rt"))
_CHANGED = frozenset(("w:ins", "w:del", "w:moveTo"))
_ON_THE_SAME_PAGE = frozenset(("continuous", "nextColumn"))
_READ_CHUNKS = (".docx", ".docm", ".dotx")


def read_word(path: Path) -> Inventory:
    """What a DOCX holds.

    Raises:
        any of `packages.UNREADABLE`: it is damaged.
    """
    with Package(path) as package:
        main = next(iter(package.related("", "officeDocument")), "word/document.xml")
        count = Count()
        hidden = _hidden_styles(package, main)
        root = package.tree(main)
        body = _Reader(Draughtsman(package, main, count), hidden)
        body.read(root)
        for kind, tag in (("footnotes", "w:footnote"), ("endnotes", "w:endnote")):
            for part in package.related(main, kind):
                notes = _Reader(Draughtsman(package, part, count), hidden)
                for note in below(package.tree(part), tag):
                    if attribute(note, "id") in body.notes[tag]:
                        count.add(FOOTNOTES)
                        notes.read(note)
        for part in _heads(root, package, main):
            _Reader(Draughtsman(package, part, count), hidden, is_head=True).read(package.tree(part))
        _comments(package, main, count)
        signatures = [name for name in package.names if name.startswith("_xmlsignatures/sig")]
        if signatures:
            count.add(SIGNATURES, count=len(signatures))
        return count.inventory()


def _hidden_styles(package: Package, main: str) -> frozenset[str]:
    """The styles whose text is not printed."""
    parts = package.related(main, "styles")
    styles = [s for part in parts for s in below(package.tree(part), "w:style")]
    return frozenset(attribute(s, "styleId") or "" for s in styles if is_on(child(s, "w:rPr", "w:vanish")))


def _comments(package: Package, main: str, count: Count) -> None:
    for part in package.related(main, "comments"):
        for comment in below(package.tree(part), "w:comment"):
            count.add(COMMENTS, attribute(comment, "author") or "")


def _heads(root: Element, package: Package, main: str) -> Iterator[str]:
    """The headers and footers that some page must show:
    those of the first page of each section that begins a page.

    What a section does not name is that of the section before (17.10.5).
    Where left and right pages differ nobody knows on which of them a later section begins.
    """
    relations = package.relations(main)
    differ = any(is_on(child(package.tree(part), "w:evenAndOddHeaders")) for part in package.related(main, "settings"))
    named: dict[tuple[str, str | None], str] = {}
    before = {id(old) for change in below(root, "w:sectPrChange") for old in below(change, "w:sectPr")}
    sections = [section for section in below(root, "w:sectPr") if id(section) not in before]
    seen: set[str] = set()
    for number, section in enumerate(sections):
        for reference in (*children(section, "w:headerReference"), *children(section, "w:footerReference")):
            relation = relations.get(attribute(reference, "id") or "")
            if relation is not None and relation.target in package.names:
                named[reference.tag, attribute(reference, "type")] = relation.target
        begins = child(section, "w:type")
        if number and (differ or (begins is not None and attribute(begins, "val") in _ON_THE_SAME_PAGE)):
            continue
        wanted = "first" if is_on(child(section, "w:titlePg")) else "default"
        shown = [part for (_, kind), part in named.items() if kind == wanted and part not in seen]
        seen.update(shown)
        yield from shown


@dataclass(slots=True)
class _Reader:
    """Reads one part: its passages, and all that is counted."""

    draughtsman: Draughtsman
    hidden: frozenset[str]
    is_head: bool = False
    """Whether the part is a header or footer."""
    notes: dict[str, set[str | None]] = field(default_factory=lambda: {"w:footnote": set(), "w:endnote": set()})
    _text: list[str] = field(default_factory=list)
    _change: tuple[str | None, ...] | None = None
    """The last tracked change, as long as no text without one has followed:
    what follows belongs to it.
    """

    @property
    def count(self) -> Count:
        return self.draughtsman.count

    def read(self, element: Element, changed: bool = False) -> None:
        """Count an element and what is in it; `changed` says that it is new by a tracked change."""
        tag = element.tag
        if tag == "v:textpath" and self.is_head and (written := attribute(element, "string")):
            self.count.add(WATERMARKS, written)
        if tag in _NOT_PRINTED:
            return
        if tag == "w:r" and self._is_hidden(element):
            self.count.hide("".join(t.text or "" for t in below(element, "w:t")))
            return
        if tag in _CHANGED:
            self._changed(element)
            if tag == "w:del":
                return
        if tag == "mc:AlternateContent":
            self.count.add(LOST_CHARTS, count=lost) if (lost := unknown_charts(element)) else None
            for inner in alternatives(element):
                self.read(inner, changed)
        elif tag == "m:oMath":
            self.count.formula("".join(t.text or "" for t in below(element, "m:t")), in_head=self.is_head)
        elif tag == "w:p":
            self._paragraph(element, changed)
        else:
            self._note(element, changed)
            for inner in element:
                self.read(inner, changed or tag in _CHANGED)

    def _paragraph(self, element: Element, changed: bool) -> None:
        before, self._text = self._text, []
        for inner in element:
            self.read(inner, changed)
        self.count.say("".join(self._text))
        self._text = before

    def _note(self, element: Element, changed: bool) -> None:
        tag = element.tag
        if tag == "w:t":
            self._text.append(element.text or "")
            self._change = self._change if changed else None
        elif tag in _BREAKS:
            self._text.append(" ")
        elif tag == "w:noBreakHyphen":
            self._text.append("-")
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            self.notes[tag.removesuffix("Reference")].add(attribute(element, "id"))
        elif tag == "w:tbl":
            self.count.add(TABLES)
        elif tag == "w:hyperlink" and attribute(element, "id"):
            self.count.add(LINKS)
        elif tag in ("w:object", "w:altChunk", "w:subDoc"):
            self._object(element)
        else:
            self.draughtsman.looks_at(element)

    def _object(self, element: Element) -> None:
        """An embedded object must bring its picture;
        a chunk of another file must be one that LibreOffice reads.
        """
        if element.tag == "w:object":
            ole = next(below(element, "o:OLEObject"), None)
            drawn = any(self.draughtsman.target(image, "id") for image in below(element, "v:imagedata"))
            if not drawn and ole is not None:
                self.count.add(LOST_OBJECTS, attribute(ole, "ProgID") or "")
            return
        relation = self.draughtsman.target(element, "id")
        if relation is None or relation.external or not relation.target.lower().endswith(_READ_CHUNKS):
            self.count.add(LOST_OBJECTS, "a part of another file")

    def _changed(self, element: Element) -> None:
        """A tracked change; pieces of one,
        by one writer at one time with nothing between, count once.
        """
        change = (element.tag, attribute(element, "author"), attribute(element, "date"))
        if change != self._change:
            self.count.add(CHANGES, attribute(element, "author") or "")
        self._change = change

    def _is_hidden(self, run: Element) -> bool:
        properties = child(run, "w:rPr")
        if properties is None:
            return False
        style = child(properties, "w:rStyle")
        own = child(properties, "w:vanish")
        if own is not None:
            return is_on(own)
        return style is not None and attribute(style, "val") in self.hidden
