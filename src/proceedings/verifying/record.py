"""contents.json against the PDF that it describes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proceedings.values.diagnostics import Diagnostic, Place, error
from proceedings.values.edition import Edition

FOLIO_KINDS = frozenset(
    (
        *("contents", "foreword", "agenda", "paper", "slides", "poster", "handout"),
        *("abstracts", "biographies", "participants", "index", "keyword-index"),
    )
)
"""Kinds of part whose every page prints its folio;
title pages, dividers and blanks count but print none.
"""

PART_FIELDS = {"id": str, "kind": str, "first_page": int, "page_count": int, "first_folio": str, "last_folio": str}
"""What this check needs of a part, with its type."""


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """A contents.json as read; `problems` says why it cannot be used, if it cannot."""

    file: str
    data: dict[str, Any]
    parts: tuple[dict[str, Any], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    edition: str = Edition.PRINT

    @property
    def faces(self) -> bool:
        """Whether its pages lie side by side, so that folios stand at the outer edges;
        on screens none do.
        """
        return self.edition != Edition.SCREEN

    def without_folio(self) -> frozenset[int] | None:
        """Numbers of the pages that print no folio; None when the record is of no use."""
        if self.problems:
            return None
        return frozenset(
            page
            for part in self.parts
            if part["kind"] not in FOLIO_KINDS
            for page in range(part["first_page"], part["first_page"] + part["page_count"])
        )


def read_record(path: Path, pdf: str) -> VolumeRecord:
    """What the contents.json at `path` says of a volume,
    with its problems where it is none that is known.

    Args:
        path: of contents.json. Version 1 is about one volume, version 2 about several.
        pdf: name of the volume's file.
    """
    place = Place(path.name)
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as problem:
        return VolumeRecord(path.name, {}, (), (error("contents-unreadable", place, f"It cannot be read: {problem}."),))
    if not isinstance(data, dict) or data.get("version") not in (1, 2):
        return VolumeRecord(
            path.name, {}, (), (error("contents-unreadable", place, "It is no record of version 1 or 2."),)
        )
    edition = str(data.get("edition") or Edition.PRINT)
    if data["version"] == 2:
        volumes = data.get("volumes")
        listed = [v for v in volumes if isinstance(v, dict)] if isinstance(volumes, list) else []
        data = next((volume for volume in listed if volume.get("pdf") == pdf), {})
        if not data:
            missing = error("contents-of-another-file", place, f"None of its volumes is {pdf}.")
            return VolumeRecord(path.name, {}, (), (missing,))
    parts = data.get("parts")
    if not isinstance(parts, list) or not all(_is_part(part) for part in parts):
        unusable = error("contents-unreadable", place, "Its parts lack an id, a kind, pages or folios.")
        return VolumeRecord(path.name, data, (), (unusable,))
    return VolumeRecord(path.name, data, tuple(parts), edition=edition)


def _is_part(part: object) -> bool:
    return isinstance(part, dict) and all(isinstance(part.get(key), kind) for key, kind in PART_FIELDS.items())


def check_record(record: VolumeRecord, pdf: Path, labels: Sequence[str]) -> Iterator[Diagnostic]:
    """The record's sum, page count, cover of the pages and folios are those of the PDF.

    Args:
        record: as read.
        pdf: the volume it describes.
        labels: the label of every page of the PDF.
    """
    yield from record.problems
    if record.problems:
        return
    place = Place(record.file)
    if record.data.get("sha256") != sum_of(pdf):
        yield error("contents-of-another-file", place, f"Its sha256 is not that of {pdf.name}.")
    if record.data.get("pages") != len(labels):
        yield error(
            "contents-page-count", place, f"It counts {record.data.get('pages')} pages, the file has {len(labels)}."
        )
    yield from _check_cover(record, len(labels))
    for part in record.parts:
        first, last = part["first_page"], part["first_page"] + part["page_count"] - 1
        for number, folio in ((first, part["first_folio"]), (last, part["last_folio"])):
            if 0 < number <= len(labels) and labels[number - 1] != folio:
                label = labels[number - 1]
                says = f"{part['id']} has folio {folio} on page {number}, which is labelled {label or 'nothing'}."
                yield error("contents-folio-differs", place, says)


def _check_cover(record: VolumeRecord, pages: int) -> Iterator[Diagnostic]:
    """Parts cover every page once, in order."""
    expected = 1
    for part in record.parts:
        if part["first_page"] != expected or part["page_count"] < 1:
            says = f"{part['id']} starts on page {part['first_page']}; the part before it leaves off at {expected - 1}."
            yield error("contents-not-consecutive", Place(record.file), says)
        expected = part["first_page"] + part["page_count"]
    if expected != pages + 1:
        says = f"The last part ends on page {expected - 1} of {pages}."
        yield error("contents-not-consecutive", Place(record.file), says)


def sum_of(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
