"""Every part of a page lists the resources it uses itself (ISO 19005-2, 6.2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf import objects

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory


def lack_resources(items: Inventory) -> bool:
    """True when a form lists no resources: then what it shows cannot be told apart."""
    return any("/Resources" not in form for form in items.of_kind("/Form"))


def give_own_resources(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Give forms and patterns without resources those of the page they stand on, as readers do."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = objects.inherited(page.obj, "/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = page.obj["/Resources"] = pikepdf.Dictionary()
        elif not resources.is_indirect:
            resources = pdf.make_indirect(resources)
            page.obj["/Resources"] = resources
        _hand_down(resources, seen)
    return ()


def _hand_down(top: pikepdf.Object, seen: set[tuple[int, int]]) -> None:
    """Each form, pattern and dictionary of resources is looked at once, however many share it."""
    import pikepdf

    waiting = [top]
    while waiting:
        resources = waiting.pop()
        if _is_known(resources, seen):
            continue
        for kind in ("/XObject", "/Pattern"):
            parts = resources.get(kind)
            for part in list(parts.values()) if isinstance(parts, pikepdf.Dictionary) else ():
                if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream) or not _has_content(part):
                    continue
                if _is_known(part, seen):
                    continue
                own = part.get("/Resources")
                if isinstance(own, pikepdf.Dictionary) and _lists_something(own):
                    waiting.append(own)
                else:
                    part["/Resources"] = resources


def _is_known(item: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    mark = objects.identity(item)
    if mark is None:
        return False
    known = mark in seen
    seen.add(mark)
    return known


def _has_content(part: pikepdf.Object) -> bool:
    return part.get("/Subtype") == "/Form" or part.get("/PatternType") == 1


def _lists_something(resources: pikepdf.Object) -> bool:
    return any(key != "/ProcSet" for key in resources.keys())  # noqa: SIM118 -- iterating gives no strings here
