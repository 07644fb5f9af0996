"""Structure types that PDF 1.7 does not know: of PDF 2.0, of namespaces, of nobody.
The role map says what they are nearest to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.roles import STANDARD
from proceedings.intake.tagging.structure import TreeBuilder
from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf

_NEAREST: Mapping[str, str] = MappingProxyType(
    {
        "DocumentFragment": "Part",
        "Aside": "Sect",
        "Title": "P",
        "FENote": "Note",
        "Sub": "Span",
        "Em": "Span",
        "Strong": "Span",
        "Artifact": "NonStruct",
        "math": "Formula",
    }
)
"""Types of ISO 32000-2, 14.8.4, and of MathML, by what they are in PDF 1.7."""
_NAMELESS = "NonStruct"
"""What a type is that nobody explains:
an element without a meaning, whose content counts all the same.
"""
_DEEP_HEADING = re.compile(r"H([7-9]|[1-9][0-9]+)")
_STEPS = 16


def explain_types(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Enter in the role map each type that leads to none of PDF 1.7; gives back how many types.

    Readers of PDF 1.7 drop the words of elements whose type they do not know.
    Source: ISO 19005-2, 6.7.3.4; ISO 14289-1, 7.1; ISO 32000-2, 14.7.4 and 14.8.6.
    """
    from pikepdf import Dictionary, Name

    strange = [element for element in structure.elements if element.kind not in STANDARD]
    if not strange:
        return 0
    root = objects.dictionary(pdf.Root, "/StructTreeRoot")
    roles = objects.dictionary(root, "/RoleMap")
    if roles is None:
        roles = root["/RoleMap"] = Dictionary()
    known: dict[str, str] = {}
    for element in strange:
        if element.kind not in known:
            known[element.kind] = _meaning(element.kind, objects.dictionary(element.element, "/NS"))
            roles[f"/{element.kind}"] = Name(f"/{known[element.kind]}")
        element.kind = known[element.kind]
    return len(known)


def _meaning(kind: str, namespace: Any) -> str:
    """The nearest type of PDF 1.7, through the role map of a namespace where there is one."""
    for _ in range(_STEPS):
        if kind in STANDARD:
            return kind
        step = objects.get(objects.dictionary(namespace, "/RoleMapNS"), f"/{kind}")
        if step is None:
            break
        listed = list(objects.elements(objects.dictionary(namespace, "/RoleMapNS"), f"/{kind}"))
        kind = objects.name(listed[0]) if listed else objects.name(step)
        namespace = listed[1] if len(listed) > 1 else None
    return "H6" if _DEEP_HEADING.fullmatch(kind) else _NEAREST.get(kind, kind if kind in STANDARD else _NAMELESS)
