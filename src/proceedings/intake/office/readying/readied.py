"""A copy of an office document, readied:
tracked changes accepted, fields as its author saw them, notes made to fit.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from proceedings.intake.office.readying.old_word import ready_old_word
from proceedings.intake.office.readying.opendocument import ready_opendocument
from proceedings.intake.office.readying.powerpoint import ready_powerpoint
from proceedings.intake.office.readying.rich_text import ready_rich_text
from proceedings.intake.office.readying.word import ready_word
from proceedings.office_files.parts import Parts

_MOST_BYTES = 400 << 20
"""Of a package, packed; a larger one is converted as it is."""
_READY: Mapping[str, Callable[[Parts, bool], None]] = MappingProxyType(
    {
        ".docx": ready_word,
        ".pptx": ready_powerpoint,
        ".odt": ready_opendocument,
        ".odp": ready_opendocument,
    }
)


def readied(document: Path, folder: Path, *, notes: bool) -> Path:
    """The document to convert.

    Args:
        document: as submitted, under a name with the suffix of its format.
        folder: where a copy may be written.
        notes: whether the speaker's notes are to be printed.

    Returns:
        A changed copy, of the same name, where LibreOffice would not show what the author did;
        else the document. One that cannot be read is left to LibreOffice, which repairs some.
    """
    change = _READY.get(document.suffix)
    try:
        if document.stat().st_size > _MOST_BYTES:
            return document
        if change is None:
            return _flat(document, folder)
        with zipfile.ZipFile(document) as archive:
            parts = Parts(archive)
            change(parts, notes)
            if not parts.changed:
                return document
            folder.mkdir(exist_ok=True)
            parts.write(copy := folder / document.name)
            return copy
    except Exception:  # whatever odd parts make a library raise: the document is converted as it came
        return document


def _flat(document: Path, folder: Path) -> Path:
    """The same of a document that is no package."""
    copy = folder / document.name
    if document.suffix == ".doc":
        folder.mkdir(exist_ok=True)
        return copy if ready_old_word(document, copy) else document
    if document.suffix == ".rtf":
        before = document.read_bytes()
        after = ready_rich_text(before)
        if after != before:
            folder.mkdir(exist_ok=True)
            copy.write_bytes(after)
            return copy
    return document
