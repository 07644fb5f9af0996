"""The characters of PDF's syntax, as patterns of bytes (ISO 32000-2, 7.2.3 and 7.2.4)."""

from __future__ import annotations

SPACES = rb"\x00\t\n\f\r "
"""White space, for a class of characters."""
REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
"""One regular character."""
SPACE = rb"(?:[" + SPACES + rb"]++|%[^\r\n]*+)*"
"""White space and comments, as much as there is."""
