"""Every part of a page lists the resources it uses itself (ISO 19005-2, 6.2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.intake.conforming.shown import inherited

if TYPE_CHECKING:
    import pikepdf

    from proceedings.intake.conforming.inventory import Inventory

_DEEP = 30


def lack_resources(items: Inventory) -> bool:
    """True when a form lists no resources: then what it shows cannot be told apart."""
    return any("/Resources" not in form for form in items.of_kind("/Form"))


def give_own_resources(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Give forms and patterns without resources those of the page they stand on, as readers do."""
    import pikepdf

    for page in pdf.pages:
        resources = inherited(page.obj, "/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = page.obj["/Resources"] = pikepdf.Dictionary()
        elif not resources.is_indirect:
            resources = pdf.make_indirect(resources)
            page.obj["/Resources"] = resources
        _hand_down(resources, resources, 0)
    return ()


def _hand_down(resources: pikepdf.Object, to: pikepdf.Object, depth: int) -> None:
    import pikepdf

    for kind in ("/XObject", "/Pattern"):
        parts = to.get(kind)
        for part in list(parts.values()) if isinstance(parts, pikepdf.Dictionary) else ():
            if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream) or not _has_content(part):
                continue
            own = part.get("/Resources")
            if isinstance(own, pikepdf.Dictionary) and _lists_something(own):
                if depth < _DEEP:
                    _hand_down(own, own, depth + 1)
            else:
                part["/Resources"] = resources
                # What stands inside is listed in the page's resources and is visited from there.


def _has_content(part: pikepdf.Object) -> bool:
    return part.get("/Subtype") == "/Form" or part.get("/PatternType") == 1


def _lists_something(resources: pikepdf.Object) -> bool:
    return any(key != "/ProcSet" for key in resources.keys())  # noqa: SIM118 -- iterating gives no strings here
