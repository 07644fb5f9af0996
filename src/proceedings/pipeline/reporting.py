"""What a report of a fault needs: versions, the machine's kind, sizes and counts;
nobody's words, names or paths.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings import __version__
from proceedings.programs import weasyprint_versions

if TYPE_CHECKING:
    from proceedings.values.diagnostics import Diagnostic

_LIBRARIES = (
    *("babel", "fonttools", "freetype-py", "jinja2", "markdown-it-py", "nh3", "olefile", "page-validation"),
    *("pi-heif", "pikepdf", "pillow", "pydantic", "pyicu-wheels", "pypdf", "pypdfium2", "pyyaml", "typer"),
    *("watchfiles", "weasyprint", "zlib-ng"),
)
_PROGRAMS = {
    "LibreOffice": ("soffice", "--version"),
    "Ghostscript": ("gs", "--version"),
    "poppler": ("pdftotext", "-v"),
    "qpdf": ("qpdf", "--version"),
    "Java": ("java", "-version"),
}
_ENDINGS = frozenset(
    {
        *("pdf", "docx", "doc", "odt", "rtf", "pptx", "ppt", "odp", "md", "html", "txt", "yaml", "css", "ttf", "otf"),
        *("png", "jpg", "jpeg", "tif", "tiff", "gif", "webp", "heic", "svg"),
    }
)
"""Endings that are told; any other is `other`, since an ending may be a name too."""
_FOLDERS = ("proceedings", "papers", "layouts")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")


def report(workspace: Path | None, diagnostics: tuple[Diagnostic, ...]) -> str:
    """The report as text, a fact a line.

    Args:
        workspace: whose files are counted; None where there is none.
        diagnostics: what a check of it found; codes and numbers alone are told.
    """
    sections = [("versions", _versions()), ("programs", _programs())]
    if workspace is not None:
        sections += [("files", _files(workspace)), ("findings", _codes(diagnostics))]
    return "\n\n".join("\n".join((f"{title}:", *(f"  {line}" for line in lines))) for title, lines in sections)


def _versions() -> Iterator[str]:
    yield f"proceedings {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"system {platform.system()} {platform.release()} {platform.machine()}"
    for library in _LIBRARIES:
        try:
            yield f"{library} {version(library)}"
        except PackageNotFoundError:
            yield f"{library} is not installed"
    if not weasyprint_versions.is_tested():
        yield "this version of weasyprint was not tested: it is used as it is, without shortcuts"


def _programs() -> Iterator[str]:
    from proceedings.programs import verapdf

    for name, (program, option) in _PROGRAMS.items():
        yield f"{name} {_version_of(program, option)}"
    found = verapdf.find()
    yield f"veraPDF {(verapdf.version(found) or 'does not answer') if found else 'is not there'}"


def _version_of(program: str, option: str) -> str:
    path = shutil.which(program)
    if path is None:
        return "is not there"
    try:
        done = subprocess.run([path, option], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "does not answer"
    found = _NUMBER.search(done.stdout + done.stderr)
    return found[0] if found else "says no version"


def _files(workspace: Path) -> Iterator[str]:
    """How many files of each kind there are in the folders
    of the workspace, and how large they are.
    """
    sizes: dict[tuple[str, str], list[int]] = {}
    for folder in _FOLDERS:
        for file in (workspace / folder).rglob("*"):
            if file.is_file():
                ending = file.suffix.lower().removeprefix(".")
                kind = ending if ending in _ENDINGS else "other"
                sizes.setdefault((folder, kind), []).append(file.stat().st_size)
    for (folder, kind), found in sorted(sizes.items()):
        total, largest = (round(size / 1000) for size in (sum(found), max(found)))
        yield f"{folder}: {len(found)} {kind}, {total} kB, the largest {largest} kB"


def _codes(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    counts = Counter((diagnostic.severity.value, diagnostic.code) for diagnostic in diagnostics)
    yield from (f"{count} {severity} {code}" for (severity, code), count in sorted(counts.items()))
    if not counts:
        yield "none"
