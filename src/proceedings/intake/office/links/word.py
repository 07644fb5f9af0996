"""Links of DOCX: elements `w:hyperlink`, fields HYPERLINK,
pictures and shapes that one can click (ECMA-376-1, 17.16).

LibreOffice 7.4 exports a link of running text only where its runs have a character style:
one without looks is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from proceedings.intake.office.links.source_link import Kind, SourceLink, SourceLinks, Target, external
from proceedings.office_files.markup import Edit, Element, UnreadableMarkup, edited, parse, tag_of, with_attributes
from proceedings.office_files.package import (
    RELATIONSHIPS,
    Package,
    Relation,
    relations_part,
    with_relation,
    with_relations,
)

_PARTS = re.compile(r"word/(document\d*|footnotes|endnotes|header\d*|footer\d*)\.xml")
_STYLES, _TYPES = "word/styles.xml", "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
STYLE = "ProceedingsLink"
"""The character style without looks."""
_TRIES = (b"hyperlink", b"HYPERLINK", b"hlinkClick", b" href=")
_UNDERSTOOD = frozenset({"wps", "wpg", "w14", "wp14", "wps14"})
"""What an alternative may require for LibreOffice 7.4 to take it (ISO/IEC 29500-3, 7.6)."""
_GONE = ("del", "moveFrom")
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|\\([a-z*@#])|([^\s"\\]+)', re.I)


def mark_word(package: Package) -> tuple[dict[str, bytes], SourceLinks]:
    """The parts of a document that are to be changed, and its links.

    Raises:
        UnreadableMarkup: a part is not well formed.
    """
    changed: dict[str, bytes] = {}
    links: list[SourceLink] = []
    styles = package.read(_STYLES)
    known = frozenset(re.findall(r'w:styleId="([^"]*)"', styles.decode("utf-8", "replace")))
    for name in sorted(filter(_PARTS.fullmatch, package.names)):
        data = package.read(name)
        if b"xmlns:w=" not in data or not any(word in data for word in _TRIES):
            continue
        # A running head need not be printed: that of first pages, say, where none differs.
        is_text = "header" not in name and "footer" not in name
        part = _Part(data, package.relations(name), known, is_text, len(links))
        part.mark()
        if part.links:
            changed[name] = edited(data, part.edits)
            added = {_relation_id(link): link.mark for link in part.links}
            relations = relations_part(name)
            changed[relations] = with_relations(package.read(relations), added)
            links += part.links
    if links:
        changed |= _with_style(package, styles, changed)
    return changed, SourceLinks(tuple(links))


def _relation_id(link: SourceLink) -> str:
    return f"rIdMark{link.number}"


def _with_style(package: Package, styles: bytes, changed: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts in which a character style without looks is defined;
    a document without styles gets some.
    """
    style = f'<w:style w:type="character" w:customStyle="1" w:styleId="{STYLE}"><w:name w:val="{STYLE}"/></w:style>'
    if styles:
        head, end, tail = styles.rpartition(b"</w:styles>")
        if not end:
            raise UnreadableMarkup("styles under another name")
        return {_STYLES: head + style.encode() + end + tail}
    relations = changed.get(_RELATIONS) or package.read(_RELATIONS)
    kinds, end, tail = package.read(_TYPES).rpartition(b"</Types>")
    named = f'<Override PartName="/{_STYLES}" ContentType="{_WORDPROCESSING}.styles+xml"/>'.encode()
    return {
        _STYLES: f'<w:styles xmlns:w="{_NAMESPACE}">{style}</w:styles>'.encode(),
        _RELATIONS: with_relation(relations, "rIdMarkStyles", f"{RELATIONSHIPS}/styles", "styles.xml"),
        _TYPES: kinds + named + end + tail,
    }


@dataclass(slots=True)
class _Field:
    """A complex field as far as it has been read (ECMA-376-1, 17.16.18)."""

    instructions: list[Element] = field(default_factory=list)
    runs: list[Element] = field(default_factory=list)
    has_result: bool = False
    is_nested: bool = False


