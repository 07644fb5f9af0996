"""Quires by demand: from the store where a source was folded before, else folded;
many at once in worker processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from proceedings.binding.deep_stack import with_a_deep_stack
from proceedings.binding.errands import Errand, Taken
from proceedings.binding.folding import fold
from proceedings.binding.quire import VERSION, Quire, read
from proceedings.binding.sources import open_source
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.values.geometry import PageDesign

_STEP, _FILE = "fold", "quire"


@dataclass(frozen=True, slots=True)
class Folder:
    """Folds sources for pages of one design, and keeps what it folded where there is a store."""

    design: PageDesign
    store: Store | None

    def quire(self, errand: Errand, taken: Taken, kept: Path | None = None) -> Quire:
        """The quire of a source; `kept` is its entry in the store, where that was found before."""
        key = self._key(errand, taken) if kept is None else ""
        if kept is None and self.store is not None:
            kept = self.store.lookup(key)
        if kept is not None:
            return read((kept / _FILE).read_bytes())
        origin = errand.origin
        source = open_source(origin.path, origin.document is None, errand.file, origin.document, errand.treatment)
        quire = fold(source, errand.run, self.design, taken)
        if self.store is not None:
            self.store.keep(key, {_FILE: quire.data})
        return quire

    def fold_early(self, errands: Sequence[Errand], workers: Workers) -> None:
        """Have sources folded whenever a worker has nothing else to do;
        what is not done then, `fold_ahead` does.
        """
        if self.store is not None:
            workers.spare(self.fold_and_keep, sorted(errands, key=_length))

    def fold_ahead(self, errands: Sequence[Errand], workers: Workers | None) -> Iterator[Path | None]:
        """Fold those that are not in the store yet,
        several at once, while the caller stitches what came before.

        Yields:
            For each errand, when its source is folded, its entry in the store, if it was there
            before. What failed is not in the store: it is folded, and reported, by whoever asks for
            its quire.
        """
        if self.store is None:
            yield from [None] * len(errands)
            return
        if workers is not None:
            workers.end_spare()
        kept = [self.store.lookup(self._key(errand, Taken())) for errand in errands]
        new = [errand for errand, found in zip(errands, kept, strict=True) if found is None]
        folded: Iterator[object] = iter(())
        if workers is not None and len(new) > 1 and workers.jobs > 1:
            folded = workers.run(self.fold_and_keep, new)
        for found in kept:
            if found is None:
                next(folded, None)
            yield found

    def fold_and_keep(self, errand: Errand) -> None:
        """Fold one source in a worker; the quire comes back through the store."""
        with_a_deep_stack(lambda: self.quire(errand, Taken()))

    def _key(self, errand: Errand, taken: Taken) -> str:
        if self.store is None:
            return ""
        mask = (errand.treatment.mask, errand.treatment.masked_pages, errand.treatment.masked_onward)
        lying = "\n".join(f"{s.leaf.part} {bool(s.leaf.head or s.leaf.folio)} {s.placements}" for s in errand.run)
        said = json.dumps(asdict(taken), sort_keys=True) if taken else ""
        size = f"{self.design.width} {self.design.height}"
        source, document = self.store.sha256_of(errand.origin.path), str(errand.origin.document)
        return self.store.key(_STEP, VERSION, source, document, errand.file, repr(mask), lying, size, said)


def _length(errand: Errand) -> int:
    return len(errand.run)
