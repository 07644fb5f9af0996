"""Arrivals: submissions that have to be worked on, and the jobs that do it;
office documents share a job.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from proceedings.engine.store import Store
from proceedings.images.picture_kinds import BEGINNING, libraries
from proceedings.intake.jobs import Conversion, Picturing, Setting
from proceedings.intake.office.libreoffice import Converted, Family
from proceedings.intake.preparing import Preparation
from proceedings.intake.settings import IntakeSettings
from proceedings.programs.asking import LIBREOFFICE, TYPESETTERS
from proceedings.values.format import WRITER, Format
from proceedings.values.manuscript import Manuscript, Typesetter
from proceedings.values.original import Original
from proceedings.values.report import Report
from proceedings.values.submission import Request, Tally
from proceedings.values.trouble import Trouble

_MOST_AT_ONCE = 12
"""Documents for one start of LibreOffice: starting takes as long as converting four."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission that has to be worked on:
    the first request for it stands for all with the same bytes.
    """

    request: Request
    key: str
    size: int
    format: Format
    settings: IntakeSettings
    manuscript: Manuscript | None = None
    troubles: tuple[Trouble, ...] = ()
    source: tuple[Tally, ...] = ()


def batches(arrivals: Sequence[Arrival], jobs: int) -> list[list[Arrival]]:
    """Office documents for one start each:
    of one family, alike in notes and limits, spread over the processes.
    """
    groups: dict[tuple[Family, bool, float, int], list[Arrival]] = {}
    for arrival in arrivals:
        family = Family.WRITER if arrival.format in WRITER else Family.IMPRESS
        limits = arrival.settings.limits
        groups.setdefault((family, arrival.request.treatment.notes, limits.seconds, limits.memory), []).append(arrival)
    found = []
    for group in groups.values():
        count = max(math.ceil(len(group) / _MOST_AT_ONCE), min(jobs, len(group) // 2), 1)
        # Dealt like cards: each gets large and small ones.
        found += [group[n::count] for n in range(count)]
    return found


def conversion(batch: Sequence[Arrival], program: Path, folder: Path) -> Conversion:
    """The job for a batch; the documents get the suffixes of what is in them."""
    (folder / "in").mkdir(parents=True)
    (folder / "out").mkdir()
    named = []
    for number, arrival in enumerate(batch):
        link = folder / "in" / f"{number:05}.{arrival.format.value}"
        link.symlink_to(arrival.request.path.resolve())
        named.append(link)
    family = Family.WRITER if batch[0].format in WRITER else Family.IMPRESS
    first = batch[0]
    return Conversion(
        program,
        tuple(named),
        family,
        folder / "out",
        first.request.treatment.notes,
        first.settings.limits.seconds,
        first.settings.limits.memory,
    )


def setting(arrival: Arrival, store: Store, typeset: Typesetter, folder: Path) -> Setting:
    """The job for a text; its PDF goes into the folder."""
    assert arrival.manuscript is not None
    path = folder / f"{arrival.key}.pdf"
    preparation = Preparation(
        store,
        arrival.key,
        path,
        arrival.size,
        arrival.settings,
        converted=True,
        report=Report(("typeset",), troubles=arrival.troubles),
        source=arrival.source,
        own_language=arrival.manuscript.own_language,
        asked=typeset.programs(arrival.manuscript),
    )
    return Setting(arrival.manuscript, typeset, preparation)


def picturing(arrival: Arrival, store: Store, folder: Path) -> Picturing:
    """The job for a picture; its PDF goes into the folder."""
    request, path = arrival.request, folder / f"{arrival.key}.pdf"
    asked = TYPESETTERS if arrival.format is Format.SVG else libraries(request.path.open("rb").read(BEGINNING))
    report = Report(("converted",))
    preparation = Preparation(
        store, arrival.key, path, arrival.size, arrival.settings, converted=True, report=report, asked=asked
    )
    return Picturing(request.path, arrival.format, request.language, preparation)


def converted_document(store: Store, arrival: Arrival, made: Converted) -> Preparation:
    """The task that follows on a conversion."""
    assert made.pdf is not None
    office, notes = Original(arrival.request.path, arrival.format), arrival.request.treatment.notes
    prepared = Preparation(store, arrival.key, made.pdf, arrival.size, arrival.settings, report=Report(("converted",)))
    return replace(prepared, converted=True, office=office, notes=notes, links=made.links, asked=(LIBREOFFICE,))
