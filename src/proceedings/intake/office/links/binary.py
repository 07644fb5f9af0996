"""Links of the older formats, DOC and PPT, as far as their bytes tell without being taken apart."""

from __future__ import annotations

import re
from pathlib import Path

_MOST_BYTES = 64 << 20
_ACTION = re.compile(rb"\xf3\x0f\x10\0\0\0.{8}(.).(.).(.)", re.S)
"""An InteractiveInfoAtom: action, jump and type of hyperlink ([MS-PPT], 2.8.2)."""
_JUMP, _HYPERLINK, _TO_SLIDE = 3, 4, 7


def has_jumps(deck: Path) -> bool:
    """Whether an old deck has links from slide to slide,
    which LibreOffice leads to its first slide.
    """
    try:
        with deck.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError:
        return False
    return any(
        action[0] == _JUMP or (action[0] == _HYPERLINK and kind[0] == _TO_SLIDE)
        for action, _, kind in _ACTION.findall(data)
    )
