"""Runs an outside program within limits:
in a process group of its own, which is gone afterwards.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from proceedings.engine.disk import is_full, no_room
from proceedings.engine.processes import Allowance, ended_with_us, seconds_of_group


class TookTooLong(Exception):
    """A program did not end in time."""


def finish(command: Sequence[str], folder: Path, seconds: float, memory: int | None) -> tuple[int, str]:
    """Run a program to its end.

    Args:
        command: the program and its arguments.
        folder: an empty one, where it runs and where its temporary files go.
        seconds: how much processor time it may take.
        memory: the most address space it may have, in bytes; None for what this process may have.

    Returns:
        Its status, and the last of what it printed.

    Raises:
        TookTooLong: it was stopped.
        OSError: it failed for want of room on the disk.
    """

    def bound() -> None:
        if memory is not None:
            import resource

            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))

    with (folder / "said.txt").open("w+b") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "TMPDIR": os.fspath(folder)},
            start_new_session=True,
            preexec_fn=bound,
        )
        try:
            with ended_with_us(process.pid):
                status = _status(process, seconds)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if status and is_full(folder):
            raise no_room(folder)
        said.seek(max(0, said.seek(0, os.SEEK_END) - 4096))
        return status, said.read().decode("utf-8", errors="replace")


def _status(process: subprocess.Popen[bytes], seconds: float) -> int:
    allowance = Allowance(seconds, lambda: seconds_of_group(process.pid))
    while True:
        try:
            return process.wait(max(0.0, allowance.deadline - time.monotonic()))
        except subprocess.TimeoutExpired as problem:
            if allowance.is_spent():
                raise TookTooLong from problem
