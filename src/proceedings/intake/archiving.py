"""Archiving: one document made PDF/A and tagged,
and what an editor is told where that does not succeed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.intake.tagging import TaggingFailed, barred, tag
from proceedings.values.geometry import Box
from proceedings.values.report import Report
from proceedings.values.tagged import Tagged
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    import pikepdf

    from proceedings.intake.conforming.outcome import Conformed, Problem

_NAMED = 8
"""Pages that a message names at most."""
_SHOWN = 8
"""Problems of one document that are told one by one."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The document at `pdf`, the level of PDF/A that it holds (None for none), and its tags."""

    pdf: Path
    level: str | None
    tags: Tagged
    report: Report
    """On conforming and tagging."""


def archived(
    clean: Path,
    out: Path,
    level: str,
    pictures: bool,
    texts: Mapping[int, str],
    aside: Mapping[int, tuple[Box, ...]] = MappingProxyType({}),
) -> Archived:
    """Make a cleaned document hold a level and tag it, or come as near as it can:
    the volume is built in any case.

    Args:
        clean: the document.
        out: where the result goes.
        level: what is wanted, by its name in `conforming/levels.py`.
        pictures: whether pages may become pictures where nothing else helps.
        texts: the editor's alternative texts for figures, by their number.
        aside: by page (1-based) where line numbers stand, in its user space: tags leave them out.
    """
    from proceedings.intake.conforming.conform import conform

    tagger = partial(tag, texts=texts, aside=aside)
    try:
        try:
            done = conform(clean, out, level, pictures, tagger)
            tags = done.tags or Tagged()
        except TaggingFailed as problem:
            done, tags = conform(clean, out, level, pictures), Tagged(barriers=(str(problem),))
    except Exception:  # whatever a library makes of a strange document, its pages can still be bound
        said = _not_conforming(level, "it cannot be judged: a part of it is damaged")
        where, tags = _only_tagged(clean, out, tagger)
        return Archived(where, None, tags, Report(troubles=(said,)) + tags.report)
    tags = barred(tags, out)
    report = done.report + Report(troubles=tuple(_troubles(done, level))) + tags.report
    return Archived(out, done.level, tags, report)


def _only_tagged(clean: Path, out: Path, tagger: Callable[[pikepdf.Pdf], Tagged]) -> tuple[Path, Tagged]:
    import pikepdf

    from proceedings.intake.conforming.stamp import save
    from proceedings.standards.levels import LEVELS

    try:
        with pikepdf.open(clean) as document:
            tags = tagger(document)
            save(document, out, LEVELS["2b"])
    except (TaggingFailed, pikepdf.PdfError) as problem:
        return clean, Tagged(barriers=(str(problem),))
    return out, barred(tags, out)


def _troubles(done: Conformed, level: str) -> Iterator[Trouble]:
    """What an editor is told of what does not hold, and of programs that would help."""
    for problem in done.problems[:_SHOWN]:
        reason = f"{problem.sentence} (ISO 19005-2, {problem.clause})"
        yield _not_conforming(level, reason, problem.page, _remedy(problem.rule))
    if len(done.problems) > _SHOWN:
        yield _not_conforming(level, f"{len(done.problems) - _SHOWN} more problems of this kind")
    if done.pictured:
        yield pages_became_pictures(done.pictured, level)
    for boxed in done.boxed[:_SHOWN]:
        message = f"a character is shown as an empty box, or not at all: the font {boxed.font} does not have it"
        yield Trouble.warning("missing-glyph", message, _OTHER_FONT, boxed.page)
    for sentence in done.missing_programs:
        yield Trouble.warning("program-missing", sentence)


def pages_became_pictures(reasons: Sequence[Problem], level: str) -> Trouble:
    """That no page of a document has letters any more, and for which reasons on which pages."""
    pages = sorted({problem.page for problem in reasons if problem.page is not None})
    listed = ", ".join(map(str, pages[:_NAMED])) + (" …" if len(pages) > _NAMED else "")
    because = f", because of page{'s' if len(pages) > 1 else ''} {listed}" if pages else ""
    first = reasons[0]
    return Trouble.warning(
        "pages-became-pictures",
        f"all its pages became pictures of 300 dpi, so that it is PDF/A-{level}{because}: {first.sentence} (ISO "
        f"19005-2, {first.clause}); their words can be found, but their letters are less sharp",
        "ask its author for a PDF with all fonts embedded; without `pages-as-pictures` the pages stay as they are",
        pages[0] if pages else None,
    )


_OTHER_FONT = "ask its author to set the character in a font that has it"


_OR_PICTURES = "or write `options: {pages-as-pictures: yes}` in volume.yaml, and its pages become pictures"
_OTHERWISE = "ask its author for a PDF/A file, or for one made by another program"


def _remedy(rule: str) -> str:
    """What an editor may do about a rule that does not hold."""
    if rule in ("FONT-EMBEDDING", "FONT-PROGRAM", "CMAP-EMBEDDING"):
        asked = "ask its author for a PDF with all fonts embedded"
    elif rule in ("NOTDEF-GLYPH", "TRUETYPE-GLYPH-PRESENCE", "TYPE1-GLYPH-PRESENCE"):
        asked = "ask its author to replace the sign on that page that shows as a box or not at all"
    else:
        asked = _OTHERWISE
    return f"{asked}; {_OR_PICTURES}"


def _not_conforming(level: str, reason: str, page: int | None = None, hint: str = _OTHERWISE) -> Trouble:
    return Trouble.warning("not-conforming", f"it cannot be made PDF/A-{level}: {reason}", hint, page)
