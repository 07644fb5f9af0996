"""Quires by demand: from the store where a source was folded before, else folded;
many at once in worker processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from proceedings.binding.deep_stack import with_a_deep_stack
from proceedings.binding.folding import fold
from proceedings.binding.folding_jobs import FoldingJob, VolumeFacts
from proceedings.binding.quire import VERSION, Notes, Quire, notes_in, read
from proceedings.binding.sources import open_source
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.values.geometry import PageDesign

_STEP, _FILE = "fold", "quire"
_PROGRAMS = ("pikepdf",)
"""What folds; qpdf comes with it."""


@dataclass(frozen=True, slots=True)
class QuireMaker:
    """Folds sources for pages of one design, and keeps what it folded where there is a store."""

    design: PageDesign
    store: Store | None

    def quire(self, job: FoldingJob, taken: VolumeFacts, kept: Path | None = None) -> Quire:
        """The quire of a source; `kept` is its entry in the store, where that was found before."""
        key = self._key(job, taken) if kept is None else ""
        if kept is None and self.store is not None:
            kept = self.store.lookup(key)
        if kept is not None:
            return read((kept / _FILE).read_bytes())
        origin = job.origin
        source = open_source(origin.path, origin.document is None, job.file, origin.document, job.treatment)
        quire = fold(source, job.run, self.design, taken)
        if self.store is not None:
            self.store.keep(key, {_FILE: quire.data}, _PROGRAMS)
        return quire

    def notes(self, job: FoldingJob, taken: VolumeFacts, kept: Path | None = None) -> Notes:
        """What the volume must know of a source: the notes of its quire, which is folded and kept
        where it was not before.
        """
        if kept is None and self.store is not None:
            kept = self.store.lookup(self._key(job, taken))
        return notes_in(kept / _FILE) if kept is not None else with_a_deep_stack(lambda: self.quire(job, taken)).notes

    def fold_early(self, folding_jobs: Sequence[FoldingJob], workers: Workers) -> None:
        """Have sources folded whenever a worker has nothing else to do;
        what is not done then, `fold_ahead` does.
        """
        if self.store is not None:
            workers.spare(self.fold_and_keep, sorted(folding_jobs, key=_length))

    def fold_ahead(self, folding_jobs: Sequence[FoldingJob], workers: Workers | None) -> Iterator[Path | None]:
        """Fold those that are not in the store yet,
        several at once, while the caller stitches what came before.

        Yields:
            For each job, when its source is folded, its entry in the store, if it was there
            before. What failed is not in the store: it is folded, and reported, by whoever asks for
            its quire.
        """
        if self.store is None:
            yield from [None] * len(folding_jobs)
            return
        if workers is not None:
            workers.end_spare()
        kept = [self.store.lookup(self._key(job, VolumeFacts())) for job in folding_jobs]
        new = [job for job, found in zip(folding_jobs, kept, strict=True) if found is None]
        folded: Iterator[object] = iter(())
        if workers is not None and len(new) > 1 and workers.jobs > 1:
            folded = workers.run(self.fold_and_keep, new)
        for found in kept:
            if found is None:
                next(folded, None)
            yield found

    def fold_and_keep(self, job: FoldingJob) -> None:
        """Fold one source in a worker; the quire comes back through the store."""
        with_a_deep_stack(lambda: self.quire(job, VolumeFacts()))

    def _key(self, job: FoldingJob, taken: VolumeFacts) -> str:
        if self.store is None:
            return ""
        mask = (job.treatment.mask, job.treatment.masked_pages, job.treatment.masked_onward)
        lying = "\n".join(
            f"{s.leaf.part} {bool(s.leaf.head or s.leaf.folio or s.leaf.foot)} {s.leaf.height or ''} {s.placements}"
            for s in job.run
        )
        said = json.dumps(asdict(taken), sort_keys=True) if taken else ""
        size = f"{self.design.width} {self.design.height}"
        source, document = self.store.sha256_of(job.origin.path), str(job.origin.document)
        return self.store.key(_STEP, VERSION, source, document, job.file, repr(mask), lying, size, said)


def _length(job: FoldingJob) -> int:
    return len(job.run)
