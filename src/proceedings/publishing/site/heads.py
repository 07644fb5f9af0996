"""What the pages of contributions tell machines: Highwire's tags, Dublin Core, schema.org.

Source: Google Scholar, Inclusion Guidelines for Webmasters, "Indexing"; schema.org 29.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from proceedings.publishing.addresses import absolute, offprint_of, page_of
from proceedings.publishing.record import Author, PublishedContribution, Record
from proceedings.values.book import DocumentKind
from proceedings.values.identifiers import doi_address, orcid_address

Tag = tuple[str, str]
_LONGEST = 300
"""Letters of a description."""


def of_contribution(record: Record, one: PublishedContribution) -> Iterator[Tag]:
    """The `meta` elements of a contribution's page, in their order; of a draft none that a search
    engine would take.
    """
    if one.plain_abstract:
        yield "description", " ".join(one.plain_abstract.split())[:_LONGEST]
    if record.is_draft:
        yield "robots", "noindex"
        return
    yield "citation_title", one.title
    yield from (("citation_author", _scholar(author)) for author in one.authors)
    if record.date:
        yield "citation_publication_date", f"{record.date:%Y/%m/%d}"
    yield "citation_conference_title", record.event.name
    yield "citation_inbook_title", record.full_title
    yield "citation_language", one.language
    if record.publisher:
        yield "citation_publisher", record.publisher.name
    if record.isbn:
        yield "citation_isbn", record.isbn
    if issn := record.serial_issn:
        yield "citation_issn", issn
    if one.doi:
        yield "citation_doi", one.doi
    yield from (("citation_keywords", word) for word in one.keywords)
    yield from _pages(record, one)
    yield from _dublin_core(record, one)


def _pages(record: Record, one: PublishedContribution) -> Iterator[Tag]:
    main = one.main
    if main is None:
        return
    yield "citation_firstpage", main.first_folio
    yield "citation_lastpage", main.last_folio
    if record.address:
        yield "citation_pdf_url", absolute(record, offprint_of(main))
        yield "citation_abstract_html_url", absolute(record, page_of(one))


def _dublin_core(record: Record, one: PublishedContribution) -> Iterator[Tag]:
    yield "DC.title", one.title
    yield from (("DC.creator", _scholar(author)) for author in one.authors)
    yield "DC.language", one.language
    if record.date:
        yield "DC.date", record.date.isoformat()
    if address := doi_address(one.doi):
        yield "DC.identifier", address
    if one.licence and one.licence.url:
        yield "DC.rights", one.licence.url


def _scholar(author: Author) -> str:
    """`Family, Given`; a name of one part as it is."""
    return author.inverted if author.given else author.name


def data_of_contribution(record: Record, one: PublishedContribution) -> str:
    """The contribution in the words of schema.org, as JSON-LD that may stand in HTML."""
    main = one.main
    kind = "ScholarlyArticle" if main and main.kind is DocumentKind.PAPER else "CreativeWork"
    if main and main.kind is DocumentKind.SLIDES:
        kind = "PresentationDigitalDocument"
    told = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": one.title,
        "headline": one.title if kind == "ScholarlyArticle" else None,
        "author": [_person(author) for author in one.authors],
        "inLanguage": one.language,
        "datePublished": record.date.isoformat() if record.date else None,
        "abstract": one.plain_abstract,
        "keywords": list(one.keywords),
        "license": one.licence.url if one.licence else None,
        "pageStart": main.first_folio if main and kind == "ScholarlyArticle" else None,
        "pageEnd": main.last_folio if main and kind == "ScholarlyArticle" else None,
        "identifier": doi_address(one.doi),
        "url": absolute(record, page_of(one)) if record.address else None,
        "isPartOf": _book(record),
    }
    return _embedded(told)


def data_of_volume(record: Record) -> str:
    """The volume with its event, as JSON-LD."""
    return _embedded({"@context": "https://schema.org", **_book(record), **_more_of_the_book(record)})


def _book(record: Record) -> dict[str, Any]:
    return _present({"@type": "Book", "name": record.full_title, "isbn": record.isbn})


def _more_of_the_book(record: Record) -> dict[str, Any]:
    event = record.event
    return {
        "inLanguage": record.language,
        "datePublished": record.date.isoformat() if record.date else None,
        "editor": [_person(editor) for editor in record.editors],
        "publisher": {"@type": "Organization", "name": record.publisher.name} if record.publisher else None,
        "license": record.licence.url if record.licence else None,
        "identifier": doi_address(record.doi),
        "url": absolute(record) if record.address else None,
        "about": _present(
            {
                "@type": "Event",
                "name": event.name,
                "startDate": record.starts.isoformat() if record.starts else None,
                "endDate": record.ends.isoformat() if record.ends else None,
                "location": {"@type": "Place", "name": event.venue or record.place, "address": record.place}
                if record.place
                else None,
            }
        ),
    }


def _person(author: Author) -> dict[str, Any]:
    return _present(
        {
            "@type": "Person",
            "name": author.name,
            "givenName": author.given,
            "familyName": author.family if author.given else None,
            "identifier": orcid_address(author.orcid),
            "affiliation": [{"@type": "Organization", "name": name} for name in author.affiliations],
        }
    )


def _present(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def _embedded(told: dict[str, Any]) -> str:
    """JSON without anything that would end the element around it."""
    return (
        json.dumps(_present(told), ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )
