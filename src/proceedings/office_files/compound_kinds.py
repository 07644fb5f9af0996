"""What a compound file ([MS-CFB]) holds:
an older office document, or a newer one that is locked.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import olefile

_MOST_BYTES = 64 << 20
"""How much of a damaged file is looked through for the names of its streams."""
_NAMES = ("WordDocument", "PowerPoint Document", "Workbook", "EncryptedPackage", "EncryptionInfo")
_LOCKED_TEXT = 0x0100
"""The bit fEncrypted of a Word document's flags, at byte 10 ([MS-DOC] 2.5.2)."""
_LOCKED_DECK = 0xF3D1C4DF
"""The token of an encrypted presentation,
at byte 12 of the stream Current User ([MS-PPT] 2.3.2).
"""


@dataclass(frozen=True, slots=True)
class Compound:
    """Which streams there are, whether a password locks them,
    and whether rights management does.
    """

    streams: frozenset[str]
    is_locked: bool = False
    is_rights_managed: bool = False


def compound_kind(path: Path) -> Compound:
    """What a compound file holds; of a damaged one, which names it contains.

    Raises:
        OSError: the file cannot be read.
    """
    import olefile

    try:
        with olefile.OleFileIO(path) as file:
            found = frozenset(name for name in _NAMES if file.exists(name))
            if "EncryptedPackage" in found:
                # [MS-OFFCRYPTO] 2.2 and 2.3:
                # without a description of the password, rights management has the key.
                managed = "EncryptionInfo" not in found
                return Compound(found, not managed, managed)
            return Compound(found, _has_locked_text(file) or _has_locked_deck(file))
    except (OSError, ValueError, AttributeError, TypeError, IndexError, struct.error):
        with path.open("rb") as data:
            beginning = data.read(_MOST_BYTES)
        found = frozenset(name for name in _NAMES if name.encode("utf-16-le") in beginning)
        return Compound(found, "EncryptedPackage" in found and found.isdisjoint(_NAMES[:2]))


def _has_locked_text(file: olefile.OleFileIO) -> bool:
    head = _beginning(file, "WordDocument", 12)
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & _LOCKED_TEXT)


def _has_locked_deck(file: olefile.OleFileIO) -> bool:
    head = _beginning(file, "Current User", 16)
    return len(head) == 16 and struct.unpack_from("<I", head, 12)[0] == _LOCKED_DECK


def _beginning(file: olefile.OleFileIO, name: str, size: int) -> bytes:
    if not file.exists(name):
        return b""
    data: bytes = file.openstream(name).read(size)
    return data
