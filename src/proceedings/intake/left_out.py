"""What cleaning left out of a submission and its editor should hear of, as troubles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.values.removal import Kind, Removal
from proceedings.values.trouble import Trouble

_SHOWN = 5
"""Names that one message lists."""


def left_out(removed: Sequence[Removal]) -> Iterator[Trouble]:
    """Troubles about links, attached files and films that are not in the volume."""
    for removal in removed:
        if trouble := _trouble(removal):
            yield trouble


def _trouble(removal: Removal) -> Trouble | None:
    count, names, page = removal.count, _names(removal.names), removal.page
    if removal.kind is Kind.FILE_LINK:
        said = _counted(count, "a link opens a file", "links open files") + f" on the author's computer{names}"
        return Trouble.warning("link-to-local-file", f"{said}; {_went(count)}", _ADDRESS, page)
    if removal.kind is Kind.ATTACHMENT_LINK:
        said = _counted(count, "a link leads into an attached file", "links lead into attached files") + names
        return Trouble.warning("link-to-attached-file", f"{said}; {_went(count)}", _ATTACHED, page)
    if removal.kind is Kind.DEAD_LINK:
        said = _counted(count, "a link leads", "links lead") + f" to no place in the document{_quoted(removal.names)}"
        return Trouble.notice("dead-link", f"{said}; {_went(count)}", "its words stay as they are", page)
    if removal.kind is Kind.ATTACHMENT:
        said = _counted(count, "a file is", "files are") + f" attached to the document and left out{names}"
        return Trouble.notice("attachment-left-out", said, _ATTACHED, page)
    if removal.kind is Kind.MEDIA:
        said = _counted(count, "a film, sound or 3D model", "films, sounds or 3D models") + " cannot be in a book"
        still = "; its still picture stays" if count == 1 else "; their still pictures stay"
        return Trouble.warning("media-left-out", said + still, "ask the author for an address to link to", page)
    if removal.kind is Kind.LAYER:
        said = _counted(count, "a layer is", "layers are") + f" switched off in the file, and not printed{names}"
        return Trouble.notice("layer-left-out", said, _LAYER, page)
    if removal.kind is Kind.SCREEN_LAYER:
        said = _counted(count, "a layer shows", "layers show") + f" on screens alone, and not on paper{names}"
        return Trouble.warning(
            "layer-left-out",
            f"{said}; it is not printed" if count == 1 else f"{said}; they are not printed",
            _LAYER,
            page,
        )
    return None


_LAYER = "if it belongs into the paper, ask the author for a PDF in which it is switched on, for printing too"
_ADDRESS = "ask the author for a web address, or name the file in the agenda"
_ATTACHED = "name it as a document in the agenda if it belongs into the volume"


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else f"{count} {many}"


def _went(count: int) -> str:
    return "it was removed" if count == 1 else "they were removed"


def _quoted(names: Sequence[str]) -> str:
    return _names([f"“{name}”" for name in names])


def _names(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f" ({', '.join(names[:_SHOWN])}{more})"
