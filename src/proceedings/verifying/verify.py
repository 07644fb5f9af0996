"""Read a finished volume back and report what a delegate or an archivist would find broken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from proceedings.values.diagnostics import Diagnostic, Place, error, in_reading_order
from proceedings.verifying.pages import check_folios, check_labels, label_of, pages_of, read_pages
from proceedings.verifying.record import VolumeRecord, check_record, read_record

SAMPLES = 8
"""How many pages the quick check reads for their folios, spread over the volume."""

STEPS = 100_000
"""Pages that the quick check lets pdfium walk past in all:
it looks for the page of each bookmark from the first on.
"""


def verify(pdf: Path, contents: Path | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a finished volume,
    read with pypdf and pdfium, which did not write it.

    Labels against printed folios, links, bookmarks, tags, active content, fonts, metadata; and
    contents.json, where given, against the pages. Takes some seconds for a few hundred pages.

    Args:
        pdf: the volume.
        contents: its contents.json.

    Returns:
        Findings in page order; empty for a sound volume.
        Never raises for a bad file: that is a finding.
    """
    with _opened(pdf) as document:
        if isinstance(document, Diagnostic):
            return (document,)
    record = read_record(contents, pdf.name) if contents else None
    found = [*_check_pages(pdf, record), *_check_structure(pdf, record)]
    return in_reading_order(found)


def _check_pages(pdf: Path, record: VolumeRecord | None) -> Iterator[Diagnostic]:
    readings = read_pages(pdf, record.faces if record else True)
    without = record.without_folio() if record else None
    labels = [reading.label for reading in readings]
    yield from check_labels(pdf.name, labels)
    yield from check_folios(pdf.name, readings, without)
    if record:
        yield from check_record(record, pdf, labels)


def _check_structure(pdf: Path, record: VolumeRecord | None) -> Iterator[Diagnostic]:
    from proceedings.verifying import claims, metadata, tags, targets
    from proceedings.verifying.volume import open_finished

    try:
        volume = open_finished(pdf)
        claimed = metadata.claimed_conformance(volume)
        yield from targets.check_document(volume, attachments_allowed=claimed.startswith("3") or claimed == "4f")
        yield from targets.check_links(volume)
        yield from targets.check_bookmarks(volume)
        yield from tags.check_tags(volume)
        yield from metadata.check_metadata(volume)
        yield from metadata.check_fonts(volume, claims_archive=bool(claimed))
        if record is not None:
            yield from claims.check_claims(pdf.name, metadata.claimed_levels(volume), record.file, record.data)
    except Exception as problem:  # pypdf meets a damaged object with whatever its own code stumbles into
        yield error("unreadable", Place(pdf.name), f"pypdf cannot read the whole file: {problem}.")


def quick_check(
    pdf: Path,
    contents: Path | None = None,
    without_folio: frozenset[int] | None = None,
    doubtful: Iterable[int] = (),
    faces: bool = True,
) -> tuple[Diagnostic, ...]:
    """The cheap part of `verify`, which ends every build:
    a fraction of a second for some hundred pages.

    Labels of all pages, folios of a sample and of doubtful pages, bookmarks (a sample of them where
    there are many), scripts, embedded files, title and language by pdfium; and contents.json, where
    given, against labels and sum.

    Args:
        pdf: the volume.
        contents: its contents.json.
        without_folio: numbers of the pages that print none,
            where there is no contents.json yet; None if not known.
        doubtful: numbers of pages whose folios are looked for beside the sample.
        faces: whether pages face one another, so that folios stand at the outer edges.
    """
    with _opened(pdf) as document:
        if isinstance(document, Diagnostic):
            return (document,)
        labels = [label_of(document, number) for number in range(1, len(document) + 1)]
        found = [*_check_document(pdf.name, document), *_check_outline(pdf.name, document)]
        numbers = range(1, len(labels) + 1)
        sample = pages_of(
            document, sorted({*numbers[:: max(1, len(labels) // SAMPLES)], *doubtful} & {*numbers}), faces
        )
    record = read_record(contents, pdf.name) if contents else None
    found += check_folios(pdf.name, sample, record.without_folio() if record else without_folio)
    found += check_labels(pdf.name, labels)
    if record:
        found += check_record(record, pdf, labels)
    return in_reading_order(found)


@contextlib.contextmanager
def _opened(pdf: Path) -> Iterator[Any]:
    """The file as pdfium has it;
    a finding when it cannot be opened, or has no pages, or is encrypted.
    """
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(pdf)
    except (pdfium.PdfiumError, OSError) as problem:
        yield error("unreadable", Place(pdf.name), f"pdfium cannot open the file: {problem}")
        return
    try:
        if len(document) == 0:
            yield error("unreadable", Place(pdf.name), "The file has no pages.")
        elif raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
            yield error("encrypted", Place(pdf.name), "The file is encrypted, which no archive accepts.")
        else:
            yield document
    finally:
        document.close()


def _check_document(file: str, document: Any) -> Iterator[Diagnostic]:
    """Scripts, attachments, title and language of the document."""
    import pypdfium2.raw as raw

    place = Place(file)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield error("active-content", place, "The document holds a script.")
    # PDF 2.0 leaves the title to XMP, which pdfium does not read;
    # PDF/A-4 forbids the information dictionary.
    if (document.get_version() or 0) < 20 and not document.get_metadata_value("Title").strip():
        yield error("no-title", place, "The information dictionary names no title.")
    if not raw.FPDFCatalog_GetLanguage(document, None, 0) > 2:
        yield error("no-language", place, "The document does not say its language.")


def _check_outline(file: str, document: Any) -> Iterator[Diagnostic]:
    """Every bookmark that names a place lands on a page;
    of many, a sample spread over the outline is looked at.
    """
    bookmarks = list(document.get_toc(max_depth=15))
    most = max(SAMPLES, STEPS // len(document))
    for bookmark in bookmarks[:: max(1, -(-len(bookmarks) // most))]:
        target = bookmark.get_dest()
        if target is not None and target.get_index() is None:
            title = bookmark.get_title()
            says = f"The bookmark “{title}” leads to no page of the volume."
            yield error("bookmark-lands-nowhere", Place(file), says)
