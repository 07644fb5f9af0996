"""Shows which step is running: a spinner on a terminal, nothing in a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def shown() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each step;
    quiet where standard error is not a terminal.
    """
    if not sys.stderr.isatty():
        yield _quiet
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{step} …")


def _quiet(step: str) -> None:
    """Say nothing."""
