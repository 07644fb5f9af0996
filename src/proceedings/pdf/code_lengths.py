"""Where one code ends and the next begins in the strings
of a composite font (ISO 32000-1, table 118).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_LEADS: tuple[tuple[str, Callable[[int], int]], ...] = (
    (r"RKSJ", lambda byte: 2 if 0x81 <= byte <= 0x9F or 0xE0 <= byte <= 0xFC else 1),
    (r"^EUC-[HV]$", lambda byte: 2 if byte == 0x8E or 0xA1 <= byte <= 0xFE else 1),
    (r"UTF8", lambda byte: 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4),
    (r"CNS-EUC", lambda byte: 4 if byte == 0x8E else 2 if byte >= 0xA1 else 1),
    (r"UTF32", lambda byte: 4),
    (r"UTF16", lambda byte: 4 if 0xD8 <= byte <= 0xDB else 2),
    (r"GBK|GBpc|B5|HK|KSC.*(EUC|UHC|pc|Johab)|GB-EUC|ETen|ETHK", lambda byte: 2 if byte >= 0x81 else 1),
    (r"Identity|UCS2|^(H|V|Ext-[HV]|Add-[HV]|78.*|Hojo.*|GBT?-[HV]|KSC-[HV])$", lambda byte: 2),
)
"""How many bytes a code has that begins with a byte, by a part of the character map's name."""


def codes_in(strings: Collection[bytes], encoding: str) -> set[bytes] | None:
    """The codes in the strings of a font; None where the character map is no predefined one.

    Args:
        strings: as shown.
        encoding: the name of the map, without its slash.
    """
    lead = next((lead for pattern, lead in _LEADS if re.search(pattern, encoding)), None)
    if lead is None:
        return None
    found = set()
    for text in strings:
        at = 0
        while at < len(text):
            length = lead(text[at])
            found.add(text[at : at + length])
            at += length
    return found


def writes_downwards(encoding: str) -> bool:
    """Whether a predefined character map is for vertical writing."""
    return encoding == "V" or encoding.endswith("-V")
