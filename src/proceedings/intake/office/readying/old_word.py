"""Word documents of 97 to 2003:
tracked changes hidden as if accepted, and fields not computed anew.
"""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

from proceedings.office_files import doc

_MARKS = 7
"""Byte of the settings with the bits below ([MS-DOC] 2.7.4)."""
_VIEWED, _PRINTED = 0x08, 0x10
"""Marks of changes are shown, and printed."""
_RECOMPUTED = frozenset((14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 27, 28, 29, 30, 31, 32, 69))
"""Kinds of fields (2.9.90) such as DATE, TIME and FILENAME for which LibreOffice prints its own.

NUMPAGES, 26, stays a field: its pages are those that LibreOffice makes, and they say "3 of 3"."""
_VARIABLE = 64
"""The kind DOCVARIABLE, of which LibreOffice shows the result in the file."""
_BEGINS = 0x13


def ready_old_word(path: Path, copy: Path) -> bool:
    """Write a copy that prints what its author sees; False where the document does so itself.

    Raises:
        OSError, ValueError, IndexError, struct.error: it is damaged or encrypted.
    """
    file = doc.old_document(path)
    tables = bytearray(file.tables)
    if file.changes:
        at, size = file.place(doc.SETTINGS)
        if size > _MARKS:
            tables[at + _MARKS] &= ~(_VIEWED | _PRINTED) & 0xFF
    for kind in doc.ALL_FIELDS:
        _keep_results(file, kind, tables)
    if bytes(tables) == file.tables:
        return False
    import olefile

    shutil.copyfile(path, copy)
    name = "1Table" if struct.unpack_from("<H", file.document, 10)[0] & 0x0200 else "0Table"
    with olefile.OleFileIO(copy, write_mode=True) as changed:
        changed.write_stream(name, bytes(tables))
    return True


def _keep_results(file: doc.OldDocument, kind: int, tables: bytearray) -> None:
    at, size = file.place(kind)
    count = file.references(kind, 2)
    for n in range(count if size else 0):
        entry = at + 4 * (count + 1) + 2 * n
        if tables[entry] & 0x1F == _BEGINS and tables[entry + 1] in _RECOMPUTED:
            tables[entry + 1] = _VARIABLE
