"""The inventory of a Word document of 97 to 2003."""

from __future__ import annotations

import re
from pathlib import Path

from proceedings.office_files import doc
from proceedings.values.holdings import CHANGES, COMMENTS, FOOTNOTES, LINKS, Count, Inventory

_COMMENT, _NOTE = 30, 2
"""Bytes of an entry that refers to a comment, and to a note ([MS-DOC] 2.9.6 and 2.8.21)."""
_LINK = 88
"""The kind of a field that is a link (2.9.90)."""


def read_old_word(path: Path) -> Inventory:
    """What a DOC holds, as far as it is told without its pictures and objects.

    Raises:
        OSError, ValueError, IndexError, struct.error: it is damaged or encrypted.
    """
    file, count = doc.old_document(path), Count()
    for passage in file.text.split("\n"):
        count.say(passage)
    if comments := file.references(doc.COMMENTS, _COMMENT):
        count.add(COMMENTS, count=comments)
    if notes := file.references(doc.FOOTNOTES, _NOTE) + file.references(doc.ENDNOTES, _NOTE):
        count.add(FOOTNOTES, count=notes)
    fields = file.table(doc.FIELDS)
    kinds = fields[4 * (file.references(doc.FIELDS, 2) + 1) :]
    if links := len(re.findall(b"[\x13\x93]" + bytes((_LINK,)), kinds)):
        count.add(LINKS, count=links)
    last = None
    for change in sorted(file.changes, key=lambda c: c.first):
        # Runs of one change that touch are one, whatever else their type is.
        if last is None or (last.deletes, last.writer) != (change.deletes, change.writer) or last.end != change.first:
            writers = file.writers
            count.add(CHANGES, writers[change.writer] if change.writer < len(writers) else "")
        last = change
    return count.inventory()
