"""Roles, classes and ids of structure elements,
kept apart where two sources mean different things by one name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, String

from proceedings.binding.entries import name_bytes

STANDARD = frozenset(
    {
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    }
)
"""Structure types that need no role map (ISO 32000-1, 14.8.4)."""


@dataclass(slots=True)
class RoleMaps:
    """Role map, class map, element ids and namespaces of the volume."""

    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, Object] = field(default_factory=dict)
    ids: dict[bytes, Object] = field(default_factory=dict)
    namespaces: list[Object] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Renames:
    """What a source's names become where the volume uses them for something else."""

    roles: Mapping[str, str]
    classes: Mapping[str, str]


def merge_roles(source: object, role_maps: RoleMaps) -> Mapping[str, str]:
    """Merge a role map; gives back what must be renamed.

    A type gets a name of its own where the volume maps it to something else,
    and where it redefines a standard type, which would change it for everybody.
    """
    entries = source.items() if isinstance(source, Dictionary) else ()
    given = {k[1:]: name_bytes(v).decode(errors="replace") for k, v in entries if isinstance(v, Name) and v != k}
    renames: dict[str, str] = {}
    for role, meaning in sorted(given.items()):
        if role in STANDARD or role_maps.roles.get(role, meaning) != meaning:
            renames[role] = _free(role, lambda name: name in role_maps.roles or name in given)
    for role, meaning in given.items():
        role_maps.roles[renames.get(role, role)] = renames.get(meaning, meaning)
    return {f"/{old}": f"/{new}" for old, new in renames.items()}


def merge_classes(source: object, role_maps: RoleMaps) -> Mapping[str, str]:
    """Merge a class map; gives back what must be renamed,
    because the volume knows another class by that name.
    """
    renames: dict[str, str] = {}
    for key, value in source.items() if isinstance(source, Dictionary) else ():
        name = key[1:]
        known = role_maps.classes.get(name)
        if known is not None and known != value:
            name = _free(name, lambda other: other in role_maps.classes)
            renames[key] = f"/{name}"
        role_maps.classes[name] = value
    return renames


def _free(name: str, taken: Callable[[str], bool]) -> str:
    return next(fresh for n in range(2, 1_000_000) if not taken(fresh := f"{name}-{n}"))


def merge_ids(ids: list[tuple[bytes, Object]], role_maps: RoleMaps) -> None:
    """Enter the element ids of one source;
    where one is taken, all that collide get new ones, table headers too.
    """
    fresh: dict[bytes, bytes] = {}
    for key, element in ids:
        if not key:
            continue
        name, n = key, 1
        while name in role_maps.ids:
            n += 1
            name = key + b"-%d" % n
        if name != key:
            fresh[key] = name
            element["/ID"] = String(name)
        role_maps.ids[name] = element
    if not fresh:
        return
    for key, element in ids:
        if not key:
            _rename_headers(element["/A"], fresh)


def _rename_headers(attributes: Object, fresh: Mapping[bytes, bytes]) -> None:
    for item in kids_of(attributes):
        if not isinstance(item, Dictionary):
            continue
        headers = item.get("/Headers")
        if isinstance(headers, Array):
            item["/Headers"] = Array([String(fresh.get(bytes(h), bytes(h))) for h in headers])


def kids_of(value: object) -> list[Object | int]:
    """The items of a value that may be one or an array of several, such as `/K` of an element."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]  # type: ignore[list-item]
