"""Does the volume hold what its metadata claim:
veraPDF judges where it is installed, page-validation elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from proceedings.programs import verapdf
from proceedings.standards.judging import Judge
from proceedings.standards.levels import LEVELS, Level
from proceedings.standards.rules import rule
from proceedings.standards.waivers import GLYPH_RULES, without_plain_alarms
from proceedings.values.diagnostics import Diagnostic, Place, error, has_errors, warning
from proceedings.verifying.claims import called


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a validator says of one claim. `findings` is empty where the claim holds.

    Where there are warnings alone the claim may hold:
    the validator is known to be wrong about such things.
    """

    level: str
    judge: str
    findings: tuple[Diagnostic, ...] = ()

    @property
    def sentence(self) -> str:
        """One line for the command line."""
        if has_errors(self.findings):
            return f"{called(self.level)}: not valid, says {self.judge}"
        return f"{called(self.level)}: {'in doubt' if self.findings else 'valid'}, says {self.judge}"


def judgements(pdf: Path) -> tuple[Judgement, ...]:
    """A judgement on each level that the file claims; none where it claims none or cannot be read.

    PDF/A-4 is beyond page-validation: without veraPDF there is no judgement on it.
    """
    from proceedings.verifying.metadata import claimed_levels
    from proceedings.verifying.volume import open_finished

    try:
        claimed = claimed_levels(open_finished(pdf))
    except Exception:  # what pypdf meets in a damaged file is told by `verify`
        return ()
    levels = [LEVELS[name] for name in claimed if name in LEVELS]
    program = verapdf.find()
    if program is not None:
        return tuple(_by_verapdf(pdf, level, program) for level in levels)
    with Judge() as judge:
        return tuple(_by_page_validation(pdf, level, judge) for level in levels if level.profile)


def _by_verapdf(pdf: Path, level: Level, program: Path) -> Judgement:
    (verdict,) = verapdf.validate(pdf, (level.flavour,), program)
    judge = f"veraPDF {verapdf.version(program)}".rstrip()
    return Judgement(level.name, judge, tuple(verapdf.findings(pdf.name, verdict)))


def _by_page_validation(pdf: Path, level: Level, judge: Judge) -> Judgement:
    assert level.profile is not None
    return Judgement(
        level.name, f"page-validation {version('page-validation')}", tuple(_findings(pdf, level.profile, judge))
    )


def _findings(pdf: Path, profile: str, judge: Judge) -> Iterator[Diagnostic]:
    """What page-validation has against the file;
    its alarms about glyphs, often false, are one warning together.

    Intake checks such alarms again, but with libraries that write the volume;
    here none of these is used.
    """
    found = dict.fromkeys(without_plain_alarms(judge.findings(pdf, profile), pdf))
    doubtful = [finding for finding in found if finding.rule in GLYPH_RULES]
    for finding in found:
        if finding not in doubtful:
            known = rule(finding.rule)
            yield error("does-not-conform", Place(pdf.name), f"{known.clause}: {known.sentence}: {finding.message}")
    if doubtful:
        times = "once" if len(doubtful) == 1 else f"{len(doubtful)} times"
        clauses = ", ".join(sorted({rule(finding.rule).clause for finding in doubtful}))
        yield warning(
            "claim-in-doubt",
            Place(pdf.name),
            f"page-validation says {times} that letters of a font are not as PDF/A asks ({clauses}); it often says so "
            "of sound fonts, so that the claim is neither confirmed nor refuted.",
            "have veraPDF judge it: make verapdf",
        )
