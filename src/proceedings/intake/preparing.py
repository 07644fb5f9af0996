"""Preparing: a PDF as submitted, or as converted, becomes an entry of the store:
a clean archival PDF with its facts.

Runs in a worker process: what a library does to the process here costs one document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from proceedings.engine.disk import is_full, no_room, says_no_room
from proceedings.engine.store import Store
from proceedings.intake.archiving import archived
from proceedings.intake.bounds import bounded, quiet
from proceedings.intake.missing_letters import missing_letters
from proceedings.intake.office.replaced_fonts import replaced_fonts
from proceedings.intake.surveying.facts_json import facts_as_json, facts_from_json
from proceedings.intake.told_of_marks import told_of_marks
from proceedings.intake.wishes import Wishes
from proceedings.values.geometry import Matrix
from proceedings.values.original import Original
from proceedings.values.submission import CommentFact, Facts, PageFacts, Request, Sheets, Tally
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from proceedings.intake.cleaning import Removal
    from proceedings.intake.office.links import SourceLinks
    from proceedings.intake.repairing import Repaired
    from proceedings.readers.lost_ink import Places
    from proceedings.values.limits import Limits
    from proceedings.values.mark import Mark

VERSION = 20
"""Raised whenever the same submission would be prepared differently;
what was kept under an older one is not used.
"""

_ENTRY, _PDF = "entry.json", "sheets.pdf"


@dataclass(frozen=True, slots=True)
class Preparation:
    """The task: which PDF, for which entry of the store.

    `size` is that of the submission in bytes; `converted` says that a program made the PDF from it;
    `office` is the office document that LibreOffice converted, `notes` whether its speaker's notes
    were to be printed; `links` are those of its links that were marked for that; `source` is what a
    text was found to hold, `own_language` the language that it names.
    """

    store: Store
    key: str
    path: Path
    size: int
    wishes: Wishes = Wishes()
    converted: bool = False
    office: Original | None = None
    notes: bool = False
    source: tuple[Tally, ...] = ()
    own_language: str | None = None
    links: SourceLinks | None = None
    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store keeps of a submission.
    Without facts it was refused, and the troubles say why.
    """

    folder: Path
    sha256: str
    facts: Facts | None
    treatment: tuple[str, ...]
    details: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    conforms: str | None
    barriers: tuple[str, ...] | None

    def sheets(self, request: Request, source_sha256: str) -> Sheets | None:
        """The sheets of a request that this entry answers; None when the submission was refused."""
        if self.facts is None:
            return None
        return Sheets(
            request.document,
            self.folder / _PDF,
            source_sha256,
            self.sha256,
            self.facts,
            self.treatment,
            self.details,
            self.conforms,
            self.barriers,
        )


