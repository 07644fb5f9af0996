"""Layers: every configuration has a name, lists all layers,
and none switches by itself (ISO 19005-2, 6.9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


_MOST = 100_000
"""Lists of layers looked at."""


def fix_layers(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Mend the optional content properties in place;
    gives back sentences about what changed for a reader.
    """
    import pikepdf

    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return ()
    _forget_absent(properties)
    groups: list[pikepdf.Object] = [g for g in properties.get("/OCGs", []) if isinstance(g, pikepdf.Dictionary)]
    if not groups:
        del pdf.Root["/OCProperties"]
        return ()
    for number, group in enumerate(groups, 1):
        if not isinstance(group.get("/Name"), pikepdf.String):
            group["/Name"] = pikepdf.String(f"Layer {number}")
    if not isinstance(properties.get("/D"), pikepdf.Dictionary):
        properties["/D"] = pikepdf.Dictionary()
    others = properties.get("/Configs")
    configurations = [properties["/D"]]
    if isinstance(others, pikepdf.Array):
        configurations += [c for c in others if isinstance(c, pikepdf.Dictionary)]
    elif others is not None:
        del properties["/Configs"]
    said: list[str] = []
    names: set[str] = set()
    for configuration in configurations:
        _name(configuration, names)
        said += _never_by_itself(configuration)
        _list_all(configuration, groups)
    return tuple(said)


def _forget_absent(properties: pikepdf.Object) -> None:
    """Take out of the lists what is no layer: references to nothing."""
    import pikepdf

    pending, seen = [properties], 0
    while pending and seen < _MOST:
        item = pending.pop()
        seen += 1
        if isinstance(item, pikepdf.Array):
            for index in reversed(range(len(item))):
                if item[index] is None:
                    del item[index]
            pending += [kid for kid in item if isinstance(kid, pikepdf.Array | pikepdf.Dictionary)]
        else:
            lists = (item.get(key) for key in ("/OCGs", "/Order", "/ON", "/OFF", "/Locked", "/RBGroups", "/Configs"))
            pending += [kid for kid in (*lists, item.get("/D")) if isinstance(kid, pikepdf.Array | pikepdf.Dictionary)]


def _name(configuration: pikepdf.Object, taken: set[str]) -> None:
    import pikepdf

    given = configuration.get("/Name")
    name = str(given) if isinstance(given, pikepdf.String) else ""
    number = 1
    while not name or name in taken:
        name = "Layers" if number == 1 else f"Layers {number}"
        number += 1
    taken.add(name)
    configuration["/Name"] = pikepdf.String(name)


def _never_by_itself(configuration: pikepdf.Object) -> list[str]:
    if "/AS" not in configuration:
        return []
    del configuration["/AS"]
    return ["Layers no longer switch by themselves between screen and print."]


def _list_all(configuration: pikepdf.Object, groups: list[pikepdf.Object]) -> None:
    import pikepdf

    order = configuration.get("/Order")
    if not isinstance(order, pikepdf.Array):
        return  # without an order there is nothing to be missing from
    listed: set[tuple[int, int]] = set()
    pending: list[pikepdf.Object] = [order]
    while pending:
        entries = [e for e in list(pending.pop()) if isinstance(e, pikepdf.Array | pikepdf.Dictionary)]
        new = [entry for entry in entries if not entry.is_indirect or entry.objgen not in listed]
        listed.update(entry.objgen for entry in new)
        pending += [entry for entry in new if isinstance(entry, pikepdf.Array)]
    for group in groups:
        if group.objgen not in listed:
            order.append(group)
