"""The claim of a volume for its record:
what was asked for, what holds, who judged it, what lowered it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version

from proceedings import __version__
from proceedings.binding.claims import archival_lowerings, barriers_to_access, claim, wanted
from proceedings.values.book import Volume
from proceedings.values.claim_record import ClaimRecord, JudgeRecord, LoweringRecord
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.submission import Submission

_JUDGE = "page-validation"


def claim_record(volume: Volume, submissions: Mapping[str, Submission], told: Iterable[Diagnostic]) -> ClaimRecord:
    """The record of the claim of a volume that holds these submissions.

    Args:
        volume: what is asked for.
        submissions: of the documents in this volume, by document id.
        told: what intake said of the documents, with the reasons for which they do not conform.
    """
    asked, holds = wanted(volume.settings.conformance), claim(volume, submissions)
    found = archival_lowerings(volume, submissions, told)
    if asked.accessible and not holds.accessible:
        found += barriers_to_access(volume, submissions)
    return ClaimRecord(
        tuple(level.name for level in asked.levels),
        tuple(level.name for level in holds.levels),
        JudgeRecord(_JUDGE, version(_JUDGE), f"proceedings {__version__}"),
        tuple(
            LoweringRecord(one.document.id, str(one.document.source), one.level, one.reason, one.remedy)
            for one in found
        ),
    )
