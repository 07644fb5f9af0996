"""Measuring whole processes: seconds on the clock and peak memory, several runs, all contenders in turn."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process. `peak` is the largest resident set in bytes, of it or of a process it waited for."""

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
    """Somebody who makes one PDF of many. `command` gives the arguments for papers and the file to be written.

    `absent` says what is not installed; `largest` is the greatest number of papers that is worth waiting for.
    """

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    absent: str = ""
    largest: int = 1_000_000


def run(command: Sequence[str], cwd: Path | None = None, good: Sequence[int] = (0,)) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it ended with a status that is not good; the message is the end of what it said.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            said.seek(0)
            text = said.read().decode("utf-8", "replace").strip()
            raise RuntimeError(f"status {process.returncode}: {text[-300:]}")
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def race(
    contenders: Sequence[Contender], workspace: Path, out: Path, count: int, most: int, budget: float
) -> Mapping[str, Runs]:
    """Let all contenders work in turn, round by round, so that what else the machine does hits all alike.

    Args:
        contenders: who runs.
        workspace: the workspace whose papers are bound.
        out: folder for what they write; each file is removed again.
        count: number of papers.
        most: rounds.
        budget: seconds after which a contender gets no further round.
    """
    results = {contender.name: Runs(fault=contender.absent) for contender in contenders}
    for number in range(most):
        for contender in contenders:
            found = results[contender.name]
            if count > contender.largest:
                found.fault = found.fault or f"not run beyond {contender.largest} papers"
            if found.fault or (number and sum(found.seconds) > budget):
                continue
            target = out / "bound.pdf"
            try:
                found.runs.append(run(contender.command(workspace, target), good=(0, 3)))
                found.size = target.stat().st_size
            except (RuntimeError, OSError) as problem:
                found.fault = str(problem)
            target.unlink(missing_ok=True)
    return results


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of growth: the slope of the line of least squares through the logarithms of (size, seconds)."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    return statistics.linear_regression(xs, ys).slope
