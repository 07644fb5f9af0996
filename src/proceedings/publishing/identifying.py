"""Gives each contribution its DOI: the editor's own, else one made by the pattern."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from proceedings.publishing.record import PrintedDocument, PublishedContribution, Record

TEST_PREFIX = "10.5555"
"""Crossref's prefix for trials: it leads nowhere, and nothing under it is ever registered."""
PATTERN = "{year}.{id}"
"""Of a volume that names none."""
VOLUME_ID = "volume"
"""Stands for the volume where a pattern names the id of a contribution."""


def identified(record: Record, prefix: str, pattern: str | None = None) -> Record:
    """The record with a DOI for the volume, for each contribution and for each further document.

    The main document goes by the DOI of its contribution. Another one has that DOI and the end of
    its own id: `10.1234/2026.session-1-bee.slides`.
    """
    made = pattern or PATTERN
    year = str(record.date.year) if record.date else ""
    number = (record.series.number if record.series else None) or ""

    def doi(identifier: str, count: int, folio: str) -> str:
        return f"{prefix}/{made.format(id=identifier, number=count, folio=folio, year=year, series=number)}"

    def of(contribution: PublishedContribution) -> PublishedContribution:
        folio = contribution.main.first_folio if contribution.main else str(contribution.number)
        own = contribution.doi or doi(contribution.id, contribution.number, folio)
        documents = tuple(_with_doi(document, contribution, own) for document in contribution.documents)
        return replace(contribution, doi=own, documents=documents)

    cited = {one.id for one in record.published}
    return replace(
        record,
        doi=record.doi or doi(VOLUME_ID, 0, "0"),
        contributions=tuple(of(one) if one.id in cited else one for one in record.contributions),
    )


def _with_doi(document: PrintedDocument, of: PublishedContribution, doi: str) -> PrintedDocument:
    if document.doi or (of.main is not None and document.id == of.main.id):
        return document
    end = document.id.removeprefix(f"{of.id}-")
    return replace(document, doi=f"{doi}.{end}")


def shared_dois(record: Record) -> tuple[str, ...]:
    """DOIs that two things of the volume would have, which no registry takes."""
    found = [record.doi, *(c.doi for c in record.published)]
    found += [d.doi for c in record.published for d in c.documents if d.doi != c.doi]
    return tuple(doi for doi, count in Counter(doi.lower() for doi in found if doi).items() if count > 1)
