"""Ghostscript: found at run time, used for one document alone where gentler ways fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from proceedings.programs.asking import GHOSTSCRIPT, note
from proceedings.programs.running import TookTooLong, finish
from proceedings.values.diagnostics import ProceedingsError, ProgramMissing

_NAMES = ("gs", "gswin64c", "gsc")
_HINT = "install Ghostscript, on Debian and Ubuntu with `apt-get install ghostscript`"
# Nothing is thinned out or packed anew: pictures stay as they came, text stays text.
_FAITHFUL = (
    "-sColorConversionStrategy=LeaveColorUnchanged",
    "-dAutoRotatePages=/None",
    "-dEmbedAllFonts=true",
    "-dSubsetFonts=true",
    "-dPreserveAnnots=true",
    "-dPrinted=false",
    "-dPassThroughJPEGImages=true",
    "-dPassThroughJPXImages=true",
    *(f"-dDownsample{kind}Images=false" for kind in ("Color", "Gray", "Mono")),
    *(f"-dAutoFilter{kind}Images=false" for kind in ("Color", "Gray")),
    *(f"-d{kind}ImageFilter=/FlateEncode" for kind in ("Color", "Gray")),
)
_ARCHIVE = ("-dPDFA=2", "-dPDFACompatibilityPolicy=1", *_FAITHFUL)


class GhostscriptFailed(ProceedingsError):
    """Ghostscript gave up on a file, or took longer than it may."""


def find() -> Path | None:
    """The program, or None where it is not installed."""
    return next((Path(found) for name in _NAMES if (found := shutil.which(name))), None)


def version() -> str | None:
    """Its version such as `10.00.0`, None where it is not installed or does not say."""
    program = find()
    if program is None:
        return None
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.match(r"\d+(\.\d+)*", said.strip())
    return found[0] if found else None


def to_archive(source: Path, out: Path, limit: float = 300.0) -> None:
    """Write the PDF anew with embedded fonts, for PDF/A-2, without recompressing pictures.

    Args:
        source: a PDF without a password.
        out: where the result goes. It carries dates and identifiers of the moment:
            save it again before keeping it.
        limit: seconds before Ghostscript is stopped.

    Raises:
        ProgramMissing: Ghostscript is not installed.
        GhostscriptFailed: it could not read the file, wrote nothing, or took too long.
    """
    _run(_ARCHIVE, source, out, limit, None)


def rewrite(source: Path, out: Path, *, seconds: float = 300.0, memory: int | None = None) -> None:
    """Write a damaged PDF anew as far as Ghostscript can read it, its pictures as they came.

    Args:
        source: a PDF without a password.
        out: where the result goes; it carries dates and identifiers of the moment.
        seconds: before Ghostscript is stopped.
        memory: the most address space it may have, in bytes.

    Raises:
        ProgramMissing: Ghostscript is not installed.
        GhostscriptFailed: it could not read the file, wrote nothing, or took too much.
    """
    _run(_FAITHFUL, source, out, seconds, memory)


def _run(options: Sequence[str], source: Path, out: Path, seconds: float, memory: int | None) -> None:
    note(GHOSTSCRIPT)
    program = find()
    if program is None:
        raise ProgramMissing("Ghostscript is not installed", _HINT)
    with tempfile.TemporaryDirectory(prefix="proceedings-") as folder:
        raw = Path(folder) / "out.pdf"
        command = [os.fspath(program), "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", *options]
        command += [f"-sOutputFile={raw}", "--", os.fspath(source.absolute())]
        try:
            status, said = finish(command, Path(folder), seconds, memory)
        except TookTooLong as problem:
            raise GhostscriptFailed(f"Ghostscript took longer than {seconds:.0f} s") from problem
        if status or not raw.is_file() or not raw.stat().st_size:
            last = said.strip().splitlines()
            raise GhostscriptFailed(f"Ghostscript gave up: {last[-1] if last else 'it said nothing'}")
        shutil.move(raw, out)
