"""XML of office documents with its places in the file,
so that it is changed where it must be and nowhere else.

Writing such a part anew with another library would rename prefixes,
which `mc:Ignorable` and others refer to by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARATION = re.compile(r"\A<\?xml[^>]*\?>")


class UnreadableMarkup(ValueError):
    """The part is no well-formed XML, or has entities of its own."""


@dataclass(slots=True)
class Element:
    """An element. `start` and `opened` are the byte offsets at which its start tag begins and ends;
    `closed` is that of its end tag, and equals `opened` where it has none.
    """

    name: str
    """Without its namespace; those of formulas, which have runs of its own, begin with `m:`."""
    attributes: dict[str, str]
    """By their names without namespace; those in the namespace of relationships begin with `r:`."""
    start: int
    parent: Element | None
    opened: int = 0
    closed: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below, in the order of the document."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending += reversed(element.children)

    def child(self, *path: str) -> Element | None:
        """The first element at the end of a path of names."""
        found: Element | None = self
        for name in path:
            found = next((c for c in found.children if c.name == name), None) if found else None
        return found

    def within(self, *names: str) -> bool:
        """Whether an ancestor has one of these names."""
        node = self.parent
        while node is not None:
            if node.name in names:
                return True
            node = node.parent
        return False


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to be put in the place of others."""

    start: int
    end: int
    new: bytes


def as_utf8(data: bytes) -> bytes:
    """The same part in UTF-8, whose offsets count."""
    if data[:2] not in _WIDE:
        return data
    return _DECLARATION.sub("", data.decode("utf-16")).encode()


def parse(data: bytes) -> Element:
    """The root of a part, which must be what `as_utf8` gives.

    Raises:
        UnreadableMarkup: it is not well formed,
            or defines entities, which office documents never do.
    """
    builder = _Builder(data)
    try:
        builder.parser.Parse(data, True)
    except (ExpatError, ValueError) as error:
        raise UnreadableMarkup(str(error)) from error
    assert builder.root is not None
    return builder.root


class _Builder:
    """Builds the tree as expat reads."""

    def __init__(self, data: bytes) -> None:
        self.root: Element | None = None
        self._data = data
        self._open: Element | None = None
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {_attribute(key): value for key, value in attributes.items()}
        element = Element(_name(name), plain, self.parser.CurrentByteIndex, self._open)
        element.opened = element.closed = _end_of_tag(self._data, element.start)
        if self._open is None:
            self.root = element
        else:
            self._open.children.append(element)
        self._open = element

    def _end(self, _: str) -> None:
        element = self._open
        if element is not None:
            if self._data[element.opened - 2 : element.opened] != b"/>":
                element.closed = self.parser.CurrentByteIndex
            self._open = element.parent

    def _text(self, text: str) -> None:
        if self._open is not None:
            self._open.text += text

    def _entity(self, *_: object) -> None:
        raise UnreadableMarkup("it defines entities")


def _name(key: str) -> str:
    namespace, _, name = key.rpartition(" ")
    return f"m:{name}" if namespace.endswith("/math") else name


def _attribute(key: str) -> str:
    namespace, _, name = key.rpartition(" ")
    return f"r:{name}" if namespace.endswith("/relationships") else name


def _end_of_tag(data: bytes, start: int) -> int:
    """The offset behind the start tag that begins at `start`; a `>` may stand inside a value."""
    found = _TAG.match(data, start)
    if found is None:
        raise UnreadableMarkup("a tag without an end")
    return found.end()


_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The data with all edits made; they must not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces += [data[at : edit.start], edit.new]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def tag_of(data: bytes, element: Element) -> bytes:
    """The start tag as it is written."""
    return data[element.start : element.opened]


def with_attributes(tag: bytes, without: Iterable[str], added: bytes) -> bytes:
    """A start tag without some attributes
    (regular expressions of their names as written) and with others added.
    """
    for name in without:
        tag = re.sub(rb"\s+" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", b"", tag)
    end = 2 if tag.endswith(b"/>") else 1
    return tag[:-end] + b" " + added + tag[-end:]


def escaped(text: str) -> bytes:
    """A text as it stands in an attribute between double quotes."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text.encode()
