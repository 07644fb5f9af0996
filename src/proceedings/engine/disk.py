"""Room on the disk: whether there is any left, and how to say that there is none."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How the system says that there is no room for a file."""
_SAID = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))
_NOWHERE = "No usable temporary directory"
"""How Python says that it can write to no folder for temporary files."""
_OURS = ("proceedings.", ".unfinished-")
"""How folders begin that a build makes for itself: an editor knows the one in which they lie."""
_LITTLE = 256 << 10
"""Bytes below which a file system counts as full: some keep a rest to themselves."""


def no_room(folder: Path) -> OSError:
    """The error that a folder has no room left, whatever the library said that ran out of it."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(folder))


def says_no_room(error: BaseException) -> bool:
    """Whether an exception, or one that led to it, says that there is no room for a file."""
    return any(
        (isinstance(one, OSError) and one.errno in _FULL) or any(said in str(one) for said in (*_SAID, _NOWHERE))
        for one in _chain(error)
    )


def is_full(folder: Path) -> bool:
    """Whether nothing more can be written to a folder; not where the system does not tell."""
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False


def full_folder(error: BaseException, *folders: Path) -> Path:
    """Which folder ran full:
    the one that the exception names, else of these and the temporary one the fullest.
    """
    named = next((one.filename for one in _chain(error) if isinstance(one, OSError) and one.filename), None)
    places = [*folders, _temporary(), *([_nearest(Path(os.fsdecode(named)))] if named else [])]
    fullest = min(map(_nearest, places), key=lambda place: shutil.disk_usage(place).free)
    ours = [place for place in (fullest, *fullest.parents) if place.name.startswith(_OURS)]
    return ours[-1].parent if ours else fullest


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return Path(os.environ.get("TMPDIR", "/tmp"))


def _nearest(path: Path) -> Path:
    """The path, or the first folder above it that is there."""
    return next((place for place in (path, *path.parents) if place.is_dir()), path)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and those that led to it."""
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__
