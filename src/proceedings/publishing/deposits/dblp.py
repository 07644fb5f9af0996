"""DBLP's submission format: the table of contents of a volume, session by session.

Source: dblpsubmission.dtd. DBLP wants full given names and titles that are not in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.publishing.addresses import absolute, page_of
from proceedings.publishing.deposits.xml import Element, document, element, told
from proceedings.publishing.record import PublishedContribution, Record
from proceedings.words.wording import date_range

_DOCTYPE = '<!DOCTYPE dblpsubmission SYSTEM "dblpsubmission.dtd">\n'


def dblp(record: Record) -> str:
    """The submission of a volume."""
    series = record.series
    proceedings = element(
        "proceedings",
        None,
        *(element("editor", None, editor.name) for editor in record.editors),
        element("title", None, record.full_title),
        told("publisher", record.publisher.name if record.publisher else None),
        element("year", None, str(record.date.year) if record.date else ""),
        told("isbn", record.isbn),
        told("doi", record.doi),
        _conference(record),
        element("series", None, element("title", None, series.title), told("number", series.number))
        if series
        else None,
        element("toc", None, *_contents(record)),
    )
    return document(element("dblpsubmission", None, proceedings), _DOCTYPE)


def _conference(record: Record) -> Element:
    first, last = record.starts, record.ends
    return element(
        "conf",
        None,
        told("acronym", record.short_title),
        element("location", None, record.place),
        element("date", None, date_range(first, last, "en") if first and last else ""),
        told("url", record.event.url),
    )


def _contents(record: Record) -> Iterator[Element]:
    """Each session with its contributions, in the order of the programme."""
    cited = {one.id: one for one in record.published}
    for day in record.days:
        for item in day.items:
            own = [cited[name] for name in item.contributions if name in cited]
            if own:
                yield element("section", None, item.title)
                yield from (_contribution(record, one) for one in own)


def _contribution(record: Record, one: PublishedContribution) -> Element:
    main = one.main
    pages = None
    if main is not None:
        pages = main.folios("-")
    return element(
        "publ",
        None,
        *(element("author", None, author.name) for author in one.authors),
        element("title", None, one.title),
        told("pages", pages),
        told("doi", one.doi),
        told("ee", absolute(record, page_of(one)) if record.address else None),
    )
