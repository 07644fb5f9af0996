"""The verdict on a file that claims rest on: page-validation's, its false alarms taken away."""

from __future__ import annotations

from pathlib import Path

from proceedings.standards.judging import Alarm, Judge
from proceedings.standards.verdict import verdict


def full_verdict(judge: Judge, pdf: Path, profile: str) -> tuple[Alarm, ...]:
    """The same with our own rules, which intake applies once while it mends;
    for a file that stands by itself.
    """
    import pikepdf

    from proceedings.intake.conforming.own_rules import of_contents, own_findings
    from proceedings.pdf.dictionaries import inventory

    found = verdict(judge, pdf, profile)
    try:
        with pikepdf.open(pdf) as document:
            items = inventory(document)
            return (*found, *own_findings(document, items), *of_contents(document, items))
    except pikepdf.PdfError:
        return (*found, Alarm("UNREADABLE", "qpdf cannot read it"))
