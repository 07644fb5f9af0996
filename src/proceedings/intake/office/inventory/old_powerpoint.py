"""The inventory of a presentation of PowerPoint 97 to 2003 ([MS-PPT])."""

from __future__ import annotations

import struct
from pathlib import Path

from proceedings.office_files.ppt import (
    NARROW,
    NOTES,
    SLIDE_AT,
    SLIDES,
    WIDE,
    OldDeck,
    all_records,
    number_of,
    old_deck,
    records,
    text_of,
)  # fmt: skip
from proceedings.values.holdings import COMMENTS, EMBEDDED, FILMS, HIDDEN_SLIDES, SOUNDS, Count, Inventory, Passage

_INFO, _COMMENT, _OF_SLIDE = 1017, 12000, 1009
_KINDS = {4102: FILMS, 4103: FILMS, 4109: SOUNDS, 4110: SOUNDS, 4111: SOUNDS, 4112: SOUNDS, 4044: EMBEDDED}
"""Records of films, sounds and objects in the list of what is not text (2.10)."""


def read_old_powerpoint(path: Path) -> Inventory:
    """What a PPT holds, as far as it is told without its pictures.

    Raises:
        OSError, ValueError, KeyError, IndexError, struct.error: it is damaged.
    """
    deck, count = old_deck(path), Count(slides=0)
    pages = _slides(deck, count)
    count.page = None
    _notes(deck, pages, count)
    for kind, _, _, _ in all_records(deck.document[deck.places[deck.root] :], 4):
        if kind in _KINDS:
            count.add(_KINDS[kind])
    return count.inventory()


def _slides(deck: OldDeck, count: Count) -> dict[int, int]:
    """The slides with the texts that the list keeps for them;
    gives back their pages by the number of the slide.
    """
    number, shown = 0, True
    pages: dict[int, int] = {}
    for kind, _, _, body in records(deck.lists.get(SLIDES, b"")):
        if kind == SLIDE_AT:
            number += 1
            slide = deck.at(number_of(body))
            info = next((data for inner, _, _, data in records(slide) if inner == _INFO), b"")
            shown = len(info) < 11 or not info[10] & 4
            if not shown:
                count.page = None
                count.add(HIDDEN_SLIDES, str(number))
                continue
            assert count.slides is not None
            count.slides += 1
            pages[struct.unpack_from("<I", body, 12)[0]] = count.page = count.slides
            for inner, _, _, data in all_records(slide, 12):
                _say(inner, data, count)
                if inner == _COMMENT:
                    count.add(COMMENTS)
        elif shown:
            _say(kind, body, count)
    return pages


def _notes(deck: OldDeck, pages: dict[int, int], count: Count) -> None:
    """The speaker's notes, each with its slide (2.5.6);
    a lone sign stands for a number or a date.
    """
    for kind, _, _, body in records(deck.lists.get(NOTES, b"")):
        if kind != SLIDE_AT:
            continue
        notes = deck.at(number_of(body))
        slide = next((data for inner, _, _, data in records(notes) if inner == _OF_SLIDE), b"\0\0\0\0")
        page = pages.get(struct.unpack_from("<I", slide)[0])
        texts = [text_of(inner, data) for inner, _, _, data in all_records(notes, 12) if inner in (WIDE, NARROW)]
        said = "\n".join(text for text in texts if len(text.strip()) > 1)
        if said and page is not None:
            count.notes.append(Passage(said, page))


def _say(kind: int, body: bytes, count: Count) -> None:
    if kind in (WIDE, NARROW):
        for passage in text_of(kind, body).split("\r"):
            count.say(passage)
