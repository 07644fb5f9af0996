"""What holds the quires together, as text:
page tree, outline, structure tree, and the trees of numbers and names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from proceedings.binding.quire import Bookmarked
from proceedings.binding.stitching import Stitcher, references, text_string
from proceedings.pdf.trees import Node, grow
from proceedings.values.book import Volume
from proceedings.values.plan import Bookmark, Matter, Part, Plan

FANOUT = 32
"""Pages, or nodes, under one node of the page tree. 32 keeps 8,000 pages three levels deep."""


class PageTree:
    """A balanced page tree, so that neither we nor a reader ever walk one long list of pages.

    Source: ISO 32000-2, 7.7.3.
    """

    def __init__(self, stitcher: Stitcher, count: int) -> None:
        self._stitcher, self._count = stitcher, count
        self._first = stitcher.take(max(1, -(-count // FANOUT)))

    def parent(self, index: int) -> int:
        """The node above a page, by its 0-based place in the volume."""
        return self._first + index // FANOUT

    def write(self, pages: Sequence[int]) -> int:
        """Write the tree over pages that are numbered in order; gives back its root."""
        starts = range(0, max(1, len(pages)), FANOUT)
        level: list[tuple[int, Sequence[int]]] = [(self._first + i // FANOUT, pages[i : i + FANOUT]) for i in starts]
        counts = {number: len(kids) for number, kids in level}
        while len(level) > 1:
            above: list[tuple[int, Sequence[int]]] = []
            for i in range(0, len(level), FANOUT):
                number, kids = self._stitcher.take(), level[i : i + FANOUT]
                for kid, below in kids:
                    self._node(kid, below, counts[kid], number)
                counts[number] = sum(counts[kid] for kid, _ in kids)
                above.append((number, [kid for kid, _ in kids]))
            level = above
        self._node(level[0][0], level[0][1], counts[level[0][0]], None)
        return level[0][0]

    def _node(self, number: int, kids: Sequence[int], count: int, parent: int | None) -> None:
        up = b"/Parent %d 0 R" % parent if parent is not None else b""
        self._stitcher.write(number, b"<</Type/Pages/Count %d%b/Kids%b>>" % (count, up, references(kids)))


@dataclass(slots=True)
class OutlineItem:
    """A bookmark of the volume, its texts as PDF writes them."""

    title: bytes
    action: bytes = b""
    open: bool = False
    more: bytes = b""
    children: list[OutlineItem] = field(default_factory=list)


def planned_items(
    bookmarks: Sequence[Bookmark],
    places: Mapping[str, bytes],
    own: Mapping[str, list[OutlineItem]],
    anchors: Mapping[tuple[str, str], bytes],
) -> list[OutlineItem]:
    """The plan's bookmarks, each submission's outline under the first bookmark of its part.

    `places` are the destinations of the parts, `anchors` those inside of them.
    """
    left = dict(own)

    def planned(bookmark: Bookmark) -> OutlineItem:
        part = bookmark.part or ""
        children = [planned(child) for child in bookmark.children]
        children += left.pop(bookmark.stands_for or part, [])
        place = anchors.get((part, bookmark.anchor or ""), places.get(part))
        action = b"/Dest" + place if place else b""
        return OutlineItem(text_string(bookmark.title), action, bookmark.open, b"", children)

    return [planned(bookmark) for bookmark in bookmarks]


def carried_items(bookmarks: Sequence[Bookmarked], pages: Sequence[int]) -> list[OutlineItem]:
    """A submission's bookmarks; `pages` are the numbers of its pages in the volume."""
    items = []
    for bookmark in bookmarks:
        action, more = b"", b""
        if bookmark.destination is not None:
            action = b"/Dest" + destination(pages, *bookmark.destination)
        elif bookmark.uri is not None:
            action = b"/A<</S/URI/URI%b>>" % bookmark.uri.encode("latin-1")
        if bookmark.colour is not None:
            more += b"/C" + bookmark.colour.encode("latin-1")
        if bookmark.flags:
            more += b"/F %d" % bookmark.flags
        children = carried_items(bookmark.children, pages)
        items.append(OutlineItem(bookmark.title.encode("latin-1"), action, bookmark.open, more, children))
    return items


