"""The characters of PDF's syntax, as patterns of bytes, and how numbers are written
(ISO 32000-2, 7.2.3, 7.2.4 and 7.3.3).
"""

from __future__ import annotations

SPACES = rb"\x00\t\n\f\r "
"""White space, for a class of characters."""
REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
"""One regular character."""
SPACE = rb"(?:[" + SPACES + rb"]++|%[^\r\n]*+)*"
"""White space and comments, as much as there is."""


def number(value: float, places: int = 5) -> str:
    """A number as PDF has it: no exponent, no needless digits, rounded to `places`."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
