"""What contents.json tells of a volume's claim: what was asked for, what holds, who judged it, what lowered it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from proceedings import __version__
from proceedings.binding.claims import archival_lowerings, barriers_to_access, claim, wanted
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.submission import Sheets

_JUDGE = "page-validation"


@dataclass(frozen=True, slots=True)
class JudgeRecord:
    """Who judged: a validator, its version, and the program whose own rules were asked beside it.

    It is the same wherever a volume is built, since it comes with this program; other validators are for `verify`.
    """

    name: str
    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class LoweringRecord:
    """A document that keeps the volume from a level (`2b`, `ua-1`) that was asked for: why, and the remedy."""

    document: str
    source: str
    level: str
    reason: str
    remedy: str | None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """The claim of one volume. Levels are called as in `conformance:` of volume.yaml."""

    asked: tuple[str, ...]
    claimed: tuple[str, ...]
    judge: JudgeRecord
    lowered_by: tuple[LoweringRecord, ...]


def claim_record(volume: Volume, sheets: Mapping[str, Sheets], told: Iterable[Diagnostic]) -> ClaimRecord:
    """The record of the claim of a volume that holds these sheets.

    Args:
        volume: what is asked for.
        sheets: of the documents in this volume, by document id.
        told: what intake said of the documents, with the reasons for which they do not conform.
    """
    asked, holds = wanted(volume.settings.conformance), claim(volume, sheets)
    found = archival_lowerings(volume, sheets, told)
    if asked.accessible and not holds.accessible:
        found += barriers_to_access(volume, sheets)
    return ClaimRecord(
        tuple(level.name for level in asked.levels),
        tuple(level.name for level in holds.levels),
        JudgeRecord(_JUDGE, version(_JUDGE), f"proceedings {__version__}"),
        tuple(
            LoweringRecord(one.document.id, str(one.document.source), one.level, one.reason, one.remedy)
            for one in found
        ),
    )
