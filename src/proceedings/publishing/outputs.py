"""What can be published, for whom, and what of it is made of the record alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from proceedings.publishing.citations.bibtex import bibtex
from proceedings.publishing.citations.csl import csl_json
from proceedings.publishing.citations.ris import ris
from proceedings.publishing.deposits.crossref import crossref
from proceedings.publishing.deposits.datacite import datacite
from proceedings.publishing.deposits.dblp import dblp
from proceedings.publishing.deposits.jats import jats
from proceedings.publishing.identifying import TEST_PREFIX, identified
from proceedings.publishing.obstacles import deposit_is_draft
from proceedings.publishing.record import Record


class Output(StrEnum):
    """One output; its value is the name of its folder below build/publication."""

    CITATIONS = "citations"
    DEPOSITS = "deposits"
    OFFPRINTS = "offprints"
    SITE = "site"

    @property
    def readers(self) -> str:
        """For whom it is."""
        return _READERS[self]


_READERS: Mapping[Output, str] = {
    Output.CITATIONS: "whoever cites: BibTeX, RIS and CSL-JSON",
    Output.DEPOSITS: "registries and archives: Crossref, DataCite, JATS and DBLP",
    Output.OFFPRINTS: "authors and search engines: each document as a PDF",
    Output.SITE: "delegates and search engines: site/index.html opens without a server",
}


def citations(record: Record) -> dict[str, str]:
    """The files of the folder citations/, by name."""
    return {"volume.bib": bibtex(record), "volume.ris": ris(record), "csl.json": csl_json(record)}


def deposits(record: Record, prefix: str | None) -> dict[str, str]:
    """The files of the folder deposits/, by name.

    What could not be sent, for want of a prefix or an address, is written for trial: with
    Crossref's test prefix where DOIs are missing, and `draft` in its name.
    """
    draft = "-draft" if deposit_is_draft(record, prefix) else ""
    whole = identified(record, prefix or TEST_PREFIX)
    files = {f"crossref{draft}.xml": crossref(whole), f"dblp{'-draft' if record.is_draft else ''}.xml": dblp(record)}
    for name, text in datacite(whole).items():
        files[f"datacite{draft}{f'-{name}' if name else ''}.xml"] = text
    return files | {f"jats/{name}.xml": text for name, text in jats(record).items()}
