"""Measuring whole processes:
seconds on the clock and peak memory, several runs, all contenders in turn.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process.
    `peak` is the largest resident set in bytes, of it or of a process it waited for.
    """

    seconds: float
    peak: int


@dataclass(slots=True)
class Runs:
    """All runs of one command; `fault` says why there are none."""

    runs: list[Run] = field(default_factory=list)
    size: int = 0
    """Bytes of what it wrote."""
    fault: str = ""

    @property
    def seconds(self) -> list[float]:
        return [run.seconds for run in self.runs]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def peak(self) -> int:
        return max(run.peak for run in self.runs)


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who makes one PDF of many.
    `command` gives the arguments for papers and the file to be written.

    `absent` says what is not installed;
    `largest` is the greatest number of papers that is worth waiting for.
    """

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    absent: str = ""
    largest: int = 1_000_000


LONGEST = 400.0
"""Seconds after which a process is ended: nothing hangs the benchmark."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Until when (by `time.monotonic`) anything is done a second time."""

    until: float

    @property
    def left(self) -> bool:
        """Whether there is time for another round."""
        return time.monotonic() < self.until


def run(command: Sequence[str], good: Sequence[int] = (0,), longest: float = LONGEST) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it ended with a status that is not good, or took too long;
            the message is the end of what it said.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        timer = threading.Timer(longest, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            said.seek(0)
            text = said.read().decode("utf-8", "replace").strip()
            raise RuntimeError(f"status {process.returncode}: {text[-300:]}")
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def race(
    contenders: Sequence[Contender], workspace: Path, out: Path, count: int, most: int, each: float, budget: Budget
) -> Mapping[str, Runs]:
    """Let all contenders work in turn, round by round,
    so that what else the machine does hits all alike.

    Args:
        contenders: who runs.
        workspace: the workspace whose papers are bound.
        out: folder for what they write; each file is removed again.
        count: number of papers.
        most: rounds.
        each: seconds after which a contender gets no further round.
        budget: whether anybody gets a further round.
    """
    results = {contender.name: Runs(fault=contender.absent) for contender in contenders}
    for number in range(most):
        for contender in contenders:
            found = results[contender.name]
            if count > contender.largest:
                found.fault = found.fault or f"not run beyond {contender.largest} papers"
            if found.fault or (number and (sum(found.seconds) > each or not budget.left)):
                continue
            let_run(contender, found, workspace, out / "bound.pdf")
    return results


def let_run(contender: Contender, found: Runs, workspace: Path, target: Path) -> None:
    """Let one contender work once and note what came of it."""
    try:
        found.runs.append(run(contender.command(workspace, target), good=(0, 3)))
        found.size = target.stat().st_size
    except (RuntimeError, OSError) as problem:
        found.fault = str(problem)
    target.unlink(missing_ok=True)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of growth:
    the slope of the line of least squares through the logarithms of (size, seconds).
    """
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    return statistics.linear_regression(xs, ys).slope