def destination(pages: Sequence[int], page: int, rest: str) -> bytes:
    """An explicit destination on one of these pages."""
    return b"[%d 0 R %b]" % (pages[page], rest.encode("latin-1"))


def write_outline(stitcher: Stitcher, items: Sequence[OutlineItem]) -> tuple[int, int]:
    """Write the outline of the volume;
    gives back its number (0 for none) and how many entries it has.

    /Count is the number of visible descendants,
    negative where an entry is closed (ISO 32000-2, table 151).
    """
    if not items:
        return 0, 0
    root = stitcher.take()
    visible: dict[int, int] = {}
    total = _write_items(stitcher, items, root, visible)
    first, last = total[1], total[2]
    shown = sum(1 + (visible[id(item)] if item.open else 0) for item in items)
    stitcher.write(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, shown))
    return root, total[0]


def _write_items(
    stitcher: Stitcher, items: Sequence[OutlineItem], parent: int, visible: dict[int, int]
) -> tuple[int, int, int]:
    """Write items and all below them: outlines are at most some forty levels deep.
    How many, the first, the last.
    """
    total, first = len(items), stitcher.take(len(items))
    for place, item in enumerate(items):
        number, below = first + place, b""
        count = 0
        if item.children:
            inner = _write_items(stitcher, item.children, number, visible)
            total += inner[0]
            count = sum(1 + (visible[id(child)] if child.open else 0) for child in item.children)
            below = b"/First %d 0 R/Last %d 0 R/Count %d" % (inner[1], inner[2], count if item.open else -count)
        visible[id(item)] = count
        beside = b"/Prev %d 0 R" % (number - 1) if place else b""
        if place + 1 < len(items):
            beside += b"/Next %d 0 R" % (number + 1)
        text = (item.title, parent, beside, below, item.action, item.more)
        stitcher.write(number, b"<</Title%b/Parent %d 0 R%b%b%b%b>>" % text)
    return total, first, first + len(items) - 1


