"""Shows which step is running: a spinner on a terminal, a line each step in a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def shown(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A function to call with each step.

    Where standard error is no terminal each step is a line of it; none where `quiet`, as for
    programs that read JSON.
    """
    if not sys.stderr.isatty():
        yield _silent if quiet else _line
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{escape(step)} …")


def _silent(step: str) -> None:
    """Say nothing."""


def _line(step: str) -> None:
    """Say the step on a line; whoever does not listen any more is no reason to stop."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{step}\n")
        sys.stderr.flush()
