"""What runs on this machine, as far as the system says: on Linux, by /proc."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, its group and session, and the pages of memory that it has in use."""

    number: int
    group: int
    session: int
    resident_pages: int


def processes() -> Iterator[Process]:
    """All processes that can be looked at; none where the system does not say."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            # Fields after the name, which is in parentheses: state, parent, group, session, …; resident set (proc(5)).
            fields = (entry / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
            yield Process(int(entry.name), int(fields[2]), int(fields[3]), int(fields[21]))
