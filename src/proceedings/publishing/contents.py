"""contents.json: what stands on which page of the volume, for web pages, cataloguers and audits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proceedings.arranging.plan import PlacedPart, Plan
from proceedings.intake.sheets import Sheets
from proceedings.model import Volume

VERSION = 1
"""Of the format for a book in one volume."""

SET_VERSION = 2
"""Of the format for a book in several volumes."""

PLACEHOLDER = "placeholder"
"""The treatment of a document that has only a page in its place."""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One part of the volume as contents.json has it; the fields are its keys, in their order.

    `session` is the id of the agenda's item to which the part belongs. `source` is relative to the workspace.
    `first_page` is the 1-based position in the PDF.
    """

    id: str
    kind: str
    title: str
    people: tuple[str, ...]
    session: str | None
    source: str | None
    source_sha256: str | None
    treatment: tuple[str, ...]
    first_page: int
    page_count: int
    first_folio: str
    last_folio: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents.json: the volume's title, its page count, the file name and SHA-256 of its PDF, and its parts."""

    version: int
    title: str
    pages: int
    pdf: str
    sha256: str
    parts: tuple[PartEntry, ...]


@dataclass(frozen=True, slots=True)
class VolumeContents:
    """What contents.json says of one volume of several; `title` is None where the volume has none of its own."""

    number: int
    title: str | None
    pages: int
    pdf: str
    sha256: str
    parts: tuple[PartEntry, ...]


def book_contents(plans: Sequence[Plan], volume: Volume, sheets: Mapping[str, Sheets], sums: Mapping[str, str]) -> str:
    """The text of contents.json for a finished book.

    Args:
        plans: of its volumes. One alone is written as `contents_document` does; several stand below `volumes`, each
            with what is otherwise said of the one.
        volume: its title, and where its documents came from.
        sheets: what was done to each document, by document id.
        sums: SHA-256 of each volume, by the name of its file.
    """
    if len(plans) == 1:
        (plan,) = plans
        return contents_document(plan, volume, sheets, plan.file, sums[plan.file], len(plan.leaves))
    volumes = [
        VolumeContents(
            plan.tome.number,
            plan.tome.title,
            len(plan.leaves),
            plan.file,
            sums[plan.file],
            _entries(plan, volume, sheets),
        )
        for plan in plans
        if plan.tome is not None
    ]
    said = {"version": SET_VERSION, "title": volume.title, "volumes": volumes}
    return _as_text(said)


def contents_document(
    plan: Plan, volume: Volume, sheets: Mapping[str, Sheets], pdf_name: str, sha256: str, page_count: int
) -> str:
    """The text of contents.json for a finished volume.

    Args:
        plan: the parts, blanks included: they cover every page once, in order.
        volume: its title, and where its documents came from.
        sheets: what was done to each document, by document id.
        pdf_name: file name of the volume beside contents.json.
        sha256: of that file, in hexadecimal.
        page_count: pages of that file.

    Returns:
        JSON with keys in a fixed order, two spaces of indent and a line feed at the end.
    """
    contents = Contents(VERSION, volume.title, page_count, pdf_name, sha256, _entries(plan, volume, sheets))
    return _as_text(_keys(contents))


def _as_text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2, default=_keys) + "\n"


def _keys(value: Contents | VolumeContents | PartEntry) -> dict[str, Any]:
    """The fields of a value; `dataclasses.asdict` would copy every text and list as well."""
    return {name: getattr(value, name) for name in value.__slots__}


def _entries(plan: Plan, volume: Volume, sheets: Mapping[str, Sheets]) -> tuple[PartEntry, ...]:
    sources = {d.id: str(d.source) for d in volume.documents if d.source is not None}
    return tuple(_entry(placed, sources, sheets) for placed in plan.parts)


def _entry(placed: PlacedPart, sources: Mapping[str, str], sheets: Mapping[str, Sheets]) -> PartEntry:
    part = placed.part
    taken = sheets.get(part.document) if part.document else None
    missing = (PLACEHOLDER,) if part.document else ()
    return PartEntry(
        id=part.id,
        kind=str(part.kind),
        title=part.title,
        people=part.people,
        session=part.item,
        source=sources.get(part.document) if part.document else None,
        source_sha256=taken.source_sha256 if taken else None,
        treatment=taken.treatment if taken else missing,
        first_page=placed.first_page,
        page_count=placed.page_count,
        first_folio=placed.first_folio,
        last_folio=placed.last_folio,
    )
