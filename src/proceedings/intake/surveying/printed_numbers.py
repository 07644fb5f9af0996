"""The author's own page numbers, found in the heads and feet of a submission's pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_ALONE = re.compile(
    r"(?:page|seite|página|pagina|p\.)?\s*[-–—|]?\s*(\d{1,4})\s*[-–—|]?(?:\s*(?:/|of|von|de|di)\s*\d{1,4})?", re.I
)
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SHARE = 0.6
"""How many of the pages must continue the same count for it to be page numbers
and not years or section numbers.
"""


def printed_numbers(bands: Sequence[Sequence[str]]) -> tuple[str | None, ...]:
    """The number printed on each page.

    Args:
        bands: for each page the lines of its head and foot.

    Returns:
        For each page the number as printed, None where there is none.
        Numbers count as page numbers only where they go up by one a page on most pages.
    """
    candidates = [dict(_candidates(lines)) for lines in bands]
    offsets = Counter(offset for index, found in enumerate(candidates) for offset in {v - index for v in found})
    if not offsets:
        return (None,) * len(bands)
    offset, pages = min(offsets.items(), key=lambda item: (-item[1], abs(item[0])))
    if pages < _fewest(len(bands)):
        return (None,) * len(bands)
    return tuple(found.get(index + offset) for index, found in enumerate(candidates))


def may_be_numbered(pages: int, without: int) -> bool:
    """Whether a document of so many pages can still have page numbers,
    when so many have no number in head and foot.
    """
    return pages - without >= _fewest(pages)


def holds_number(lines: Sequence[str]) -> bool:
    """Whether a line of a head or foot has what may be a page number."""
    return next(_candidates(lines), None) is not None


def _fewest(pages: int) -> float:
    """On how many of so many pages the same count must go on."""
    return max(2, _SHARE * pages)


def _candidates(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbers that stand alone on a line,
    or at its beginning or end as in a running head; those alone count last.
    """
    for line in lines:
        words = line.split()
        for word in {*words[:1], *words[-1:]}:
            if re.fullmatch(r"\d{1,4}", word):
                yield int(word), word
    for line in lines:
        text = line.strip()
        if found := _ALONE.fullmatch(text):
            yield int(found[1]), text
        elif _ROMAN.fullmatch(text):
            yield _roman(text), text


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
