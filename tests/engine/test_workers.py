"""Workers: a crash, a hang or an exception costs one task,
and results come in the order of the tasks.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from proceedings.engine.outcome import Failure, FailureKind
from proceedings.engine.workers import Workers


def double(number: int) -> int:
    return number * 2


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number


def misbehave(what: str) -> str:
    match what:
        case "raise":
            raise ValueError("no such glyph")
        case "fault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(600)
        case "exit":
            os._exit(7)
        case "hoard":
            bytearray(1 << 40)
        case "unpicklable":
            return lambda: what  # type: ignore[return-value]
    return what


def crash_once(flag: str) -> str:
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def start_and_hang(note: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)
    Path(note).write_text(str(child.pid))
    time.sleep(600)


class SlowToArrive:
    """A task that takes longer to reach its process than it may take to do."""

    def __reduce__(self) -> tuple[Callable[[float], None], tuple[float]]:
        return time.sleep, (1.0,)


def work_of(_: object) -> str:
    return "done"


def whoami(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with Workers(jobs) as workers:
        assert [o.value for o in workers.run(slow_first, range(6))] == list(range(6))


def test_one_job_runs_in_this_process_and_two_do_not() -> None:
    with Workers(1) as workers:
        assert [o.value for o in workers.run(whoami, [0])] == [os.getpid()]
    with Workers(2) as workers:
        assert os.getpid() not in [o.value for o in workers.run(whoami, [0, 1])]


def test_a_process_serves_one_run_after_another() -> None:
    with Workers(2) as workers:
        first = {o.value for o in workers.run(whoami, range(4))}
        second = {o.value for o in workers.run(whoami, range(4))}
    assert second <= first


def test_this_process_does_its_own_work_while_all_others_are_busy() -> None:
    done: list[str] = []
    with Workers(2) as workers:
        workers.meanwhile([lambda: done.append(f"a {os.getpid()}"), lambda: done.append("b")])
        assert not done
        assert [o.value for o in workers.run(slow_first, [0, 0, 0, 1])] == [0, 0, 0, 1]
        workers.meanwhile([lambda: done.append("c")])
        assert [o.value for o in workers.run(slow_first, [0])] == [0]
    assert done == [f"a {os.getpid()}", "b", "c"]


def test_nothing_is_done_meanwhile_where_nobody_is_waited_for() -> None:
    done: list[str] = []
    for jobs, tasks in ((1, [1, 2]), (3, [])):
        with Workers(jobs) as workers:
            workers.meanwhile([lambda: done.append("a")])
            assert [o.value for o in workers.run(double, tasks)] == [2 * task for task in tasks]
    assert not done


def test_a_folder_for_temporary_files_may_have_a_long_name(tmp_path: Path) -> None:
    long = tmp_path / ("long" * 20)
    long.mkdir()
    program = "from test_workers import double\nfrom proceedings.engine.workers import Workers\n"
    program += "with Workers(2) as workers: print([o.value for o in workers.run(double, [1, 2])])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
        env={**os.environ, "TMPDIR": os.fspath(long)},
    )
    assert (done.stdout, done.stderr) == ("[2, 4]\n", "")


def touch(path: Path) -> None:
    path.write_text(str(os.getpid()))


def touch_or_die(path: Path) -> None:
    if path.name == "die":
        os._exit(7)
    touch(path)


def test_what_nobody_waits_for_is_done_by_a_process_that_would_be_idle(tmp_path: Path) -> None:
    wanted = [tmp_path / name for name in "abc"]
    with Workers(2) as workers:
        workers.spare(touch, wanted)
        assert not any(path.exists() for path in wanted)
        assert [o.value for o in workers.run(slow_first, [0])] == [0]
        workers.end_spare()
    assert all(path.exists() for path in wanted)
    assert str(os.getpid()) not in {path.read_text() for path in wanted}


def test_what_nobody_waits_for_may_crash_and_is_forgotten_when_its_time_is_over(tmp_path: Path) -> None:
    with Workers(2) as workers:
        workers.spare(touch_or_die, [tmp_path / "die"])
        assert [o.value for o in workers.run(slow_first, [0, 0, 1])] == [0, 0, 1]
        workers.spare(touch, [tmp_path / "late"])
        workers.end_spare()
        assert [o.value for o in workers.run(double, [1])] == [2]
    assert not (tmp_path / "late").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_an_outcome(jobs: int) -> None:
    with Workers(jobs) as workers:
        outcomes = list(workers.run(misbehave, ["a", "raise", "b"]))
    assert [o.value for o in outcomes] == ["a", None, "b"]
    assert outcomes[1].failure == Failure(FailureKind.RAISED, "ValueError: no such glyph")


def test_a_crash_costs_only_its_task() -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(misbehave, ["a", "fault", "b", "exit", "c"]))
    assert [o.value for o in outcomes] == ["a", None, "b", None, "c"]
    assert outcomes[1].failure == Failure(FailureKind.CRASHED, "SIGSEGV")
    assert outcomes[3].failure == Failure(FailureKind.CRASHED, "status 7")


def test_a_task_whose_process_was_killed_is_tried_once_more(tmp_path: Path) -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(crash_once, [str(tmp_path / "flag")]))
    assert [o.value for o in outcomes] == ["done"]


def test_a_time_limit_costs_only_its_task() -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(misbehave, ["a", "hang", "b"], seconds=0.5))
    assert [o.value for o in outcomes] == ["a", None, "b"]
    assert outcomes[1].failure == Failure(FailureKind.TIMED_OUT, "after 0.5 seconds")


def test_the_time_of_a_task_runs_from_when_it_is_begun_not_from_when_its_process_starts() -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(work_of, [SlowToArrive(), SlowToArrive()], seconds=0.5))
    assert [o.value for o in outcomes] == ["done", "done"]


def test_each_task_may_have_a_time_limit_of_its_own() -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(misbehave, ["hang", "a"], seconds=lambda task: 0.5 if task == "hang" else 60))
    assert [o.value for o in outcomes] == [None, "a"]


def test_what_a_task_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with Workers(2) as workers:
        list(workers.run(start_and_hang, [str(note)], seconds=2))
    assert is_gone(int(note.read_text()))


def test_too_much_memory_costs_only_its_task() -> None:
    with Workers(2, memory=4 << 30) as workers:
        outcomes = list(workers.run(misbehave, ["a", "hoard", "b"]))
    assert [o.value for o in outcomes] == ["a", None, "b"]
    assert outcomes[1].failure == Failure(FailureKind.RAISED, "out of memory")


def test_a_result_that_cannot_be_sent_is_a_failure() -> None:
    with Workers(2) as workers:
        (outcome,) = workers.run(misbehave, ["unpicklable"])
    assert outcome.failure is not None
    assert outcome.failure.kind is FailureKind.RAISED


def test_giving_up_halfway_leaves_no_process() -> None:
    with Workers(2) as workers:
        running = workers.run(whoami, range(50))
        pid = next(iter(running)).value
        running.close()  # type: ignore[attr-defined]
    assert pid is not None
    assert is_gone(pid)


def test_nothing_to_do_starts_nothing() -> None:
    with Workers(2) as workers:
        assert list(workers.run(double, [])) == []
        assert workers.started == 0


def is_gone(pid: int) -> bool:
    """True when the process has ended within a short while; a zombie has ended too."""
    for _ in range(100):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
