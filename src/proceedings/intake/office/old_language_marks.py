"""The languages that authors marked in documents of Word and PowerPoint 97 to 2003,
text by text.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from locale import windows_locale
from pathlib import Path

from proceedings.office_files import doc, ppt

_DEFAULTS, _SPECIAL = 4009, 4010
"""Records: what holds for texts that say nothing else;
what the runs of a text have ([MS-PPT] 2.9.31, 2.9.29).
"""
_SPELT, _SPOKEN = 1, 2
"""Bits of what a run says: about its spelling, and its language."""
_MORE = ((4, 2), (64, 2), (32, 4))
"""Bits of what else it says, in its order, and the bytes of each."""
_KINDS = ("val", "eastAsia", "bidi")
_MOST_LETTERS = 200_000
"""Letters that are looked at: more tell nothing new."""


def of_old_word(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The runs of a DOC with their languages, by kind of letters.

    Raises:
        OSError, ValueError, IndexError, struct.error: it is damaged or encrypted.
    """
    document = doc.old_document(path)
    usual, size = _named(document.normal), 0
    for text, properties in document.texts():
        yield text, {**usual, **_named(properties)}
        size += len(text)
        if size > _MOST_LETTERS:
            return


def _named(properties: Mapping[int, int]) -> dict[str, str]:
    found = {
        kind: windows_locale.get(properties[code], "") for code, kind in doc.LANGUAGES.items() if code in properties
    }
    return {kind: language for kind, language in found.items() if language}


def of_old_powerpoint(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The texts of a PPT's slides with their languages.

    Raises:
        OSError, ValueError, KeyError, IndexError, struct.error: it is damaged.
    """
    deck = ppt.old_deck(path)
    default = next((data for kind, _, _, data in ppt.all_records(deck.own, 4) if kind == _DEFAULTS), b"")
    usual = windows_locale.get(_language(default, 0)[1] or 0, "") if default else ""
    listed = deck.lists.get(ppt.SLIDES, b"")
    slides = [deck.at(ppt.number_of(body)) for kind, _, _, body in ppt.records(listed) if kind == ppt.SLIDE_AT]
    for part in (listed, *slides):
        text = ""
        for kind, _, _, data in ppt.all_records(part, 12):
            if kind in (ppt.WIDE, ppt.NARROW):
                if text:
                    yield text, dict.fromkeys(_KINDS, usual)
                text = ppt.text_of(kind, data)
            elif kind == _SPECIAL and text:
                for piece, number in _runs(text, data):
                    yield piece, dict.fromkeys(_KINDS, windows_locale.get(number or 0, "") or usual)
                text = ""
        if text:
            yield text, dict.fromkeys(_KINDS, usual)


def _runs(text: str, data: bytes) -> Iterator[tuple[str, int | None]]:
    """The runs of a text, each with the number of its language."""
    at = first = 0
    while at + 8 <= len(data):
        length = struct.unpack_from("<I", data, at)[0]
        at, language = _language(data, at + 4)
        yield text[first : first + length], language
        first += length


def _language(data: bytes, at: int) -> tuple[int, int | None]:
    """What a run says of its language, and where the next one begins (2.9.32 TextSIException)."""
    said = struct.unpack_from("<I", data, at)[0]
    at += 4 + (2 if said & _SPELT else 0)
    language = struct.unpack_from("<H", data, at)[0] if said & _SPOKEN else None
    at += 2 if said & _SPOKEN else 0
    return at + sum(size for bit, size in _MORE if said & bit), language
