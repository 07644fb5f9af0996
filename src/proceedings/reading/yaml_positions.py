"""YAML read so that every scalar stays text and every node knows its file,
line and column; nothing is constructed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from proceedings.reading.yaml_errors import syntax_diagnostic
from proceedings.values.diagnostics import Diagnostic, Place, error

DEEPEST = 40
"""Levels of nesting that an editor's file may have; the schema needs about ten."""

# The C parser where PyYAML was built with libyaml: ten times faster, same events.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_NOTHING = ("~", "null", "NULL")


class TextNode(str):
    """A scalar as the editor wrote it.
    `quoted` is False for plain scalars, the only ones that can mean "nothing".
    """

    place: Place
    quoted: bool

    def __new__(cls, text: str, place: Place, quoted: bool = False) -> TextNode:
        node = super().__new__(cls, text)
        node.place, node.quoted = place, quoted
        return node

    @property
    def is_blank(self) -> bool:
        """True for `key:` with nothing after it, for empty quotes,
        and for `~` and `null`, which programs write.

        `Null` with a capital is left as it is: people are called so.
        """
        return not self.strip() or (not self.quoted and self in _NOTHING)


class MappingNode(dict[TextNode, "Node"]):
    """A mapping. Its keys are TextNodes, so that they know their places."""

    def __init__(self, place: Place, pairs: Iterable[tuple[TextNode, Node]] = ()) -> None:
        super().__init__(pairs)
        self.place = place

    def key(self, name: str) -> TextNode | None:
        """The key as written in the file; None where the mapping has no such key."""
        return next((key for key in self if key == name), None)


class ListNode(list["Node"]):
    """A sequence."""

    def __init__(self, place: Place, nodes: Iterable[Node] = ()) -> None:
        super().__init__(nodes)
        self.place = place


Node = TextNode | MappingNode | ListNode


def is_null(node: object) -> bool:
    """True for `null`, `~` and empty quotes:
    a program wrote the key, or an editor, to say that there is no value.
    """
    return isinstance(node, TextNode) and node.is_blank and (node.quoted or bool(node))


def is_blank(node: object) -> bool:
    """True for a scalar that says nothing: the editor wrote a key and left its value open."""
    return isinstance(node, TextNode) and node.is_blank


def place_at(node: Node, path: Iterable[str | int]) -> Place:
    """Where the node at a path of keys and indices stands;
    as far down the path as there is something.

    The place of a value left blank is that of its key.
    """
    here: Node = node
    place = here.place
    for step in path:
        if isinstance(here, MappingNode) and isinstance(step, str):
            key = here.key(step)
            if key is None:
                break
            here = here[key]
            place = key.place if is_blank(here) else here.place
        elif isinstance(here, ListNode) and isinstance(step, int) and step < len(here):
            here = here[step]
            place = here.place
    return place


def load_yaml(text: str, file: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read one YAML document.

    Args:
        text: the file's text, without byte order mark and control characters (see files.py).
        file: its name relative to the workspace, for places.

    Returns:
        The root node, None for an empty file and after a syntax error, and the problems met.
        Keys written twice, aliases, tags and a second document are problems, but leave a root.
    """
    reading = _Reading(file, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not reading.take(event):
                break
    except yaml.YAMLError as problem:
        slip = syntax_diagnostic(problem, text, file)
        # `title: *Emphasis* on this` is an alias and then a syntax error: one slip, told once.
        same_line = any(known.place.line == slip.place.line for known in reading.problems)
        return None, tuple(reading.problems) if same_line else (*reading.problems, slip)
    return (None if reading.broken else reading.root), tuple(reading.problems)


@dataclass
class _Open:
    """A mapping or sequence whose end has not come yet; `key` waits for its value."""

    node: MappingNode | ListNode
    key: TextNode | None = None
    ignore: bool = False
    """True inside a complex key or the value of a key that is not taken: read, but not kept."""


@dataclass
class _Reading:
    """Builds nodes from events with a stack of its own,
    so that deep nesting cannot exhaust Python's.
    """

    file: str
    text: str
    root: Node | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    broken: bool = False
    _stack: list[_Open] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> bool:
        """Take the next event; False when nothing after it is worth reading."""
        match event:
            case yaml.DocumentStartEvent():
                return self._start_document(event)
            case yaml.AliasEvent():
                self._refuse_alias(event)
                self._put(TextNode("", self._place(event)))
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._put(TextNode(event.value, self._place(event), quoted=bool(event.style)))
            case yaml.MappingStartEvent():
                self._refuse_extras(event)
                return self._open(MappingNode(self._place(event)))
            case yaml.SequenceStartEvent():
                self._refuse_extras(event)
                return self._open(ListNode(self._place(event)))
            case yaml.CollectionEndEvent():
                self._put(self._stack.pop().node)
        return True

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None, "parsers mark every event"
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _start_document(self, event: yaml.Event) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self._problem(
            "several-documents",
            self._place(event),
            "the file holds a second YAML document; only the first is read",
            "remove this line `---`, or move what follows into a file of its own",
        )
        return False

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        self._problem(
            "yaml-alias",
            self._place(event),
            f"`*{event.anchor}` stands for something else in YAML; such references are not read here",
            "put the value in quotes if it is text, or write it out again",
        )

    def _refuse_extras(self, event: yaml.NodeEvent | yaml.ScalarEvent) -> None:
        if event.anchor:
            self._problem(
                "yaml-alias",
                self._place(event),
                f"`&{event.anchor}` names a value for repetition in YAML; such names are not read here",
                "put the value in quotes if it is text, or remove the name",
            )
        tag = getattr(event, "tag", None)
        if tag:
            self._problem(
                "yaml-tag",
                self._place(event),
                f"`{_short(tag)}` sets a type in YAML; such tags are not read here",
                "put the value in quotes if it is text, or remove the tag",
            )

    def _open(self, node: MappingNode | ListNode) -> bool:
        if len(self._stack) == DEEPEST:
            self._problem(
                "yaml-too-deep", node.place, f"more than {DEEPEST} levels of nesting", "no entry needs that many"
            )
            self.broken = True
            return False
        self._stack.append(_Open(node))
        return True

    def _put(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if isinstance(top.node, ListNode):
            top.node.append(node)
        elif top.ignore:
            top.ignore = False
        elif top.key is None:
            self._take_key(top, top.node, node)
        else:
            top.node[top.key] = node
            top.key = None

    def _take_key(self, top: _Open, mapping: MappingNode, node: Node) -> None:
        if not isinstance(node, TextNode):
            top.ignore = True
            self._problem("yaml-key", node.place, "a key must be a word or a phrase, not a list or a block", None)
            return
        first = mapping.key(node) if node in mapping else None
        if first is None:
            top.key = node
            return
        top.ignore = True
        self._problem(
            "duplicate-key",
            node.place,
            f"`{_short(node)}` is written twice here",
            f"the first one, in line {first.place.line}, is used; join the two or rename one",
        )

    def _problem(self, code: str, place: Place, message: str, hint: str | None) -> None:
        self.problems.append(error(code, place, message, hint))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
