"""JATS 1.4 (ANSI/NISO Z39.96-2024): the front matter of each paper, in the publishing tag set."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.publishing.addresses import absolute, offprint_of, page_of
from proceedings.publishing.citations.keys import volume_key
from proceedings.publishing.deposits.xml import Element, document, element, told
from proceedings.publishing.record import Author, PublishedContribution, Record
from proceedings.values.identifiers import orcid_address, ror_address
from proceedings.words.wording import EN_DASH

_DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.4 20241031//EN" '
    '"JATS-journalpublishing1-4.dtd">\n'
)


_Place = tuple[str, str | None, str | None]
"""An affiliation, its id in ROR, its country."""


def jats(record: Record) -> dict[str, str]:
    """The article of each contribution that has a document, by its id."""
    return {one.id: _article(record, one) for one in record.published if one.main is not None}


def jats_lacks(record: Record) -> tuple[str, ...]:
    """What these articles cannot hold, in sentences."""
    if record.issn or (record.series and record.series.issn):
        return ()
    return ("JATS wants an ISSN of what holds a paper: `issn` is empty there; `issn:` in proceedings/volume.yaml",)


def _article(record: Record, given: PublishedContribution) -> str:
    root = element(
        "article",
        {
            "dtd-version": "1.4",
            "article-type": "research-article" if not record.is_draft else "other",
            "specific-use": "draft" if record.is_draft else None,
            "xml:lang": given.language,
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
        },
        element("front", None, _journal(record), _meta(record, given)),
    )
    return document(root, _DOCTYPE)


def _journal(record: Record) -> Element:
    """What holds the paper: the series, or the volume where there is none."""
    series, publisher = record.series, record.publisher
    place = told("publisher-loc", publisher.place if publisher else None)
    issn = record.serial_issn
    return element(
        "journal-meta",
        None,
        element("journal-id", {"journal-id-type": "publisher-id"}, volume_key(record)),
        element(
            "journal-title-group",
            None,
            element("journal-title", None, series.title if series else record.full_title),
        ),
        # The tag set wants the element; empty, it says that there is none.
        element("issn", {"publication-format": "electronic"} if issn else None, issn),
        element("publisher", None, element("publisher-name", None, publisher.name), place) if publisher else None,
    )


def _meta(record: Record, given: PublishedContribution) -> Element:
    main = given.main
    places = list(dict.fromkeys(place for author in given.authors for place in _places(author)))
    return element(
        "article-meta",
        None,
        element("article-id", {"pub-id-type": "publisher-id"}, given.id),
        told("article-id", given.doi, {"pub-id-type": "doi"}),
        element("title-group", None, element("article-title", None, given.title)),
        _authors(given.authors, places),
        *(_affiliation(number, *place) for number, place in enumerate(places, 1)),
        _editors(record.editors),
        _date(record),
        told("volume", record.series.number if record.series else None),
        told("isbn", record.isbn, {"publication-format": "electronic"}),
        told("fpage", main.first_folio if main else None),
        told("lpage", main.last_folio if main else None),
        _permissions(record, given),
        _itself(record, given),
        *(_link(one.url, one.kind, one.title) for one in given.links),
        _abstract(given),
        _keywords(given),
        _funding(given),
        _conference(record),
        element("counts", None, element("page-count", {"count": str(main.page_count)})) if main else None,
    )


def _authors(authors: Sequence[Author], places: Sequence[_Place]) -> Element | None:
    if not authors:
        return None
    inside = (_contributor(one, "author", places) for one in authors)
    return element("contrib-group", {"content-type": "authors"}, *inside)


def _editors(editors: Sequence[Author]) -> Element | None:
    if not editors:
        return None
    return element("contrib-group", {"content-type": "editors"}, *(_contributor(one, "editor", ()) for one in editors))


def _contributor(author: Author, kind: str, places: Sequence[_Place]) -> Element:
    numbers = [places.index(place) + 1 for place in _places(author) if place in places]
    orcid = orcid_address(author.orcid)
    return element(
        "contrib",
        {"contrib-type": kind},
        told("contrib-id", orcid, {"contrib-id-type": "orcid"}),
        _name(author),
        *(element("xref", {"ref-type": "aff", "rid": f"aff{number}"}) for number in numbers),
    )


def _places(author: Author) -> tuple[_Place, ...]:
    return tuple((name, author.ror, author.country) for name in author.affiliations)


def _name(author: Author) -> Element:
    if not author.given:
        return element("name", {"name-style": "given-only"}, element("given-names", None, author.name))
    return element(
        "name",
        {"name-style": "eastern" if author.parts.family_first else "western"},
        element("surname", None, author.family),
        element("given-names", None, author.given),
        told("suffix", author.parts.suffix),
    )


def _affiliation(number: int, name: str, ror: str | None, country: str | None) -> Element:
    identifier = told("institution-id", ror_address(ror), {"institution-id-type": "ror"})
    institution = element("institution", None, name)
    return element(
        "aff",
        {"id": f"aff{number}"},
        element("institution-wrap", None, institution, identifier),
        told("country", country),
    )


def _date(record: Record) -> Element | None:
    if record.date is None:
        return element("pub-date-not-available")
    return element(
        "pub-date",
        {"publication-format": "electronic", "date-type": "pub", "iso-8601-date": record.date.isoformat()},
        element("day", None, f"{record.date:%d}"),
        element("month", None, f"{record.date:%m}"),
        element("year", None, f"{record.date:%Y}"),
    )


def _permissions(record: Record, given: PublishedContribution) -> Element | None:
    if given.licence is None:
        return None
    year = told("copyright-year", str(record.date.year) if record.date else None)
    licence = element(
        "license",
        {"license-type": "open-access" if given.licence.url else None, "xlink:href": given.licence.url},
        element("license-p", None, given.licence.name),
    )
    return element("permissions", None, year, licence)


def _itself(record: Record, given: PublishedContribution) -> Element | None:
    if given.main is None or record.address is None:
        return None
    return element(
        "self-uri",
        {"content-type": "pdf", "xlink:href": absolute(record, offprint_of(given.main))},
        absolute(record, page_of(given)),
    )


def _link(address: str, kind: str, title: str | None) -> Element:
    return element("related-object", {"object-type": kind, "xlink:href": address}, title or address)


def _abstract(given: PublishedContribution) -> Element | None:
    if not given.plain_abstract:
        return None
    lines = (" ".join(line.split()) for line in given.plain_abstract.split("\n"))
    return element("abstract", {"xml:lang": given.language}, *(told("p", line) for line in lines))


def _keywords(given: PublishedContribution) -> Element | None:
    if not given.keywords:
        return None
    words = (element("kwd", None, word) for word in given.keywords)
    return element("kwd-group", {"kwd-group-type": "author", "xml:lang": given.language}, *words)


def _funding(given: PublishedContribution) -> Element | None:
    groups = [
        element("award-group", None, element("funding-source", None, one.funder), told("award-id", one.award))
        for one in given.funding
    ]
    return element("funding-group", None, *groups) if groups else None


def _conference(record: Record) -> Element | None:
    first, last = record.starts, record.ends
    if first is None or last is None:
        return None
    span = first.isoformat() if first == last else f"{first}{EN_DASH}{last}"
    return element(
        "conference",
        None,
        element("conf-date", {"iso-8601-date": first.isoformat()}, span),
        element("conf-name", None, record.event.name),
        told("conf-loc", record.place),
        *(element("conf-sponsor", None, organizer) for organizer in record.event.organizers),
    )
