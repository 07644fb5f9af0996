"""BibTeX of the volume and its contributions: UTF-8, titles kept in their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from proceedings.publishing.citations.keys import key_of, volume_key
from proceedings.publishing.record import Author, PublishedContribution, Record
from proceedings.values.book import DocumentKind
from proceedings.values.identifiers import doi_address

_SPELT = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Signs that TeX takes for its own; the braces of BibTeX must balance (BibTeXing, 3)."""
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASH = "--"


def bibtex(record: Record) -> str:
    """The volume and all that can be cited of it; a draft says so in its first line."""
    marked = ["% A draft: not to be cited.\n"] if record.is_draft else []
    return "\n".join([*marked, _volume(record), *(contribution_entry(record, one) for one in record.published)])


def contribution_entry(record: Record, contribution: PublishedContribution) -> str:
    """The entry of one contribution."""
    main = contribution.main
    talk = main is not None and main.kind is not DocumentKind.PAPER
    fields = [
        ("author", _names(contribution.authors)),
        ("title", _title(contribution.title)),
        ("booktitle", _title(record.full_title)),
        ("editor", _names(record.editors)),
        *_shared(record),
        ("pages", f"{main.first_folio}{_DASH}{main.last_folio}" if main else ""),
        ("type", _text(main.kind.value.capitalize()) if talk and main else ""),
        ("doi", _verbatim(contribution.doi)),
        ("url", _verbatim(doi_address(contribution.doi))),
        ("keywords", _text(", ".join(contribution.keywords))),
        ("abstract", _text(" ".join((contribution.plain_abstract or "").split()))),
        ("copyright", _text(contribution.licence.name if contribution.licence else "")),
        ("language", _text(contribution.language)),
    ]
    return _entry("inproceedings", key_of(record, contribution), fields)


def _volume(record: Record) -> str:
    fields = [
        ("editor", _names(record.editors)),
        ("title", _title(record.full_title)),
        *_shared(record),
        ("edition", _text(record.edition)),
        ("doi", _verbatim(record.doi)),
        ("url", _verbatim(record.url)),
        ("keywords", _text(", ".join(record.keywords))),
        ("copyright", _text(record.licence.name if record.licence else "")),
        ("language", _text(record.language)),
    ]
    return _entry("proceedings", volume_key(record), fields)


def _shared(record: Record) -> list[tuple[str, str]]:
    """What volume and contribution say alike."""
    series, publisher, date = record.series, record.publisher, record.date
    return [
        ("series", _title(series.title) if series else ""),
        ("volume", _text(series.number) if series else ""),
        ("organization", _text("; ".join(record.event.organizers))),
        ("publisher", _text(publisher.name) if publisher else ""),
        ("address", _text(publisher.place) if publisher else ""),
        ("eventtitle", _title(record.event.name)),
        ("venue", _text(record.place)),
        ("eventdate", "/".join(day.isoformat() for day in (record.starts, record.ends) if day)),
        ("year", str(date.year) if date else ""),
        ("month", _MONTHS[date.month - 1] if date else ""),
        ("isbn", _text(record.isbn)),
        ("issn", _text(record.serial_issn)),
        ("note", "Draft" if record.is_draft else ""),
    ]


def _entry(kind: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
    bare = ("month",)
    lines = [f"  {name} = {text if name in bare else f'{{{text}}}'}," for name, text in fields if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _text(text: str | None) -> str:
    return "".join(_SPELT.get(letter, letter) for letter in text or "")


def _title(text: str) -> str:
    """A title in braces of its own: styles change no letter of it."""
    return f"{{{_text(text)}}}" if text else ""


def _verbatim(text: str | None) -> str:
    return (text or "").translate(_VERBATIM)


def _names(authors: Iterable[Author]) -> str:
    return " and ".join(_name(author) for author in authors)


def _name(author: Author) -> str:
    """`von Family, Jr, Given`, which every style takes apart alike; a name that would be taken
    apart wrongly stands in braces.
    """
    if not author.given:
        return f"{{{_text(author.name)}}}"
    pieces = (author.family, author.parts.suffix, author.given)
    if any("," in piece or re.search(r"\band\b", piece) for piece in pieces):
        return ", ".join(f"{{{_text(piece)}}}" for piece in pieces if piece)
    return ", ".join(_text(piece) for piece in pieces if piece)
