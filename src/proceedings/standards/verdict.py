"""The verdict on a file that claims rest on: page-validation's, its false alarms taken away."""

from __future__ import annotations

from pathlib import Path

from proceedings.standards.judging import Alarm, Judge
from proceedings.standards.waivers import GLYPH_RULES, without_plain_alarms


def verdict(judge: Judge, pdf: Path, profile: str) -> tuple[Alarm, ...]:
    """What stands against a file under a profile
    of page-validation (`2b`, `2u`, `ua1` …); nothing where it holds.

    Our own rules are not asked here; see `full_verdict`.

    Args:
        judge: page-validation.
        pdf: the file, as qpdf writes it.
        profile: the claim.
    """
    return without_waived(judge.findings(pdf, profile), pdf)


def without_waived(findings: tuple[Alarm, ...], pdf: Path) -> tuple[Alarm, ...]:
    """The findings about a file that are left when the proven false alarms are taken away."""
    left = without_plain_alarms(findings, pdf)
    if any(finding.rule in GLYPH_RULES for finding in left):
        from proceedings.standards.glyph_alarms import without_false_alarms

        left = without_false_alarms(left, pdf)
    return left
