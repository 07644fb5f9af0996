"""What is asked of a build.
Light, so that the front doors can write a request without opening a room.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from proceedings.values.edition import Edition

Progress = Callable[[str], None]
"""Is told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Which workspace, whether gaps are allowed, how many processes, and where work and results go.

    `edition` is the only one that is made; without it those that volume.yaml names.

    `jobs` counts processes: 0 means one a core, two at least. `store` replaces the setting of
    volume.yaml: a folder, or an address of object storage. `scheduler` is the address of a Dask
    cluster; without it the work is done on this machine.
    """

    workspace: Path
    draft: bool = False
    jobs: int = 0
    store: str | None = None
    scheduler: str | None = None
    edition: Edition | None = None

    @property
    def folder(self) -> Path:
        """The only folder below which anything is written,
        unless a store elsewhere is asked for.
        """
        return self.workspace / "build"

    @property
    def processes(self) -> int:
        """How many processes work;
        two at least where none is named, so that what a damaged file does reaches none.
        """
        if self.jobs:
            return self.jobs
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return max(2, cores or 1)
