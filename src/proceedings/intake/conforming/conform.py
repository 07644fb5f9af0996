"""Make one document PDF/A by the gentlest way that works:
in place, else Ghostscript, else pictures (ISO 19005).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.intake.conforming import by_ghostscript, in_place
from proceedings.intake.conforming.naming import problems
from proceedings.intake.conforming.outcome import Conformed
from proceedings.intake.conforming.own_rules import of_contents, own_findings
from proceedings.intake.conforming.stamp import save, stamp
from proceedings.pdf import by_pictures
from proceedings.pdf.dictionaries import inventory
from proceedings.pdf.fonts.boxes import Boxed, boxed_characters
from proceedings.standards.judging import Alarm, Judge, shared_judge
from proceedings.standards.levels import LEVELS, Level, claimed, content_levels
from proceedings.standards.verdict import verdict
from proceedings.values.diagnostics import ProgramMissing
from proceedings.values.report import Report
from proceedings.values.tagged import UNTAGGED

if TYPE_CHECKING:
    import pikepdf

    from proceedings.values.tagged import Tagged

_ROUNDS = 4
_OF_THE_VOLUME = frozenset({"PAGE-BOUNDARY"})
"""Rules about what binding writes anew: each page gets the boxes of the volume's page (6.1.13)."""
_LACKING = frozenset({"NOTDEF-GLYPH", "TRUETYPE-GLYPH-PRESENCE", "TYPE1-GLYPH-PRESENCE"})
"""Rules that are broken where a font lacks a character that is shown."""
Tagger = Callable[["pikepdf.Pdf"], "Tagged"]
"""Tags a document that is otherwise ready,
so that it is written and judged once, as it will be bound.
"""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way tried: what it changed, what the judge still has against it, the level it holds."""

    said: tuple[str, ...]
    findings: tuple[Alarm, ...]
    level: str | None
    tags: Tagged | None
    boxed: tuple[Boxed, ...] = ()


def conform(
    pdf: Path, out: Path, target: str = "2b", pictures: bool = False, tagger: Tagger | None = None
) -> Conformed:
    """Write the document so that it conforms to a level, or as near as it comes.

    Args:
        pdf: a document that has been cleaned: no scripts, attachments or forms, not encrypted.
        out: where the result goes; the same bytes for the same input.
        target: a level of `levels.py`. Tags, which level A and PDF/UA want, are binding's work:
            of the content only what level U asks is seen to.
        pictures: whether pages may become pictures with invisible text where nothing else helps.
        tagger: what is done last before the document is written and judged.

    Returns:
        What was done, what changed for a reader,
        the highest level that holds, and the problems left.

    Raises:
        pikepdf.PdfError: the document cannot be opened or written.
    """
    work = _Work(out, [LEVELS[name] for name in content_levels(target)], shared_judge(), tagger)
    first = work.mended(pdf, out)
    return replace(_outcome(work, first, pdf, target, pictures), boxed=first.boxed)


def _outcome(work: _Work, first: _Attempt, pdf: Path, target: str, pictures: bool) -> Conformed:
    """What the gentlest way that holds has made of the document."""
    if first.level is not None:
        return Conformed(Report(("conformed",), first.said), (), claimed(target, first.level), tags=first.tags)
    second, reasons = work.rewritten(first)
    if second is not None:
        said = first.said + second.said
        return Conformed(
            Report(("conformed", "ghostscript"), said), (), claimed(target, second.level), tags=second.tags
        )
    why = problems(first.findings, work.out)
    third = work.pictured(pdf) if pictures else None
    if third is not None:
        held = claimed(target, third.level)
        return Conformed(Report(("conformed", "pictures"), third.said), (), held, tags=third.tags, pictured=why)
    return Conformed(Report(("conformed",), first.said), why, None, reasons, first.tags)


@dataclass(frozen=True, slots=True)
class _Work:
    """One document on its way:
    where it goes, which levels are tried, who judges and who tags it.
    """

    out: Path
    levels: list[Level]
    judge: Judge
    tagger: Tagger | None

    def mended(self, pdf: Path, out: Path) -> _Attempt:
        """In place."""
        import pikepdf

        level = self.levels[0]
        with pikepdf.open(pdf) as document:
            said, ours = in_place.mend(document, level.unicode)
            tags = self.tagger(document) if self.tagger else None
            stamp(document, level)
            findings = self._judged(document, out, level)
            done: set[str] = set()
            boxed = boxed_characters(document) if any(f.rule in _LACKING for f in findings) else ()
            for _ in range(_ROUNDS):
                wanted = [f.rule for f in findings + ours if f.rule in in_place.REPAIRS and f.rule not in done]
                if not wanted:
                    break
                for repair in dict.fromkeys(in_place.REPAIRS[name] for name in wanted):
                    said += repair(document)
                done.update(wanted)
                findings = self._judged(document, out, level)
            if ours and done:
                ours = own_findings(document, inventory(document)) + tuple(of_contents(document, inventory(document)))
            held = None if ours else self._held(document, out, findings)
        return _Attempt(tuple(dict.fromkeys(said)), findings + ours, held, tags, boxed)

    def rewritten(self, first: _Attempt) -> tuple[_Attempt | None, tuple[str, ...]]:
        """What Ghostscript makes of the document as mended, put in its place when it holds a level
        and looks the same; and sentences about programs that are missing.
        """
        with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
            raw, again = Path(folder) / "raw.pdf", Path(folder) / "again.pdf"
            try:
                differences, lost = by_ghostscript.rewrite(self.out, raw)
            except ProgramMissing as problem:
                return None, (f"{problem.message}: {problem.hint}",)
            if differences:
                return None, ()
            attempt = self.mended(raw, again)
            if attempt.level is None:
                return None, ()
            self.out.write_bytes(again.read_bytes())
        tags = attempt.tags
        if first.tags is not None and first.tags.by_us:  # tags of ours are made anew
            lost = tuple(said for said in lost if said != by_ghostscript.TAGS_LOST)
        elif tags is not None:
            tags = replace(tags, details=tuple(said for said in tags.details if said != UNTAGGED))
        said = ("Ghostscript wrote the pages anew; words and looks are the same.", *lost)
        return _Attempt(said, (), attempt.level, tags), ()

    def pictured(self, pdf: Path) -> _Attempt | None:
        """Pictures of the pages."""
        with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
            raw, again = Path(folder) / "raw.pdf", Path(folder) / "again.pdf"
            by_pictures.rewrite(pdf, raw)
            attempt = self.mended(raw, again)
            if attempt.level is None:
                return None
            self.out.write_bytes(again.read_bytes())
        said = ("The pages became pictures; their text can still be found.", *attempt.said)
        return _Attempt(said, (), attempt.level, attempt.tags)

    def _judged(self, document: pikepdf.Pdf, out: Path, level: Level) -> tuple[Alarm, ...]:
        save(document, out, level)
        found = verdict(self.judge, out, level.profile or "2b")
        return tuple(finding for finding in found if finding.rule not in _OF_THE_VOLUME)

    def _held(self, document: pikepdf.Pdf, out: Path, findings: tuple[Alarm, ...]) -> str | None:
        """The best level that holds; the file is stamped with it."""
        if not findings:
            return self.levels[0].name
        for level in self.levels[1:]:
            stamp(document, level)
            if not self._judged(document, out, level):
                return level.name
        return None
