"""Carries pages of a volume into an offprint, with their links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf, String

Target = Callable[[int], str | None]
"""The address of a page of the volume (0-based) for links that leave the offprint; None where it
has none.
"""
ELSEWHERE = "../../proceedings.pdf"
"""The volume as it lies beside build/publication, for links of a volume without an address."""


def carry_pages(
    volume: Pdf, offprint: Pdf, first: int, count: int, numbers: Mapping[tuple[int, int], int], target: Target
) -> None:
    """Append pages `first` (0-based) and following to an offprint.

    Links within keep their aim. qpdf copies no page through a link, so that each destination is
    changed into a number before pages are copied, and back after. A link to another page of the
    volume leads to its address; the volume in memory is changed and must not be saved.

    Args:
        volume: the open volume.
        offprint: what gets the pages.
        first: index of the first page.
        count: how many pages there are.
        numbers: index of each page of the volume by its object.
        target: where pages of the volume are found, for links that leave.
    """
    pages = [volume.pages[index] for index in range(first, first + count)]
    for page in pages:
        for link in _links(page):
            _aim(link, first, count, numbers, target)
    offprint.pages.extend(pages)
    carried = list(offprint.pages)
    for carried_page in carried:
        for link in _links(carried_page):
            _restore(link, carried)


def _links(page: Page) -> Iterator[Dictionary]:
    for annotation in page.obj.get("/Annots", Array()):
        if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Link:
            yield annotation


def _destination(link: Any) -> tuple[Any, str] | None:
    """The explicit destination of a link, and where it stands: the holder and its key."""
    action = link.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo and isinstance(action.get("/D"), Array):
        return action, "/D"
    return (link, "/Dest") if isinstance(link.get("/Dest"), Array) else None


def _aim(link: Any, first: int, count: int, numbers: Mapping[tuple[int, int], int], target: Target) -> None:
    found = _destination(link)
    if found is None:
        return
    holder, key = found
    aim = holder[key][0]
    index = numbers.get(aim.objgen) if isinstance(aim, Dictionary) else None
    if index is not None and first <= index < first + count:
        # A list of its own: several links may share one.
        holder[key] = Array([index - first, *list(holder[key])[1:]])
        return
    if "/Dest" in link:
        del link["/Dest"]
    link["/A"] = _elsewhere(index, target)


def _elsewhere(index: int | None, target: Target) -> Dictionary:
    """The action that leads to a page of the volume, which is another file now."""
    address = target(index) if index is not None else None
    if address is not None:
        return Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
    place = Array([index or 0, Name.Fit])
    return Dictionary(Type=Name.Action, S=Name.GoToR, F=String(ELSEWHERE), D=place)


def _restore(link: Any, pages: Sequence[Page]) -> None:
    found = _destination(link)
    if found is None:
        return
    holder, key = found
    place = list(holder[key])
    if isinstance(place[0], int):
        holder[key] = Array([pages[place[0]].obj, *place[1:]])
