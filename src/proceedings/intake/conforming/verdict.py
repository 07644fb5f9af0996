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

    Our own rules are not asked here; see `full_verdict`.

    Args:
        judge: page-validation.
        pdf: the file, as qpdf writes it.
        profile: the claim.
        document: the same file, where it is open already.
    """
    return standing(judge.findings(pdf, profile), pdf, document)


def full_verdict(judge: Judge, pdf: Path, profile: str) -> tuple[Finding, ...]:
    """The same with our own rules, which intake applies once while it mends; for a file that stands by itself."""
    import pikepdf

    from proceedings.intake.conforming.inventory import inventory
    from proceedings.intake.conforming.own_rules import of_contents, own_findings

    found = verdict(judge, pdf, profile)
    try:
        with pikepdf.open(pdf) as document:
            items = inventory(document)
            return (*found, *own_findings(document, items), *of_contents(document, items))
    except pikepdf.PdfError:
        return (*found, Finding("UNREADABLE", "qpdf cannot read it"))
