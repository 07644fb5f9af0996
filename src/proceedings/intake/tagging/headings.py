"""The levels of headings: numbered where they are not, none skipped (ISO 14289-1, 7.4)."""

from __future__ import annotations

from pikepdf import Name

from proceedings.intake.tagging.structure import TreeBuilder

_DEEPEST = 6
_LEVELS = {f"H{level}": level for level in range(1, _DEEPEST + 1)}


def number_headings(structure: TreeBuilder) -> int:
    """`H` beside numbered headings of other documents is not allowed:
    its level is the number of headings above it.

    Returns:
        How many were changed.
    """
    titled = {id(element.above) for element in structure.elements if element.kind == "H"}
    changed = 0
    for element in structure.elements:
        if element.kind != "H":
            continue
        level, above = 0, element.above
        while above is not None:
            level += id(above) in titled
            above = above.above
        element.kind = f"H{min(max(level, 1), _DEEPEST)}"
        element.element["/S"] = Name(f"/{element.kind}")
        changed += 1
    return changed


def close_gaps(structure: TreeBuilder) -> int:
    """Where a level is skipped, headings move up,
    and stand to each other as before; else none is touched.

    Returns:
        How many were moved.
    """
    found = [element for element in structure.elements if element.kind in _LEVELS]
    levels = [_LEVELS[element.kind] for element in found]
    if all(level <= before + 1 for before, level in zip([0, *levels], levels, strict=False)):
        return 0
    above: list[int] = []
    changed = 0
    for element, level in zip(found, levels, strict=True):
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        if len(above) != level:
            element.kind = f"H{len(above)}"
            element.element["/S"] = Name(f"/{element.kind}")
            changed += 1
    return changed
