"""What the volume says about itself:
information dictionary and XMP, the same facts in both, and how it opens.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Pdf, Stream, String

from proceedings import __version__
from proceedings.binding.claims import Claim
from proceedings.pdf.xmp import DC, PDF, PRISM, RIGHTS, XMP, Property, identifying, packet, present
from proceedings.values.book import ItemKind, Volume
from proceedings.values.identifiers import doi_address
from proceedings.values.plan import Tome

PRODUCER = f"proceedings {__version__}"


def moment_of(volume: Volume) -> dt.datetime | None:
    """The date of the volume:
    published, else SOURCE_DATE_EPOCH, else the last day of the event. Never today.
    """
    if volume.published is not None:
        return _midnight(volume.published)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    days = [day.date for day in volume.days]
    last = volume.event.ends or (max(days) if days else volume.event.starts)
    return _midnight(last) if last else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def creators_of(volume: Volume) -> tuple[str, ...]:
    """Who made the volume: its editors, else the organizers,
    else everybody who speaks, in the agenda's order.
    """
    if volume.editors:
        return tuple(member.name for member in volume.editors)
    if volume.event.organizers:
        return volume.event.organizers
    return tuple(dict.fromkeys(_speakers(volume)))


def _speakers(volume: Volume) -> Iterator[str]:
    for item in volume.items:
        if item.kind is ItemKind.BREAK:
            continue
        for contribution in item.contributions:
            yield from (speaker.person.name for speaker in contribution.speakers)


def subject_of(volume: Volume) -> str:
    """The editor's description, else the event with its place."""
    event = volume.event
    where = ", ".join(part for part in (event.venue, event.city, event.country) if part)
    return volume.description or volume.subtitle or ". ".join(part for part in (event.name, where) if part)


def full_title(volume: Volume, tome: Tome | None = None) -> str:
    """Title and subtitle, and which volume it is, with its own title, where there are several."""
    title = f"{volume.title}: {volume.subtitle}" if volume.subtitle else volume.title
    if tome is None:
        return title
    return f"{title}. {tome.name}: {tome.title}" if tome.title else f"{title}. {tome.name}"


def describe(pdf: Pdf, volume: Volume, claim: Claim, tome: Tome | None = None, *, faces: bool = True) -> None:
    """Write title, authors, subject, keywords, language, dates and claim, and how the volume opens.

    The information dictionary is left out where the claimed standard forbids it. Pages that
    face one another open as spreads.

    Source: ISO 32000-2, 14.3 and 12.2; ISO 19005-2, 6.6.2 to 6.6.4;
    ISO 19005-4, 6.1.3; ISO 14289-1, 5 and 7.1.
    """
    facts = _Facts.of(volume, tome)
    if claim.archival is None or claim.archival.info_dictionary:
        for key, value in facts.info():
            pdf.docinfo[key] = String(value)
    described = claim.archival is None or claim.archival.extension_schemas
    identified = (identification for level in claim.levels for identification in identifying(level.xmp))
    content = packet([*facts.properties(volume), *identified], described)
    root = pdf.Root
    root.Metadata = metadata_stream(pdf, content)
    root.Lang = String(volume.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.PageLayout = Name.TwoPageRight if faces else Name.OneColumn


def metadata_stream(pdf: Pdf, content: bytes) -> Stream:
    """An XMP packet as a metadata stream (ISO 32000-2, 14.3.2)."""
    return pdf.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What both records tell."""

    title: str
    subject: str
    creators: tuple[str, ...]
    keywords: str
    moment: dt.datetime | None
    number: str
    """Which volume of several, else which of its series."""

    @classmethod
    def of(cls, volume: Volume, tome: Tome | None) -> _Facts:
        return cls(
            full_title(volume, tome),
            subject_of(volume),
            creators_of(volume),
            ", ".join(volume.keywords),
            moment_of(volume),
            str(tome.number) if tome else (volume.series.number if volume.series else None) or "",
        )

    @property
    def author(self) -> str:
        """Several authors in one string:
        a semicolon keeps "McKinley, Brunson" whole (ISO 19005-1, 6.7.3).
        """
        return "; ".join(self.creators)

    def info(self) -> Iterator[tuple[str, str]]:
        """The entries of the information dictionary."""
        stamp = self.moment.strftime("D:%Y%m%d%H%M%S+00'00'") if self.moment else ""
        entries = (
            ("/Title", self.title),
            ("/Author", self.author),
            ("/Subject", self.subject),
            ("/Keywords", self.keywords),
            ("/Creator", PRODUCER),
            ("/Producer", PRODUCER),
            ("/CreationDate", stamp),
            ("/ModDate", stamp),
        )
        return (entry for entry in entries if entry[1])

    def properties(self, volume: Volume) -> Iterator[Property]:
        """The same as XMP, with what only XMP can tell."""
        stamp = self.moment.strftime("%Y-%m-%dT%H:%M:%S+00:00") if self.moment else ""
        names = _identifiers(volume)
        series = volume.series
        return present(
            (
                Property(DC, "format", "application/pdf"),
                Property(DC, "title", in_language(self.title, volume.language), "Alt"),
                # One name as in the information dictionary, for validators that compare the two.
                Property(DC, "creator", self.creators, "Seq"),
                Property(DC, "description", in_language(self.subject, volume.language), "Alt"),
                Property(DC, "subject", volume.keywords, "Bag"),
                Property(DC, "publisher", (volume.publisher.name,) if volume.publisher else (), "Bag"),
                Property(DC, "date", (stamp[:10],) if stamp else (), "Seq"),
                Property(DC, "language", (volume.language,), "Bag"),
                Property(DC, "rights", in_language(volume.rights or "", volume.language), "Alt"),
                Property(DC, "identifier", names[0] if names else ""),
                Property(PDF, "Keywords", self.keywords),
                Property(PDF, "Producer", PRODUCER),
                Property(XMP, "CreatorTool", PRODUCER),
                Property(XMP, "CreateDate", stamp),
                Property(XMP, "ModifyDate", stamp),
                Property(XMP, "MetadataDate", stamp),
                Property(XMP, "Identifier", names if len(names) > 1 else (), "Bag"),
                Property(RIGHTS, "UsageTerms", in_language(volume.licence or "", volume.language), "Alt"),
                Property(PRISM, "isbn", volume.isbn or ""),
                Property(PRISM, "issn", volume.issn or (series.issn if series else None) or ""),
                Property(PRISM, "doi", volume.doi or ""),
                Property(PRISM, "url", doi_address(volume.doi) or ""),
                Property(PRISM, "seriesTitle", series.title if series else ""),
                Property(PRISM, "seriesNumber", (series.number if series else None) or ""),
                Property(PRISM, "volume", self.number),
                Property(PRISM, "edition", volume.edition or ""),
                Property(PRISM, "event", volume.event.name),
            )
        )


def _identifiers(volume: Volume) -> tuple[str, ...]:
    """All names by which the volume can be found, the most exact first."""
    named = (
        ("doi:", volume.doi),
        ("urn:isbn:", volume.isbn),
        ("urn:issn:", volume.issn or (volume.series.issn if volume.series else None)),
    )
    return tuple(f"{scheme}{name}" for scheme, name in named if name)


def in_language(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """A text for readers of any language and of its own (XMP, 8.2.2.4);
    nothing where it is empty.
    """
    return (("x-default", text), (language, text)) if text else ()
