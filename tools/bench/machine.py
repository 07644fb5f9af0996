"""What the benchmark ran on:
processor, memory, system, and the versions of everything that is compared.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

PROGRAMS = (
    ("qpdf", ("qpdf", "--version")),
    ("mutool", ("mutool", "-v")),
    ("poppler", ("pdfunite", "-v")),
    ("Ghostscript", ("gs", "--version")),
    ("pdfTeX", ("pdflatex", "--version")),
)
LIBRARIES = ("pikepdf", "pypdf", "pypdfium2", "weasyprint", "page-validation")


def machine() -> str:
    """Processor, cores, memory, system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = " ".join([platform.system(), *re.findall(r"^\d+\.\d+", platform.release())])
    return f"{_processor()}, {cores} cores, {memory:.0f} GB of memory, {system}"


def versions() -> str:
    """Python, libraries and programs with their versions, those that are there."""
    libraries = (f"{name} {metadata.version(name)}" for name in ("proceedings", *LIBRARIES))
    return ", ".join([f"Python {platform.python_version()}", *libraries, *_programs()])


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def _programs() -> Iterator[str]:
    for name, command in PROGRAMS:
        version = _version(command)
        if version:
            yield f"{name} {version}"


def _version(command: Sequence[str]) -> str:
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return ""
    found = re.search(r"\d+\.\d+[\w.-]*", said.stdout + said.stderr)
    return found[0] if found else ""
