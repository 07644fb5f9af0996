"""The inventory of a presentation by PowerPoint (ISO/IEC 29500-1, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from proceedings.intake.office.inventory.drawings import Draughtsman, alternatives, unknown_charts
from proceedings.office_files.packages import Package, attribute, below, child, children
from proceedings.values.holdings import (
    COMMENTS,
    FILMS,
    HIDDEN_SLIDES,
    LINKS,
    LOST_CHARTS,
    SIGNATURES,
    SOUNDS,
    TABLES,
    Count,
    Inventory,
    Passage,
)

_NOT_PRINTED = frozenset(("a:fld", "p:timing", "p:extLst", "a:extLst"))
_FILMS = frozenset(("a:videoFile", "a:quickTimeFile"))
_SOUNDS = frozenset(("a:audioFile", "a:wavAudioFile", "a:audioCd", "p:stSnd"))
_SHAPES = frozenset(("p:sp", "p:pic", "p:grpSp", "p:graphicFrame", "p:cxnSp"))


def read_powerpoint(path: Path) -> Inventory:
    """What a PPTX holds; passages and counts bear the page that the slide gets.

    Raises:
        any of `packages.UNREADABLE`: it is damaged.
    """
    with Package(path) as package:
        main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
        root = package.tree(main)
        size = child(root, "p:sldSz")
        sheet = (_number(size, "cx"), _number(size, "cy")) if size is not None else (0, 0)
        count = Count(slides=0)
        writers = _writers(package, main)
        for number, part in enumerate(_slides(package, main, root), 1):
            slide = package.tree(part)
            if slide.get("show") in ("0", "false"):
                count.page = None
                count.add(HIDDEN_SLIDES, str(number))
                continue
            assert count.slides is not None
            count.slides += 1
            count.page = count.slides
            _Reader(Draughtsman(package, part, count), sheet).read(slide)
            _comments(package, part, writers, count)
            _notes(package, part, count)
        count.page = None
        signatures = [name for name in package.names if name.startswith("_xmlsignatures/sig")]
        if signatures:
            count.add(SIGNATURES, count=len(signatures))
        return count.inventory()


def _slides(package: Package, main: str, root: Element) -> Iterator[str]:
    relations = package.relations(main)
    for slide in children(root, "p:sldIdLst", "p:sldId"):
        # The number and the relationship are both called `id`; only the latter has a namespace.
        named = next((value for key, value in slide.items() if key.endswith("}id")), "")
        if named in relations:
            yield relations[named].target


def _writers(package: Package, main: str) -> dict[str, str]:
    """The names of those who comment, by their number or id."""
    parts = [*package.related(main, "commentAuthors"), *package.related(main, "authors")]
    people = [person for part in parts for person in package.tree(part)]
    return {person.get("id", ""): person.get("name", "") for person in people}


def _comments(package: Package, part: str, writers: dict[str, str], count: Count) -> None:
    for comments in package.related(part, "comments"):
        for element in package.tree(comments).iter():
            if element.tag.endswith(":cm"):
                count.add(COMMENTS, writers.get(element.get("authorId", ""), ""))


def _notes(package: Package, part: str, count: Count) -> None:
    """The speaker's notes: the text of the placeholder for them,
    without the picture of the slide and its number.
    """
    for notes in package.related(part, "notesSlide"):
        for shape in below(package.tree(notes), "p:sp"):
            place = next(below(shape, "p:ph"), None)
            if place is None or place.get("type", "body") not in ("body", "obj"):
                continue
            said = "\n".join(_text_of(p) for p in below(shape, "a:p"))
            if said.strip():
                count.notes.append(Passage(said, count.page))


def _text_of(paragraph: Element) -> str:
    return "".join((e.text or "") if e.tag == "a:t" else " " for e in paragraph.iter() if e.tag in ("a:t", "a:br"))


@dataclass(slots=True)
class _Reader:
    """Reads one slide. `sheet` is its width and height in English Metric Units."""

    draughtsman: Draughtsman
    sheet: tuple[int, int]
    _text: list[str] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Count what ``element`` and its children show on the slide."""
        tag, count = element.tag, self.draughtsman.count
        if tag in _NOT_PRINTED or (tag in _SHAPES and (_is_hidden(element) or self._is_outside(element))):
            return
        if tag == "mc:AlternateContent":
            if lost := unknown_charts(element):
                count.add(LOST_CHARTS, count=lost)
            for inner in alternatives(element):
                self.read(inner)
        elif tag == "m:oMath":
            count.formula("".join(t.text or "" for t in below(element, "m:t")))
        elif tag == "a:p":
            self._text = []
            for inner in element:
                self.read(inner)
            count.say("".join(self._text))
        elif tag == "p:txBody" and _is_drawn_as_shape(element):
            return
        else:
            self._note(element)
            for inner in element:
                self.read(inner)

    def _note(self, element: Element) -> None:
        tag, count = element.tag, self.draughtsman.count
        if tag == "a:t":
            self._text.append(element.text or "")
        elif tag in ("a:br", "a:tab"):
            self._text.append(" ")
        elif tag == "a:tbl":
            count.add(TABLES)
        elif tag == "a:hlinkClick" and attribute(element, "id"):
            count.add(LINKS)
        elif tag in _FILMS:
            count.add(FILMS)
        elif tag in _SOUNDS:
            count.add(SOUNDS)
        else:
            self.draughtsman.looks_at(element)

    def _is_outside(self, shape: Element) -> bool:
        """Whether a shape lies beside the slide, where authors keep what nobody is to see."""
        at, size = child(shape, "p:spPr", "a:xfrm", "a:off"), child(shape, "p:spPr", "a:xfrm", "a:ext")
        if at is None or size is None or not all(self.sheet):
            return False
        left, top = _number(at, "x"), _number(at, "y")
        beyond = left >= self.sheet[0] or top >= self.sheet[1]
        return beyond or left + _number(size, "cx") <= 0 or top + _number(size, "cy") <= 0


def _is_hidden(shape: Element) -> bool:
    named = next((e for e in (child(shape, "*", "p:cNvPr"),) if e is not None), None)
    return named is not None and named.get("hidden") in ("1", "true")


def _is_drawn_as_shape(body: Element) -> bool:
    """Whether text is bent into a shape: it is drawn and is no text in a PDF."""
    warp = child(body, "a:bodyPr", "a:prstTxWarp")
    return warp is not None and warp.get("prst") not in (None, "textNoShape")


def _number(element: Element, name: str) -> int:
    return int(float(element.get(name, "0")))