class _Part:
    """One part of the document while its links are marked."""

    def __init__(
        self, data: bytes, relations: dict[str, Relation], styles: frozenset[str], is_text: bool, before: int
    ) -> None:
        self.edits: list[Edit] = []
        self.links: list[SourceLink] = []
        self._data, self._relations, self._styles, self._is_text, self._before = (
            data,
            relations,
            styles,
            is_text,
            before,
        )
        self._styled: set[int] = set()
        self._drawings: dict[int, SourceLink] = {}

    def mark(self) -> None:
        """Write a mark into each link of the document, and list the links as ``links``."""
        fields: list[_Field] = []
        for element in _printed(parse(self._data)):
            if element.name == "hyperlink":
                self._hyperlink(element)
            elif element.name == "fldSimple":
                self._simple_field(element)
            elif element.name == "r":
                self._run(element, fields)
            elif element.name == "hlinkClick":
                self._drawing(element)
            elif element.attributes.get("href") and element.name in ("shape", "rect", "oval", "roundrect", "group"):
                self._shape(element)

    def _new(self, target: Target, words: str) -> SourceLink:
        link = SourceLink(self._before + len(self.links), target, words, expected=self._is_text)
        self.links.append(link)
        return link

    def _hyperlink(self, element: Element) -> None:
        said = element.attributes
        relation, anchor = self._relations.get(said.get("r:id", "")), said.get("anchor", "")
        runs = [run for run in element.walk() if run.name == "r"]
        words = _words(runs)
        if not words or (relation is None and not anchor):
            return
        target = external(relation.target, anchor) if relation else Target(Kind.PLACE, anchor)
        link = self._new(target, words)
        self._redirect(element, link, r"[\w.-]+:id", r"[\w.-]+:anchor", r"[\w.-]+:docLocation")
        self._style(runs)
        for drawing in (e for run in runs for e in run.walk() if e.name == "docPr"):
            self._carry(drawing, link)

    def _simple_field(self, element: Element) -> None:
        target = hyperlink_target(element.attributes.get("instr", ""))
        runs = [run for run in element.walk() if run.name == "r"]
        if target and (words := _words(runs)):
            link = self._new(target, words)
            added = f'w:instr=" HYPERLINK &quot;{link.mark}&quot; "'.encode()
            self._replace_tag(element, with_attributes(tag_of(self._data, element), (r"w:instr",), added))
            self._style(runs)

    def _run(self, run: Element, fields: list[_Field]) -> None:
        """Follow complex fields through the runs."""
        for child in run.children:
            kind = child.attributes.get("fldCharType") if child.name == "fldChar" else None
            if kind == "begin":
                if fields and not fields[-1].has_result:
                    fields[-1].is_nested = True
                fields.append(_Field())
            elif kind == "separate" and fields:
                fields[-1].has_result = True
            elif kind == "end" and fields:
                self._complex_field(fields.pop())
            elif child.name == "instrText" and fields and not fields[-1].has_result:
                fields[-1].instructions.append(child)
        for one in fields:
            if one.has_result:
                one.runs.append(run)

    def _complex_field(self, found: _Field) -> None:
        target = hyperlink_target("".join(element.text for element in found.instructions))
        words = _words(found.runs)
        if not target or found.is_nested or not words:
            return
        link = self._new(target, words)
        for number, element in enumerate(found.instructions):
            text = f' HYPERLINK "{link.mark}" ' if number == 0 else ""
            self.edits.append(Edit(element.opened, element.closed, text.encode()))
        self._style(found.runs)

    def _drawing(self, element: Element) -> None:
        """A picture or shape; Word writes its link at the drawing and at the picture in it."""
        relation, holder = self._relations.get(element.attributes.get("r:id", "")), _holder(element)
        if relation is None:
            return
        link = self._drawings.get(holder.start)
        if link is None:
            properties = holder.child("docPr")
            said = properties.attributes if properties else {}
            words = said.get("title") or said.get("descr") or said.get("name") or "a picture"
            link = self._drawings[holder.start] = self._new(external(relation.target), words)
        self._redirect(element, link, r"[\w.-]+:id")

    def _carry(self, drawing: Element, link: SourceLink) -> None:
        """Let a picture inside a link carry it itself: around one, LibreOffice drops it."""
        if any(e.name == "hlinkClick" for e in drawing.children):
            return
        said = f'<mark:hlinkClick xmlns:mark="{_DRAWING}" xmlns:r="{RELATIONSHIPS}" r:id="{_relation_id(link)}"/>'
        if drawing.opened != drawing.closed:
            self.edits.append(Edit(drawing.opened, drawing.opened, said.encode()))
            return
        tag = tag_of(self._data, drawing)
        name = tag[1:].split(maxsplit=1)[0]
        self._replace_tag(drawing, tag[:-2] + b">" + said.encode() + b"</" + name + b">")

    def _shape(self, element: Element) -> None:
        """A shape in VML (ECMA-376-4, 19.1.2.19)."""
        target = external(element.attributes["href"])
        link = self._new(target, element.attributes.get("alt") or element.attributes.get("id") or "a shape")
        self._replace_tag(
            element, with_attributes(tag_of(self._data, element), ("href",), f'href="{link.mark}"'.encode())
        )

    def _redirect(self, element: Element, link: SourceLink, *without: str) -> None:
        added = f'xmlns:mark="{RELATIONSHIPS}" mark:id="{_relation_id(link)}"'.encode()
        self._replace_tag(element, with_attributes(tag_of(self._data, element), without, added))

    def _replace_tag(self, element: Element, tag: bytes) -> None:
        self.edits.append(Edit(element.start, element.opened, tag))

    def _style(self, runs: list[Element]) -> None:
        """Give runs a character style where they have none that is defined."""
        for run in runs:
            if run.start in self._styled or run.opened == run.closed:
                continue
            self._styled.add(run.start)
            style = f'<w:rStyle w:val="{STYLE}"/>'.encode()
            properties = run.child("rPr")
            if properties is None:
                self.edits.append(Edit(run.opened, run.opened, b"<w:rPr>" + style + b"</w:rPr>"))
            elif properties.opened == properties.closed:
                self.edits.append(Edit(properties.start, properties.opened, b"<w:rPr>" + style + b"</w:rPr>"))
            elif (own := properties.child("rStyle")) is None:
                self.edits.append(Edit(properties.opened, properties.opened, style))
            elif own.attributes.get("val") not in self._styles and own.opened == own.closed:
                self.edits.append(Edit(own.start, own.opened, style))


