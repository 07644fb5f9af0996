"""Tidying: what builds leave in the build folder goes again, the volume never."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from proceedings.engine.store import Store
from proceedings.engine.unfinished import not_in_use, sweep
from proceedings.pipeline.ledger import input_files
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.request import BuildRequest

_REPORT = "check.html"


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was removed: entries of the store, their bytes, and whether the whole store was."""

    entries: int
    bytes: int
    everything: bool


def tidy(order: BuildRequest, days: float | None) -> Tidied:
    """Remove what builds left:
    the store's entries that were not used for so many days, and leftovers of killed builds.

    With `days` None everything goes that the next build makes again: the store in the build folder,
    and the check report. A store elsewhere is pruned by `days` and left alone without; object
    storage is never pruned.

    Raises:
        ProceedingsError: a build of this workspace is running.
    """
    notes = order.folder / ".store"
    if not notes.is_dir():
        sweep(order.folder)
        return Tidied(0, 0, days is None)
    store = Store(notes)
    with not_in_use(notes) as free:
        if not free:
            raise ProceedingsError("a build of this workspace is running", "try again when it has ended")
        sweep(order.folder)
        if days is None:
            return _cleared(order, store)
        store.settle(_address(order), order.workspace)
        removed, freed = store.prune(days)
        if store.root != notes:
            also = Store(notes).prune(days)
            removed, freed = removed + also[0], freed + also[1]
        store.forget(input_files(order.workspace))
    return Tidied(removed, freed, False)


def _cleared(order: BuildRequest, store: Store) -> Tidied:
    removed, freed = store.prune(0)
    # The folder itself stays: it carries the lock.
    for left in store.notes.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    (order.folder / _REPORT).unlink(missing_ok=True)
    return Tidied(removed, freed, True)


def _address(order: BuildRequest) -> str | None:
    """Where the editor wants the store; None where nothing is said, or object storage is meant."""
    address = order.store
    if address is None:
        from proceedings.reading.workspace import read_workspace

        volume = read_workspace(order.workspace).volume
        address = volume.settings.store if volume else None
    return None if address and "://" in address else address
