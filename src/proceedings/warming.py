"""What the worker processes load while this one still reads the workspace: loading it takes as long as reading does."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.store import Store
from proceedings.workers import Workers

_FOR_INTAKE = (
    "proceedings.intake.jobs",
    "proceedings.intake.repairing",
    "proceedings.intake.cleaning",
    "proceedings.intake.conforming",
    "proceedings.intake.tagging.untagged",
    "proceedings.intake.ink",
)
"""What takes in a submission."""
_FOR_ALL = (
    *_FOR_INTAKE,
    "proceedings.typesetting.press",
    "proceedings.typesetting.tagging",
    "proceedings.weasy",
    "proceedings.binding.folding",
)
"""What a build with an empty store needs in every process."""


def warm_up(workers: Workers, store: Store, changes: Sequence[str] = ()) -> None:
    """Have the modules loaded that will be wanted, if any will be.

    Args:
        workers: they fork from a process that has loaded them.
        store: an empty one wants everything.
        changes: since the last build, as the ledger words them.
    """
    if store.is_new:
        workers.warm(_FOR_ALL)
    elif any(change.startswith("papers/") for change in changes):
        workers.warm(_FOR_INTAKE)
