"""What is written across a page, large and slanted or light: DRAFT, CONFIDENTIAL."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from proceedings.intake.surveying.drawn import LargeText
from proceedings.words.states import words

_SLANTED = (12.0, 78.0)
"""Degrees from the level: what stands upright is a stamp in the margin or the label of an axis."""
_LONGEST = 80
_ACROSS = 40.0
"""Points: smaller slanted type labels a figure."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Words across a page; `known` where they are such as watermarks have."""

    words: str
    known: bool


def writings(large: Sequence[LargeText], textpage: Any) -> Iterator[Writing]:
    """The words of large texts that are slanted,
    or level and light, in the order in which they are drawn.
    """
    groups: dict[tuple[int, bool], list[str]] = {}
    for text in large:
        slope = min(abs(text.slope), 180 - abs(text.slope))
        slanted = _SLANTED[0] <= slope <= _SLANTED[1]
        if text.size >= _ACROSS and (slanted or (text.light and slope < 1)):
            groups.setdefault((round(text.slope), slanted), []).append(_words(text.handle, textpage))
    for (_, slanted), pieces in groups.items():
        said = _joined(pieces)
        known = any(True for _ in words().watermark.within(said))
        if 2 < len(said) <= _LONGEST and (slanted or known):
            yield Writing(said, known)


def _joined(pieces: Sequence[str]) -> str:
    """One text; letters that were drawn one by one stand together again."""
    alone = all(len(piece.strip()) <= 1 for piece in pieces)
    return " ".join(("" if alone else " ").join(pieces).split())


def _words(handle: Any, textpage: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(handle, textpage, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(handle, textpage, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
