"""The command line with a clock beside it.
Arguments: a file for the times, then those of `proceedings`.

Writes, for each step that the program names while it works, seconds on the clock and seconds of
processor time, of this process and of all that it started, as JSON.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from proceedings.engine import progress

START = "starting, and looking whether anything changed"

_TICKS = os.sysconf("SC_CLK_TCK")


def main(times: Path, arguments: list[str]) -> None:
    """Run the command; its exit status is ours."""
    marks = [Mark(START, time.perf_counter(), 0.0, 0.0)]

    @contextmanager
    def shown() -> Iterator[Callable[[str], None]]:
        yield lambda step: marks.append(now(step))
        marks.append(now(""))

    progress.shown = shown
    from proceedings.cli import main as command_line

    sys.argv = ["proceedings", *arguments]
    try:
        command_line()
    finally:
        steps = [
            # Processes that have ended meanwhile are missing in the sum:
            # then this one's time counts.
            (one.step, two.clock - one.clock, max(two.all - one.all, two.own - one.own))
            for one, two in itertools.pairwise(marks)
        ]
        times.write_text(json.dumps(steps), "utf-8")


class Mark(NamedTuple):
    """The beginning of a step:
    the clock, and the processor time until then, of this process and of all.
    """

    step: str
    clock: float
    own: float
    all: float


def now(step: str) -> Mark:
    """The step begins."""
    return Mark(step, time.perf_counter(), time.process_time(), processor_time())


def processor_time() -> float:
    """Seconds that this process and all below it have computed so far;
    those that have ended are not counted.
    """
    parents, spent = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            # Fields after the name, which is in parentheses:
            # state, parent …, user and system time (proc(5)).
            fields = (entry / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        spent[int(entry.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
    total, ours = 0.0, {os.getpid()}
    while ours:
        total += sum(spent.get(process, 0.0) for process in ours)
        ours = {process for process, parent in parents.items() if parent in ours}
    return total or time.process_time()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
