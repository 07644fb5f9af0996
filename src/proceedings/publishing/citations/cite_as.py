"""The line by which a contribution is cited, in the words of the volume's language."""

from __future__ import annotations

from proceedings.publishing.record import Author, PublishedContribution, Record
from proceedings.values.identifiers import doi_address
from proceedings.words.wording import EN_DASH, Words

_MANY = 20
"""Authors that are named; of more, the first nineteen and the last."""


def cite_as(record: Record, contribution: PublishedContribution, words: Words) -> str:
    """`Hopper, Grace (2007). On compilers. In: The Book of the Meeting, p. 3–6. A Publisher.`"""
    main = contribution.main
    pages = f", {words.page_abbreviation} {main.folios(EN_DASH)}" if main else ""
    pieces = [
        f"{_names(contribution.authors)} ({record.date.year})" if record.date else _names(contribution.authors),
        contribution.title.rstrip("."),
        f"In: {record.full_title}{pages}",
        *_imprint(record),
    ]
    return _line(pieces, contribution.doi)


def cite_volume_as(record: Record, words: Words) -> str:
    """The line by which the volume is cited."""
    word = words.editors if len(record.editors) > 1 else words.editor
    names = f"{_names(record.editors)} ({word})" if record.editors else ", ".join(record.event.organizers)
    year = f"({record.date.year})" if record.date else ""
    pieces = [f"{names} {year}".strip(), record.full_title, *_imprint(record)]
    return _line(pieces, record.doi)


def _imprint(record: Record) -> list[str]:
    publisher = record.publisher
    if publisher is None:
        return []
    return [f"{publisher.place}: {publisher.name}" if publisher.place else publisher.name]


def _line(pieces: list[str], doi: str | None) -> str:
    said = [piece if piece.endswith(("?", "!", "…")) else f"{piece.rstrip('.')}." for piece in pieces if piece]
    return " ".join(filter(None, (*said, doi_address(doi))))


def _names(authors: tuple[Author, ...]) -> str:
    named = [author.parts.index_form().heading for author in authors]
    if len(named) > _MANY:
        named = [*named[: _MANY - 1], "…", named[-1]]
    return "; ".join(named)
