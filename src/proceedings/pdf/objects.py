"""Reads PDF objects that may be anything:
each function gives a value of the wanted kind, or a default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from proceedings.values.geometry import Box

_ESCAPED = re.compile(b"#([0-9A-Fa-f]{2})")
_ANCESTORS = 1024
"""How far up a tree an inherited attribute is looked for; readers go no deeper."""


def get(holder: Any, key: str) -> Any:
    """The value under a key of a dictionary or stream;
    None when there is none, and when anything is odd.
    """
    try:
        # `get` throws and catches inside where there is none,
        # which takes six times as long as asking first. It also refuses keys that are not UTF-8.
        return holder[key] if key in holder else None  # noqa: SIM401
    except (AttributeError, LookupError, pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return None


def dictionary(holder: Any, key: str) -> Any:
    """The dictionary under a key; None when it is something else."""
    found = get(holder, key)
    return found if isinstance(found, pikepdf.Dictionary) else None


def items(holder: Any) -> Iterator[tuple[str, Any]]:
    """Keys and values of a dictionary; nothing when it is none."""
    if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in holder.keys():  # noqa: SIM118 - iterating over a stream would read its data
            yield key, get(holder, key)


def elements(holder: Any, key: str) -> Iterator[Any]:
    """The elements of the array under a key; nothing when it is none."""
    array = get(holder, key)
    if isinstance(array, pikepdf.Array):
        for index in range(len(array)):
            try:
                yield array[index]
            except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
                continue


def tree_pairs(tree: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree (leaf `/Names`)
    or number tree (leaf `/Nums`) of any shape; loops are cut.

    Source: ISO 32000-2, 7.9.6 and 7.9.7.
    """
    seen: set[tuple[int, int]] = set()
    pending = [tree]
    while pending:
        node = pending.pop()
        known = identity(node)
        if known in seen:
            continue
        if known:
            seen.add(known)
        pairs = list(elements(node, leaf))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        pending += reversed(list(elements(node, "/Kids")))


def name_key(value: Any) -> bytes:
    """The bytes by which a name object or a string is looked up (ISO 32000-2, 12.3.2.4)."""
    if isinstance(value, pikepdf.Name):
        return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), value.unparse()[1:])
    return bytes(value)


def name(value: Any) -> str:
    """A name without its slash, whatever its bytes are; empty when it is something else."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        return value.unparse().decode("latin-1")[1:]


def text(value: Any) -> str:
    """A text string, decoded and trimmed; empty when it is something else."""
    if not isinstance(value, pikepdf.String):
        return ""
    try:
        return str(value).replace("\0", "").strip()
    except (UnicodeDecodeError, ValueError):
        return ""


def number(value: Any) -> float | None:
    """A number; None when it is something else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return float(value)


def box(value: Any) -> Box | None:
    """A rectangle with its corners put in order (ISO 32000-2, 7.9.5);
    None when it is none or has no area.
    """
    found = rectangle(value)
    return found if found is not None and found.width > 0 and found.height > 0 else None


def rectangle(value: Any) -> Box | None:
    """A rectangle with its corners put in order, even a line or a point; None when it is none."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        found = [number(value[i]) for i in range(4)]
    except (pikepdf.PdfError, ValueError):
        return None
    sides = [side for side in found if side is not None]
    if len(sides) != 4:
        return None
    (left, right), (bottom, top) = sorted(sides[0::2]), sorted(sides[1::2])
    return Box(left, bottom, right, top)


def inherited(page: Any, key: str) -> Any:
    """An attribute of a page or form field, or of its nearest ancestor that has it.

    Source: ISO 32000-2, 7.7.3.4 and 12.7.4.1.
    None where no ancestor has it, or their chain closes in a loop.
    """
    seen: set[tuple[int, int]] = set()
    node = page
    for _ in range(_ANCESTORS):
        found = get(node, key)
        if found is not None:
            return found
        node = dictionary(node, "/Parent")
        known = identity(node)
        if node is None or known in seen:
            return None
        if known is not None:
            seen.add(known)
    return None


def written(item: Any) -> bytes:
    """An object of a document as qpdf writes it, the data of a stream left out:
    a quick look at what is inside.
    """
    if not isinstance(item, pikepdf.Object):
        return b""
    return (item.stream_dict if isinstance(item, pikepdf.Stream) else item).unparse(resolved=True)


def identity(value: Any) -> tuple[int, int] | None:
    """Object number and generation of an indirect object; None of a direct one."""
    number_, generation = value.objgen if isinstance(value, pikepdf.Object) else (0, 0)
    return (number_, generation) if number_ else None
