"""Both judges asked about the same files, and where they differ, rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from proceedings.intake.conforming.full_verdict import full_verdict
from proceedings.programs import verapdf
from proceedings.standards.judging import Alarm, Judge
from proceedings.standards.rules import rule

LENIENT, FALSE, OTHER, NONE = "passed, veraPDF fails it", "refused, veraPDF passes it", "other rules", "no verdict"


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and by what name it is told of;
    `holds` where it is known already that the day's judge passes it.
    """

    name: str
    pdf: Path
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What the day's judge, as claims rest on it,
    and veraPDF have against one file under one level.
    """

    name: str
    pdf: Path
    level: str
    ours: tuple[Alarm, ...]
    theirs: verapdf.Verdict

    @property
    def difference(self) -> str:
        """How the verdicts differ:
        one of the names above, or nothing where they agree, clause by clause.
        """
        if self.theirs.trouble:
            return NONE
        if self.theirs.compliant:
            return FALSE if self.ours else ""
        if not self.ours:
            return LENIENT
        return "" if self.clauses_of_ours == self.clauses_of_theirs else OTHER

    @property
    def clauses_of_ours(self) -> frozenset[str]:
        """Clauses that the day's judge finds broken."""
        return frozenset(rule(finding.rule).clause for finding in self.ours)

    @property
    def clauses_of_theirs(self) -> frozenset[str]:
        """Clauses that veraPDF finds broken."""
        return frozenset(broken.clause for broken in self.theirs.broken)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule by which the judges differ in one file:
    whose rule it is, what was said, and how the verdicts differ.
    """

    name: str
    pdf: Path
    difference: str
    rule: str
    said: str


def ask_both(cases: Sequence[Case], level: str, program: Path) -> list[Judged]:
    """Ask both judges about files; veraPDF once about all of them.

    Args:
        cases: the files.
        level: `2b`, `2u`, `2a`, `3b`, `3u` or `ua1`, which both judges call so.
        program: veraPDF.
    """
    if not cases:
        return []
    theirs = verapdf.validate_all([case.pdf for case in cases], level, program)
    with Judge() as judge:
        ours = [() if case.holds else full_verdict(judge, case.pdf, level) for case in cases]
    return [Judged(c.name, c.pdf, level, o, t) for c, o, t in zip(cases, ours, theirs, strict=True)]


def rows(judged: Sequence[Judged]) -> Iterator[Row]:
    """The rules by which the judges differ, file by file."""
    for one in judged:
        if not one.difference:
            continue
        if one.theirs.trouble:
            yield Row(one.name, one.pdf, one.difference, "veraPDF", one.theirs.trouble)
        for finding in dict.fromkeys(one.ours):
            clause = rule(finding.rule).clause
            if clause not in one.clauses_of_theirs:
                yield Row(one.name, one.pdf, one.difference, f"ours: {clause} {finding.rule}", finding.message)
        for broken in one.theirs.broken:
            if broken.clause not in one.clauses_of_ours:
                said = f"{broken.count} times: {(broken.messages or (broken.description,))[0]}"
                place = broken.places[0] if broken.places else ""
                yield Row(
                    one.name, one.pdf, one.difference, f"veraPDF: {broken.clause}-{broken.test}", f"{said} {place}"
                )


def page_of(place: str) -> int | None:
    """The 1-based page in a place as veraPDF names it; None where the place is on no page."""
    found = re.search(r"/pages\[(\d+)\]", place)
    return int(found[1]) + 1 if found else None
