"""Poppler: a second reader of damaged and doubtful files,
run as programs and only where it is installed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from proceedings.programs.asking import POPPLER, note
from proceedings.programs.running import TookTooLong, finish

if TYPE_CHECKING:
    from PIL import Image

PROGRAMS = ("pdftotext", "pdftoppm")
"""Those that are used here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as poppler shows it: its text, and a file with a grey picture of it."""

    text: str
    picture: Path


def is_there() -> bool:
    """Whether both of its programs that are used here are installed."""
    note(POPPLER)
    return all(map(shutil.which, PROGRAMS))


def version() -> str:
    """The version of its programs such as `22.12.0`; both versions where they differ."""
    said = []
    for program in filter(None, map(shutil.which, PROGRAMS)):
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run([program, "-v"], capture_output=True, text=True, timeout=30, check=False)
            said += re.findall(r"version (\S+)", done.stdout + done.stderr)[:1]
    return " and ".join(dict.fromkeys(said)) + ("" if is_there() else " in part")


@contextmanager
def shown(pdf: Path, dpi: float, *, seconds: float = 300.0, memory: int | None = None) -> Iterator[list[Shown] | None]:
    """The pages of a document, in order, for as long as the context lasts;
    None where poppler cannot show them.

    Args:
        pdf: a file that opens without a password.
        dpi: of the pictures.
        seconds: how long each of the two programs may take.
        memory: the most address space each may have, in bytes.
    """
    with TemporaryDirectory(prefix="proceedings-") as name:
        folder, source = Path(name), os.fspath(pdf.absolute())
        for command in (
            ("pdftotext", "-q", "-enc", "UTF-8", source, "text"),
            ("pdftoppm", "-q", "-gray", "-cropbox", "-r", f"{dpi:g}", source, "page"),
        ):
            if not _done(command, folder, seconds, memory):
                yield None
                return
        # Every page, the last one too, ends with a form feed.
        texts = (folder / "text").read_text("utf-8", errors="replace").split("\f")[:-1]
        pictures = sorted(folder.glob("page-*.pgm"), key=lambda path: int(path.stem.rpartition("-")[2]))
        yield [Shown(*page) for page in zip(texts, pictures, strict=True)] if len(texts) == len(pictures) else None


def picture(pdf: Path, page: int, dpi: float, *, seconds: float, memory: int | None = None) -> Image.Image | None:
    """One page (1-based), upright, in grey; None where poppler cannot show it."""
    from PIL import Image

    with TemporaryDirectory(prefix="proceedings-") as name:
        folder = Path(name)
        one = ("-f", str(page), "-l", str(page), "-singlefile")
        command = ("pdftoppm", "-q", "-gray", "-cropbox", *one, "-r", f"{dpi:g}", os.fspath(pdf.absolute()), "page")
        if not _done(command, folder, seconds, memory):
            return None
        try:
            with Image.open(folder / "page.pgm") as shown_:
                return shown_.convert("L")
        except (OSError, ValueError):
            return None


def _done(command: tuple[str, ...], folder: Path, seconds: float, memory: int | None) -> bool:
    note(POPPLER)
    program = shutil.which(command[0])
    try:
        return program is not None and finish([program, *command[1:]], folder, seconds, memory)[0] == 0
    except (TookTooLong, OSError):
        return False
