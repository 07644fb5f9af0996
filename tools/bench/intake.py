"""Intake alone: reads a workspace, takes its submissions in, applies the rules.
Arguments: workspace, store, jobs.
"""

import os
import sys
from pathlib import Path

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.gathering import gather
from proceedings.values.request import BuildRequest


def main(workspace: Path, root: Path, jobs: int) -> None:
    """Take in, with so many processes on as many cores;
    one works in this process, its judge on the same core.
    """
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:jobs])
    store = Store(root)
    with Workers(jobs) as workers:
        gathered = gather(BuildRequest(workspace.resolve(), draft=True, jobs=jobs), store, workers, lambda step: None)
    store.flush()
    sys.stdout.write(f"{len(gathered.submissions)} documents\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
