"""What comes along when text is pasted from a word processor or saved by another program:
blanks that are none, curly quotation marks, letters of another encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.words.misread import meant_by

_BLANKS = {"\u00a0": "a no-break space", "\u202f": "a narrow no-break space", "\u2007": "a figure space"}
_BLANK = re.compile(r"^[ -]*([\u00a0\u202f\u2007])|[:-]([\u00a0\u202f\u2007])")
_CURLY = re.compile(r"(?::|-|\[|,)\s+[“”„‟«‘‚]")
_MISREAD = re.compile(
    # Letters of two bytes (of Latin, Greek, Cyrillic script) and signs of three.
    r"[ÃÂÄÅÎÏÐÑ][\u0080-\u0084\u0086-\u0090\u0098-\u00bfŠšŽžŒœŸƒ€™¡-¿]|[âãäåæçèéï][\u0080-\u00bf€™œŸ‚„…†‡ˆ‰‹ŒŽ‘’“”•–—˜š›ž]{2}"
)
_RUN = re.compile(r"[^\x00-\x7f]+")


def strange_blank(line: str) -> tuple[int, str] | None:
    """Where a blank that is no space stands in the place of one (from 0), and its name."""
    found = _BLANK.search(line)
    if found is None:
        return None
    group = 1 if found[1] else 2
    return found.start(group), f"{_BLANKS[found[group]]} (U+{ord(found[group]):04X})"


def begins_curly(line: str) -> bool:
    """Whether a value in a line begins with a quotation mark that is none of YAML's."""
    return _CURLY.search(line) is not None


def misread(text: str) -> Iterator[tuple[int, str, str]]:
    """Letters of UTF-8 that were read as those of Windows or Latin-1, as in `BÃ¤hr`.

    Yields:
        Where they stand, the letters, and those that are meant.
    """
    if not _MISREAD.search(text):
        return
    for run in _RUN.finditer(text):
        meant = meant_by(run[0]) if _MISREAD.search(run[0]) else None
        if meant is not None:
            yield run.start(), run[0], meant
