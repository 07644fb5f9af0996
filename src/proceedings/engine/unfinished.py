"""Work in progress in the build folder:
it can be told from what a killed build left, and is published one at a time.

Both by locks of the system, which end with the process that holds them, however it ends.
Where a file system has none, builds go on without.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PREFIX = ".unfinished-"
_TEMPORARY = "proceedings."
_YOUNG = 10.0
"""Seconds in which a folder may have been made and not yet locked."""


@contextlib.contextmanager
def unfinished_folder(folder: Path, prefix: str = _PREFIX) -> Iterator[Path]:
    """A new folder below `folder` for a build to write in, removed at the end."""
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        with _held(made, wait=True):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def temporary_folder() -> Iterator[None]:
    """All temporary files of this process, and of those that it starts,
    lie in one folder, which is removed at the end.

    Libraries leave some behind. What a killed process left is removed by the next.
    """
    usual = Path(tempfile.gettempdir())
    sweep(usual, _TEMPORARY)
    with unfinished_folder(usual, _TEMPORARY) as ours:
        before, environment = tempfile.tempdir, os.environ.get("TMPDIR")
        tempfile.tempdir = os.environ["TMPDIR"] = os.fspath(ours)
        try:
            yield
        finally:
            tempfile.tempdir = before
            del os.environ["TMPDIR"]
            if environment is not None:
                os.environ["TMPDIR"] = environment


def sweep(folder: Path, prefix: str = _PREFIX) -> int:
    """Remove what killed builds left below `folder`; gives back how many folders."""
    swept = 0
    for left in sorted(folder.glob(prefix + "*")):
        with _held(left, wait=False) as held:
            if held and left.stat().st_ctime < time.time() - _YOUNG:
                shutil.rmtree(left, ignore_errors=True)
                swept += 1
    return swept


@contextlib.contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Say that a build works with a folder, as others may at the same time;
    `not_in_use` waits for none of them.
    """
    with _held(folder, wait=True, shared=True):
        yield


@contextlib.contextmanager
def not_in_use(folder: Path) -> Iterator[bool]:
    """Whether no build works with a folder; none begins meanwhile."""
    with _held(folder, wait=False) as held:
        yield held


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other process is here with this folder."""
    with _held(folder, wait=True):
        yield


@contextlib.contextmanager
def _held(folder: Path, *, wait: bool, shared: bool = False) -> Iterator[bool]:
    """Whether the lock on a folder could be had; it is held meanwhile."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield wait
        return
    try:
        held = True
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            held = wait
        yield held
    finally:
        os.close(handle)
