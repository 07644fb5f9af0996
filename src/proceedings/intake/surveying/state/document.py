"""The state of a whole document, from what its pages tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from proceedings.intake.surveying.state.browser import browser_furniture
from proceedings.intake.surveying.state.builds import builds
from proceedings.intake.surveying.state.forms import looks_like_a_form
from proceedings.intake.surveying.state.legibility import FEWEST_WORDS, is_unreadable
from proceedings.intake.surveying.state.margin_numbers import NumberColumn
from proceedings.intake.surveying.state.page import PageState
from proceedings.values.geometry import Box
from proceedings.values.submission import PageFacts, Sighting, StateFacts
from proceedings.words.states import words

_OPENING = 1500
"""Characters kept of a page's text, enough to find a title and its authors."""
_OPENINGS = 3
_MOST = 40
"""Sightings kept of one kind."""
_SHARE = 0.6
"""On how many of the pages line numbers or a writing must stand to be the document's."""
_FIRST_LINES = 2500
"""Characters of the first page above which a line about its authors is looked for
where no abstract begins.
"""


def document_state(before: StateFacts, pages: Sequence[PageState | None], facts: Sequence[PageFacts]) -> StateFacts:
    """What is known of a document's state.

    Args:
        before: what its structure told.
        pages: what each page tells; None for those that cannot be drawn.
        facts: the sizes of the pages.
    """
    seen = [(number, page) for number, page in enumerate(pages, 1) if page is not None]
    texts = [page.text if page is not None else "" for page in pages]
    wide = bool(facts) and sum(page.width > page.height for page in facts) > len(facts) / 2
    return replace(
        before,
        sightings=tuple(_kept([*_sightings(seen), *looks_like_a_form(texts)])),
        openings=tuple(text[:_OPENING] for text in texts[1 : 1 + _OPENINGS]),
        unreadable=_unreadable(seen),
        without_text=tuple(number for number, page in seen if page.silent),
        shell=before.shell if before.shell != "xfa?" else _shell(texts),
        builds=builds(texts, [page.objects if page is not None else 0 for page in pages]) if wide else (),
    )


def _sightings(seen: Sequence[tuple[int, PageState]]) -> Iterator[Sighting]:
    yield from _review(seen)
    yield from (Sighting("leftover", number, said) for number, page in seen for said in page.leftovers)
    yield from browser_furniture(seen)


def _unreadable(seen: Sequence[tuple[int, PageState]]) -> tuple[int, ...]:
    """Pages that are unreadable by themselves, and those with few words that are so together."""
    short = {number: page.text for number, page in seen if 0 < len(page.text.split()) < FEWEST_WORDS}
    together = len(short) > 1 and is_unreadable("\n".join(short.values()))
    return tuple(number for number, page in seen if page.unreadable or (together and number in short))


def _kept(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    counts: Counter[str] = Counter()
    for sighting in dict.fromkeys(sightings):
        counts[sighting.kind] += 1
        if counts[sighting.kind] <= _MOST:
            yield sighting


def _shell(texts: Sequence[str]) -> str:
    """`xfa` where the pages of a form only say that another reader is needed."""
    return "xfa" if words().shell.search(texts[0] if texts else "") else ""


def line_numbers(pages: Sequence[PageState | None]) -> dict[int, tuple[Box, ...]]:
    """Where the line numbers stand on each page (1-based), in its user space;
    empty where a document has none.
    """
    seen = [(number, page) for number, page in enumerate(pages, 1) if page is not None]
    return {number: tuple(column.box for column in columns) for number, columns in _numbered(seen)}


def _numbered(seen: Sequence[tuple[int, PageState]]) -> list[tuple[int, tuple[NumberColumn, ...]]]:
    """The pages with line numbers, where they are so many that the document has them."""
    numbered = [(number, page.numbers) for number, page in seen if page.numbers]
    return numbered if len(numbered) >= _SHARE * len(seen) else []


def _review(seen: Sequence[tuple[int, PageState]]) -> Iterator[Sighting]:
    yield from _review_words(seen)
    for number, columns in _numbered(seen):
        values = [value for column in columns for value in column.numbers]
        yield Sighting("line-numbers", number, f"{min(values)} to {max(values)}")
    drawn = Counter(picture for _, page in seen for picture in set(page.across))
    repeated = {picture for picture, times in drawn.items() if times >= max(2, _SHARE * len(seen))}
    yield from (Sighting("picture-across", number, "") for number, page in seen if repeated & set(page.across))
    written = Counter(writing.words for _, page in seen for writing in set(page.writings))
    for number, page in seen:
        for writing in page.writings:
            often = written[writing.words] >= max(2, _SHARE * len(seen))
            if often or (writing.known and (len(seen) == 1 or written[writing.words] > 1)):
                yield Sighting("watermark", number, writing.words)


def _review_words(seen: Sequence[tuple[int, PageState]]) -> Iterator[Sighting]:
    """Lines of the first page above its abstract, and of heads and feet."""
    for number, page in seen:
        lines = list(page.bands)
        if number == 1:
            heading = words().paper_headings.search(page.text)
            lines += page.text[: heading.start() if heading else _FIRST_LINES].splitlines()
            lines += [line for line in page.text.splitlines() if _is_notice(line)]
        for line in dict.fromkeys(" ".join(line.split()) for line in lines):
            bare = _without_numbers(line, {n for column in page.numbers for n in column.numbers})
            if any(writing.words in line for writing in page.writings):
                continue
            if len(bare) <= 120 and (words().review_lines.fills(bare) or any(words().review_parts.within(bare))):
                yield Sighting("review", number, bare)


def _without_numbers(line: str, numbers: Set[int]) -> str:
    """A line without the line numbers at its ends."""
    words_there = line.split(" ")
    kept = [
        w
        for i, w in enumerate(words_there)
        if not (i in (0, len(words_there) - 1) and w.isdigit() and int(w) in numbers)
    ]
    return " ".join(kept)


def _is_notice(line: str) -> bool:
    """Whether a line of the first page begins as a notice does;
    inside a sentence the same words mean nothing.
    """
    return any(match.start() == 0 and line[:1].isupper() for match in words().review_parts.within(line.strip()))
