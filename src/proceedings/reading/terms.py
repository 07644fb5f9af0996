"""Under which terms, from whom and where a volume and its contributions are published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, ClassVar

from proceedings.reading.entries import Entry
from proceedings.reading.scalars import (
    Choice,
    Date,
    DoiPattern,
    DoiPrefix,
    Email,
    Line,
    OneOrMore,
    Ordinal,
    OrText,
    Ror,
    Url,
)
from proceedings.values.publication import Depositor, Funding, Link, Publication

KINDS_OF_LINKS = ("video", "code", "data", "slides", "poster", "preprint", "other")
LinkKind = Annotated[
    str, Choice(KINDS_OF_LINKS, "a kind of link", (("recording", "video"), ("software", "code"), ("dataset", "data")))
]


class FundingEntry(Entry):
    """Who paid for the work."""

    required: ClassVar[tuple[str, ...]] = ("funder",)
    wanted: ClassVar[Mapping[str, str]] = {"funder": "the name of the funder"}

    funder: Line | None = None
    award: Line | None = None
    ror: Ror | None = None


FundingList = Annotated[tuple[Annotated[FundingEntry, OrText("funder")], ...], OneOrMore()]


class LinkEntry(Entry):
    """Something of a contribution that lies elsewhere."""

    required: ClassVar[tuple[str, ...]] = ("url",)
    wanted: ClassVar[Mapping[str, str]] = {"url": "the address"}

    url: Url | None = None
    kind: LinkKind | None = None
    title: Line | None = None


Links = Annotated[tuple[Annotated[LinkEntry, OrText("url")], ...], OneOrMore()]


class DepositorEntry(Entry):
    """Who deposits metadata with a registry."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    wanted: ClassVar[Mapping[str, str]] = {"name": "the name of the depositor"}

    name: Line | None = None
    email: Email | None = None


class PublicationEntry(Entry):
    """What publication needs and the rest of the workspace does not tell."""

    address: Url | None = None
    doi_prefix: DoiPrefix | None = None
    doi_pattern: DoiPattern | None = None
    depositor: Annotated[DepositorEntry, OrText("name")] | None = None
    licence: Line | None = None
    date: Date | None = None
    revision: Ordinal | None = None
    embargo: Date | None = None


def publication_of(entry: PublicationEntry | None, published: dt.date | None) -> Publication:
    """`publication:` as a value.

    Args:
        entry: as the editor wrote it.
        published: the date of the volume itself, where publication names none.
    """
    if entry is None:
        return Publication(date=published)
    depositor = entry.depositor
    return Publication(
        address=entry.address.rstrip("/") if entry.address else None,
        doi_prefix=entry.doi_prefix,
        doi_pattern=entry.doi_pattern,
        depositor=Depositor(depositor.name, depositor.email) if depositor and depositor.name else None,
        licence=entry.licence,
        date=entry.date or published,
        revision=entry.revision or 1,
        embargo=entry.embargo,
    )


def funding_of(entries: tuple[FundingEntry, ...]) -> tuple[Funding, ...]:
    """Who paid, as values; entries without a name say nothing."""
    return tuple(Funding(entry.funder, entry.award, entry.ror) for entry in entries if entry.funder)


def links_of(entries: tuple[LinkEntry, ...]) -> tuple[Link, ...]:
    """What lies elsewhere, as values."""
    return tuple(Link(entry.url, entry.kind or "other", entry.title) for entry in entries if entry.url)
