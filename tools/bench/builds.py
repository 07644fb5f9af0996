"""Whole builds: cold, after one change, after none;
intake on two cores and on one; SIGDIAL beside pdfpages.
"""

from __future__ import annotations

import json
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
from measuring import Budget, Runs, run

HERE = Path(__file__).resolve().parent
TOOL = str(Path(sys.executable).with_name("proceedings"))
BUILT = (0, 3)
"""Exit statuses of a build that wrote a volume."""

INTAKE = 80
"""Papers that are taken in with two processes and with one."""

Steps = tuple[tuple[str, float, float], ...]
"""Each step of a build with its seconds on the clock and of processor time."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """Two commands of which the reach is a ratio of times.
    `note` says what was measured; without runs, why not.
    """

    name: str
    ours: Runs
    other: Runs
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The ratio of the medians; None when one of them was not measured."""
        return self.ours.median / self.other.median if self.ours.runs and self.other.runs else None

    @property
    def words(self) -> str:
        """Both times, and the note."""
        times = f"{spread(self.ours)} / {spread(self.other)}; " if self.ratio is not None else ""
        return times + self.note


@dataclass(frozen=True, slots=True)
class Whole:
    """The figures about whole builds,
    and where the time of a cold build and of one after a change went.
    """

    figures: tuple[Figure, ...]
    cold: Steps = ()
    changed: Steps = ()


def rebuilds(folder: Path, seed: int, count: int, budget: Budget, say: Say) -> Whole:
    """Build a workspace cold, then with nothing changed,
    then with one paper changed; its store stays, warm.
    """
    workspace = corpus.bench_workspace(folder, count, seed)
    shutil.rmtree(workspace / "build", ignore_errors=True)
    say(f"a cold build of {count} papers")
    with tempfile.TemporaryDirectory() as name:
        times = Path(name) / "times.json"
        clocked = (sys.executable, str(HERE / "rooms.py"), str(times), "build", "--draft", str(workspace))
        cold = Runs([run(clocked, good=BUILT)])
        steps = _steps(times)
        # A ledger is not trusted while its files are as young as the clock's ticks.
        time.sleep(3)
        say(f"  {cold.median:.1f} s; nothing changed, and one paper changed")
        same, imports = _nothing_changed(workspace)
        changed = Runs()
        for number in (count // 2, count // 3, count // 4):
            if not changed.runs or budget.left:
                _change(workspace / "papers" / corpus.name_of(number), number, seed + 1)
                changed.runs.append(run(clocked, good=BUILT))
        after = _steps(times)
    bare, note = '`python -c "import pydantic, yaml"`', f"{count} papers"
    figures = (
        Figure("one paper changed: rebuild / full cold build", changed, cold, note),
        Figure(f"nothing changed: rebuild / {bare}", same, imports, note),
    )
    return Whole(figures, steps, after)


def _steps(times: Path) -> Steps:
    return tuple((str(step), float(clock), float(spent)) for step, clock, spent in json.loads(times.read_bytes()))


def _nothing_changed(workspace: Path) -> tuple[Runs, Runs]:
    """The rebuild and what it is compared with, in turn;
    the first rebuild, which learns sums, is not counted.
    """
    build = (TOOL, "build", "--draft", str(workspace))
    run(build, good=BUILT)
    same, imports = Runs(), Runs()
    for _ in range(9):
        same.runs.append(run(build, good=BUILT))
        imports.runs.append(run((sys.executable, "-c", "import pydantic, yaml")))
    return same, imports


def _change(paper: Path, number: int, seed: int) -> None:
    """Replace a paper by another version of itself;
    its name in the workspace is a link, so it is made anew.
    """
    fresh = corpus.another(paper.read_bytes(), number, seed)
    paper.unlink()
    paper.write_bytes(fresh)


def cores(folder: Path, seed: int, largest: int, budget: Budget, say: Say) -> Figure:
    """The same intake with two processes and with one, from an empty store, in turn."""
    count = min(INTAKE, largest)
    say(f"intake of {count} papers on two cores and on one")
    workspace = corpus.bench_workspace(folder, count, seed)
    found = {2: Runs(), 1: Runs()}
    for turn in range(2):
        for jobs, runs in found.items():
            if turn == 0 or budget.left:
                with tempfile.TemporaryDirectory(dir=folder) as store:
                    runs.runs.append(run(_intake(workspace, Path(store), jobs)))
    return Figure("cold intake on 2 cores / on 1", found[2], found[1], f"{count} papers, no store")


def _intake(workspace: Path, store: Path, jobs: int) -> Sequence[str]:
    return (sys.executable, str(HERE / "intake.py"), str(workspace), str(store), str(jobs))


def sigdial(root: Path, folder: Path, budget: Budget, say: Say) -> Figure:
    """A real volume, cold, beside the same papers bound with pdfpages, in turn."""
    what = "full cold build of SIGDIAL's 40 papers / pdfpages with running heads on the same papers"
    material = root.parent / "shared" / "corpus" / "sigdial"
    convert, peer = root / "tests" / "sigdial" / "convert.py", contenders.pdfpages()
    if peer.absent or not material.is_dir() or not convert.exists():
        return Figure(what, Runs(), Runs(), peer.absent or "the papers are not on this machine")
    say("SIGDIAL's papers")
    ours, theirs = Runs(), Runs()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        workspace, bound = Path(name) / "sigdial", Path(name) / "bound.pdf"
        run((sys.executable, str(convert), str(workspace), str(material)))
        only = _papers_alone(workspace, Path(name) / "alone")
        for turn in range(3):
            if turn == 0 or budget.left:
                shutil.rmtree(workspace / "build", ignore_errors=True)
                ours.runs.append(run((TOOL, "build", "--draft", str(workspace)), good=BUILT))
                theirs.runs.append(run(peer.command(only, bound)))
    return Figure(what, ours, theirs, "conformance, contents and registers included; its deck converted")


def _papers_alone(workspace: Path, folder: Path) -> Path:
    """A workspace of nothing but the PDFs of another, for who knows no more."""
    (folder / "papers").mkdir(parents=True)
    for paper in (workspace / "papers").glob("*.pdf"):
        os.link(paper, folder / "papers" / paper.name)
    return folder


def spread(runs: Runs) -> str:
    """Median of the runs, with the least and the greatest where there are several."""
    if len(runs.runs) == 1:
        return f"{runs.median:.2f} s"
    return f"{statistics.median(runs.seconds):.2f} s ({min(runs.seconds):.2f}–{max(runs.seconds):.2f})"
