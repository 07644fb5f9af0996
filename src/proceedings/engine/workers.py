"""Where work runs: in this process,
or in processes of our own that may crash, hang or be killed without harm.

A pool knows which task each process is at, so a crash (a fault in a native library, the kernel's
out-of-memory killer) or a time limit costs that task and no other.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from proceedings.engine.collecting import collect_seldom
from proceedings.engine.outcome import Failure, FailureKind, Result, attempt, failure_of, with_room
from proceedings.engine.processes import Allowance, end_with_listener, of_session, seconds_of_session
from proceedings.engine.sockets import keep_sockets_short

T = TypeVar("T")
R = TypeVar("R")
Limit = float | Callable[[T], float] | None

_STARTING = 120.0
"""Seconds within which a process must have begun its task.
A machine with much else to do takes long to start one.
"""
_BEGUN = "begun"
"""What a process says when it has read a task and begins it: from then on the task's time runs."""
_ATTEMPTS = 2
"""A task whose process died is tried once more, alone: the memory may have gone to a neighbour."""


class Workers:
    """Runs tasks; use it as a context manager. Processes start with the first task that needs one.

    Args:
        jobs: how many tasks run at once;
            1 runs them in this process, where no crash can be survived and no time limit holds.
        memory: the most address space, in bytes, that each process may have;
            a task that wants more fails.
    """

    def __init__(self, jobs: int, *, memory: int | None = None) -> None:
        self.jobs = max(1, jobs)
        self.scratch: Path | None = None
        """A folder for temporary files that every worker can reach; None is the system's own."""
        self._memory = memory
        self._idle: list[_Process] = []
        self._meanwhile: deque[Callable[[], object]] = deque()
        self._spare: deque[tuple[Callable[[Any], Any], Any]] = deque()
        self._sparely_busy: set[_Process] = set()
        self.started = 0
        """How many processes were started so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for process in (*self._idle, *self._sparely_busy):
            process.end()
        self._idle.clear()
        self._sparely_busy.clear()
        self._spare.clear()

    def warm(self, modules: Sequence[str]) -> None:
        """Load modules once for all processes to come, while this one goes on with something else.

        Where processes run already, or none will, nothing happens.
        A module that cannot be loaded is left to the tasks.
        """
        if self.jobs == 1 or self.started:
            return
        from multiprocessing import forkserver

        keep_sockets_short()
        forkserver.set_forkserver_preload(list(modules))
        forkserver.ensure_running()

    def meanwhile(self, work: Iterable[Callable[[], object]]) -> None:
        """Hand in small pieces of work for this process:
        during runs one at a time is done while it would wait.

        Nobody waits for them; with one job they are left undone.
        """
        self._meanwhile.extend(work)

    def run(
        self,
        fn: Callable[[T], R],
        tasks: Sequence[T],
        *,
        seconds: Limit[T] = None,
        begun: Callable[[int], None] | None = None,
    ) -> Iterator[Result[R]]:
        """Apply a function to every task, `jobs` at a time, in the order given.

        Args:
            fn: a function that can be pickled (of a module, or a `functools.partial` of one).
            tasks: what it is applied to; slow ones first make the best use of the processes.
            seconds: the time limit of one task, from when it is begun, or a function that gives
                that of each; its process is killed then, with all that it started.
            begun: is told the number of each task as it is handed to a process.

        Yields:
            One outcome a task, in the order of the tasks, whatever the order in which they end.

        Raises:
            OSError: a task found no room on the disk; the others would find none either.
        """
        if self.jobs == 1:
            return self._run_here(fn, tasks, begun)
        return self._run_apart(fn, tasks, seconds, begun)

    def _run_here(
        self, fn: Callable[[T], R], tasks: Sequence[T], begun: Callable[[int], None] | None
    ) -> Iterator[Result[R]]:
        for number, task in enumerate(tasks):
            if begun is not None:
                begun(number)
            yield with_room(attempt(fn, task))

    def spare(self, fn: Callable[[T], Any], tasks: Sequence[T]) -> None:
        """Hand in tasks for which nobody waits:
        during runs each is begun, in this order, when a process is idle.

        What they give, and how they fail, is told to nobody: they leave their results somewhere,
        and whoever misses one does the task again. With one job nothing is done.
        """
        if self.jobs > 1:
            self._spare.extend((fn, task) for task in tasks)

    def end_spare(self) -> None:
        """Wait for what was begun of the tasks for spare time, and forget the others."""
        self._spare.clear()
        while self._sparely_busy:
            self._reap({})

    def _hand_out_spare(self, busy: int) -> None:
        while self._spare and busy + len(self._sparely_busy) < self.jobs:
            fn, task = self._spare.popleft()
            process = self._free()
            process.begin(fn, task, None, _ATTEMPTS)
            self._sparely_busy.add(process)

    def _reap(self, busy: dict[_Process, int], *, now: bool = False) -> list[tuple[_Process, Result[Any]]]:
        """Wait until a process ends a task, or only look;
        gives back those that were `busy`, and keeps the others.
        """
        ended = _next_to_end([*busy, *self._sparely_busy], now=now)
        for process, outcome in ended:
            if process in self._sparely_busy:
                self._sparely_busy.remove(process)
                self._put_back(process, outcome)
        return [(process, outcome) for process, outcome in ended if process in busy]

    def _put_back(self, process: _Process, outcome: Result[Any]) -> None:
        if outcome.failure is not None and outcome.failure.kind in (FailureKind.CRASHED, FailureKind.TIMED_OUT):
            process.end()
        else:
            self._idle.append(process)

    def _free(self) -> _Process:
        if self._idle:
            return self._idle.pop()
        self.started += 1
        return _Process(self._memory)

    def _run_apart(
        self, fn: Callable[[T], R], tasks: Sequence[T], seconds: Limit[T], begun: Callable[[int], None] | None
    ) -> Iterator[Result[R]]:
        waiting = deque(range(len(tasks)))
        again: deque[int] = deque()
        busy: dict[_Process, int] = {}
        done: dict[int, Result[R]] = {}
        try:
            for wanted in range(len(tasks)):
                while wanted not in done:
                    before = len(waiting)
                    self._hand_out(fn, tasks, waiting, again, busy, seconds)
                    if begun is not None:
                        for number in range(len(tasks) - before, len(tasks) - len(waiting)):
                            begun(number)
                    if self._meanwhile and (len(busy) == self.jobs or not waiting):
                        self._meanwhile.popleft()()
                    for process, outcome in self._reap(busy):
                        task = busy.pop(process)
                        self._put_back(process, with_room(outcome))
                        if _died(outcome) and process.attempt < _ATTEMPTS:
                            again.append(task)
                        else:
                            done[task] = outcome
                yield done.pop(wanted)
        finally:
            for process in busy:
                process.end()

    def _hand_out(
        self,
        fn: Callable[[T], R],
        tasks: Sequence[T],
        waiting: deque[int],
        again: deque[int],
        busy: dict[_Process, int],
        seconds: Limit[T],
    ) -> None:
        if self._sparely_busy:
            self._reap({}, now=True)
        while waiting and len(busy) + len(self._sparely_busy) < self.jobs:
            self._start(fn, tasks, waiting.popleft(), busy, seconds, attempt=1)
        if again and not waiting and not busy and not self._sparely_busy:
            self._start(fn, tasks, again.popleft(), busy, seconds, attempt=2)
        if not waiting and not again:
            self._hand_out_spare(len(busy))

    def _start(
        self,
        fn: Callable[[T], R],
        tasks: Sequence[T],
        task: int,
        busy: dict[_Process, int],
        seconds: Limit[T],
        attempt: int,
    ) -> None:
        process = self._free()
        process.begin(fn, tasks[task], limit_of(seconds, tasks[task]), attempt)
        busy[process] = task


def limit_of(seconds: Limit[T], task: T) -> float | None:
    """The time limit of one task."""
    return seconds(task) if callable(seconds) else seconds


class _Process:
    """One process of a pool and the pipe to it.
    It leads a session, so that what it starts can be ended too.
    """

    def __init__(self, memory: int | None) -> None:
        import multiprocessing

        keep_sockets_short()
        context = multiprocessing.get_context("forkserver")
        ours, theirs = context.Pipe()
        self.pipe: Connection[Any, Any] = ours
        self._process = context.Process(target=_serve, args=(theirs, memory), daemon=False)
        self._process.start()
        theirs.close()
        self.deadline: float | None = None
        self.seconds: float | None = None
        self._allowance: Allowance | None = None
        self.begun = False
        self.attempt = 1

    def begin(self, fn: Callable[[T], R], task: T, seconds: float | None, attempt: int) -> None:
        """Send it a task."""
        self.seconds = seconds
        self.begun = False
        self.deadline = None if seconds is None else time.monotonic() + _STARTING
        self.attempt = attempt
        # A process that died while idle is noticed when its answer is read.
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send((fn, task))

    def answer(self) -> Result[Any] | None:
        """What it sent back; a crash when it is gone;
        None when it has only begun, and its time runs from now on.
        """
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(2)
            return Result(failure=Failure(FailureKind.CRASHED, _how_it_ended(self._process.exitcode)))
        if outcome == _BEGUN:
            self.begun = True
            self._allow(self.seconds)
            return None
        return outcome if isinstance(outcome, Result) else Result(failure=Failure(FailureKind.CRASHED, "no answer"))

    def _allow(self, seconds: float | None) -> None:
        """Let the task's time run: processor time of the process and of all that it starts."""
        leader = self._process.pid or 0
        self._allowance = None if seconds is None else Allowance(seconds, lambda: seconds_of_session(leader))
        self.deadline = self._allowance.deadline if self._allowance else None

    def is_late(self) -> bool:
        """Whether its task, or its start, has used up its time;
        if not, there is a later deadline.
        """
        if self.deadline is None or self.deadline > time.monotonic():
            return False
        if self.begun and self._allowance is not None and not self._allowance.is_spent():
            self.deadline = self._allowance.deadline
            return False
        return True

    def lateness(self) -> Result[Any]:
        """The outcome of a task that passed its limit;
        a process that never began it is like one that died.
        """
        if self.begun:
            return Result(failure=Failure(FailureKind.TIMED_OUT, f"after {self.seconds:g} seconds"))
        return Result(failure=Failure(FailureKind.CRASHED, f"its process did not start within {_STARTING:g} seconds"))

    def end(self) -> None:
        """End it and all that it started; asks first, so that it can tidy up."""
        self.pipe.close()
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        if self._process.pid is not None:
            _end_session(self._process.pid)


