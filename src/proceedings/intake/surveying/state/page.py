"""What one page tells about the state of its document, found while the page is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from proceedings.intake.surveying.drawn import Drawn
from proceedings.intake.surveying.state.leftovers import leftovers
from proceedings.intake.surveying.state.legibility import is_unreadable
from proceedings.intake.surveying.state.margin_numbers import NumberColumn, margin_numbers
from proceedings.intake.surveying.state.standing import Place, pictures_across
from proceedings.intake.surveying.state.watermarks import Writing, writings
from proceedings.values.submission import PageFacts

_LETTERS = 10
"""So few letters are a page number or a stray mark: a page with no more has no text."""
_COVERED = 0.5
"""How much of a page its pictures must cover for it to be a scan."""
_SHAPES = 300
"""So many drawn shapes may be letters made outlines; a drawing has fewer."""
_TEXTS = 12
"""So many texts are drawn on a page, and hardly a letter of them is read:
its fonts have no map at all.
"""


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page tells.

    `bands` are the lines of its head and foot, as far as they were read; `numbers` the line numbers
    in its margins; `writings` what is written across it; `leftovers` words that its author forgot;
    `unreadable`: what programs read is not what is seen; `silent`: there is much to see and nothing
    to read. `objects` is how many things it draws, 0 where pictures are among them. `across` are
    pictures across its text.
    """

    text: str
    bands: tuple[str, ...]
    numbers: tuple[NumberColumn, ...]
    writings: tuple[Writing, ...]
    leftovers: tuple[str, ...]
    unreadable: bool
    silent: bool
    objects: int = 0
    across: tuple[Place, ...] = ()


def page_state(textpage: Any, text: str, bands: tuple[str, ...], drawn: Drawn, facts: PageFacts) -> PageState:
    """Look at a page.

    Args:
        textpage: of pdfium, open.
        text: the page's text, lines as pdfium gives them.
        bands: the lines of head and foot.
        drawn: its objects; the handles of `drawn.large` are good.
        facts: its size.
    """
    letters = sum(map(len, text.split()))
    silent = letters <= _LETTERS and drawn.texts < _TEXTS and _is_full(drawn, facts)
    return PageState(
        text,
        bands,
        margin_numbers(textpage, text, facts.width),
        tuple(writings(drawn.large, textpage)),
        tuple(leftovers(text, textpage)),
        is_unreadable(text) or (drawn.texts >= _TEXTS and textpage.count_chars() < drawn.texts / 3),
        silent,
        drawn.objects if not drawn.images else 0,
        tuple(pictures_across(drawn.images, drawn.outlines, textpage, facts)),
    )


def _is_full(drawn: Drawn, facts: PageFacts) -> bool:
    area = facts.width * facts.height
    covered = sum(image.box.width * image.box.height for image in drawn.images)
    return drawn.objects >= _SHAPES or (area > 0 and covered >= _COVERED * area)
