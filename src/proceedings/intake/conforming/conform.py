"""Make one document PDF/A by the gentlest way that works: in place, else Ghostscript, else pictures (ISO 19005)."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from proceedings.diagnostics import ProgramMissing
from proceedings.intake.conforming import by_ghostscript, by_pictures, in_place
from proceedings.intake.conforming.judging import Finding, Judge, standing_judge
from proceedings.intake.conforming.levels import LEVELS, Level, claimed, content_levels
from proceedings.intake.conforming.outcome import Conformed, Problem
from proceedings.intake.conforming.rules import rule
from proceedings.intake.conforming.stamp import save, stamp
from proceedings.intake.conforming.waivers import standing

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way tried: what it changed, what the judge still has against it, the level it holds."""

    said: tuple[str, ...]
    findings: tuple[Finding, ...]
    level: str | None


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

    Raises:
        pikepdf.PdfError: the document cannot be opened or written.
    """
    levels = [LEVELS[name] for name in content_levels(target)]
    judge = standing_judge()
    first = _mend(pdf, out, levels, judge)
    if first.level is not None:
        return Conformed(("conformed",), first.said, (), claimed(target, first.level))
    second, reasons = _rewritten(out, levels, judge)
    if second is not None:
        return Conformed(("conformed", "ghostscript"), first.said + second.said, (), claimed(target, second.level))
    if pictures:
        third = _pictured(pdf, out, levels, judge)
        if third is not None:
            return Conformed(("conformed", "pictures"), third.said, (), claimed(target, third.level))
    return Conformed(("conformed",), first.said, _problems(first.findings), None, reasons)


def _mend(pdf: Path, out: Path, levels: list[Level], judge: Judge) -> _Attempt:
    import pikepdf

    with pikepdf.open(pdf) as document:
        said, ours = in_place.mend(document, levels[0].unicode)
        stamp(document, levels[0])
        save(document, out, levels[0])
        findings = _judged(out, levels[0], judge)
        done: set[str] = set()
        for _ in range(_ROUNDS):
            wanted = [f.rule for f in findings if f.rule in in_place.REPAIRS and f.rule not in done]
            if not wanted:
                break
            for repair in dict.fromkeys(in_place.REPAIRS[name] for name in wanted):
                said += repair(document)
            done.update(wanted)
            save(document, out, levels[0])
            findings = _judged(out, levels[0], judge)
    findings += ours
    return _Attempt(tuple(dict.fromkeys(said)), findings, None if ours else _held(out, levels, findings, judge))


def _rewritten(out: Path, levels: list[Level], judge: Judge) -> tuple[_Attempt | None, tuple[str, ...]]:
    """What Ghostscript makes of the document at `out`, put there when it holds a level and looks the same."""
    with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
        raw, again = Path(folder) / "raw.pdf", Path(folder) / "again.pdf"
        try:
            differences, lost = by_ghostscript.rewrite(out, raw)
        except ProgramMissing as problem:
            return None, (f"{problem.message}: {problem.hint}",)
        if differences:
            return None, ()
        attempt = _mend(raw, again, levels, judge)
        if attempt.level is None:
            return None, ()
        out.write_bytes(again.read_bytes())
        return _Attempt(
            ("Ghostscript wrote the pages anew; words and looks are the same.", *lost), (), attempt.level
        ), ()


def _pictured(pdf: Path, out: Path, levels: list[Level], judge: Judge) -> _Attempt | None:
    with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
        raw, again = Path(folder) / "raw.pdf", Path(folder) / "again.pdf"
        by_pictures.rewrite(pdf, raw)
        attempt = _mend(raw, again, levels, judge)
        if attempt.level is None:
            return None
        out.write_bytes(again.read_bytes())
    return _Attempt(("The pages became pictures; their text can still be found.", *attempt.said), (), attempt.level)


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


def _problems(findings: tuple[Finding, ...]) -> tuple[Problem, ...]:
    return tuple(problem(finding) for finding in dict.fromkeys(findings))


def problem(finding: Finding) -> Problem:
    """A finding in an editor's words, with clause, object and page as far as the judge names them."""
    known = rule(finding.rule)
    page = re.search(r"\bpage (\d+)", finding.message)
    return Problem(known.clause, f"{known.sentence}: {finding.message}", int(page[1]) if page else None)
