"""Who makes one PDF of many in the benchmark: our binding, and what else people use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from measuring import Contender

HERE = Path(__file__).resolve().parent

OURS = "proceedings"
FOLDING = "proceedings, folding all anew"
COPY = "copying the bytes (cat)"
QPDF = "qpdf --empty --pages"
QPDF_KEEPING = "qpdf --remove-unreferenced-resources=no"
MUTOOL = "mutool merge"
PIKEPDF = "pikepdf pages.extend"
PDFPAGES = "pdfpages with running heads"


def contenders() -> list[Contender]:
    """All of them; those that are not installed say what is missing."""
    return [
        Contender(OURS, partial(_script, "bind.py")),
        Contender(FOLDING, _folding, largest=200),
        Contender(COPY, _copying),
        Contender(QPDF, partial(_qpdf, ()), _without("qpdf")),
        Contender(QPDF_KEEPING, partial(_qpdf, ("--remove-unreferenced-resources=no",)), _without("qpdf")),
        Contender(MUTOOL, _mutool, _without("mutool", "mupdf-tools")),
        Contender("pdfunite", _pdfunite, _without("pdfunite", "poppler-utils")),
        Contender(PIKEPDF, partial(_script, "peer_pikepdf.py")),
        Contender("pypdf append", partial(_script, "peer_pypdf.py"), largest=200),
        pdfpages(),
    ]


def pdfpages() -> Contender:
    """LaTeX's pdfpages. It takes minutes for a thousand papers."""
    return Contender(PDFPAGES, partial(_script, "peer_pdfpages.py"), _without_pdfpages(), largest=200)


def _folding(workspace: Path, out: Path) -> Sequence[str]:
    return (*_script("bind.py", workspace, out), "fold")


def _script(name: str, workspace: Path, out: Path) -> Sequence[str]:
    return (sys.executable, str(HERE / name), str(workspace), str(out))


def _papers(workspace: Path) -> list[str]:
    return [str(path) for path in sorted((workspace / "papers").glob("*.pdf"))]


def _copying(workspace: Path, out: Path) -> Sequence[str]:
    return ("sh", "-c", 'cat "$1"/papers/*.pdf > "$2"', "cat", str(workspace), str(out))


def _qpdf(options: Sequence[str], workspace: Path, out: Path) -> Sequence[str]:
    return ("qpdf", *options, "--warning-exit-0", "--empty", "--pages", *_papers(workspace), "--", str(out))


def _mutool(workspace: Path, out: Path) -> Sequence[str]:
    return ("mutool", "merge", "-o", str(out), *_papers(workspace))


def _pdfunite(workspace: Path, out: Path) -> Sequence[str]:
    return ("pdfunite", *_papers(workspace), str(out))


def _without(program: str, package: str | None = None) -> str:
    return "" if shutil.which(program) else f"{program} is not installed (apt-get install {package or program})"


def _without_pdfpages() -> str:
    if shutil.which("kpsewhich"):
        asked = subprocess.run(["kpsewhich", "pdfpages.sty"], capture_output=True, text=True, check=False)
        if shutil.which("pdflatex") and asked.stdout.strip():
            return ""
    return "pdflatex with pdfpages is not installed (apt-get install texlive-latex-recommended)"
