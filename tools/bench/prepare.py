"""Everything before binding.
Arguments: workspace, store; with a third, `raw`, the papers are bound as they came.

Raw papers are for the largest volumes, which nobody wants to wait for: they skip intake.
"""

import pickle
import sys
from pathlib import Path

import pikepdf

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.surveying.facts import read_facts
from proceedings.pipeline.composing import compose, typesetting_input
from proceedings.pipeline.gathering import Gathered, gather
from proceedings.reading.workspace import read_workspace
from proceedings.typesetting.layout import load_layout
from proceedings.values.request import BuildRequest
from proceedings.values.submission import Intake, Submission


def main(workspace: Path, root: Path, raw: bool) -> None:
    """Leave build/binding.pickle: what `bind` is given, and the store."""
    (workspace / "build").mkdir(exist_ok=True)
    store = Store(root)
    with Workers(2) as workers:
        gathered = _as_they_came(workspace, store) if raw else _taken_in(workspace, store, workers)
        copy = typesetting_input(gathered)
        if copy is None:
            raise SystemExit("the workspace cannot be read")
        ((composed,), _) = compose(copy, store, workers)
    store.flush()
    arguments = (copy.volume, composed.plan, copy.submissions, composed.galleys, copy.design, copy.layout.head_font)
    (workspace / "build" / "binding.pickle").write_bytes(pickle.dumps((arguments, store)))


def _taken_in(workspace: Path, store: Store, workers: Workers) -> Gathered:
    return gather(BuildRequest(workspace, draft=True), store, workers, lambda step: None)


def _as_they_came(workspace: Path, store: Store) -> Gathered:
    volume = read_workspace(workspace).volume
    if volume is None:
        raise SystemExit("the workspace cannot be read")
    layout = load_layout(workspace, volume.settings.layout)
    submissions = {
        d.id: _submission(d.id, workspace / d.source, store) for d in volume.documents if d.source is not None
    }
    return Gathered(volume, layout, Intake(submissions), (), draft=True)


def _submission(document: str, path: Path, store: Store) -> Submission:
    digest = store.sha256_of(path)
    with pikepdf.open(path) as pdf:
        return Submission(document, path, digest, digest, read_facts(pdf, path.stat().st_size))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:] == ["raw"])
