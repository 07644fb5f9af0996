"""Where things of a publication lie on its site: addresses that stay when a title changes."""

from __future__ import annotations

from proceedings.publishing.record import PrintedDocument, PublishedContribution, Record

CONTRIBUTIONS = "contributions"
NOWHERE = "https://example.org/not-published"
"""Stands for the site in deposits that are not to be sent."""


def page_of(contribution: PublishedContribution) -> str:
    """The page of a contribution, below the site's address: its id names it."""
    return f"{CONTRIBUTIONS}/{contribution.id}.html"


def offprint_of(document: PrintedDocument) -> str:
    """A document's PDF. It lies beside the page of its contribution: where it does not, Google
    Scholar takes no `citation_pdf_url`.
    """
    return f"{CONTRIBUTIONS}/{document.id}.pdf"


def absolute(record: Record, path: str = "") -> str:
    """A path of the site as an address."""
    return f"{record.address or NOWHERE}/{path}"
