"""What is said of each submission in the volume itself:
metadata of its own at its element of the structure tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proceedings.binding.metadata import full_title, in_language
from proceedings.pdf.xmp import DC, PRISM, Property, packet, present
from proceedings.values.book import Contribution, Document, Volume
from proceedings.values.language_told import language_of
from proceedings.values.plan import PlacedPart, Plan
from proceedings.values.settings import Abstracts
from proceedings.values.submission import Submission
from proceedings.words.markup import plain_text


def spoken(volume: Volume, plan: Plan, submissions: Mapping[str, Submission]) -> dict[str, str]:
    """The language of every part that is a submission, by the part's id (BCP 47)."""
    documents = {document.id: document for document in volume.documents}
    return {
        placed.part.id: language_of(documents[name], submissions.get(name), volume)
        for placed in plan.parts
        if placed.part.facsimile and (name := placed.part.document) in documents
    }


def document_packets(
    volume: Volume, plan: Plan, languages: Mapping[str, str], describe: bool
) -> Iterator[tuple[str, bytes]]:
    """Part id and XMP packet of every submission:
    title, authors, language, DOI, and the folios of its pages.

    Args:
        volume: who spoke where.
        plan: where the parts lie; those that are not submissions are passed over.
        languages: of the parts, as `spoken` gives them.
        describe: whether the properties of PRISM must be described (ISO 19005-2, 6.6.2.3.2).

    Source: ISO 32000-2, 14.3.2: a component of a document may have metadata of its own.
    """
    known = {
        document.id: (contribution, document)
        for item in volume.items
        for contribution in item.contributions
        for document in contribution.documents
    }
    for placed in plan.parts:
        if placed.part.facsimile and placed.part.document in known:
            yield (
                placed.part.id,
                packet(list(_properties(volume, plan, placed, languages, *known[placed.part.document])), describe),
            )


def _abstract(volume: Volume, contribution: Contribution) -> str:
    """The abstract in plain words, where abstracts are printed."""
    if contribution.abstract is None or volume.settings.abstracts is Abstracts.NONE:
        return ""
    return plain_text(contribution.abstract.markdown)


def _properties(
    volume: Volume,
    plan: Plan,
    placed: PlacedPart,
    languages: Mapping[str, str],
    contribution: Contribution,
    document: Document,
) -> Iterator[Property]:
    language = languages[placed.part.id]
    doi = document.doi or contribution.doi or ""
    return present(
        (
            Property(DC, "format", "application/pdf"),
            Property(DC, "title", in_language(placed.part.catalogue_title, language), "Alt"),
            Property(DC, "creator", tuple(speaker.person.name for speaker in contribution.speakers), "Seq"),
            Property(DC, "description", in_language(_abstract(volume, contribution), language), "Alt"),
            Property(DC, "language", (language,), "Bag"),
            Property(DC, "type", (str(document.kind),), "Bag"),
            Property(DC, "identifier", f"doi:{doi}" if doi else ""),
            Property(DC, "source", str(document.source or "")),
            Property(PRISM, "publicationName", full_title(volume, plan.tome)),
            Property(PRISM, "volume", str(plan.tome.number) if plan.tome else ""),
            Property(PRISM, "doi", doi),
            Property(PRISM, "startingPage", placed.first_folio),
            Property(PRISM, "endingPage", placed.last_folio),
        )
    )
