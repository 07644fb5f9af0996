"""What runs on this machine, as far as the system says: on Linux, by /proc."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, its group and session, and the pages of memory that it has in use."""

    number: int
    group: int
    session: int
    resident_pages: int
    seconds: float
    """Processor time that it and its ended children have used."""


def of_group(group: int) -> Iterator[Process]:
    """The processes of a group; none where the system does not say."""
    return _chosen(lambda number: os.getpgid(number) == group)


def of_session(leader: int) -> Iterator[Process]:
    """The processes of a session, by its leader; none where the system does not say."""
    return _chosen(lambda number: os.getsid(number) == leader)


def _chosen(wanted: Callable[[int], bool]) -> Iterator[Process]:
    """Only those that are wanted are looked at:
    a machine has hundreds, and some are asked for four times a second.
    """
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if not wanted(int(entry.name)):
                continue
            # Fields after the name, which is in parentheses: state, parent, group, session, …;
            # four times in ticks; resident set (proc(5)).
            fields = (entry / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
            used = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
            yield Process(int(entry.name), int(fields[2]), int(fields[3]), int(fields[21]), used)


def seconds_of_session(leader: int) -> float:
    """Processor time of all processes of a session; 0 where the system does not say."""
    return sum(process.seconds for process in of_session(leader))


def seconds_of_group(group: int) -> float:
    """Processor time of all processes of a group; 0 where the system does not say."""
    return sum(process.seconds for process in of_group(group))


_IDLE = 0.02
"""The share of a processor below which a process waits for something that does not come."""
_AGAIN = 0.5
"""Seconds from one look at an overdue process to the next, at least."""


class Allowance:
    """Processor time that some processes may use:
    on a busy machine they get it later, but they get it.

    Processes that use none are not spared:
    who does nothing when his time is up, by the clock, waits in vain.

    Args:
        seconds: how much.
        used: tells what they have used so far.
    """

    def __init__(self, seconds: float, used: Callable[[], float]) -> None:
        self._used, self._seconds = used, seconds
        self._start = self._before = used()
        self._looked = time.monotonic()
        self.deadline = self._looked + seconds
        """The next moment, by the monotonic clock, at which to ask `is_spent`."""

    def is_spent(self) -> bool:
        """Whether all of it is used, or the processes stand still;
        else there is a later deadline.
        """
        now, used = time.monotonic(), self._used()
        left = self._seconds - (used - self._start)
        if left <= 0 or used - self._before < _IDLE * (now - self._looked):
            return True
        self._before, self._looked = used, now
        self.deadline = now + max(left, _AGAIN)
        return False


_GRACE = 3.0
"""Seconds that a process has to tidy up when nobody listens any more."""


def end_with_listener(handle: int) -> None:
    """End this process when nobody holds the other end of a socket or pipe,
    whatever it is doing, a little later.
    """

    def watch() -> None:
        poll = select.poll()
        poll.register(handle, 0)  # a hang-up is told in any case
        with contextlib.suppress(OSError):
            poll.poll()
        time.sleep(_GRACE)
        os.kill(os.getpid(), signal.SIGKILL)

    if hasattr(select, "poll"):
        threading.Thread(target=watch, name="listener", daemon=True).start()


@contextlib.contextmanager
def ended_with_us(group: int) -> Iterator[None]:
    """A process group that is killed when the context ends, or this process, however that ends.

    A shell waits for the end of a pipe, which the system closes with the process that holds it.
    """
    shell = subprocess.Popen(
        ("/bin/sh", "-c", 'trap "" INT TERM; read -r _; kill -s KILL -- "-$0"', str(group)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        assert shell.stdin is not None
        with contextlib.suppress(OSError):
            shell.stdin.close()
        shell.wait()
