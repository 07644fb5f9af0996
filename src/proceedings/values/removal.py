"""What cleaning took out of a submission:
values for the report, and the list they are gathered in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was removed; `_SENTENCES` says it in words."""

    SCRIPT = "script"
    FILE_LINK = "file-link"
    ATTACHMENT_LINK = "attachment-link"
    DEAD_LINK = "dead-link"
    FORM_ACTION = "form-action"
    VIEWER_ACTION = "viewer-action"
    ATTACHMENT = "attachment"
    MEDIA = "media"
    XFA = "xfa"
    FIELD_PRINTED = "form-field-printed"
    FIELD = "form-field"
    COMMENT_PRINTED = "comment-printed"
    COMMENT = "comment"
    SIGNATURE = "signature"
    LAYER = "layer"
    SCREEN_LAYER = "screen-layer"
    TRANSITION = "transition"
    PORTFOLIO = "portfolio"
    EXTERNAL_CONTENT = "external-content"
    PRIVATE_DATA = "private-data"


_SENTENCES = {
    Kind.SCRIPT: ("a script was removed", "{} scripts were removed"),
    Kind.FILE_LINK: ("a link to a file on the author's computer was removed", "{} links to files were removed"),
    Kind.ATTACHMENT_LINK: ("a link into an attached file was removed", "{} links into attached files were removed"),
    Kind.DEAD_LINK: (
        "a link that leads to no place in the document was removed",
        "{} links that lead to no place in the document were removed",
    ),
    Kind.FORM_ACTION: ("an action that sends or empties a form was removed", "{} form actions were removed"),
    Kind.VIEWER_ACTION: ("an action on the reader's window was removed", "{} actions on the reader's window removed"),
    Kind.ATTACHMENT: ("an attached file was removed", "{} attached files were removed"),
    Kind.MEDIA: ("a sound, film or 3D model was removed", "{} sounds, films or 3D models were removed"),
    Kind.XFA: ("the XFA version of its form was removed", "{} XFA forms were removed"),
    Kind.FIELD_PRINTED: ("a form field became part of its page", "{} form fields became part of their pages"),
    Kind.FIELD: ("a form field that does not print was removed", "{} form fields that do not print were removed"),
    Kind.COMMENT_PRINTED: ("a comment became part of its page", "{} comments became part of their pages"),
    Kind.COMMENT: ("a comment that does not print was removed", "{} comments that do not print were removed"),
    Kind.SIGNATURE: (
        "a digital signature was removed: it does not hold in a volume; how it looks stays",
        "{} digital signatures were removed: they do not hold in a volume; how they look stays",
    ),
    Kind.LAYER: ("a layer was fixed hidden, as it prints", "{} layers were fixed hidden, as they print"),
    Kind.SCREEN_LAYER: (
        "a layer for screens alone was fixed hidden, as it prints",
        "{} layers for screens alone were fixed hidden, as they print",
    ),
    Kind.TRANSITION: ("the transition of a page was removed", "the transitions of {} pages were removed"),
    Kind.PORTFOLIO: ("the document was a portfolio; its cover sheet stays", "{} portfolios were removed"),
    Kind.EXTERNAL_CONTENT: (
        "a reference to content outside the file was removed",
        "{} references to content outside the file were removed",
    ),
    Kind.PRIVATE_DATA: ("thumbnails or private data of the author's program were removed",) * 2,
}


@dataclass(frozen=True, slots=True)
class Removal:
    """One kind of thing that was removed.

    `page` is the first page (1-based) where it was, None for the whole document;
    `names` are files it named.
    """

    kind: Kind
    count: int
    page: int | None = None
    names: tuple[str, ...] = ()
    writers: tuple[tuple[int, str], ...] = ()
    """Page and writer of each comment; the writer is empty where the file does not tell."""

    @property
    def sentence(self) -> str:
        """What was removed, as a report says it."""
        one, many = _SENTENCES[self.kind]
        named = f" ({', '.join(self.names[:5])}{' …' if len(self.names) > 5 else ''})" if self.names else ""
        text = (one if self.count == 1 else many.format(self.count)) + named
        return text[0].upper() + text[1:] + "."


class Removals:
    """Gathers what is removed while a document is walked."""

    def __init__(self) -> None:
        self._counts: dict[Kind, int] = {}
        self._pages: dict[Kind, int] = {}
        self._names: dict[Kind, dict[str, None]] = {}
        self._writers: dict[Kind, list[tuple[int, str]]] = {}

    def add_comment(self, kind: Kind, page: int, writer: str) -> None:
        """Note a comment with its writer."""
        self.add(kind, page)
        self._writers.setdefault(kind, []).append((page, writer))

    def add(self, kind: Kind, page: int | None = None, name: str = "", count: int = 1) -> None:
        """Note that something was removed, where it was and which file it named."""
        self._counts[kind] = self._counts.get(kind, 0) + count
        if page is not None:
            self._pages[kind] = min(page, self._pages.get(kind, page))
        if name:
            self._names.setdefault(kind, {})[name] = None

    def all(self) -> tuple[Removal, ...]:
        """Everything removed, one value a kind, in the order of the kinds."""
        return tuple(
            Removal(
                kind,
                self._counts[kind],
                self._pages.get(kind),
                tuple(self._names.get(kind, ())),
                tuple(self._writers.get(kind, ())),
            )
            for kind in Kind
            if self._counts.get(kind)
        )
