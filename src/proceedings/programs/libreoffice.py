"""LibreOffice: found, and asked its version; `intake/office/libreoffice.py` runs it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

INSTALL = (
    "apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-math-nogui"
)
"""The command that helps where the program is missing."""

_NAMES = ("soffice", "libreoffice")
_SAYS = re.compile(rb'ooSetupVersionAboutBox">\s*<value>\s*(\d[\w.]*)')
"""The version in the registry of an installation."""


def find() -> Path | None:
    """The program; None when it is not installed."""
    found = next((p for p in map(shutil.which, _NAMES) if p), None)
    return Path(found) if found else None


def sets_formulas(program: Path) -> bool:
    """Whether the module for formulas is there, without which they vanish.

    True where modules have other names.
    """
    folder = program.resolve().parent
    return (folder / "libsmlo.so").exists() or not (folder / "libswlo.so").exists()


def told_by(program: Path | None) -> list[Path]:
    """The files that are others where the version is another; none without a program."""
    return [path for path in (program, _registry(program)) if path.is_file()] if program is not None else []


def version(program: Path) -> str:
    """The program's version such as `7.4.7.2`; empty when it does not say.

    Its registry is read, which takes milliseconds; only where there is none the program is started.
    """
    with contextlib.suppress(OSError):
        if said := _SAYS.search(_registry(program).read_bytes()):
            return said[1].decode()
    with TemporaryDirectory(prefix="proceedings-") as home, contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [str(program), "--headless", "--version", f"-env:UserInstallation={Path(home).as_uri()}"]
        surroundings = {**os.environ, "HOME": home, "LC_ALL": "C.UTF-8"}
        told = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=surroundings)
        return next((word for word in told.stdout.split() if word[0].isdigit()), "")
    return ""


def _registry(program: Path) -> Path:
    """Where an installation keeps what it was built as, beside the folder of its programs."""
    return program.resolve().parent.parent / "share" / "registry" / "main.xcd"