def _next_to_end(busy: Sequence[_Process], *, now: bool = False) -> list[tuple[_Process, Result[Any]]]:
    """Wait until a process answers, begins, dies or passes its time limit,
    or only look whether one has; gives back those that have ended.
    """
    deadlines = [p.deadline for p in busy if p.deadline is not None]
    left = 0.0 if now else max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    ready = wait([p.pipe for p in busy], left)
    ended = [(p, outcome) for p in busy if p.pipe in ready and (outcome := p.answer()) is not None]
    late = [p for p in busy if p.pipe not in ready and p.is_late()]
    return ended + [(p, p.lateness()) for p in late]


def _died(outcome: Result[Any]) -> bool:
    return outcome.failure is not None and outcome.failure.kind is FailureKind.CRASHED


def _how_it_ended(status: int | None) -> str:
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status}"


def _serve(pipe: Connection[Any, Any], memory: int | None) -> None:
    """The life of a process of a pool: answer tasks until the pipe closes."""
    os.setsid()
    end_with_listener(pipe.fileno())
    # What was loaded before the fork stays: looking through it for garbage would copy it, too.
    gc.freeze()
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if memory is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    while True:
        try:
            fn, task = pipe.recv()
        except (EOFError, OSError):
            # It leaves by itself. Being asked to as well would interrupt its tidying up.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            return
        try:
            pipe.send(_BEGUN)
            outcome = attempt(fn, task)
            pipe.send(outcome)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # a value that cannot be pickled
            pipe.send(Result(failure=failure_of(error)))


def _end_session(leader: int) -> None:
    """Kill every process of a session:
    what a killed worker had started (an office program) must not live on.
    """
    for process in of_session(leader):
        with contextlib.suppress(OSError):
            os.kill(process.number, signal.SIGKILL)
