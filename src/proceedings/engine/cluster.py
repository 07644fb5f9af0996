"""Workers on a Dask cluster: the same steps elsewhere.
A lost machine costs its running tasks, which are tried again.

The store and the workspace must lie on a path that all machines share, or the store in object
storage. What Dask itself retries is left alone: here a task that fails is told apart from one whose
machine went away.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from proceedings.engine.disk import says_no_room
from proceedings.engine.outcome import Failure, FailureKind, Result
from proceedings.engine.workers import Limit, Workers, limit_of
from proceedings.values.diagnostics import UsageError

T = TypeVar("T")
R = TypeVar("R")

_CONNECT = 10.0
"""Seconds within which the scheduler must answer."""
_GONE = 60.0
"""Seconds without any worker after which the build gives up."""
_ATTEMPTS = 2
"""How often a task is handed in whose machines went away;
the scheduler itself tries each of these several times.
"""


class ClusterWorkers(Workers):
    """Runs tasks on a Dask cluster through its executor; use it as a context manager, as `Workers`.

    Args:
        address: of the scheduler, `tcp://host:port`.
        scratch: a folder that all machines share, for temporary files.

    Raises:
        UsageError: the library is not installed,
            nobody answers there, or the cluster has no workers.
    """

    def __init__(self, address: str, scratch: Path) -> None:
        self._client = _connected(address)
        self._executor = self._client.get_executor(pure=False, retries=0)
        super().__init__(max(2, sum(self._client.ncores().values())))
        self.scratch = scratch

    def close(self) -> None:
        """Leave the cluster; it stays up."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def warm(self, modules: Sequence[str]) -> None:
        """Its processes run already."""

    def spare(self, fn: Callable[[T], Any], tasks: Sequence[T]) -> None:
        """Others may wait for the cluster: nothing is done before it is needed."""

    def run(
        self,
        fn: Callable[[T], R],
        tasks: Sequence[T],
        *,
        seconds: Limit[T] = None,
        begun: Callable[[int], None] | None = None,
    ) -> Iterator[Result[R]]:
        """Apply a function to every task, as `Workers.run` does;
        the time limit counts from when a task is begun.

        Every task is handed in at once, and the scheduler spreads them; `begun` is told of each
        when it is waited for.

        Yields:
            One outcome a task, in the order of the tasks.
        """
        round_ = _Round(self, fn, tasks, seconds)
        try:
            for number, outcome in enumerate(round_.outcomes()):
                if begun is not None and number + 1 < len(tasks):
                    begun(number + 1)
                yield outcome
        finally:
            round_.drop()

    def hand_in(self, fn: Callable[[T], R], task: T, limit: float | None) -> Future[Any]:
        """A task on its way to whichever worker is free."""
        handed: Future[Any] = self._executor.submit(_perform, fn, task, limit)
        return handed

    def is_empty(self) -> bool:
        """Whether the cluster has no workers at the moment."""
        return not self._client.scheduler_info(n_workers=-1)["workers"]


@dataclass(slots=True)
class _Round:
    """One run: which task each future is at, and how often each was tried."""

    cluster: ClusterWorkers
    fn: Callable[[Any], Any]
    tasks: Sequence[Any]
    seconds: Any
    at: dict[Future[Any], int] = field(default_factory=dict)
    tried: dict[int, int] = field(default_factory=dict)

    def outcomes(self) -> Iterator[Result[Any]]:
        """One outcome a task, in the order of the tasks."""
        done: dict[int, Result[Any]] = {}
        for number in range(len(self.tasks)):
            self._begin(number)
        for wanted in range(len(self.tasks)):
            idle = 0.0
            while wanted not in done:
                ended = wait(self.at, timeout=5, return_when=FIRST_COMPLETED).done
                idle = 0.0 if ended or not self.cluster.is_empty() else idle + 5
                if idle >= _GONE:
                    raise UsageError("the cluster has no workers any more", "start workers and build again")
                for future in ended:
                    number = self.at.pop(future)
                    outcome = self._outcome(number, future)
                    if outcome is not None:
                        done[number] = outcome
            yield done.pop(wanted)

    def drop(self) -> None:
        """Call back what is still on its way."""
        for future in self.at:
            future.cancel()

    def _begin(self, number: int) -> None:
        self.tried[number] = self.tried.get(number, 0) + 1
        limit = limit_of(self.seconds, self.tasks[number])
        self.at[self.cluster.hand_in(self.fn, self.tasks[number], limit)] = number

    def _outcome(self, number: int, future: Future[Any]) -> Result[Any] | None:
        """What became of a task; None when its machine went away and it is tried again."""
        try:
            outcome = future.result()
        except Exception as loss:  # KilledWorker, CommClosedError, CancelledError: all say that the machine is gone
            if says_no_room(loss):
                raise
            if self.tried[number] < _ATTEMPTS:
                self._begin(number)
                return None
            return Result(failure=Failure(FailureKind.CRASHED, "the machine went away"))
        return outcome if isinstance(outcome, Result) else Result(failure=Failure(FailureKind.CRASHED, "no answer"))


def _perform(fn: Callable[[T], R], task: T, limit: float | None) -> Result[R]:
    """Do a task on a worker of the cluster, in a process of its own:
    a crash there costs the task, not the worker.
    """
    # Dask's workers are daemons,
    # which multiprocessing lets have no children; ours end with the task.
    with contextlib.suppress(AssertionError):
        multiprocessing.current_process().daemon = False
    with Workers(2) as workers:
        (outcome,) = workers.run(fn, [task], seconds=limit)
        return outcome


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as problem:
        raise UsageError(
            "--scheduler needs the library distributed, which is not installed", "pip install 'proceedings[cluster]'"
        ) from problem
    # What it says about lost connections is told by what becomes of the tasks.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=_CONNECT)
    except (OSError, ValueError, TimeoutError) as problem:
        raise UsageError(
            f"no Dask cluster with workers answers at {address}", "start `dask scheduler` and `dask worker` there"
        ) from problem
    return client
