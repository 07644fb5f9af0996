"""How often the cyclic garbage collector looks for circles: we make few."""

from __future__ import annotations

import gc

_MANY_OBJECTS = 50_000
"""Objects made between two of its runs."""


def collect_seldom() -> None:
    """Have the collector run seldom in this process."""
    gc.set_threshold(_MANY_OBJECTS)
