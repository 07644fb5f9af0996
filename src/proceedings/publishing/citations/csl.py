"""CSL-JSON of the volume and its contributions (CSL 1.0.2): what citation processors take."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from proceedings.publishing.citations.keys import key_of, volume_key
from proceedings.publishing.record import Author, PublishedContribution, Record
from proceedings.values.book import DocumentKind
from proceedings.values.identifiers import doi_address


def csl_json(record: Record) -> str:
    """The volume and all that can be cited of it, as a list."""
    items = [_volume(record), *(contribution_item(record, one) for one in record.published)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def contribution_item(record: Record, contribution: PublishedContribution) -> dict[str, Any]:
    """The item of one contribution: a paper, or a talk of which slides or an abstract are there."""
    main = contribution.main
    is_paper = main is not None and main.kind is DocumentKind.PAPER
    return _present(
        {
            "id": key_of(record, contribution),
            "type": "paper-conference" if is_paper else "speech",
            "title": contribution.title,
            "author": [csl_name(author) for author in contribution.authors],
            "container-title": record.full_title,
            "editor": [csl_name(editor) for editor in record.editors],
            **_shared(record),
            "genre": main.kind.value if main and not is_paper else None,
            "page": main.folios("-") if main else None,
            "page-first": main.first_folio if main else None,
            "DOI": contribution.doi,
            "URL": doi_address(contribution.doi),
            "abstract": contribution.plain_abstract,
            "keyword": ", ".join(contribution.keywords),
            "language": contribution.language,
        }
    )


def _volume(record: Record) -> dict[str, Any]:
    return _present(
        {
            "id": volume_key(record),
            "type": "book",
            "title": record.full_title,
            "title-short": record.short_title,
            "editor": [csl_name(editor) for editor in record.editors],
            **_shared(record),
            "edition": record.edition,
            "DOI": record.doi,
            "URL": record.url,
            "abstract": record.description,
            "keyword": ", ".join(record.keywords),
            "language": record.language,
        }
    )


def _shared(record: Record) -> dict[str, Any]:
    series, publisher = record.series, record.publisher
    days = [_day(day) for day in (record.starts, record.ends) if day]
    return {
        "collection-title": series.title if series else None,
        "collection-number": series.number if series else None,
        "event-title": record.event.name,
        "event-place": record.place,
        "event-date": {"date-parts": days[:1] if days[:1] == days[1:] else days} if days else None,
        "issued": {"date-parts": [_day(record.date)]} if record.date else None,
        "publisher": publisher.name if publisher else None,
        "publisher-place": publisher.place if publisher else None,
        "status": "draft" if record.is_draft else None,
        "ISBN": record.isbn,
        "ISSN": record.serial_issn,
    }


def csl_name(author: Author) -> dict[str, str]:
    """A name in its parts; one of a single part, or of a body, as it is printed."""
    if not author.given:
        return {"literal": author.name}
    parts = author.parts
    apart = parts.particles and parts.full_family.endswith(f" {parts.family}")
    named = {
        "family": parts.family if apart else parts.full_family,
        "given": author.given,
        "non-dropping-particle": parts.particles if apart else "",
        "suffix": parts.suffix,
    }
    return {key: text for key, text in named.items() if text}


def _day(day: dt.date) -> list[int]:
    return [day.year, day.month, day.day]


def _present(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value}
