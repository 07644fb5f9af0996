"""A second look at pages of which one reader may not show everything:
poppler's, before and after intake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proceedings.programs import poppler
from proceedings.readers.lost_ink import DPI, Places, lost_ink
from proceedings.values.limits import Limits
from proceedings.values.trouble import Trouble

_MOST_PAGES = 24
"""Pages of one document that are looked at a second time: they cost a tenth of a second each."""


@dataclass(frozen=True, slots=True)
class DoubtfulPage:
    """Why a page (1-based) is looked at again,
    in words that follow "because", and where to look.
    """

    page: int
    reason: str
    places: Places = Places()


def second_look(
    submitted: Path, prepared: Path, doubts: Sequence[DoubtfulPage], heights: Mapping[int, float], limits: Limits
) -> Iterator[Trouble]:
    """What poppler shows on doubtful pages of a submission and not on those of the prepared file.

    Args:
        submitted: the document as its author sent it, decrypted and repaired where it had to be.
        prepared: what is bound.
        doubts: one for each doubtful page.
        heights: of the upright pages in points, by number.
        limits: of time and memory.

    Returns:
        A warning for each page that shows less; a notice where poppler is not installed.
    """
    if doubts and not poppler.is_there():
        yield _not_asked(doubts)
        return
    for doubt in doubts[:_MOST_PAGES]:
        before, after = (
            poppler.picture(path, doubt.page, DPI, seconds=limits.seconds, memory=limits.memory)
            for path in (submitted, prepared)
        )
        if before is None or after is None:
            continue
        if lost_ink(before, after, heights[doubt.page], doubt.places):
            yield Trouble.warning(
                "second-reader-shows-more",
                "a second reader (poppler) shows something in the file that the bound page does not; it was asked "
                f"because {doubt.reason}",
                "compare the page with the file; ask its author for a PDF with fonts embedded and comments printed",
                doubt.page,
            )


def _not_asked(doubts: Sequence[DoubtfulPage]) -> Trouble:
    pages = ", ".join(str(doubt.page) for doubt in doubts[:8]) + (" …" if len(doubts) > 8 else "")
    return Trouble.notice(
        "second-reader-missing",
        f"only one reader has looked at page{'' if len(doubts) == 1 else 's'} {pages}, because {doubts[0].reason}; the "
        "second, poppler, is not installed",
        "on Debian: apt-get install poppler-utils; the next build asks it",
        doubts[0].page,
    )
