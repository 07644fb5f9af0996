"""Tables of an author's: attributes that a class gives are written at the cell,
and words that stand in a row go into a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.structure import Identity, TreeBuilder
from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf

_CELLS = frozenset({"TH", "TD"})


def spell_out_classes(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Write spans, scopes and headers at cells that have them by a class;
    gives back how many cells changed.

    Few readers look classes up. What a cell says itself comes later and so counts before its class
    (ISO 32000-2, 14.7.6.2).
    """
    classes = objects.dictionary(objects.dictionary(pdf.Root, "/StructTreeRoot"), "/ClassMap")
    changed = 0
    for element in structure.elements if classes is not None else ():
        if element.kind not in _CELLS or objects.get(element.element, "/C") is None:
            continue
        of_class = [
            each for name in _listed(element.element, "/C") for each in _listed(classes, f"/{objects.name(name)}")
        ]
        spelled = _merged(of_class, _listed(element.element, "/A"))
        if spelled is not None:
            element.element["/A"] = spelled
            changed += 1
    return changed


def _listed(holder: Any, key: str) -> list[Any]:
    """One value, or those of an array: attributes and classes may be either."""
    import pikepdf

    value = objects.get(holder, key)
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _merged(of_class: Sequence[Any], own: Sequence[Any]) -> Any:
    """Attributes of tables in one dictionary, before a cell's own others;
    None where the class gives none.
    """
    import pikepdf

    given = [attributes for attributes in of_class if _is_of_tables(attributes)]
    if not given:
        return None
    entries = dict(entry for attributes in (*given, *filter(_is_of_tables, own)) for entry in objects.items(attributes))
    others = [each for each in own if isinstance(each, pikepdf.Dictionary) and not _is_of_tables(each)]
    return pikepdf.Array([pikepdf.Dictionary(entries), *others])


def _is_of_tables(attributes: Any) -> bool:
    return objects.name(objects.get(attributes, "/O")) == "Table"


def move_into_cells(structure: TreeBuilder) -> int:
    """Move elements that stand in a row beside its cells into the cell before them,
    or the first; gives back how many.

    Word leaves the mark that ends a row there. Source: ISO 32000-1, 14.8.4.3.4: a row holds cells.
    """
    cells = {e.element.objgen for e in structure.elements if e.kind in _CELLS}
    loose = [e for e in structure.elements if e.above and e.above.kind == "TR" and e.kind not in _CELLS]
    return sum(_move(e.element, e.above.element, cells) for e in loose if e.above)


def _move(moved: Any, row: Any, cells: set[Identity]) -> bool:
    import pikepdf

    kids = _listed(row, "/K")
    marks = [objects.identity(kid) for kid in kids]
    at = marks.index(moved.objgen) if moved.objgen in marks else len(marks)
    before = [kid for kid, mark in zip(kids[:at], marks, strict=False) if mark in cells]
    after = [kid for kid, mark in zip(kids[at + 1 :], marks[at + 1 :], strict=True) if mark in cells]
    if at == len(marks) or not (before or after):
        return False
    cell = before[-1] if before else after[0]
    inside = _listed(cell, "/K")
    cell["/K"] = pikepdf.Array([*inside, moved] if before else [moved, *inside])
    moved["/P"] = cell
    page = objects.dictionary(row, "/Pg")
    if objects.get(moved, "/Pg") is None and page is not None:
        moved["/Pg"] = page
    row["/K"] = pikepdf.Array([*kids[:at], *kids[at + 1 :]])
    return True
