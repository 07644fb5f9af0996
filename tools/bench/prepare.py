"""Everything before binding: reads, takes in and typesets a workspace and keeps what binding needs. Argument: workspace."""

import pickle
import sys
from pathlib import Path

from proceedings.build import _arrange_and_set
from proceedings.gathering import gather
from proceedings.order import Order
from proceedings.store import Store
from proceedings.workers import Workers


def main(workspace: Path) -> None:
    """Leave build/binding.pickle: volume, plan, sheets, galleys, design, font."""
    order = Order(workspace.resolve(), draft=True)
    order.folder.mkdir(exist_ok=True)
    store = Store(order.folder / ".store")
    with Workers(order.jobs) as workers:
        gathered = gather(order, store, workers, lambda _: None)
        if gathered.volume is None or gathered.layout is None:
            raise SystemExit("\n".join(f.diagnostic.message for f in gathered.findings))
        plan, galleys, _ = _arrange_and_set(gathered.volume, gathered.layout, gathered, store, workers)
    store.flush()
    layout = gathered.layout
    design = layout.design(gathered.volume.settings.trim)
    arguments = (gathered.volume, plan, gathered.sheets, galleys, design, layout.head_font)
    (order.folder / "binding.pickle").write_bytes(pickle.dumps(arguments))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
