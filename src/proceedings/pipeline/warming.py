"""What is loaded before it is wanted:
by the workers while this process reads, by this one while the workers work.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers

if TYPE_CHECKING:
    from proceedings.typesetting.layout import Layout
    from proceedings.values.settings import Trim

_FOR_INTAKE = (
    "proceedings.intake.jobs",
    "proceedings.intake.repairing",
    "proceedings.intake.cleaning",
    "proceedings.intake.conforming.conform",
    "proceedings.intake.tagging.untagged",
    "proceedings.intake.surveying.ink",
)
"""What takes in a submission."""
_FOR_ALL = (
    *_FOR_INTAKE,
    "proceedings.typesetting.press",
    "proceedings.typesetting.tagging",
    "proceedings.programs.weasyprint_import",
    "proceedings.binding.folding",
)
"""What a build with an empty store needs in every process."""
_FOR_US = (
    "proceedings.checking.inspection",
    "fontTools.ttLib",
    "jinja2",
    "icu",
    "proceedings.arranging.parts",
    "proceedings.arranging.arrangement",
    "proceedings.typesetting.estimating",
    "proceedings.typesetting.compositor",
    "proceedings.pipeline.composing",
    "fontTools.ttLib.tables.otTables",
    "fontTools.subset",
    "pikepdf",
    "proceedings.binding.links",
    "proceedings.binding.folding",
    "proceedings.binding.metadata",
    "proceedings.binding.workbench",
    "pypdfium2",
    "proceedings.verifying.verify",
)
"""What this process needs after intake, in the order in which it does;
nothing that takes long at once.
"""


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


def loading_ahead(layout: Layout, trim: Trim, store: Store) -> Iterator[Callable[[], object]]:
    """Pieces of work that load what this process will need to set and bind a volume:
    modules, templates, and which letters the layout's fonts have.
    """
    yield from (partial(_load, module) for module in _FOR_US)
    yield partial(_read_layout, layout, trim, store)


def _load(module: str) -> None:
    with _told_later():
        import_module(module)


def _read_layout(layout: Layout, trim: Trim, store: Store) -> None:
    from proceedings.typesetting.glyphs import own_letters
    from proceedings.typesetting.rendering import templates_of

    with _told_later():
        own_letters(layout, layout.digest(), store)
        templates_of(layout, trim).compile()


def _told_later() -> contextlib.AbstractContextManager[None]:
    """Ignore an error: the step that needs the module meets the same error and reports it."""
    return contextlib.suppress(Exception)
