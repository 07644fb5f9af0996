"""What is asked of a build. Light, so that the front door can write an order without opening a room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[str], None]
"""Is told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which workspace, whether gaps are allowed, how many processes, and where work and results go.

    `store` replaces the setting of volume.yaml: a folder, or an address of object storage. `scheduler` is the address
    of a Dask cluster; without it the work is done on this machine.
    """

    workspace: Path
    draft: bool = False
    jobs: int = 2
    store: str | None = None
    scheduler: str | None = None

    @property
    def folder(self) -> Path:
        """The only folder below which anything is written, unless a store elsewhere is asked for."""
        return self.workspace / "build"
