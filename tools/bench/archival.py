"""Cold builds beside Ghostscript's PDF/A-2 of the same papers:
SIGDIAL's, and papers as pdfTeX sets them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import latex_papers
import workspace
from builds import BUILT, HERE, TOOL, Figure, Say
from measuring import Budget, Runs, run

PAPERS = 20
"""Papers set by pdfTeX."""
_OF = "full cold build of {} / Ghostscript's PDF/A-2 of the same papers, two at once"
_ABSENT = {"gs": "Ghostscript is not installed", "pdflatex": "pdflatex with cm-super is not installed"}


def beside_ghostscript(root: Path, folder: Path, seed: int, budget: Budget, say: Say) -> tuple[Figure, Figure]:
    """Both figures; what a machine lacks is said instead."""
    return _sigdial(root, folder, budget, say), _latex(folder, seed, budget, say)


def _sigdial(root: Path, folder: Path, budget: Budget, say: Say) -> Figure:
    name = _OF.format("SIGDIAL's 40 papers")
    material, convert = root.parent / "shared" / "corpus" / "sigdial", root / "tests" / "sigdial" / "convert.py"
    if missing := _missing("gs"):
        return Figure(name, Runs(), Runs(), missing)
    if not material.is_dir() or not convert.exists():
        return Figure(name, Runs(), Runs(), "the papers are not on this machine")
    say("SIGDIAL's papers beside Ghostscript")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        run((sys.executable, str(convert), str(Path(place) / "sigdial"), str(material)))
        note = "our own pages included, and a deck that Ghostscript is spared"
        return _compared(name, Path(place) / "sigdial", note, budget)


def _latex(folder: Path, seed: int, budget: Budget, say: Say) -> Figure:
    name = _OF.format(f"{PAPERS} papers by pdfTeX")
    if missing := _missing("gs", "pdflatex"):
        return Figure(name, Runs(), Runs(), missing)
    say(f"{PAPERS} papers by pdfTeX beside Ghostscript")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        home = Path(place) / "latex"
        papers = latex_papers.write(home / "papers", PAPERS)
        entries = [workspace.Entry(f"papers/{p.name}", f"Paper {n}", deck=False) for n, p in enumerate(papers, 1)]
        workspace.write(home, entries, seed)
        return _compared(name, home, "T1 fonts of CM-Super, charts with a bare Helvetica, CMYK pictures", budget)


def _missing(*programs: str) -> str:
    return "; ".join(_ABSENT[program] for program in programs if not shutil.which(program))


def _compared(name: str, home: Path, note: str, budget: Budget) -> Figure:
    """Both in turn, cold each time."""
    ours, theirs = Runs(), Runs()
    peer = (sys.executable, str(HERE / "peer_ghostscript.py"), str(home), str(home.parent / "archival"))
    for turn in range(3):
        if turn == 0 or budget.left:
            shutil.rmtree(home / "build", ignore_errors=True)
            ours.runs.append(run((TOOL, "build", "--draft", str(home)), good=BUILT))
            theirs.runs.append(run(peer))
    return Figure(name, ours, theirs, note)
