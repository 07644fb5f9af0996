"""Whole builds: cold, after one change, after none; intake on two cores and on one; SIGDIAL beside pdfpages."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import contenders
import corpus
from measuring import run

TOOL = str(Path(sys.executable).with_name("proceedings"))
BUILT = (0, 3)
"""Exit statuses of a build that wrote a volume."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Two times of which the reach is a ratio. `note` says what was measured; without times, why nothing was."""

    name: str
    ours: float
    other: float
    note: str = ""


def measure(root: Path, folder: Path, seed: int, sizes: Sequence[int], say: Callable[[str], None]) -> dict[str, Figure]:
    """All figures about whole builds, by a short name."""
    small, middle = min(sizes), sorted(sizes)[len(sizes) // 2]
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home = Path(name)
        say("SIGDIAL's papers")
        figures = {"sigdial": _sigdial(root, home)}
        say("intake on two cores and on one")
        figures["cores"] = _cores(folder, home, seed, small)
        say(f"{middle} papers: cold, nothing changed, one changed")
        figures |= _rebuilds(folder, home, seed, middle)
    return figures


def _copy(folder: Path, home: Path, seed: int, count: int, name: str) -> Path:
    """A workspace without anything built; the papers are hard links where possible."""
    source, target = corpus.bench_workspace(folder, count, seed), home / name
    shutil.copytree(source / "proceedings", target / "proceedings")
    (target / "papers").mkdir()
    for paper in (source / "papers").iterdir():
        os.link(paper, target / "papers" / paper.name)
    return target


def _sigdial(root: Path, home: Path) -> Figure:
    what = "cold build of SIGDIAL's 40 papers / pdfpages with heads on them"
    material = root.parent / "shared" / "corpus" / "sigdial"
    convert, peer = root / "tests" / "sigdial" / "convert.py", contenders.pdfpages()
    if not material.is_dir() or not convert.exists() or peer.absent:
        return Figure(what, 0, 0, peer.absent or "the papers are not on this machine")
    workspace = home / "sigdial"
    run((sys.executable, str(convert), str(workspace), str(material)))
    ours = run((TOOL, "build", "--draft", str(workspace)), good=BUILT)
    only = home / "sigdial-papers"
    (only / "papers").mkdir(parents=True)
    for paper in (workspace / "papers").glob("*.pdf"):
        shutil.copyfile(paper, only / "papers" / paper.name)
    theirs = statistics.median(run(peer.command(only, home / "sigdial.pdf")).seconds for _ in range(2))
    return Figure(
        what, ours.seconds, theirs, "one cold build with conformance, contents and register; its deck converted"
    )


def _cores(folder: Path, home: Path, seed: int, count: int) -> Figure:
    times = {}
    for jobs in (2, 1):
        workspace = _copy(folder, home, seed, count, f"jobs-{jobs}")
        times[jobs] = run((TOOL, "check", "--draft", "--jobs", str(jobs), str(workspace)), good=(0, 1, 3)).seconds
    return Figure(
        "cold intake on 2 cores / on 1", times[2], times[1], f"`proceedings check` of {count} papers, no store"
    )


def _rebuilds(folder: Path, home: Path, seed: int, count: int) -> dict[str, Figure]:
    workspace = _copy(folder, home, seed, count, "changed")
    build = (TOOL, "build", "--draft", str(workspace))
    cold = run(build, good=BUILT).seconds
    # A ledger is not trusted while its files are as young as the clock's ticks.
    time.sleep(3)
    run(build, good=BUILT)
    same = statistics.median(run(build, good=BUILT).seconds for _ in range(7))
    bare = (sys.executable, "-c", "import pydantic, yaml")
    imports = statistics.median(run(bare).seconds for _ in range(7))
    paper = workspace / "papers" / corpus.name_of(count // 2)
    fresh = corpus.another(paper.read_bytes(), count // 2, seed + 1)
    paper.unlink()
    paper.write_bytes(fresh)
    warm = run(build, good=BUILT).seconds
    what, note = 'nothing changed: rebuild / `python -c "import pydantic, yaml"`', f"with {count} papers"
    return {
        "changed": Figure("one paper changed: rebuild / full cold build", warm, cold, note),
        "unchanged": Figure(what, same, imports, note),
    }
