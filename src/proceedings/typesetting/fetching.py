"""What WeasyPrint may read:
data URIs, files of the layout and the pictures named in a forme; nothing from outside.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from proceedings.typesetting.press import Forme

LAYOUT, WORKSPACE = "/layout/", "/workspace/"

_DRAWING = (b"<svg", b"<SVG", b"<!DOCTYPE svg")


def fetcher(forme: Forme, shown: dict[int, str] | None = None) -> Any:
    """A fetcher for WeasyPrint.

    Raster pictures that it fetches by itself (backgrounds, pictures in drawings) come in the
    colours of our own pages.

    Args:
        forme: whose layout and pictures may be read.
        shown: what is printed for characters that no font has, in drawings too.
    """
    return _class()(forme, shown or {})


@cache
def _class() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self, forme: Forme, shown: dict[int, str]) -> None:
            super().__init__(allowed_protocols=("data", "file"))
            self._forme, self._shown = forme, shown

        def fetch(self, url: str, headers: Any = None) -> Any:
            if urlsplit(url).scheme == "data":
                given = super().fetch(url, headers)
                data, kind = given.read(), given.content_type
                return URLFetcherResponse(url, self._printable(data), {"Content-Type": kind})
            return URLFetcherResponse(url, self._printable(self.data_of(url)))

        def data_of(self, url: str) -> bytes:
            """The bytes of an address, as they are."""
            parts = urlsplit(url)
            if parts.scheme == "data":
                return bytes(super().fetch(url).read())
            is_local = parts.scheme == "file" and not parts.netloc
            path = _local_file(self._forme, unquote(parts.path)) if is_local else None
            if path is None:
                raise ValueError("only files of the layout and named pictures of the workspace may be used")
            return path.read_bytes()

        def _printable(self, data: bytes) -> bytes:
            from proceedings.images.picture_kinds import BEGINNING, picture_kind

            if picture_kind(data[:BEGINNING]) is not None:
                return _in_print_colours(data)
            if self._shown and any(sign in data[:2048] for sign in _DRAWING):
                return data.decode("utf-8", "replace").translate(self._shown).encode()
            return data

    return Fetcher


def _in_print_colours(data: bytes) -> bytes:
    from proceedings.images.raster import UNREADABLE, packed

    try:
        return packed(data).data
    except UNREADABLE:
        # WeasyPrint says that it cannot be read.
        return data


def _local_file(forme: Forme, path: str) -> Path | None:
    if path.startswith(LAYOUT):
        return forme.layout.find(path.removeprefix(LAYOUT))
    workspace, name = forme.layout.workspace, path.removeprefix(WORKSPACE)
    if workspace is None or not path.startswith(WORKSPACE) or name not in forme.pictures:
        return None
    found = (workspace / name).resolve()
    return found if found.is_file() and found.is_relative_to(workspace.resolve()) else None