def read_entry(folder: Path) -> Entry | None:
    """The entry in a folder of the store; None when it is not one of this version."""
    try:
        data = json.loads((folder / _ENTRY).read_bytes())
        return Entry(
            folder,
            data["sha256"],
            None if data["facts"] is None else facts_from_json(data["facts"]),
            tuple(data["treatment"]),
            tuple(data["details"]),
            tuple(Trouble.from_json(t) for t in data["troubles"]),
            data["conforms"],
            None if data["barriers"] is None else tuple(data["barriers"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse(store: Store, key: str, trouble: Trouble) -> Path:
    """Keep that a submission cannot be used; gives back the entry's folder."""
    return _keep(store, key, {"facts": None, "troubles": [trouble.as_json()]}, {})


def prepare(task: Preparation) -> Path:
    """Measure, repair, clean and conform a PDF, look at it, and keep what came of it.

    Returns:
        The folder of the entry; a refused document has an entry too, so that it is not tried again.

    Raises:
        OSError: there is no room left on the disk. What came of the document meanwhile is not kept.
    """
    import pikepdf

    from proceedings.intake.repairing import Refusal, repair

    wishes = task.wishes
    with TemporaryDirectory(prefix="proceedings-sheets-") as name, bounded(wishes.limits.memory), quiet():
        try:
            usable = repair(task.path, Path(name), wishes.limits, pictures=wishes.pictures)
            if isinstance(usable, Refusal):
                _with_room(Path(name))
                trouble = Trouble.error(usable.code, usable.message, usable.hint, usable.page)
                return refuse(task.store, task.key, trouble)
            return _prepare(task, usable, Path(name))
        except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError) as error:
            _with_room(Path(name), error)
            return refuse(task.store, task.key, _unreadable(_reason(error)))


def _with_room(folder: Path, error: Exception | None = None) -> None:
    """Go on only where a failure did not come of a full disk, which libraries call damage."""
    if is_full(folder) or (error is not None and says_no_room(error)):
        raise no_room(folder) from error


def _prepare(task: Preparation, usable: Repaired, folder: Path) -> Path:
    from proceedings.intake.language import told
    from proceedings.intake.surveying.ink import look_at

    cleaned = _clean(task, usable, folder / "clean.pdf")
    if not cleaned.facts.pages:
        return refuse(task.store, task.key, _unreadable("it has no pages"))
    wishes = task.wishes
    archive = partial(
        archived, cleaned.pdf, folder / "archive.pdf", wishes.level, wishes.pictures, dict(wishes.figures)
    )
    final = archive()
    content = final.pdf.read_bytes()
    seen = look_at(content, cleaned.facts.pages, cleaned.upright, cleaned.facts.state)
    if seen.line_numbers and final.tags.treatment:
        # Made once more, rarely: only the finished pages show where numbers count the lines;
        # nobody wants to hear them.
        final = archive(aside=seen.line_numbers)
        content = final.pdf.read_bytes()
    _with_room(folder)
    tags = final.tags
    is_set = task.converted and task.office is None
    said = told(seen.sample, task.own_language if is_set else cleaned.facts.language, task.office)
    facts = replace(
        cleaned.facts,
        language=said.language,
        marked_language=said.mark,
        text_language=said.guess,
        pages=seen.pages,
        images=seen.images,
        first_page_text=seen.first_page_text,
        title=seen.title or cleaned.facts.title,
        figures=tags.figures,
        tags=tags.counts,
        source=_reckoned(task),
        state=seen.state,
    )
    troubles = [
        *task.troubles,
        *(replaced_fonts(task.office, facts.fonts) if task.office else ()),
        *_repair_troubles(usable),
        *cleaned.troubles,
        *final.troubles,
        *(missing_letters(cleaned.pdf) if final.level is None or "pictures" in final.treatment else ()),
        *_seen_again(usable.pdf, final.pdf, cleaned, seen.pages, wishes.limits),
        *(Trouble.warning("page-not-drawn", "this page could not be drawn", page=page) for page in seen.undrawn),
    ]
    entry = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "facts": facts_as_json(facts),
        "treatment": [*task.treatment, *_REPAIRS[usable.way], *cleaned.treatment, *final.treatment, *tags.treatment],
        "details": [*task.details, *usable.details, *cleaned.details, *final.details, *tags.details],
        "conforms": final.level,
        "barriers": list(tags.barriers),
        "troubles": [t.as_json() for t in troubles],
    }
    return _keep(task.store, task.key, entry, {_PDF: content})


def _reckoned(task: Preparation) -> tuple[Tally, ...]:
    """What the office document holds and what its PDF shows of it."""
    from proceedings.intake.office.inventory.source import counted_on_both_sides

    if task.office is None:
        return task.source
    return counted_on_both_sides(task.office.path, task.office.format, task.path, notes=task.notes)


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """The document after cleaning, and the facts of what was submitted."""

    pdf: Path
    facts: Facts
    upright: list[Matrix]
    treatment: tuple[str, ...]
    details: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    marks: tuple[Mark, ...] = ()
    loose: tuple[int, ...] = ()
    """Pages with a font that is not in the file and that readers replace in ways of their own."""


def _clean(task: Preparation, usable: Repaired, out: Path) -> _Cleaned:
    import pikepdf

    from proceedings.intake.cleaning import clean
    from proceedings.intake.doubts import loose_pages, places_of
    from proceedings.intake.empty_boxes import empty_boxes, told_of_boxes
    from proceedings.intake.left_out import left_out
    from proceedings.intake.office.links import restore_links, restore_marked
    from proceedings.intake.surveying.facts import read_facts
    from proceedings.pdf.pages import to_upright

    marks: list[Mark] = []
    with pikepdf.open(usable.pdf) as pdf:
        if task.converted:
            _forget_dates(pdf)
        if task.office is not None:
            restore_links(pdf, task.office.path.name)
        lost = restore_marked(pdf, task.links) if task.links is not None else ()
        facts = replace(read_facts(pdf, task.size), encrypted=usable.decrypted)
        boxes = empty_boxes(pdf, facts.fonts)
        loose = loose_pages(pdf, facts.fonts)
        removed = clean(pdf, forms=task.wishes.forms, comments=task.wishes.comments, marks=marks)
        # A step on the way: nobody asks for its identifier.
        pdf.save(out, encryption=False, static_id=True, fix_metadata_version=False)
        upright = [to_upright(page.obj) for page in pdf.pages]
    told = told_of_boxes(boxes, usable.pdf, converted=task.converted, office=task.office)
    troubles = (*told_of_marks(marks), *left_out(removed))
    if {str(r.kind) for r in removed} & _VISIBLE:
        troubles += _lost_by_cleaning(usable.pdf, out, places_of(marks, upright))
    details = tuple(removal.sentence for removal in removed)
    facts = replace(facts, state=replace(facts.state, comments=_comments(removed)))
    done = ("cleaned",) if removed else ()
    return _Cleaned(out, facts, upright, done, details, (*lost, *told, *troubles), tuple(marks), loose)


def _comments(removed: Sequence[Removal]) -> tuple[CommentFact, ...]:
    """The comments that became page content or went, by page."""
    found = [CommentFact(page, writer, r.kind == "comment-printed") for r in removed for page, writer in r.writers]
    return tuple(sorted(found, key=lambda comment: comment.page))


_VISIBLE = frozenset({"form-field-printed", "comment-printed", "signature", "layer", "xfa"})
"""Kinds of removals that touch what a page shows."""


def _lost_by_cleaning(before: Path, after: Path, places: Mapping[int, Places]) -> tuple[Trouble, ...]:
    """What form fields, comments and layers printed must still be there;
    what was drawn anew may look otherwise.
    """
    from proceedings.readers.comparing import FLATTENED, compare

    seen = compare(before, after, printed=True, places=places)
    if seen.same(FLATTENED):
        return ()
    message = f"after cleaning the document looks different: {seen.sentence(FLATTENED)}"
    return (Trouble.warning("cleaned-document-differs", message, "compare its pages with the file as submitted"),)


def _seen_again(
    submitted: Path, sheets: Path, cleaned: _Cleaned, pages: Sequence[PageFacts], limits: Limits
) -> Iterator[Trouble]:
    """What a second reader says of pages that the first may show wrongly."""
    import pikepdf

    from proceedings.intake.doubts import doubts, drawing_pages, places_of
    from proceedings.intake.second_look import second_look

    inky: set[int] = set()
    if blank := [number for number, page in enumerate(pages, 1) if page.ink is None]:
        with pikepdf.open(submitted) as pdf:
            inky = drawing_pages(pdf, blank)
    where = places_of(cleaned.marks, cleaned.upright)
    found = list(doubts(cleaned.marks, where, cleaned.loose, pages, inky))
    yield from second_look(submitted, sheets, found, {n: p.height for n, p in enumerate(pages, 1)}, limits)


_REPAIRS: Mapping[str, tuple[str, ...]] = {
    "as-it-is": (),
    "closed": (),
    "decrypted": ("decrypted",),
    "mended": ("repaired",),
    "rewritten": ("repaired",),
    "ghostscript": ("repaired", "ghostscript"),
    "pictures": ("repaired", "pictures"),
}
"""Words of `treatment` by the way in which a document became usable."""


def _repair_troubles(usable: Repaired) -> Iterator[Trouble]:
    if "repaired" not in _REPAIRS[usable.way]:
        return
    if "pictures" in _REPAIRS[usable.way]:
        reason = "the file is damaged, and no other way kept all that it shows"
        message = f"all its pages became pictures of 300 dpi: {reason}; their words can be found"
        yield Trouble.warning("pages-became-pictures", message, "ask its author to export the document again")
    if usable.problem:
        yield Trouble.warning("repaired-document-differs", _sentence(usable.problem), _COMPARE)
        return
    said = " ".join(usable.details)
    if not usable.verified:
        said += " No reader shows the file as it came, so that the repaired copy could not be compared with it."
    yield Trouble.notice("repaired-document", f"the file was damaged and has been repaired. {said}".strip(), _COMPARE)


_COMPARE = "compare its pages with the file as submitted"


def _sentence(text: str) -> str:
    return f"the file was damaged; {text}"


def _forget_dates(pdf: Any) -> None:
    """Remove what differs between two conversions of the same file:
    dates, XMP, checksum and identifier.
    """
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for holder, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/DocChecksum"), (pdf.trailer, "/ID")):
        if key in holder:
            del holder[key]


def _keep(store: Store, key: str, entry: dict[str, Any], files: dict[str, bytes]) -> Path:
    complete = {"sha256": "", "treatment": [], "details": [], "conforms": None, "barriers": None, **entry}
    data = json.dumps(complete, ensure_ascii=False, separators=(",", ":")).encode()
    return store.keep(key, {_ENTRY: data, **files})


def _unreadable(reason: str) -> Trouble:
    return Trouble.error(
        "unreadable-document", f"the PDF cannot be read: {reason}", "ask its author to export it again and send it anew"
    )


def _reason(error: Exception) -> str:
    """What stopped the work on a file, in words that need no knowledge of libraries."""
    if isinstance(error, RecursionError):
        return "its parts are nested too deeply in one another"
    return "it is damaged in a way that could not be mended"
