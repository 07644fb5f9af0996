"""Entries of dictionaries whose keys may be any bytes (ISO 32000-2, 7.3.5):
pikepdf gives keys as text, and takes back only those that are UTF-8.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Dictionary, Object

from proceedings.pdf import objects


def shallow(dictionary: Object) -> Dictionary:
    """Another dictionary with the same entries, a direct object."""
    twin: Dictionary = copy.copy(dictionary)  # type: ignore[assignment]
    return twin


def entries_of(dictionary: Object) -> Iterator[tuple[Any, Object]]:
    """Keys and values of a dictionary:
    a key is its text, or else the name itself, which pikepdf takes as well.
    """
    for key in dictionary.keys():  # noqa: SIM118 - iterating over a stream would read its data
        name: Any = key if key.isascii() else Object.parse(b"/" + b"".join(b"#%02x" % c for c in name_bytes(key)))
        yield name, dictionary[name]


def name_bytes(name: str | Object) -> bytes:
    """The bytes of a name, without the slash:
    of one that pikepdf gave as text, or of the object.
    """
    if isinstance(name, str):
        return name[1:].encode("utf-8", "surrogateescape")
    return objects.name_key(name)


def mapped(dictionary: Object, change: Callable[[Object], Object]) -> Dictionary:
    """Another dictionary with the same keys, each value changed."""
    twin = Dictionary()
    for key, value in entries_of(dictionary):
        twin[key] = change(value)
    return twin
