"""RIS of the volume and its contributions, as reference managers import it."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.publishing.citations.keys import key_of, volume_key
from proceedings.publishing.record import PublishedContribution, Record
from proceedings.values.book import DocumentKind
from proceedings.values.identifiers import doi_address

_END = "\r\n"
"""Lines end so in the format as its makers describe it."""


def ris(record: Record) -> str:
    """The volume and all that can be cited of it."""
    return _END.join([_volume(record), *(contribution_entry(record, one) for one in record.published)])


def contribution_entry(record: Record, contribution: PublishedContribution) -> str:
    """The entry of one contribution.

    CONF is what was printed in proceedings; CPAPER, which looks nearer, is what was only handed in.
    """
    main = contribution.main
    kind = main.kind if main else None
    fields = [
        ("TY", "CONF"),
        ("ID", key_of(record, contribution)),
        *(("AU", author.inverted) for author in contribution.authors),
        ("TI", contribution.title),
        ("T2", record.full_title),
        *(("ED", editor.inverted) for editor in record.editors),
        *_shared(record),
        ("SP", main.first_folio if main else ""),
        ("EP", main.last_folio if main else ""),
        ("M3", kind.value if kind and kind is not DocumentKind.PAPER else ""),
        ("DO", contribution.doi),
        ("UR", doi_address(contribution.doi)),
        *(("KW", word) for word in contribution.keywords),
        ("AB", contribution.plain_abstract),
        ("LA", contribution.language),
        ("C4", contribution.licence.name if contribution.licence else ""),
    ]
    return _entry(fields)


def _volume(record: Record) -> str:
    fields = [
        ("TY", "CONF"),
        ("ID", volume_key(record)),
        *(("ED", editor.inverted) for editor in record.editors),
        ("TI", record.full_title),
        *_shared(record),
        ("ET", record.edition),
        ("DO", record.doi),
        ("UR", record.url),
        *(("KW", word) for word in record.keywords),
        ("AB", record.description),
        ("LA", record.language),
    ]
    return _entry(fields)


def _shared(record: Record) -> list[tuple[str, str | None]]:
    series, publisher, date = record.series, record.publisher, record.date
    return [
        ("T3", series.title if series else None),
        ("VL", series.number if series else None),
        ("C1", record.place),
        ("C3", record.event.name),
        ("Y2", f"{record.starts:%Y/%m/%d}" if record.starts else None),
        ("PY", f"{date:%Y}" if date else None),
        ("DA", f"{date:%Y/%m/%d}" if date else None),
        ("PB", publisher.name if publisher else None),
        ("CY", publisher.place if publisher else None),
        ("N1", "Draft" if record.is_draft else None),
        ("SN", record.isbn or record.serial_issn),
    ]


def _entry(fields: Sequence[tuple[str, str | None]]) -> str:
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in fields if text]
    return _END.join([*lines, "ER  - ", ""])
