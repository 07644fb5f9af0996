"""The language of a document:
the editor's word, the author's own mark, a guess from the text, or the volume's.
"""

from __future__ import annotations

from proceedings.values.book import Document, Volume
from proceedings.values.submission import Submission


def language_of(document: Document, submission: Submission | None, volume: Volume) -> str:
    """The language of a document (BCP 47):
    what the editor says, else the author, else the text, else the volume's.
    """
    found = submission.facts.language if submission is not None else None
    return document.language or found or volume.language
