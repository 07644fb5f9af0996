"""What an offprint says about itself: its own title, authors and DOI, and the volume's claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Pdf, String

from proceedings import __version__
from proceedings.pdf.xmp import DC, PDF, PDFA, PDFUA, PRISM, RIGHTS, XMP, Property, packet, present
from proceedings.publishing.record import PrintedDocument, PublishedContribution, Record
from proceedings.values.identifiers import doi_address

PRODUCER = f"proceedings {__version__}"
_IDENTIFIED = re.compile(r"<pdf(?P<which>a|ua)id:(?P<name>\w+)>(?P<value>[^<]*)<")
_WITHOUT_INFO = "4"
"""The part of PDF/A that forbids the information dictionary and describes no schemas."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the volume claims to be: the properties of its metadata that say so."""

    properties: tuple[Property, ...]

    @classmethod
    def of(cls, volume: Pdf, *, has_tags: bool = True) -> Identity:
        """The claim of a volume; PDF/UA needs tags. An offprint has no files attached: where the
        volume is PDF/A-4f, it is PDF/A-4.
        """
        metadata = volume.Root.get("/Metadata")
        text = metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
        schemas = {"a": PDFA, "ua": PDFUA}
        found = [(match["which"], match["name"], match["value"]) for match in _IDENTIFIED.finditer(text)]
        part = next((value for which, name, value in found if (which, name) == ("a", "part")), "")
        kept = (
            Property(schemas[which], name, value)
            for which, name, value in found
            if not (part == _WITHOUT_INFO and name == "conformance" and value == "F")
            and (has_tags or (which == "a" and not (name == "conformance" and value == "A")))
        )
        return cls(tuple(kept))

    @property
    def is_modern(self) -> bool:
        """Whether it claims PDF/A-4."""
        return any(p.schema is PDFA and p.name == "part" and p.value == _WITHOUT_INFO for p in self.properties)


def describe(
    offprint: Pdf, record: Record, contribution: PublishedContribution, document: PrintedDocument, identity: Identity
) -> None:
    """Write title, authors, language, licence, DOI, folios and claim, the same in both records.

    Source: ISO 32000-2, 14.3; ISO 19005-2, 6.6.2 to 6.6.4; ISO 19005-4, 6.1.3.
    """
    names = tuple(author.name for author in contribution.authors)
    stamp = record.date.strftime("%Y%m%d000000") if record.date else ""
    info = {
        "/Title": _title(record, document),
        "/Author": "; ".join(names),
        "/Subject": _cited(record),
        "/Keywords": ", ".join(contribution.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{stamp}+00'00'" if stamp else "",
        "/ModDate": f"D:{stamp}+00'00'" if stamp else "",
    }
    if not identity.is_modern:
        for key, value in info.items():
            if value:
                offprint.docinfo[key] = String(value)
    content = packet([*_properties(record, contribution, document), *identity.properties], not identity.is_modern)
    root = offprint.Root
    root.Metadata = offprint.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(document.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _title(record: Record, document: PrintedDocument) -> str:
    return f"Draft: {document.title}" if record.is_draft else document.title


def _cited(record: Record) -> str:
    """In what it appeared."""
    place = record.place
    return f"{record.full_title}. {record.event.name}{f', {place}' if place else ''}"


def _properties(record: Record, contribution: PublishedContribution, document: PrintedDocument) -> Iterator[Property]:
    language = document.language
    doi = document.doi or contribution.doi or ""
    stamp = record.date.strftime("%Y-%m-%dT00:00:00+00:00") if record.date else ""
    licence, series = contribution.licence, record.series
    title, subject = _title(record, document), _cited(record)
    return present(
        (
            Property(DC, "format", "application/pdf"),
            Property(DC, "title", _alternatives(title, language), "Alt"),
            Property(DC, "creator", tuple(author.name for author in contribution.authors), "Seq"),
            Property(DC, "description", _alternatives(subject, language), "Alt"),
            Property(DC, "subject", contribution.keywords, "Bag"),
            Property(DC, "publisher", (record.publisher.name,) if record.publisher else (), "Bag"),
            Property(DC, "date", (stamp[:10],) if stamp else (), "Seq"),
            Property(DC, "language", (language,), "Bag"),
            Property(DC, "type", (str(document.kind),), "Bag"),
            Property(DC, "rights", _alternatives(record.rights or "", record.language), "Alt"),
            Property(DC, "identifier", f"doi:{doi}" if doi else ""),
            Property(PDF, "Keywords", ", ".join(contribution.keywords)),
            Property(PDF, "Producer", PRODUCER),
            Property(XMP, "CreatorTool", PRODUCER),
            Property(XMP, "CreateDate", stamp),
            Property(XMP, "ModifyDate", stamp),
            Property(XMP, "MetadataDate", stamp),
            Property(RIGHTS, "UsageTerms", _alternatives(licence.name if licence else "", language), "Alt"),
            Property(RIGHTS, "WebStatement", (licence.url if licence else None) or ""),
            Property(PRISM, "isbn", record.isbn or ""),
            Property(PRISM, "issn", record.serial_issn or ""),
            Property(PRISM, "doi", doi),
            Property(PRISM, "url", doi_address(doi) or ""),
            Property(PRISM, "seriesTitle", series.title if series else ""),
            Property(PRISM, "seriesNumber", (series.number if series else None) or ""),
            Property(PRISM, "event", record.event.name),
            Property(PRISM, "publicationName", record.full_title),
            Property(PRISM, "startingPage", document.first_folio),
            Property(PRISM, "endingPage", document.last_folio),
        )
    )


def _alternatives(text: str, language: str) -> tuple[tuple[str, str], ...]:
    return (("x-default", text), (language, text)) if text else ()
