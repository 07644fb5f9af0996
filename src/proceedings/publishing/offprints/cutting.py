"""Cuts a volume into offprints: one file a document, with the volume's own pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf

from proceedings.pdf.page_labels import label_pages
from proceedings.publishing.addresses import absolute, offprint_of, page_of
from proceedings.publishing.offprints.copying import copied
from proceedings.publishing.offprints.metadata import Identity, describe
from proceedings.publishing.offprints.outline import Mark, bookmarks, of_pages, write_outline
from proceedings.publishing.offprints.pages import carry_pages
from proceedings.publishing.offprints.structure import carry_structure
from proceedings.publishing.record import PrintedDocument, PublishedContribution, Record

AT_ONCE = 64
"""Documents that are cut of a volume before it is opened anew: what was read of it is let go."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A volume that is being cut."""

    pdf: Pdf
    numbers: dict[tuple[int, int], int]
    marks: tuple[Mark, ...]
    labels: tuple[str, ...]
    targets: dict[int, str]
    """Addresses of pages of the volume, where the site has one."""


def documents_of(record: Record, file: str) -> tuple[tuple[PublishedContribution, PrintedDocument], ...]:
    """What is cut of one file of the book, in the order of its pages."""
    found = [(one, document) for one in record.published for document in one.documents if document.file == file]
    return tuple(sorted(found, key=lambda pair: pair[1].first_page))


def cut(
    record: Record,
    volume: Path,
    wanted: Sequence[tuple[PublishedContribution, PrintedDocument]],
    folder: Path,
) -> Iterator[Path]:
    """Write the offprint of each document into a folder, under its id; gives back the files.

    Args:
        record: of the book.
        volume: a PDF of it.
        wanted: documents that lie in it, as `documents_of` gives them.
        folder: where the offprints go.
    """
    for begin in range(0, len(wanted), AT_ONCE):
        with _opened(volume, record) as source:
            for contribution, document in wanted[begin : begin + AT_ONCE]:
                out = folder / f"{document.id}.pdf"
                _write(source, record, contribution, document, out)
                yield out


@contextmanager
def _opened(volume: Path, record: Record) -> Iterator[_Source]:
    with Pdf.open(volume) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        labels = tuple(page.label for page in pdf.pages)
        yield _Source(pdf, numbers, bookmarks(pdf, numbers), labels, _targets(record, volume.name))


def _targets(record: Record, file: str) -> dict[int, str]:
    """Where each page of a volume is found on the site: the page of its contribution, else the
    volume itself; nothing where the site has no address.
    """
    if record.address is None:
        return {}
    found: dict[int, str] = {}
    for contribution, document in documents_of(record, file):
        for index in range(document.page_count):
            where = offprint_of(document) if index else page_of(contribution)
            jump = f"#page={index + 1}" if index else ""
            found[document.first_page - 1 + index] = absolute(record, where) + jump
    return found


def _write(
    source: _Source, record: Record, contribution: PublishedContribution, document: PrintedDocument, out: Path
) -> None:
    first, count = document.first_page - 1, document.page_count
    with Pdf.new() as offprint:
        carry_pages(source.pdf, offprint, first, count, source.numbers, partial(_target, record, source))
        tagged = carry_structure(source.pdf, offprint, first, count, document.language, document.title)
        write_outline(offprint, of_pages(source.marks, first, count))
        label_pages(offprint, source.labels[first : first + count])
        _carry_root(source.pdf, offprint)
        describe(offprint, record, contribution, document, Identity.of(source.pdf, has_tags=tagged))
        offprint.save(
            out,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            force_version=source.pdf.pdf_version,
        )


def _target(record: Record, source: _Source, index: int) -> str | None:
    if record.address is None:
        return None
    return source.targets.get(index) or absolute(record, f"proceedings.pdf#page={index + 1}")


def _carry_root(volume: Pdf, offprint: Pdf) -> None:
    """What the whole file says of colours and layers."""
    for key in ("/OutputIntents", "/OCProperties"):
        if key in volume.Root:
            offprint.Root[key] = copied(offprint, volume.Root[key])
