"""Page labels: what a reader shows beside a page equals the folio that counts for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

_ROMAN = re.compile(r"m{0,9}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_TAIL = re.compile(r"(.*?)(0|[1-9][0-9]*)", re.DOTALL)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class LabelRange:
    """Consecutive pages whose labels count on:
    style `D`, `r`, `R` or None, the number of the first, a prefix.
    """

    first: int
    """0-based index of the first page."""
    style: str | None
    start: int
    prefix: str


def ranges(labels: Sequence[str]) -> tuple[LabelRange, ...]:
    """The fewest ranges that give every page its label."""
    return tuple(_ranges(labels))


def _ranges(labels: Sequence[str]) -> Iterator[LabelRange]:
    current: LabelRange | None = None
    for index, label in enumerate(labels):
        parsed = replace(_parse(label), first=index)
        if (
            current is not None
            and parsed.style is not None
            and (parsed.style, parsed.prefix) == (current.style, current.prefix)
            and parsed.start - current.start == index - current.first
        ):
            continue
        if current is not None:
            yield current
        current = parsed
    if current is not None:
        yield current


def _parse(label: str) -> LabelRange:
    for style, text in (("r", label), ("R", label.lower() if label.isupper() else "")):
        if text and _ROMAN.fullmatch(text):
            return LabelRange(0, style, _roman_value(text), "")
    match = _TAIL.fullmatch(label)
    if match and int(match[2]) > 0:
        return LabelRange(0, "D", int(match[2]), match[1])
    return LabelRange(0, None, 1, label)


def _roman_value(text: str) -> int:
    values = [_VALUES[c] for c in text] + [0]
    return sum(-v if v < after else v for v, after in pairwise(values))


def label_pages(pdf: Pdf, labels: Sequence[str]) -> None:
    """Write /PageLabels so that page i of the document reads `labels[i]`.

    Source: ISO 32000-2, 12.4.2.
    """
    nums: list[Object | int] = []
    for found in ranges(labels):
        entry = Dictionary()
        if found.style is not None:
            entry["/S"] = Name(f"/{found.style}")
            if found.start != 1:
                entry["/St"] = found.start
        if found.prefix:
            entry["/P"] = String(found.prefix)
        nums += [found.first, entry]
    pdf.Root.PageLabels = Dictionary(Nums=Array(nums))
