"""The verdict on a file that claims rest on: page-validation's, its false alarms taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.intake.conforming.judging import Finding, Judge
from proceedings.intake.conforming.waivers import standing

if TYPE_CHECKING:
    import pikepdf


def verdict(judge: Judge, pdf: Path, profile: str, document: pikepdf.Pdf | None = None) -> tuple[Finding, ...]:
    """What stands against a file under a profile of page-validation (`2b`, `2u`, `ua1` …); nothing where it holds.

    Intake, `verify` and the comparison of judges (`make judges`) all ask here, so that one file has one verdict.

    Args:
        judge: page-validation.
        pdf: the file, as qpdf writes it.
        profile: the claim.
        document: the same file, where it is open already.
    """
    return standing(judge.findings(pdf, profile), pdf, document)
