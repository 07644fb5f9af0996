"""Layers stay, in the state in which they print:
no reader shows what paper would not (ISO 32000-2, 8.11).

What is left is what PDF/A asks of layers (ISO 19005-2, 6.9): one configuration, with a name and
without an order from which a layer could be missing; nothing switches by itself.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.pdf.layers import PrintedState, groups_of, printed_state, shown_on_screens
from proceedings.values.removal import Kind, Removals

_SWITCHES = ("/Export", "/Print", "/View", "/Zoom")
"""Entries of a layer's usage by which readers switch it."""


def fix_layers(pdf: pikepdf.Pdf, removals: Removals) -> PrintedState:
    """Write the printed state of every layer into the default configuration,
    the only one that stays.

    Layers remain as layers: what is hidden stays in the file, locked, and shows in no reader.
    """
    properties = objects.dictionary(pdf.Root, "/OCProperties")
    if properties is None:
        return PrintedState(frozenset())
    if not _forget_absent(properties):
        del pdf.Root["/OCProperties"]
        return PrintedState(frozenset())
    groups, state, screens = groups_of(pdf), printed_state(pdf), shown_on_screens(pdf)
    hidden = state.hidden
    default = objects.dictionary(properties, "/D")
    if default is None:
        properties["/D"] = pikepdf.Dictionary()
        default = properties["/D"]
    for group in groups:
        _forget_switches(group)
    default["/BaseState"] = pikepdf.Name.ON
    default["/OFF"] = pikepdf.Array([g for g in groups if objects.identity(g) in hidden])
    default["/Locked"] = pikepdf.Array(groups)
    for key in ("/ON", "/AS", "/RBGroups", "/Intent", "/Order"):
        if key in default:
            del default[key]
    if "/Configs" in properties:
        del properties["/Configs"]
    if hidden:
        for group in (g for g in groups if objects.identity(g) in hidden):
            kind = Kind.SCREEN_LAYER if objects.identity(group) in screens else Kind.LAYER
            removals.add(kind, name=objects.text(objects.get(group, "/Name")))
    _name(properties)
    return state


def _forget_absent(properties: Any) -> bool:
    """Take out of the list of layers what is none; False where no layer is left."""
    listed = objects.get(properties, "/OCGs")
    there = [group for group in objects.elements(properties, "/OCGs") if isinstance(group, pikepdf.Dictionary)]
    if there and len(there) < len(listed):
        properties["/OCGs"] = pikepdf.Array(there)
    return bool(there)


def _name(properties: Any) -> None:
    """Give a name to the configuration and to every layer that has none."""
    for number, group in enumerate(objects.elements(properties, "/OCGs"), 1):
        if not isinstance(objects.get(group, "/Name"), pikepdf.String):
            group["/Name"] = pikepdf.String(f"Layer {number}")
    default = properties["/D"]
    default["/Name"] = pikepdf.String(objects.text(objects.get(default, "/Name")) or "Layers")


def _forget_switches(group: Any) -> None:
    usage = objects.dictionary(group, "/Usage")
    for key in _SWITCHES:
        if usage is not None and key in usage:
            del usage[key]
    # A design intent means: not for viewing. Every reader is to apply the state written above.
    if "/Intent" in group:
        del group["/Intent"]
