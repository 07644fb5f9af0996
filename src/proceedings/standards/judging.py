"""Validates PDF/A with page-validation, in a process of its own.

This judge comes with the program, so that a build needs no other. veraPDF decides where both
differ. `waivers.py` lists the alarms that this judge raises wrongly. Beside each stands code that
checks the same rule again.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from types import MappingProxyType, TracebackType

_PROGRAM = Path(__file__).with_name("judge_program.py")
"""What the judge's process does."""
_DEPTH = 5_000
"""How far it follows references:
down one call for each bookmark of a level, with notes that grow by the square.
"""
_STACK = 256 * 1024 * 1024
"""Bytes of stack, touched only where needed: enough for that depth."""


_ALONE = MappingProxyType({"RAYON_NUM_THREADS": "1"})
"""The judge's threads would spin while they wait for work, on cores that other workers use."""
_PATIENCE = 10
"""How many times the processor time a file may take by the clock,
before the process is taken for stuck.
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One rule that does not hold, as page-validation words it; `rule` without profile and number.

    `ours`: a rule of our own found it, in words that an editor understands. `font`: the name of the
    font in which it was found, where no number in the message tells it: objects have other numbers
    once a file is written.
    """

    rule: str
    message: str
    ours: bool = False
    font: str | None = None


class Judge:
    """A validator in a process of its own, which may crash without harm. Use as a context manager.

    The process starts with the `with` block,
    so that its start overlaps with the work of the caller.
    """

    def __init__(self, limit: float = 60.0) -> None:
        """The limit is in seconds of processor time for each file;
        a busy machine does not shorten it.
        """
        self._limit = limit
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Judge:
        self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def findings(self, pdf: Path, profile: str) -> tuple[Alarm, ...]:
        """What page-validation has against the file under a
        profile (`2b`, `2u`, `3a`, `ua1` …), false alarms included.

        A file it cannot read, or that makes it crash or run for too long,
        gives one finding of rule `UNREADABLE`.
        """
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps([os.fspath(pdf.absolute()), profile]) + "\n")
            process.stdin.flush()
            answer = self._answer(process)
        except OSError:
            answer = ""
        if not answer:
            self._stop()
            return (Alarm("UNREADABLE", "the validator gave up on the file"),)
        return tuple(Alarm(short_rule(rule), message) for rule, message in json.loads(answer))

    def close(self) -> None:
        """End the process; the next question starts another."""
        self._stop()

    def _answer(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        # An answer is one line, written at once.
        if not wait([process.stdout.fileno()], self._limit * _PATIENCE):
            process.kill()
        return process.stdout.readline()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", os.fspath(_PROGRAM)),
                *(json.dumps(sys.path), json.dumps([self._limit, _DEPTH, _STACK])),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **_ALONE},
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        process.wait()


def shared_judge() -> Judge:
    """The judge of this process:
    started once, because its start takes longer than judging most documents.
    """
    return _standing_judge(os.getpid(), resource.getrlimit(resource.RLIMIT_AS))


@lru_cache(maxsize=8)
def _standing_judge(_process: int, _memory: tuple[int, int]) -> Judge:
    # It inherits the memory that a document may have; another limit, another judge.
    judge = Judge().__enter__()
    atexit.register(judge.close)
    return judge


def short_rule(rule: str) -> str:
    """`PDFA2B-STREAM-LENGTH-001` without profile and number: `STREAM-LENGTH`."""
    words = rule.split("-")
    if words[0].startswith(("PDFA", "PDFUA")):
        words = words[1:]
    if len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    return "-".join(words)
