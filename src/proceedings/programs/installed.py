"""The versions of what is installed here: programs, libraries of the system, libraries of Python.

An entry of the store records those that its making asked for. To ask must cost next to nothing,
because a build with nothing to do asks too: a program is run only where its file is not the one
that was asked before.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from proceedings.engine.explaining import ABSENT
from proceedings.engine.store import write_note
from proceedings.programs.asking import GHOSTSCRIPT, HARFBUZZ, LIBREOFFICE, MATH, PANGO, POPPLER

_NOTES = "versions.json"
_UNKNOWN = "unknown"
"""What is said of a program that tells no version; it is asked again next time."""
_PROGRAMS = frozenset({GHOSTSCRIPT, POPPLER, LIBREOFFICE})
_FOLDER = re.compile(r"([\w.-]+?)-([^-]+)\.dist-info")
_SHARED: Mapping[str, tuple[tuple[str, ...], str]] = {
    PANGO: (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    HARFBUZZ: (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
}
"""Libraries of the system: files as WeasyPrint names them, and the function for the version."""


class Installed:
    """Tells the version of a program or library by its name; `none` where it is not installed.

    What was told is remembered in `notes` with the size and time of the file that was asked.
    """

    def __init__(self, notes: Path) -> None:
        self._notes = notes / _NOTES
        self._told: dict[str, str] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Installed, (self._notes.parent,)

    def __call__(self, name: str) -> str:
        """The version by name: of a program of `asking.py`, or of a distribution of Python."""
        if name not in self._told:
            self._told[name] = self._version(name)
        return self._told[name]

    def _version(self, name: str) -> str:
        if name == MATH:
            from proceedings.programs import libreoffice

            program = libreoffice.find()
            return "there" if program is not None and libreoffice.sets_formulas(program) else ABSENT
        if name in _SHARED:
            return self._remembered(name, None, lambda: _of_shared(*_SHARED[name]))
        if name not in _PROGRAMS:
            return _of_library(name)
        files = _files(name)
        return self._remembered(name, files, lambda: (_of_program(name), files)) if files else ABSENT

    def _remembered(
        self, name: str, files: Sequence[Path] | None, ask: Callable[[], tuple[str, Sequence[Path]]]
    ) -> str:
        """What was told before of the same files, or what is told now.

        No files: those that were asked before are looked at.
        """
        known = _read(self._notes)
        kept = known.get(name, {})
        with contextlib.suppress(OSError, KeyError, TypeError, ValueError):
            stamps = [_stamp(Path(path)) for path in files or [stamp[0] for stamp in kept["files"]]]
            if stamps and stamps == kept["files"]:
                return str(kept["version"])
        told, asked = ask()
        if told == _UNKNOWN:
            return told
        with contextlib.suppress(OSError):
            kept = {"version": told, "files": [_stamp(path) for path in asked]}
            # Read once more: another process may have written since.
            write_note(self._notes, {**_read(self._notes), name: kept})
        return told


def _stamp(path: Path) -> list[str | int]:
    """What tells one file from another that replaced it."""
    found = path.resolve()
    stat = found.stat()
    return [os.fspath(found), stat.st_size, stat.st_mtime_ns]


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_shared(names: Sequence[str], function: str) -> tuple[str, Sequence[Path]]:
    """The version of a library of the system, and its file where the system tells it."""
    import ctypes

    for name in names:
        with contextlib.suppress(OSError, AttributeError):
            asked = getattr(ctypes.CDLL(name), function)
            asked.restype = ctypes.c_char_p
            return str(asked().decode()), _loaded(name)
    # Under another name: WeasyPrint may find it, and its own version stands for it.
    return _UNKNOWN, ()


def _loaded(library: str) -> Sequence[Path]:
    """The files of a library that this process has loaded; none where the system does not say."""
    stem = "/" + library.partition(".so")[0] + ".so"
    try:
        maps = Path("/proc/self/maps").read_text("utf-8", errors="replace")
    except OSError:
        return ()
    return sorted({Path(line.split(None, 5)[5]) for line in maps.splitlines() if stem in line})


def _of_library(name: str) -> str:
    """The version of a distribution of Python."""
    found = _distributions(tuple(sys.path)).get(_plain(name))
    if found is None:
        # An installation of another kind, which names no version in its folder.
        from importlib.metadata import PackageNotFoundError, version

        with contextlib.suppress(PackageNotFoundError):
            return version(name)
    return found or ABSENT


@lru_cache(maxsize=2)
def _distributions(paths: tuple[str, ...]) -> Mapping[str, str]:
    """Versions by name, from the names of folders: `importlib.metadata` opens a file for each."""
    found: dict[str, str] = {}
    for path in paths:
        with contextlib.suppress(OSError), os.scandir(path or ".") as entries:
            for entry in entries:
                if named := _FOLDER.fullmatch(entry.name):
                    found.setdefault(_plain(named[1]), named[2])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _files(name: str) -> list[Path]:
    """The files of a program that a new version changes; none where it is not installed."""
    from proceedings.programs import ghostscript, libreoffice, poppler

    if name == LIBREOFFICE:
        return libreoffice.told_by(libreoffice.find())
    found = [ghostscript.find()] if name == GHOSTSCRIPT else map(shutil.which, poppler.PROGRAMS)
    return [Path(path) for path in found if path is not None]


def _of_program(name: str) -> str:
    """The version that a program tells."""
    from proceedings.programs import ghostscript, libreoffice, poppler

    if name == LIBREOFFICE:
        program = libreoffice.find()
        return (libreoffice.version(program) if program is not None else "") or _UNKNOWN
    return (ghostscript.version() if name == GHOSTSCRIPT else poppler.version()) or _UNKNOWN
