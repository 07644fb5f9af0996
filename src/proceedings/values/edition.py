"""The editions in which one volume appears: for print, and for the screen.
They differ in pages, never in folios.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Edition(StrEnum):
    """For whom a volume is made.

    `print` has rectos, blank pages and a wide inner margin; `screen` no blanks and equal
    margins.
    """

    PRINT = "print"
    SCREEN = "screen"

    @property
    def faces(self) -> bool:
        """Whether its pages lie side by side, so that folios stand at the outer edges."""
        return self is Edition.PRINT

    @property
    def _tail(self) -> str:
        """What its files have in their names; nothing for the edition that was there first."""
        return "" if self is Edition.PRINT else f"-{self}"

    def file_name(self, number: int | None) -> str:
        """The file of a volume: `proceedings.pdf`,
        or `proceedings-screen-2.pdf` for the second of several.
        """
        return f"proceedings{self._tail}.pdf" if number is None else f"proceedings{self._tail}-{number}.pdf"

    @property
    def contents_name(self) -> str:
        """The file that says what stands where: `contents.json`, `contents-screen.json`."""
        return f"contents{self._tail}.json"


_VOLUME = re.compile(rf"proceedings(?:-({'|'.join(Edition)}))?(?:-[1-9][0-9]*)?\.pdf")


def edition_of(name: str) -> Edition | None:
    """The edition to which a file of the build folder belongs, by its name;
    None for other files.
    """
    match = _VOLUME.fullmatch(name)
    if match is None or match[1] == Edition.PRINT:
        return None
    return Edition(match[1]) if match[1] else Edition.PRINT
