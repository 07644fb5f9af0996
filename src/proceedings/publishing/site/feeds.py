"""Atom (RFC 4287) and sitemap (sitemaps.org 0.9); both need the address of the site."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.publishing.addresses import absolute, page_of
from proceedings.publishing.deposits.xml import document, element, told
from proceedings.publishing.record import Record


def feed(record: Record) -> str:
    """The contributions as an Atom feed; all are dated as the volume is."""
    moment = f"{record.date or record.ends}T00:00:00Z"
    publisher = record.publisher.name if record.publisher else record.event.name
    entries = [
        element(
            "entry",
            {"xml:lang": one.language},
            element("id", None, absolute(record, page_of(one))),
            element("title", None, one.title),
            element("updated", None, moment),
            *(element("author", None, element("name", None, author.name)) for author in one.authors),
            element("link", {"rel": "alternate", "href": absolute(record, page_of(one))}),
            told("summary", one.plain_abstract),
        )
        for one in record.published
    ]
    root = element(
        "feed",
        {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": record.language},
        element("id", None, absolute(record)),
        element("title", None, record.full_title),
        element("updated", None, moment),
        element("author", None, element("name", None, publisher)),
        element("link", {"rel": "self", "href": absolute(record, "feed.xml")}),
        element("link", {"rel": "alternate", "href": absolute(record)}),
        *entries,
    )
    return document(root)


def sitemap(record: Record, pages: Sequence[str]) -> str:
    """All pages of the site."""
    places = (element("url", None, element("loc", None, absolute(record, page))) for page in pages)
    return document(element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}, *places))
