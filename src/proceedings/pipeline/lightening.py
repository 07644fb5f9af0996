"""The screen edition's pictures: submissions and our own pages with the dots that screens show."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proceedings.engine.store import Store
    from proceedings.engine.workers import Workers
    from proceedings.pipeline.editions import EditionBook
    from proceedings.values.plan import Placement, Plan
    from proceedings.values.submission import ImageFact, Submission

VERSION = 1
_STEP, _FILE, _SAME = "lighten", "pages.pdf", "same"
_PROGRAMS = ("pikepdf", "pillow")

_Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LighteningJob:
    """A PDF, and how many dots an inch its pictures of a size have where they are largest.

    Of our own pages `dots` is None: they are looked at first.
    """

    pdf: Path
    dots: tuple[tuple[_Size, float], ...] | None


def lightened_book(book: EditionBook, store: Store, workers: Workers) -> EditionBook:
    """The edition with lighter pictures in submissions and galleys; those without stay the same
    files.
    """
    submissions = book.given.submissions
    jobs = dict(_of_submissions([volume.plan for volume in book.volumes], submissions))
    own = {galley.pdf for volume in book.volumes for galley in volume.galleys.values() if _has_pictures(galley.pdf)}
    everything = {**jobs, **{str(pdf): LighteningJob(pdf, None) for pdf in own}}
    lighter = _lightened(everything, store, workers)
    kept = {name: _with(submissions[name], lighter[name]) for name in jobs if name in lighter}
    volumes = tuple(
        replace(
            volume,
            galleys={
                part: replace(galley, pdf=lighter.get(str(galley.pdf), galley.pdf))
                for part, galley in volume.galleys.items()
            },
        )
        for volume in book.volumes
    )
    return replace(book, volumes=volumes, given=replace(book.given, submissions={**submissions, **kept}))


def lighten(job: LighteningJob) -> bytes | None:
    """The PDF with lighter pictures; None where none became smaller."""
    import pikepdf

    from proceedings.images.resampling import resample

    dots = _dots_of(job.pdf) if job.dots is None else dict(job.dots)
    with pikepdf.open(job.pdf) as pdf:
        if not resample(pdf, dots):
            return None
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _lightened(jobs: Mapping[str, LighteningJob], store: Store, workers: Workers) -> dict[str, Path]:
    """By name, the lighter file of each job that has one; from the store where it is there."""
    keys = {name: store.key(_STEP, VERSION, store.sha256_of(job.pdf), repr(job.dots)) for name, job in jobs.items()}
    entries = {name: found for name, key in keys.items() if (found := store.lookup(key)) is not None}
    missing = [name for name in jobs if name not in entries]
    for name, outcome in zip(missing, workers.run(lighten, [jobs[name] for name in missing]), strict=True):
        files: dict[str, bytes | Path] = {_FILE: outcome.value} if outcome.value else {_SAME: b""}
        if outcome.failure is None:
            entries[name] = store.keep(keys[name], files, _PROGRAMS)
    return {name: entry / _FILE for name, entry in entries.items() if (entry / _FILE).is_file()}


def _with(taken: Submission, pdf: Path) -> Submission:
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    return replace(taken, pdf=pdf, sha256=digest)


def _of_submissions(
    plans: Sequence[Plan], submissions: Mapping[str, Submission]
) -> Iterator[tuple[str, LighteningJob]]:
    """A job for each submission that has a picture finer than it need be where it lies."""
    from proceedings.images.resampling import FINE

    lying: dict[str, list[Placement]] = {}
    for plan in plans:
        for leaf in plan.leaves:
            lying.setdefault(leaf.part, []).extend(leaf.placements)
    for name, taken in submissions.items():
        scales: dict[int, float] = {}
        for placement in lying.get(name, ()):
            scale = math.hypot(placement.matrix.a, placement.matrix.b)
            page = placement.source_page + 1
            scales[page] = max(scales.get(page, 0.0), scale)
        dots = _dots(taken.facts.images, scales)
        if any(fine > FINE for fine in dots.values()):
            yield name, LighteningJob(taken.pdf, tuple(sorted(dots.items())))


def _dots(images: Sequence[ImageFact], scales: Mapping[int, float]) -> dict[_Size, float]:
    """By size in samples, the dots an inch of the picture that is shown largest; pages (1-based)
    that have no scale are not shown.
    """
    found: dict[_Size, float] = {}
    for image in images:
        scale = scales.get(image.page, 0.0)
        if scale > 0:
            size = image.width, image.height
            found[size] = min(found.get(size, math.inf), round(image.dpi / scale, 1))
    return found


def _dots_of(pdf: Path) -> dict[_Size, float]:
    """The same of our own pages, which lie as they are."""
    import pypdfium2

    from proceedings.intake.surveying.drawn import drawn_on
    from proceedings.values.geometry import Matrix

    images: list[ImageFact] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            page: Any = document[index]
            images += drawn_on(page.raw, index + 1, Matrix()).images
            page.close()
        return _dots(images, dict.fromkeys(range(1, len(document) + 1), 1.0))


def _has_pictures(pdf: Path) -> bool:
    return b"/Subtype /Image" in pdf.read_bytes()