def _printed(root: Element) -> Iterator[Element]:
    """All elements in their order but those that LibreOffice does not print:
    what was deleted, and the alternative that it does not take.
    """
    pending = [root]
    while pending:
        element = pending.pop()
        if element.name in _GONE:
            continue
        yield element
        kids = element.children
        if element.name == "AlternateContent":
            choices = [c for c in kids if c.name == "Choice" and _is_understood(c)]
            kids = choices[:1] or [c for c in kids if c.name == "Fallback"]
        pending += reversed(kids)


def _is_understood(choice: Element) -> bool:
    return all(name in _UNDERSTOOD for name in choice.attributes.get("Requires", "").split())


def _holder(element: Element) -> Element:
    """The drawing that an element belongs to."""
    node = element
    while node.parent is not None and node.name not in ("inline", "anchor", "sp", "wsp"):
        node = node.parent
    return node


def _words(runs: list[Element]) -> str:
    """The words of runs that are printed; of a picture among them, what it is."""
    found = []
    for run in runs:
        properties = run.child("rPr")
        hidden = properties.child("vanish") if properties else None
        if hidden is not None and hidden.attributes.get("val", "1") not in ("0", "false", "off"):
            continue
        found += [e.text for e in run.children if e.name == "t"]
        if any(e.name in ("drawing", "pict", "object") for e in run.walk()):
            found.append("(a picture)")
    return " ".join("".join(found).split())


def hyperlink_target(instruction: str) -> Target | None:
    """Where a field HYPERLINK leads (ECMA-376-1, 17.16.5.25); None for any other field."""
    words = [m for m in _WORDS.finditer(instruction)]
    if not words or (words[0][3] or "").upper() != "HYPERLINK":
        return None
    address, anchor, switch = "", "", ""
    for found in words[1:]:
        if found[2]:
            switch = found[2].lower()
            continue
        value = (found[1] or "").replace("\\\\", "\\") if found[1] is not None else found[3]
        if switch == "l":
            anchor = value
        elif switch == "" and not address:
            address = value
        switch = ""
    if address:
        return external(address, anchor)
    return Target(Kind.PLACE, anchor) if anchor else None
