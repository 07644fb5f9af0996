"""The structure tree of a tagged document, read once:
its elements in order, and which marked content each holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from proceedings.pdf import objects

MOST = 1_000_000
"""Elements looked at; a tree with more is a loop or an attack."""

Identity = tuple[int, int]


@dataclass(slots=True, eq=False)
class Element:
    """An element as the walk found it: its type after the role map, and the element above it."""

    element: Any
    kind: str
    above: Element | None


@dataclass(slots=True)
class TreeBuilder:
    """All elements in the order of the tree, and what they hold.

    `held` maps a page or form to the marked-content ids that belong to an element;
    `annotations` are those that do. `last_on` is the last element that begins on a page.
    """

    elements: list[Element] = field(default_factory=list)
    held: dict[Identity, set[int]] = field(default_factory=dict)
    annotations: dict[Identity, Element] = field(default_factory=dict)
    last_on: dict[Identity, Element] = field(default_factory=dict)


def read(pdf: pikepdf.Pdf) -> TreeBuilder:
    """Walk the tree, each element once (ISO 32000-2, 14.7.2)."""
    root = objects.dictionary(pdf.Root, "/StructTreeRoot")
    roles = {key[1:]: objects.name(value) for key, value in objects.items(objects.get(root, "/RoleMap"))}
    found, seen = TreeBuilder(), set[Identity]()
    stack: list[tuple[Any, Element | None, Any]] = [(kid, None, None) for kid in reversed(list(_kids(root)))]
    while stack and len(found.elements) < MOST:
        thing, above, page = stack.pop()
        if isinstance(thing, int):
            _hold(found, page, thing, above)
            continue
        if not isinstance(thing, pikepdf.Dictionary):
            continue
        kind = objects.name(objects.get(thing, "/S"))
        here = objects.dictionary(thing, "/Pg") or page
        if not kind:
            _content(found, thing, here, above)
            continue
        identity = objects.identity(thing)
        if identity is None or identity in seen:
            continue
        seen.add(identity)
        element = Element(thing, _standard(kind, roles), above)
        found.elements.append(element)
        stack += [(kid, element, here) for kid in reversed(list(_kids(thing)))]
    return found


def _kids(holder: Any) -> Iterator[Any]:
    kids = objects.get(holder, "/K")
    if isinstance(kids, pikepdf.Array):
        yield from objects.elements(holder, "/K")
    elif kids is not None:
        yield kids


def _standard(kind: str, roles: dict[str, str]) -> str:
    for _ in range(16):
        meant = roles.get(kind, kind)
        if meant == kind:
            break
        kind = meant
    return kind


def _hold(found: TreeBuilder, holder: Any, mcid: int, element: Element | None) -> None:
    identity = objects.identity(holder)
    if identity is not None and element is not None:
        found.held.setdefault(identity, set()).add(mcid)
        found.last_on[identity] = element


def _content(found: TreeBuilder, item: Any, page: Any, element: Element | None) -> None:
    mcid, thing = objects.get(item, "/MCID"), objects.get(item, "/Obj")
    if isinstance(mcid, int):
        stream = objects.get(item, "/Stm")
        _hold(found, page if stream is None else stream, mcid, element)
    elif element is not None:
        identity = objects.identity(thing)
        if identity is not None:
            found.annotations[identity] = element
