"""The role map: standard structure types keep their meaning,
nothing runs in a circle (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.intake.tagging.structure import TreeBuilder
from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf

_GROUPS = (
    ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private"),
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
    ("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    ("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
    ("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
)
STANDARD = frozenset(kind for group in _GROUPS for kind in group)
"""Structure types that need no role map (ISO 32000-1, 14.8.4)."""


def keep_standard_types(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Take entries that map a type to itself out of the role map,
    and rename types that redefine a standard one.

    Returns:
        How many standard types were redefined.
    """
    from pikepdf import Name

    given = objects.dictionary(objects.dictionary(pdf.Root, "/StructTreeRoot"), "/RoleMap")
    entries = {key[1:]: objects.name(value) for key, value in objects.items(given)}
    fresh: dict[str, str] = {}
    for role, meaning in entries.items():
        if role != meaning and role not in STANDARD:
            continue
        del given[f"/{role}"]
        if role != meaning:
            fresh[role] = f"{role}-style"
            given[f"/{role}-style"] = Name(f"/{meaning}")
    for element in structure.elements if fresh else ():
        kind = objects.name(objects.get(element.element, "/S"))
        if kind in fresh:
            element.element["/S"] = Name(f"/{fresh[kind]}")
    return len(fresh)
