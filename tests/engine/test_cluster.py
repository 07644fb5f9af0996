"""`--scheduler`: the same work on a Dask cluster of separate processes,
one of which goes away during it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from proceedings.engine.outcome import FailureKind
from small_workspaces import meeting, run


class Cluster:
    """A scheduler and workers, each a process of its own, in sessions of their own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.folder = folder
        self.processes = [self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")]

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        here = Path(__file__).parent
        tests = os.pathsep.join(map(str, (here, here.parent / "making")))
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": tests},
        )

    def add_worker(self, name: str) -> subprocess.Popen[bytes]:
        process = self.start(
            *("worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"),
            *("--local-directory", str(self.folder / name)),
        )
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.processes):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process and its session, as when a machine loses its power."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.end()


def slow(folder: Path, number: int) -> int:
    """Leave a mark, take a while."""
    (folder / f"{number}-{os.getpid()}").touch()
    time.sleep(1.5)
    return number * number


def bad(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 2:
        raise ValueError("odd")
    return number


def forever(number: int) -> int:
    time.sleep(600 * number)
    return number


def test_a_lost_machine_costs_its_running_tasks_which_are_done_elsewhere(cluster: Cluster, tmp_path: Path) -> None:
    from proceedings.engine.cluster import ClusterWorkers

    marks = tmp_path / "marks"
    marks.mkdir()
    doomed = cluster.add_worker("doomed")
    with ClusterWorkers(cluster.address, tmp_path) as workers:
        outcomes = workers.run(functools.partial(slow, marks), range(8))
        first = next(outcomes)
        cluster.add_worker("other")
        kill(doomed)
        rest = list(outcomes)
    assert [o.value for o in (first, *rest)] == [n * n for n in range(8)]
    tries = Counter(mark.name.split("-")[0] for mark in marks.iterdir())
    assert len(tries) == 8
    assert sum(tries.values()) <= 8 + 2


def test_a_task_that_crashes_raises_or_hangs_costs_itself(cluster: Cluster, tmp_path: Path) -> None:
    from proceedings.engine.cluster import ClusterWorkers

    cluster.add_worker("only")
    with ClusterWorkers(cluster.address, tmp_path) as workers:
        crashed, raised, fine = list(workers.run(bad, [1, 2, 3]))
        late, soon = list(workers.run(forever, [1, 0], seconds=12))
    assert crashed.failure is not None and crashed.failure.kind is FailureKind.CRASHED
    assert raised.failure is not None and raised.failure.message == "ValueError: odd"
    assert late.failure is not None and late.failure.kind is FailureKind.TIMED_OUT
    assert (fine.value, soon.value) == (3, 0)


def test_a_build_on_a_cluster_that_loses_a_machine_gives_the_same_volume(cluster: Cluster, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for root in (here, there):
        root.mkdir()
        meeting(root)
    assert run("build", here).returncode == 0
    doomed = cluster.add_worker("doomed")
    cluster.add_worker("other")
    program = str(Path(sys.executable).with_name("proceedings"))
    command = [program, "build", "--scheduler", cluster.address, str(there)]
    build = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while not list((there / "build").glob(".store/??/*")) and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    kill(doomed)
    _, said = build.communicate(timeout=300)
    assert build.returncode == 0, said
    assert (there / "build/proceedings.pdf").read_bytes() == (here / "build/proceedings.pdf").read_bytes()


def test_where_no_cluster_answers_a_sentence_says_so(tmp_path: Path) -> None:
    done = run("build", "--scheduler", "tcp://127.0.0.1:1", meeting(tmp_path))
    assert done.returncode == 2
    assert "no Dask cluster" in done.stderr
    assert "Traceback" not in done.stderr
