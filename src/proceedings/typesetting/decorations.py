"""Pictures without an alternative text:
they decorate, so that they are artifacts and no figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from proceedings.values.manuscript import UNDESCRIBED

_EMPTIED = frozenset(("/P", "/Span", "/NonStruct", "/Div"))
"""What goes with the picture where it held nothing else."""


def set_aside(pdf: Any, by_reference: Mapping[bytes, Any]) -> None:
    """Make artifacts of the figures without Alt (ISO 14289-1, 7.3; ISO 32000-1, 14.8.2.2),
    before the PDF is written.

    Those that an author left undescribed stay figures, without Alt.

    Args:
        pdf: the `pydyf.PDF`, its contents not compressed yet.
        by_reference: its objects by their references.
    """
    figures = [element for element in pdf.objects if isinstance(element, dict) and element.get("S") == "/Figure"]
    undescribed = [element for element in figures if getattr(element.get("Alt"), "string", "") == UNDESCRIBED]
    figures = [element for element in figures if "Alt" not in element]
    for element in undescribed:
        del element["Alt"]
    for page in {element["Pg"] for element in figures}:
        marks = {mark for element in figures if element["Pg"] == page for mark in _marks(element)}
        _as_artifacts(by_reference[page], marks, by_reference)
        _forget(pdf, by_reference[page], marks, by_reference)
    for element in figures:
        _take_out(element, by_reference)


def _marks(element: Any) -> Collection[int]:
    return [kid for kid in element["K"] if isinstance(kid, int)]


def _as_artifacts(page: Any, marks: Collection[int], by_reference: Mapping[bytes, Any]) -> None:
    """Marked content is written as three pieces:
    the tag, the dictionary with its mark, the operator.
    """
    pieces = by_reference[page["Contents"]].stream
    for k in range(len(pieces) - 2, 0, -1):
        if pieces[k - 1] == "/Figure" and isinstance(pieces[k], dict) and pieces[k].get("MCID") in marks:
            pieces[k - 1 : k + 2] = ["/Artifact", b"BMC"]


def _forget(pdf: Any, page: Any, marks: Collection[int], by_reference: Mapping[bytes, Any]) -> None:
    """In the parent tree the places of these marks hold nothing any more."""
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    numbers = by_reference[root["ParentTree"]]["Nums"]
    elements = numbers[numbers.index(page["StructParents"]) + 1]
    for mark in marks:
        elements[mark] = "null"


def _take_out(element: Any, by_reference: Mapping[bytes, Any]) -> None:
    parent = by_reference.get(element["P"])
    if parent is None or element.reference not in parent["K"]:
        return
    parent["K"].remove(element.reference)
    if not parent["K"] and parent["S"] in _EMPTIED:
        _take_out(parent, by_reference)
