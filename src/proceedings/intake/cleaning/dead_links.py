"""Which links of a submission lead nowhere:
those to places that it does not have, and those left without an action.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from proceedings.pdf import objects


class Places:
    """The places in a document to which its links may lead (ISO 32000-2, 12.3.2);
    names are read when one is asked.
    """

    def __init__(self, root: Any, pages: list[Any]) -> None:
        self._root = root
        self._count = len(pages)
        self._pages = {objects.identity(page) for page in pages}
        self._named: set[bytes] | None = None

    def leads(self, link: Any) -> bool:
        """False if a link annotation leads to no place in the document
        and to nothing outside of it.
        """
        action = objects.dictionary(link, "/A")
        if action is None:
            return "/A" not in link and self._has(objects.get(link, "/Dest"))
        return objects.name(objects.get(action, "/S")) != "GoTo" or self._has(objects.get(action, "/D"))

    def _has(self, destination: Any) -> bool:
        if isinstance(destination, (pikepdf.String, pikepdf.Name)):
            return objects.name_key(destination) in self._names()
        if isinstance(destination, pikepdf.Dictionary):
            destination = objects.get(destination, "/D")
        if not isinstance(destination, pikepdf.Array) or not len(destination):
            return False
        page = destination[0]
        if isinstance(page, int):
            return 0 <= page < self._count
        return isinstance(page, pikepdf.Dictionary) and objects.identity(page) in self._pages

    def _names(self) -> set[bytes]:
        if self._named is None:
            old = (
                (key[1:].encode(errors="surrogateescape"), value)
                for key, value in objects.items(objects.get(self._root, "/Dests"))
            )
            tree = objects.tree_pairs(objects.get(objects.get(self._root, "/Names"), "/Dests"), "/Names")
            new = ((objects.name_key(key), value) for key, value in tree if isinstance(key, pikepdf.String))
            self._named = {key for key, value in (*old, *new) if not _is_name(value) and self._has(value)}
        return self._named


def target_of(link: Any) -> str:
    """The name of the place to which a link wants to lead; empty where it names none."""
    action = objects.dictionary(link, "/A")
    wanted = objects.get(link, "/Dest") if action is None else objects.get(action, "/D")
    if isinstance(wanted, pikepdf.Name):
        return objects.name(wanted)
    if isinstance(wanted, pikepdf.String):
        return objects.text(wanted)
    page = wanted[0] if isinstance(wanted, pikepdf.Array) and len(wanted) else None
    return f"page {page + 1}" if isinstance(page, int) else ""


def _is_name(value: Any) -> bool:
    return isinstance(value, (pikepdf.String, pikepdf.Name))
