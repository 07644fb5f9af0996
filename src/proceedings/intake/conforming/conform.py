"""Make one document PDF/A by the gentlest way that works: in place, else Ghostscript, else pictures (ISO 19005)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.intake.conforming import in_place
from proceedings.intake.conforming.judging import Finding, Judge
from proceedings.intake.conforming.levels import LEVELS, Level, content_levels
from proceedings.intake.conforming.outcome import Conformed, Problem
from proceedings.intake.conforming.rules import rule
from proceedings.intake.conforming.stamp import save, stamp
from proceedings.intake.conforming.waivers import standing

if TYPE_CHECKING:
    pass

_ROUNDS = 4


def conform(pdf: Path, out: Path, target: str = "2b", pictures: bool = False) -> Conformed:
    """Write the document so that it conforms to a level, or as near as it comes.

    Args:
        pdf: a document that has been cleaned: no scripts, attachments or forms, not encrypted.
        out: where the result goes; the same bytes for the same input.
        target: a level of `levels.py`. Tags, which level A and PDF/UA want, are binding's work: of the content only
            what level U asks is seen to.
        pictures: whether pages may become pictures with invisible text where nothing else helps.

    Returns:
        What was done, what changed for a reader, the highest level that holds, and the problems left.
    """
    levels = [LEVELS[name] for name in content_levels(target)]
    with Judge() as judge:
        details, findings = _mend(pdf, out, levels[0], judge)
        held = _held(out, levels, findings, judge)
    problems = tuple(problem(f) for f in findings) if held is None else ()
    return Conformed(("conformed",), details, problems, held)


def _mend(pdf: Path, out: Path, level: Level, judge: Judge) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    import pikepdf

    with pikepdf.open(pdf) as document:
        said = in_place.mend(document)
        stamp(document, level)
        save(document, out, level)
        findings = _judged(out, level, judge)
        done: set[str] = set()
        for _ in range(_ROUNDS):
            wanted = [f.rule for f in findings if f.rule in in_place.REPAIRS and f.rule not in done]
            if not wanted:
                break
            for repair in dict.fromkeys(in_place.REPAIRS[name] for name in wanted):
                said += repair(document)
            done.update(wanted)
            save(document, out, level)
            findings = _judged(out, level, judge)
    return tuple(dict.fromkeys(said)), findings


def _judged(path: Path, level: Level, judge: Judge) -> tuple[Finding, ...]:
    return standing(judge.findings(path, level.profile or "2b"), path)


def _held(out: Path, levels: list[Level], findings: tuple[Finding, ...], judge: Judge) -> str | None:
    """The best level that holds; the file is stamped with it."""
    import pikepdf

    if not findings:
        return levels[0].name
    for level in levels[1:]:
        with pikepdf.open(out, allow_overwriting_input=True) as document:
            stamp(document, level)
            save(document, out, level)
        if not _judged(out, level, judge):
            return level.name
    return None


def problem(finding: Finding) -> Problem:
    """A finding in an editor's words, with clause, object and page as far as the judge names them."""
    import re

    known = rule(finding.rule)
    page = re.search(r"\bpage (\d+)", finding.message)
    return Problem(known.clause, f"{known.sentence}: {finding.message}", int(page[1]) if page else None)
