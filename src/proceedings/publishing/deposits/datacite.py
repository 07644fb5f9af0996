"""DataCite 4.7: a resource for the volume, for each contribution, and for slides beside a paper.

Source: kernel-4.7, metadata.xsd; DataCite Metadata Schema 4.7, appendix 1. The volume has its parts
and the parts are of the volume, so that both records lead to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.publishing.deposits.xml import Element, document, element, told
from proceedings.publishing.record import Author, PrintedDocument, PublishedContribution, Record
from proceedings.values.book import DocumentKind
from proceedings.values.identifiers import orcid_address, ror_address
from proceedings.values.licences import Licence

NAMESPACE = "http://datacite.org/schema/kernel-4"
_ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} https://schema.datacite.org/meta/kernel-4.7/metadata.xsd",
}
_TYPES = {
    DocumentKind.PAPER: ("ConferencePaper", "Paper"),
    DocumentKind.SLIDES: ("Presentation", "Slides"),
    DocumentKind.POSTER: ("Poster", "Poster"),
    DocumentKind.HANDOUT: ("Text", "Handout"),
}
_ABSTRACT_ALONE = ("Text", "Abstract")
_UNKNOWN = ":unav"
"""What DataCite writes for a value that is not known (Metadata Schema 4.7, appendix 3)."""


def datacite(record: Record) -> dict[str, str]:
    """The resources of a volume whose contributions all have DOIs: the text of each by the id of
    its contribution or document, that of the volume by the empty id.
    """
    made = {"": _volume(record)}
    for one in record.published:
        main = one.main
        others = one.supplements
        kind = _TYPES[main.kind] if main else _ABSTRACT_ALONE
        made[one.id] = _part(record, one, main, one.doi, one.title, kind, [d.doi for d in others if d.doi])
        for document_ in others:
            made[document_.id] = _part(
                record, one, document_, document_.doi, document_.title, _TYPES[document_.kind], ()
            )
    return made


def _volume(record: Record) -> str:
    parts = [_related("HasPart", one.doi) for one in record.published]
    return _resource(
        record,
        doi=record.doi,
        creators=record.editors or tuple(_body(name) for name in record.event.organizers),
        title=(record.title, record.subtitle),
        language=record.language,
        kind=("ConferenceProceeding", "Proceedings"),
        keywords=record.keywords,
        licence=record.licence,
        abstract=record.description,
        size=f"{sum(volume.pages for volume in record.volumes)} pages",
        more=(
            _several("alternateIdentifiers", [_alternate("ISBN", record.isbn), _alternate("ISSN", record.issn)]),
            _several("relatedIdentifiers", [*parts, _series(record)]),
        ),
    )


def _part(
    record: Record,
    of: PublishedContribution,
    printed: PrintedDocument | None,
    doi: str | None,
    title: str,
    kind: tuple[str, str],
    supplements: Sequence[str],
) -> str:
    beside = () if doi == of.doi else (_related("IsSupplementTo", of.doi),)
    related = [
        _related("IsPartOf", record.doi),
        *(_related("IsSupplementedBy", other) for other in supplements),
        *beside,
        *(_linked(link.url, link.kind) for link in of.links),
    ]
    return _resource(
        record,
        doi=doi,
        creators=of.authors,
        title=(title, None),
        language=printed.language if printed else of.language,
        kind=kind,
        keywords=of.keywords,
        licence=of.licence,
        abstract=of.plain_abstract,
        size=f"{printed.page_count} pages" if printed else None,
        more=(
            _several("relatedIdentifiers", related),
            _several("fundingReferences", [_funding(one.funder, one.ror, one.award) for one in of.funding]),
            _several("relatedItems", [_in_the_volume(record, printed)]),
        ),
    )


def _resource(
    record: Record,
    *,
    doi: str | None,
    creators: tuple[Author, ...],
    title: tuple[str, str | None],
    language: str,
    kind: tuple[str, str],
    keywords: tuple[str, ...],
    licence: Licence | None,
    abstract: str | None,
    size: str | None,
    more: tuple[Element | None, ...],
) -> str:
    """A resource; the kernel lets its properties stand in any order."""
    general, own = kind
    publisher = record.publisher.name if record.publisher else next(iter(record.event.organizers), _UNKNOWN)
    root = element(
        "resource",
        _ROOT,
        element("identifier", {"identifierType": "DOI"}, doi or ""),
        element("creators", None, *(_creator(one) for one in creators)) if creators else _nobody(),
        element(
            "titles",
            None,
            element("title", {"xml:lang": language}, title[0]),
            told("title", title[1], {"xml:lang": language, "titleType": "Subtitle"}),
        ),
        element("publisher", None, publisher),
        element("publicationYear", None, str(record.date.year) if record.date else _UNKNOWN),
        element("resourceType", {"resourceTypeGeneral": general}, own),
        _several("subjects", [told("subject", word, {"xml:lang": language}) for word in keywords]),
        _several("contributors", [_contributor(one) for one in record.editors]),
        _several("dates", list(_dates(record))),
        element("language", None, language),
        _several("sizes", [told("size", size)]),
        element("formats", None, element("format", None, "application/pdf")) if size else None,
        told("version", record.edition),
        _several("rightsList", [_rights(licence)]),
        _several("descriptions", [_abstract(abstract, language)]),
        *more,
    )
    return document(root)


def _dates(record: Record) -> Iterator[Element | None]:
    yield told("date", record.date.isoformat() if record.date else None, {"dateType": "Issued"})
    if record.embargo:
        yield element("date", {"dateType": "Available"}, record.embargo.isoformat())
    if record.starts and record.ends:
        span = f"{record.starts}/{record.ends}"
        yield element("date", {"dateType": "Coverage", "dateInformation": record.event.name}, span)


def _creator(author: Author) -> Element:
    return element("creator", None, *_named("creatorName", author))


def _contributor(author: Author) -> Element:
    return element("contributor", {"contributorType": "Editor"}, *_named("contributorName", author))


def _named(tag: str, author: Author) -> Iterator[Element | None]:
    """A name with what is known of who bears it, in the order of the schema."""
    person = bool(author.given) or author.id is not None
    yield element(
        tag,
        {"nameType": "Personal" if person else "Organizational"},
        author.inverted if author.given else author.name,
    )
    yield told("givenName", author.given)
    yield told("familyName", author.family if author.given else None)
    if author.orcid:
        scheme = {"nameIdentifierScheme": "ORCID", "schemeURI": "https://orcid.org"}
        yield element("nameIdentifier", scheme, orcid_address(author.orcid) or "")
    known = {
        "affiliationIdentifier": ror_address(author.ror),
        "affiliationIdentifierScheme": "ROR",
        "schemeURI": "https://ror.org",
    }
    for affiliation in author.affiliations:
        yield element("affiliation", known if author.ror else None, affiliation)


def _nobody() -> Element:
    return element("creators", None, element("creator", None, element("creatorName", None, _UNKNOWN)))


def _body(name: str) -> Author:
    """An organizer as a creator: a name that is not taken apart."""
    from proceedings.values.people import PersonName

    return Author(name, PersonName(name))


def _rights(licence: Licence | None) -> Element | None:
    if licence is None:
        return None
    spdx = {
        "rightsIdentifier": licence.spdx,
        "rightsIdentifierScheme": "SPDX",
        "schemeURI": "https://spdx.org/licenses/",
    }
    return element("rights", {"rightsURI": licence.url, **(spdx if licence.spdx else {})}, licence.name)


def _abstract(text: str | None, language: str) -> Element | None:
    return told("description", text, {"descriptionType": "Abstract", "xml:lang": language})


def _related(relation: str, doi: str | None) -> Element | None:
    return told("relatedIdentifier", doi, {"relatedIdentifierType": "DOI", "relationType": relation})


def _linked(address: str, kind: str) -> Element:
    """What lies elsewhere: code, data and videos supplement the work."""
    relation = "IsVariantFormOf" if kind == "preprint" else "IsSupplementedBy"
    return element("relatedIdentifier", {"relatedIdentifierType": "URL", "relationType": relation}, address)


def _series(record: Record) -> Element | None:
    issn = record.series.issn if record.series else None
    return told("relatedIdentifier", issn, {"relatedIdentifierType": "ISSN", "relationType": "IsPartOf"})


def _alternate(kind: str, text: str | None) -> Element | None:
    return told("alternateIdentifier", text, {"alternateIdentifierType": kind})


def _funding(funder: str, ror: str | None, award: str | None) -> Element:
    scheme = {"funderIdentifierType": "ROR", "schemeURI": "https://ror.org"}
    return element(
        "fundingReference",
        None,
        element("funderName", None, funder),
        told("funderIdentifier", ror_address(ror), scheme),
        told("awardNumber", award),
    )


def _in_the_volume(record: Record, printed: PrintedDocument | None) -> Element | None:
    """Where a paper stands: the volume, with the folios."""
    if printed is None:
        return None
    return element(
        "relatedItem",
        {"relatedItemType": "ConferenceProceeding", "relationType": "IsPublishedIn"},
        told("relatedItemIdentifier", record.doi, {"relatedItemIdentifierType": "DOI"}),
        element("titles", None, element("title", None, record.full_title)),
        told("publicationYear", str(record.date.year) if record.date else None),
        told("volume", record.series.number if record.series else None),
        element("firstPage", None, printed.first_folio),
        element("lastPage", None, printed.last_folio),
        told("publisher", record.publisher.name if record.publisher else None),
    )


def _several(tag: str, inside: Sequence[Element | None]) -> Element | None:
    present = [one for one in inside if one is not None]
    return element(tag, None, *present) if present else None
