"""Everything before binding, except intake: the papers are bound as they are. Argument: workspace."""

import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf

from proceedings.build import _arrange_and_set
from proceedings.gathering import Gathered
from proceedings.intake.facts import read_facts
from proceedings.intake.sheets import Facts, Intake, Sheets
from proceedings.page import Box
from proceedings.reading.workspace import read_workspace
from proceedings.store import Store
from proceedings.typesetting.layout import load_layout
from proceedings.workers import Workers


def main(workspace: Path) -> None:
    """Leave build/binding.pickle: volume, plan, sheets, galleys, design, font."""
    workspace = workspace.resolve()
    (workspace / "build").mkdir(exist_ok=True)
    volume = read_workspace(workspace).volume
    if volume is None:
        raise SystemExit("the workspace cannot be read")
    store, layout = Store(workspace / "build" / ".store"), load_layout(workspace, volume.settings.layout)
    sheets = {d.id: _sheets(d.id, workspace / d.source, store) for d in volume.documents if d.source is not None}
    gathered = Gathered(volume, layout, Intake(sheets), (), draft=True)
    with Workers(2) as workers:
        plan, galleys, _ = _arrange_and_set(volume, layout, gathered, store, workers)
    store.flush()
    arguments = (volume, plan, sheets, galleys, layout.design(volume.settings.trim), layout.head_font)
    (workspace / "build" / "binding.pickle").write_bytes(pickle.dumps(arguments))


def _sheets(document: str, path: Path, store: Store) -> Sheets:
    """A paper as its own sheets. The corpus has ink up to a few points from the edge, so that pages are scaled."""
    digest = store.sha256_of(path)
    with pikepdf.open(path) as pdf:
        facts: Facts = read_facts(pdf, path.stat().st_size)
    pages = tuple(replace(p, ink=Box(3, 3, p.width - 60, p.height - 60)) for p in facts.pages)
    return Sheets(document, path, digest, digest, replace(facts, pages=pages))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
