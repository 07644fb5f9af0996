"""The language of a document:
the editor's word, the author's own mark, a guess from the text, or the volume's.
"""

from __future__ import annotations

from proceedings.values.book import Document, Volume
from proceedings.values.submission import Sheets


def language_of(document: Document, sheets: Sheets | None, volume: Volume) -> str:
    """The language of a document (BCP 47):
    what the editor says, else the author, else the text, else the volume's.
    """
    found = sheets.facts.language if sheets is not None else None
    return document.language or found or volume.language
