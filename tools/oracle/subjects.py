"""The workspaces of which the oracle keeps the sums:
real books, one in volumes, and odd files of every kind.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
PDFS = ("odd-pdfs", "sample-pdfs", "hostile", "third-set")
"""Folders of the corpus with PDFs that are odd; no volume is made of them, they are checked."""


def iom(workspace: Path) -> None:
    """Write the volume of this repository."""
    for folder in ("proceedings", "papers"):
        shutil.copytree(REPOSITORY / folder, workspace / folder)


def split(workspace: Path) -> None:
    """Write the same volume divided by sessions."""
    iom(workspace)
    with (workspace / "proceedings" / "volume.yaml").open("a", encoding="utf-8") as volume:
        volume.write("\nsplit: session\n")


def sigdial(workspace: Path) -> None:
    """Write the second real volume: forty papers."""
    subprocess.run([sys.executable, REPOSITORY / "tests/sigdial/convert.py", workspace, CORPUS / "sigdial"], check=True)


def odd(workspace: Path) -> None:
    """Write the draft of odd files of all formats."""
    _written_by_the_tests(workspace, *("odd-pdfs", "sample-pdfs", "slides", "documents"))


def pdfs(workspace: Path) -> None:
    """Write a workspace of all odd PDFs."""
    _written_by_the_tests(workspace, *PDFS, only=".pdf")


def _written_by_the_tests(workspace: Path, *folders: str, only: str = "") -> None:
    sys.path.append(str(REPOSITORY / "tests/making"))
    import odd_workspace

    found = odd_workspace.odd_files(CORPUS, [folder for folder in folders if (CORPUS / folder).is_dir()])
    odd_workspace.write_workspace(workspace, [file for file in found if file.name.lower().endswith(only)])


SUBJECTS: Mapping[str, Callable[[Path], None]] = {f.__name__: f for f in (iom, split, sigdial, odd, pdfs)}
"""By name, what writes a subject's workspace into a folder."""
DRAFTS = frozenset({"odd"})
"""Subjects of which a draft is built, since files are missing or refused."""
CHECKED = frozenset({"pdfs"})
"""Subjects that are checked and not built."""
