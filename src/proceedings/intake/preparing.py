"""Preparing: a PDF as submitted, or as converted, becomes an entry of the store:
a clean archival PDF with its facts.

Runs in a worker process: what a library does to the process here costs one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from proceedings.engine.disk import is_full, no_room, says_no_room
from proceedings.engine.store import Store
from proceedings.intake.archiving import archived
from proceedings.intake.bounds import bounded, quiet
from proceedings.intake.entries import keep, refuse
from proceedings.intake.hidden_words import hidden_in
from proceedings.intake.missing_letters import missing_letters
from proceedings.intake.office.replaced_fonts import replaced_fonts
from proceedings.intake.settings import IntakeSettings
from proceedings.programs.asking import asked, noting
from proceedings.values.original import Original
from proceedings.values.report import Report
from proceedings.values.submission import Facts, PageFacts, Tally
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from proceedings.intake.archiving import Archived
    from proceedings.intake.cleaned import Cleaned
    from proceedings.intake.office.links import SourceLinks
    from proceedings.intake.repairing import Repaired
    from proceedings.intake.surveying.ink import Seen
    from proceedings.values.limits import Limits
    from proceedings.values.tagged import Tagged

VERSION = 27
"""Raised whenever the same submission would be prepared differently;
what was kept under an older one is not used.
"""

READING = ("pikepdf", "pypdfium2")
"""What every PDF is opened with; qpdf and PDFium come with them."""
_CONFORMING = (*READING, "page-validation", "fonttools", "freetype-py")
"""What every PDF that opens is judged and mended with. Other programs tell when they are asked."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """The task: which PDF, for which entry of the store.

    `size` is that of the submission in bytes; `converted` says that a program made the PDF from it;
    `office` is the office document that LibreOffice converted, `notes` whether its speaker's notes
    were to be printed; `links` are those of its links that were marked for that; `source` is what a
    text was found to hold, `own_language` the language that it names. `asked` are the programs and
    libraries that made the PDF.
    """

    store: Store
    key: str
    path: Path
    size: int
    settings: IntakeSettings = IntakeSettings()
    converted: bool = False
    office: Original | None = None
    notes: bool = False
    source: tuple[Tally, ...] = ()
    own_language: str | None = None
    links: SourceLinks | None = None
    asked: tuple[str, ...] = ()
    report: Report = Report()
    """What was done to it and is to be said so far."""


def prepare(task: Preparation) -> Path:
    """Measure, repair, clean and conform a PDF, look at it, and keep what came of it.

    Returns:
        The folder of the entry; a refused document has an entry too, so that it is not tried again.

    Raises:
        OSError: there is no room left on the disk. What came of the document meanwhile is not kept.
    """
    import pikepdf

    from proceedings.intake.repairing import repair

    settings = task.settings
    with TemporaryDirectory(prefix="proceedings-intake-") as name, bounded(settings.limits.memory), quiet(), noting():
        try:
            usable = repair(task.path, Path(name), settings.limits, pictures=settings.pictures)
            if isinstance(usable, Trouble):
                _with_room(Path(name))
                return _refused(task, usable)
            return _prepare(task, usable, Path(name))
        except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError) as error:
            _with_room(Path(name), error)
            return _refused(task, _unreadable(_reason(error)))


def _refused(task: Preparation, trouble: Trouble) -> Path:
    return refuse(task.store, task.key, trouble, (*task.asked, *READING, *asked()))


def _with_room(folder: Path, error: Exception | None = None) -> None:
    """Go on only where a failure did not come of a full disk, which libraries call damage."""
    if is_full(folder) or (error is not None and says_no_room(error)):
        raise no_room(folder) from error


def _prepare(task: Preparation, usable: Repaired, folder: Path) -> Path:
    from proceedings.intake.cleaned import cleaned

    settings = task.settings
    clean = cleaned(task, usable, folder / "clean.pdf")
    if not clean.facts.pages:
        return _refused(task, _unreadable("it has no pages"))
    archive = partial(
        archived, clean.pdf, folder / "archive.pdf", settings.level, settings.pictures, dict(settings.figures)
    )
    final, content, seen = _archived_and_seen(archive, clean)
    _with_room(folder)
    first = Report(troubles=tuple(replaced_fonts(task.office, clean.facts.fonts)) if task.office else ())
    report = task.report + first + usable.report + clean.report + final.report
    report += Report(troubles=tuple(_looked_at(usable, clean, final, seen, settings.limits)))
    facts = _final_facts(task, clean.facts, seen, final.tags)
    report += Report(troubles=tuple(hidden_in(facts.source)))
    programs = (*task.asked, *_CONFORMING, *asked())
    return keep(task.store, task.key, content, facts, report, final.level, final.tags.barriers, programs)


def _archived_and_seen(archive: Callable[..., Archived], clean: Cleaned) -> tuple[Archived, bytes, Seen]:
    """The archival document, its bytes, and what its pages show."""
    from proceedings.intake.surveying.ink import look_at

    final = archive()
    content = final.pdf.read_bytes()
    seen = look_at(content, clean.facts.pages, clean.upright, clean.facts.state)
    if seen.line_numbers and final.tags.by_us:
        # Made once more, rarely: only the finished pages show where numbers count the lines;
        # nobody wants to hear them.
        final = archive(aside=seen.line_numbers)
        content = final.pdf.read_bytes()
    return final, content, seen


def _final_facts(task: Preparation, sent: Facts, seen: Seen, tags: Tagged) -> Facts:
    """The facts of what was sent, completed by what its finished pages show."""
    from proceedings.intake.language import told

    is_set = task.converted and task.office is None
    said = told(seen.sample, task.own_language if is_set else sent.language, task.office)
    return replace(
        sent,
        language=said.language,
        marked_language=said.mark,
        text_language=said.guess,
        pages=seen.pages,
        images=seen.images,
        first_page_text=seen.first_page_text,
        title=seen.title or sent.title,
        figures=tags.figures,
        tags=tags.counts,
        source=_reckoned(task),
        state=seen.state,
    )


def _reckoned(task: Preparation) -> tuple[Tally, ...]:
    """What the office document holds and what its PDF shows of it."""
    from proceedings.intake.office.inventory.source import counted_on_both_sides

    if task.office is None:
        return task.source
    return counted_on_both_sides(task.office.path, task.office.format, task.path, notes=task.notes)


def _looked_at(usable: Repaired, clean: Cleaned, final: Archived, seen: Seen, limits: Limits) -> Iterator[Trouble]:
    """What a look at the finished pages finds wrong."""
    if final.level is None or "pictures" in final.report.treatment:
        yield from missing_letters(clean.pdf)
    yield from _seen_again(usable.pdf, final.pdf, clean, seen.pages, limits)
    for page in seen.undrawn:
        yield Trouble.warning("page-not-drawn", "this page could not be drawn", page=page)


def _seen_again(
    submitted: Path, prepared: Path, clean: Cleaned, pages: Sequence[PageFacts], limits: Limits
) -> Iterator[Trouble]:
    """What a second reader says of pages that the first may show wrongly."""
    import pikepdf

    from proceedings.intake.doubts import doubts, drawing_pages, places_of
    from proceedings.intake.second_look import second_look

    inky: set[int] = set()
    if blank := [number for number, page in enumerate(pages, 1) if page.ink is None]:
        with pikepdf.open(submitted) as pdf:
            inky = drawing_pages(pdf, blank)
    where = places_of(clean.marks, clean.upright)
    found = list(doubts(clean.marks, where, clean.loose, pages, inky))
    yield from second_look(submitted, prepared, found, {n: p.height for n, p in enumerate(pages, 1)}, limits)


def _unreadable(reason: str) -> Trouble:
    return Trouble.error(
        "unreadable-document", f"the PDF cannot be read: {reason}", "ask its author to export it again and send it anew"
    )


def _reason(error: Exception) -> str:
    """What stopped the work on a file, in words that need no knowledge of libraries."""
    if isinstance(error, RecursionError):
        return "its parts are nested too deeply in one another"
    return "it is damaged in a way that could not be mended"
