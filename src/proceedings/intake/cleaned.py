"""A submission measured and cleaned: the facts of what was sent,
the document without what is active, and what is told of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from proceedings.intake.cleaning import clean
from proceedings.intake.doubts import loose_pages, places_of
from proceedings.intake.empty_boxes import empty_boxes, told_of_boxes
from proceedings.intake.left_out import left_out
from proceedings.intake.office.links import restore_links, restore_marked
from proceedings.intake.surveying.facts import read_facts
from proceedings.intake.told_of_marks import told_of_marks
from proceedings.pdf.pages import to_upright
from proceedings.values.geometry import Matrix
from proceedings.values.mark import Mark
from proceedings.values.report import Report
from proceedings.values.submission import CommentFact, Facts
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    from proceedings.intake.cleaning import Removal
    from proceedings.intake.preparing import Preparation
    from proceedings.intake.repairing import Repaired
    from proceedings.readers.lost_ink import Places


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The document after cleaning, and the facts of what was submitted."""

    pdf: Path
    facts: Facts
    upright: list[Matrix]
    report: Report
    marks: tuple[Mark, ...] = ()
    loose: tuple[int, ...] = ()
    """Pages with a font that is not in the file and that readers replace in ways of their own."""


def cleaned(task: Preparation, usable: Repaired, out: Path) -> Cleaned:
    """Measure a document that can be used, then clean it.

    Args:
        task: what is wanted.
        usable: the document.
        out: where the cleaned one goes.
    """
    marks: list[Mark] = []
    with pikepdf.open(usable.pdf) as pdf:
        lost = _as_its_author_meant(pdf, task)
        facts = replace(read_facts(pdf, task.size), encrypted=usable.decrypted)
        boxes = empty_boxes(pdf, facts.fonts)
        loose = loose_pages(pdf, facts.fonts)
        removed = clean(pdf, forms=task.settings.forms, comments=task.settings.comments, marks=marks)
        # A step on the way: nobody asks for its identifier.
        pdf.save(out, encryption=False, static_id=True, fix_metadata_version=False)
        upright = [to_upright(page.obj) for page in pdf.pages]
    told = told_of_boxes(boxes, usable.pdf, converted=task.converted, office=task.office)
    troubles = (*lost, *told, *told_of_marks(marks), *left_out(removed))
    if {str(r.kind) for r in removed} & _VISIBLE:
        troubles += _lost_by_cleaning(usable.pdf, out, places_of(marks, upright))
    report = Report(("cleaned",) if removed else (), tuple(removal.sentence for removal in removed), troubles)
    facts = replace(facts, state=replace(facts.state, comments=_comments(removed)))
    return Cleaned(out, facts, upright, report, tuple(marks), loose)


def _as_its_author_meant(pdf: pikepdf.Pdf, task: Preparation) -> tuple[Trouble, ...]:
    """Undo what a conversion did; gives back what is told of links that could not be placed."""
    if task.converted:
        _forget_dates(pdf)
    if task.office is not None:
        restore_links(pdf, task.office.path.name)
    return tuple(restore_marked(pdf, task.links)) if task.links is not None else ()


def _forget_dates(pdf: pikepdf.Pdf) -> None:
    """Remove what differs between two conversions of a file: dates, XMP, checksum, identifier."""
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for holder, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/DocChecksum"), (pdf.trailer, "/ID")):
        if key in holder:
            del holder[key]


def _comments(removed: Sequence[Removal]) -> tuple[CommentFact, ...]:
    """The comments that became page content or went, by page."""
    found = [CommentFact(page, writer, r.kind == "comment-printed") for r in removed for page, writer in r.writers]
    return tuple(sorted(found, key=lambda comment: comment.page))


_VISIBLE = frozenset({"form-field-printed", "comment-printed", "signature", "layer", "xfa"})
"""Kinds of removals that touch what a page shows."""


def _lost_by_cleaning(before: Path, after: Path, places: Mapping[int, Places]) -> tuple[Trouble, ...]:
    """What fields, comments and layers printed must still be there;
    what was drawn anew may look otherwise.
    """
    from proceedings.readers.comparing import FLATTENED, compare

    seen = compare(before, after, printed=True, places=places)
    if seen.same(FLATTENED):
        return ()
    message = f"after cleaning the document looks different: {seen.sentence(FLATTENED)}"
    return (Trouble.warning("cleaned-document-differs", message, "compare its pages with the file as submitted"),)
