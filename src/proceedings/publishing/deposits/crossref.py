"""Crossref deposit 5.5.0: the volume as a conference, with a paper for each contribution.

Source: crossref5.5.0.xsd. The order of children is the schema's; `isbn` and `publication_date` have
enumerations of media of their own (electronic, online), and both mean print where nothing is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from proceedings.publishing.addresses import absolute, offprint_of, page_of
from proceedings.publishing.citations.keys import volume_key
from proceedings.publishing.deposits.xml import Element, document, element, told
from proceedings.publishing.record import Author, PrintedDocument, PublishedContribution, Record
from proceedings.values.identifiers import orcid_address, ror_address

NAMESPACE = "http://www.crossref.org/schema/5.5.0"
_ROOT = {
    "version": "5.5.0",
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:jats": "http://www.ncbi.nlm.nih.gov/JATS1",
    "xmlns:fr": "http://www.crossref.org/fundref.xsd",
    "xmlns:ai": "http://www.crossref.org/AccessIndicators.xsd",
    "xsi:schemaLocation": f"{NAMESPACE} https://data.crossref.org/schemas/crossref5.5.0.xsd",
}
_NOBODY = ("not to be sent: a draft", "nobody@example.org")
_LONGEST_NUMBER = 32
_SHORTEST_NAME = 3


def crossref(record: Record) -> str:
    """The deposit of a volume whose contributions all have DOIs."""
    conference = element(
        "conference",
        None,
        _contributors(record.editors, "editor"),
        _event(record),
        _proceedings(record),
        *(_paper(record, one) for one in record.published),
    )
    return document(element("doi_batch", _ROOT, _head(record), element("body", None, conference)))


def crossref_lacks(record: Record) -> tuple[str, ...]:
    """What this deposit cannot hold, in sentences."""
    lacking = []
    if record.series and len(record.series.number or "") > _LONGEST_NUMBER:
        lacking.append(f"Crossref holds numbers of {_LONGEST_NUMBER} letters: that of the series is left out")
    if record.series and not record.series.issn:
        lacking.append("Crossref knows a series by its ISSN alone: the series is left out; `issn:` below `series:`")
    if any(one.keywords for one in record.published):
        lacking.append("Crossref has no place for keywords of papers: they are left out")
    if any(len(one.documents) > 1 for one in record.published):
        lacking.append("Slides beside a paper are components of it for Crossref: they have DOIs and no authors")
    return tuple(lacking)


def _head(record: Record) -> Element:
    name, email = _NOBODY
    if record.depositor is not None:
        name, email = record.depositor.name, record.depositor.email or email
    registrant = record.publisher.name if record.publisher else name
    return element(
        "head",
        None,
        element("doi_batch_id", None, f"{volume_key(record)}-{record.revision}"[-100:]),
        element("timestamp", None, _timestamp(record)),
        element("depositor", None, element("depositor_name", None, name), element("email_address", None, email)),
        element("registrant", None, registrant),
    )


def _timestamp(record: Record) -> str:
    """Of the date and the revision: greater each time something is deposited again."""
    day = record.date or dt.date(2000, 1, 1)
    return f"{day:%Y%m%d}{record.revision:06d}"


def _event(record: Record) -> Element:
    event = record.event
    first, last = record.starts, record.ends
    days = element(
        "conference_date",
        {
            "start_day": f"{first:%d}" if first else None,
            "start_month": f"{first:%m}" if first else None,
            "start_year": f"{first:%Y}" if first else None,
            "end_day": f"{last:%d}" if last else None,
            "end_month": f"{last:%m}" if last else None,
            "end_year": f"{last:%Y}" if last else None,
        },
    )
    name = event.name if len(event.name) >= _SHORTEST_NAME else record.full_title
    return element(
        "event_metadata",
        None,
        element("conference_name", None, name),
        *(element("conference_sponsor", None, one) for one in event.organizers[:10]),
        told("conference_location", record.place if len(record.place) > 1 else None),
        days if first and last else None,
    )


def _proceedings(record: Record) -> Element:
    """The book; one of a series with an ISSN is told of with it."""
    series, issn = record.series, record.serial_issn
    title = element("proceedings_title", None, record.full_title)
    common = [*_publisher(record), _date(record), _isbn(record)]
    data = _doi_data(record.doi, absolute(record))
    if issn is None:
        return element("proceedings_metadata", {"language": _language(record.language)}, title, *common, data)
    number = series.number if series and series.number and len(series.number) <= _LONGEST_NUMBER else None
    whole = element(
        "series_metadata",
        None,
        element("titles", None, element("title", None, series.title if series else record.title)),
        element("issn", {"media_type": "electronic"}, issn),
    )
    return element("proceedings_series_metadata", None, whole, title, told("volume", number), *common, data)


def _publisher(record: Record) -> Iterator[Element]:
    publisher = record.publisher
    name = publisher.name if publisher else next(iter(record.event.organizers), record.event.name)
    place = publisher.place if publisher else None
    yield element("publisher", None, element("publisher_name", None, name), told("publisher_place", place))


def _isbn(record: Record) -> Element:
    if record.isbn:
        return element("isbn", {"media_type": "electronic"}, record.isbn)
    return element("noisbn", {"reason": "monograph"})


def _date(record: Record) -> Element:
    day = record.date or dt.date(2000, 1, 1)
    return element(
        "publication_date",
        {"media_type": "online"},
        element("month", None, f"{day:%m}"),
        element("day", None, f"{day:%d}"),
        element("year", None, f"{day:%Y}"),
    )


def _paper(record: Record, given: PublishedContribution) -> Element:
    main = given.main
    pages = None
    if main is not None:
        last = main.last_folio if main.last_folio != main.first_folio else None
        pages = element("pages", None, element("first_page", None, main.first_folio), told("last_page", last))
    return element(
        "conference_paper",
        {"publication_type": "full_text" if main else "abstract_only", "language": _language(given.language)},
        _contributors(given.authors, "author"),
        element("titles", None, element("title", None, given.title)),
        _abstract(given),
        _date(record),
        pages,
        _funding(given),
        _licence(record, given),
        _doi_data(given.doi, absolute(record, page_of(given))),
        _components(record, given),
    )


def _abstract(given: PublishedContribution) -> Element | None:
    if not given.plain_abstract:
        return None
    paragraphs = (" ".join(line.split()) for line in given.plain_abstract.split("\n"))
    return element("jats:abstract", {"xml:lang": given.language}, *(told("jats:p", line) for line in paragraphs))


def _contributors(people: tuple[Author, ...], role: str) -> Element | None:
    if not people:
        return None
    order = ("first", *["additional"] * (len(people) - 1))
    return element("contributors", None, *(_person(one, role, which) for one, which in zip(people, order, strict=True)))


def _person(author: Author, role: str, which: str) -> Element:
    parts = author.parts
    style = "eastern" if parts.family_first else "western" if author.given else "given-only"
    institutions = [
        element(
            "institution",
            None,
            element("institution_name", None, name),
            told("institution_id", ror_address(author.ror), {"type": "ror"}),
        )
        for name in author.affiliations
    ]
    return element(
        "person_name",
        {"sequence": which, "contributor_role": role, "name-style": style},
        told("given_name", author.given),
        element("surname", None, author.family if author.given else author.name),
        told("suffix", parts.suffix if author.given else None),
        element("affiliations", None, *institutions) if institutions else None,
        told("ORCID", orcid_address(author.orcid)),
    )


def _funding(given: PublishedContribution) -> Element | None:
    groups = [
        element(
            "fr:assertion",
            {"name": "fundgroup"},
            element("fr:assertion", {"name": "funder_name"}, one.funder),
            told("fr:assertion", ror_address(one.ror), {"name": "ror"}),
            told("fr:assertion", one.award, {"name": "award_number"}),
        )
        for one in given.funding
    ]
    return element("fr:program", {"name": "fundref"}, *groups) if groups else None


def _licence(record: Record, given: PublishedContribution) -> Element | None:
    if given.licence is None or given.licence.url is None:
        return None
    starts = record.date.isoformat() if record.date else None
    return element(
        "ai:program",
        {"name": "AccessIndicators"},
        element("ai:license_ref", {"applies_to": "vor", "start_date": starts}, given.licence.url),
    )


def _components(record: Record, given: PublishedContribution) -> Element | None:
    listed = [_component(record, one) for one in given.supplements]
    return element("component_list", None, *listed) if listed else None


def _component(record: Record, given: PrintedDocument) -> Element:
    """Slides or a poster beside a paper."""
    return element(
        "component",
        {"parent_relation": "isPartOf"},
        element("titles", None, element("title", None, given.title)),
        element("format", {"mime_type": "application/pdf"}),
        _doi_data(given.doi, absolute(record, offprint_of(given))),
    )


def _doi_data(doi: str | None, address: str) -> Element | None:
    if doi is None:
        return None
    return element("doi_data", None, element("doi", None, doi), element("resource", None, address))


def _language(tag: str) -> str:
    """The language without its region: the schema lists codes of ISO 639 alone."""
    return tag.partition("-")[0].lower()