class StructureTree:
    """One structure tree for the volume:
    Document, a Part for each session, an Art for each submission.
    """

    def __init__(self, stitcher: Stitcher) -> None:
        self._stitcher = stitcher
        self._numbers: dict[str, int] = {}
        self._children: dict[str, list[int]] = {}
        self._languages: dict[str, str] = {}
        self._keys: list[tuple[int, int]] = []
        self.next_key = 0
        self.roles: dict[str, str] = {}
        self.classes: dict[str, tuple[str, int]] = {}
        self.ids: dict[str, int] = {}
        self.namespaces: list[int] = []
        self.layers: list[tuple[int, bool]] = []

    def element(self, part: str) -> int:
        """The number of the element of a part."""
        if part not in self._numbers:
            self._numbers[part] = self._stitcher.take()
        return self._numbers[part]

    def add(self, part: str, children: Iterable[int], language: str | None) -> None:
        """Put elements under a part."""
        self._children.setdefault(part, []).extend(children)
        if language:
            self._languages[part] = language

    def keep(self, holders: Sequence[int]) -> None:
        """Take over the entries of a parent tree, whose keys begin at `next_key`."""
        self._keys += enumerate(holders, self.next_key)
        self.next_key += len(holders)

    def write(self, volume: Volume, plan: Plan, packets: Mapping[str, int], root: int) -> None:
        """Write the tree with its root under this number.
        `packets` are metadata streams by part.
        """
        stitcher = self._stitcher
        document = stitcher.take()
        sessions = {item.id: item.title for item in volume.items}
        top: list[int] = []
        current: tuple[str, int, list[int]] | None = None
        groups: list[tuple[str, int, list[int]]] = []
        for placed in plan.parts:
            part = placed.part
            if not self._children.get(part.id):
                continue
            item = part.item if part.matter is Matter.BODY else None
            if item is None:
                current = None
                top.append(self._part(part, document, volume.language, packets))
                continue
            if current is None or current[0] != item:
                current = (item, stitcher.take(), [])
                groups.append(current)
                top.append(current[1])
            current[2].append(self._part(part, current[1], volume.language, packets))
        for item, number, kids in groups:
            title = b"/T" + text_string(sessions[item]) if sessions.get(item) else b""
            entries = (document, title, references(kids))
            stitcher.write(number, b"<</Type/StructElem/S/Part/P %d 0 R%b/K%b>>" % entries)
        said = (root, text_string(volume.language), text_string(volume.title), references(top))
        stitcher.write(document, b"<</Type/StructElem/S/Document/P %d 0 R/Lang%b/T%b/K%b>>" % said)
        stitcher.write(root, self._root(document))

    def _part(self, part: Part, parent: int, language: str, packets: Mapping[str, int]) -> int:
        number = self.element(part.id)
        kind = b"/Art" if part.facsimile else b"/Sect"
        spoken = self._languages.get(part.id)
        more = b"/Lang" + text_string(spoken) if spoken and spoken != language else b""
        if part.id in packets:
            more += b"/Metadata %d 0 R" % packets[part.id]
        entries = (kind, parent, text_string(part.catalogue_title), more, references(self._children[part.id]))
        self._stitcher.write(number, b"<</Type/StructElem/S%b/P %d 0 R/T%b%b/K%b>>" % entries)
        return number

    def _root(self, document: int) -> bytes:
        parents = [(b"%d" % key, b"%d 0 R" % holder) for key, holder in self._keys]
        text = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTreeNextKey %d" % (document, self.next_key)
        text += b"/ParentTree %d 0 R" % tree(self._stitcher, b"/Nums", parents)
        if self.roles:
            pairs = (f"{name_of(k)}{name_of(v)}" for k, v in sorted(self.roles.items()))
            text += b"/RoleMap<<%b>>" % "".join(pairs).encode("ascii")
        if self.classes:
            pairs = (f"{name_of(k)} {number} 0 R" for k, (_, number) in sorted(self.classes.items()))
            text += b"/ClassMap<<%b>>" % "".join(pairs).encode("ascii")
        if self.ids:
            ordered = sorted((bytes.fromhex(key), number) for key, number in self.ids.items())
            names = [(b"<%b>" % key.hex().encode("ascii"), b"%d 0 R" % number) for key, number in ordered]
            text += b"/IDTree %d 0 R" % tree(self._stitcher, b"/Names", names)
        if self.namespaces:
            text += b"/Namespaces" + references(self.namespaces)
        return text + b">>"


def page_name(volume: int, page: int) -> str:
    """The name of a page (1-based) of a volume of a book in several,
    which no other volume of it knows.
    """
    return f"volume-{volume}-page-{page}"


def name_of(text: str) -> str:
    """A name object with this text (ISO 32000-2, 7.3.5)."""
    plain = (chr(b) if 33 <= b < 127 and chr(b) not in "#()<>[]{}/%" else f"#{b:02x}" for b in text.encode("utf-8"))
    return "/" + "".join(plain)


def tree(stitcher: Stitcher, kind: bytes, pairs: Sequence[tuple[bytes, bytes]]) -> int:
    """A balanced number or name tree over pairs that are in order; gives back its root."""

    def write(node: Node[bytes, bytes, int]) -> int:
        number = stitcher.take()
        limits = b"/Limits[%b %b]" % node.limits if node.limits else b""
        inside = (
            b"/Kids" + references(node.kids)
            if node.kids
            else kind + b"[" + b" ".join(map(b" ".join, node.pairs)) + b"]"
        )
        stitcher.write(number, b"<<%b%b>>" % (limits, inside))
        return number

    return grow(pairs, write)
