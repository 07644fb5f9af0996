"""What a browser prints around a web page:
date and title above, address and page of pages below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from proceedings.intake.surveying.state.page import PageState
from proceedings.values.submission import Sighting

_DATE = re.compile(r"(?<![\d.])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?![\d])")
_ADDRESS = re.compile(r"(?:https?://|file:///|about:|localhost[:/])\S*")
_OF = re.compile(r"(?<![\d/.])(\d{1,3})\s?(?:/|of|von|sur|de|di|из|\u5171)\s?(\d{1,3})(?![\d/.])", re.I)


def browser_furniture(seen: Sequence[tuple[int, PageState]]) -> Iterator[Sighting]:
    """One sighting for each page around which a browser printed,
    where it did so on most that were looked at.
    """
    looked = [(number, page) for number, page in seen if page.bands]
    found = [(number, said) for number, page in looked if (said := _furniture(number, page.bands))]
    if found and len(found) >= max(1, len(looked) / 2):
        yield from (Sighting("browser", number, said) for number, said in found)


def _furniture(number: int, bands: Sequence[str]) -> str:
    """Address and count, where head and foot hold them and a date in figures."""
    said = "\n".join(bands)
    address = _ADDRESS.search(said)
    if address is None or _DATE.search(said.replace(address[0], " ")) is None:
        return ""
    count = next((m for m in _OF.finditer(said.replace(address[0], " ")) if int(m[1]) == number <= int(m[2])), None)
    return f"{address[0][:60]} {count[0]}" if count else ""
