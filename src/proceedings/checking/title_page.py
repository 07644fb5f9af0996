"""On which page of a submission its title stands:
the first that is bound, or one after a cover sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.checking.case import Case
from proceedings.checking.comparison import titles_differ
from proceedings.words.states import words

_COVER_PHRASES = 2
"""So many phrases of cover sheets must stand on a page
that shows the title itself for it to be one.
"""
_SHORTEST = 3
"""Letters of a title that is looked for: a shorter one stands on any page."""
_UPPER = 700
"""Characters of a page within which a title at its head stands."""
_MOST_ON_COVER = 2500
"""Characters: a page with more is no cover sheet, though it speaks of repositories."""


def opening(case: Case, number: int) -> str:
    """The first characters of a page (1-based); empty for pages that are not near the beginning."""
    if number == 1:
        return case.facts.first_page_text
    openings = case.facts.state.openings
    return openings[number - 2] if 0 <= number - 2 < len(openings) else ""


def first_page(case: Case) -> int:
    """The first page that is bound (1-based)."""
    return next(iter(case.document.treatment.chosen(len(case.facts.pages))), 1)


def title_page(case: Case) -> int:
    """The page that shows the agenda's title after one that does not belong to the paper;
    else the first one bound.

    A first page with text but without the title is left behind where the next shows it at its head;
    one with the title only where it says what covers of repositories say.
    """
    first = first_page(case)
    title = title_of(case)
    if len(re.findall(r"\w", title)) < _SHORTEST or first != 1 or case.document.treatment.pages is not None:
        return first
    page = opening(case, 1)
    if not page or (not titles_differ(title, page) and not _is_cover(page)):
        return first
    return next((number for number in _later(case) if not titles_differ(title, opening(case, number)[:_UPPER])), first)


def is_comparable(case: Case, page: int) -> bool:
    """Whether a page can show title and authors:
    programs can read it, and the document is a paper and no form.
    """
    state = case.facts.state
    return page not in state.unreadable and not state.shell and all(s.kind != "form" for s in state.sightings)


def title_of(case: Case) -> str:
    """The title that the agenda gives; empty where it gives none."""
    return case.document.title or case.contribution.title or ""


def _later(case: Case) -> Iterator[int]:
    return iter(range(2, min(len(case.facts.pages), 1 + len(case.facts.state.openings)) + 1))


def _is_cover(page: str) -> bool:
    return len(page) <= _MOST_ON_COVER and words().cover.count(page) >= _COVER_PHRASES
