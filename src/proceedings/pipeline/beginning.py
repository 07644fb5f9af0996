"""A folder becomes a workspace; the guide is at hand wherever the program is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from proceedings.importing.beginning import Wanted, beginning
from proceedings.pipeline.matching_files import PAGES, SLIDES, TEXTS, sent
from proceedings.values.diagnostics import ProceedingsError


@dataclass(frozen=True)
class Begun:
    """The files that were written, and how many papers and slides were found."""

    files: tuple[str, ...]
    papers: int


def begin(root: Path, wanted: Wanted) -> Begun:
    """Write a new workspace; no file that is there already is changed."""
    papers = list(_papers(root))
    written = []
    for name, text in beginning(wanted, papers).items():
        path = root / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        if name.count("/") == 1 and not name.endswith(".gitignore"):
            written.append(name)
    (root / "papers").mkdir(exist_ok=True)
    return Begun(tuple(written), len(papers))


def _papers(root: Path) -> Iterator[tuple[str, str, str]]:
    """Documents in the folder and its papers/: kind, path, and the title that the first
    page shows.
    """
    for folder in (root, root / "papers"):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and path.suffix.lower() in (*PAGES, *SLIDES, *TEXTS):
                found = sent(path)
                title = " ".join(found.title.split()) or path.stem.replace("_", " ").replace("-", " ")
                yield found.kind, path.relative_to(root).as_posix(), title


def guide_text() -> str:
    """The editor's guide: beside the program where it is installed, else in its checkout."""
    installed = resources.files("proceedings") / "guide.md"
    if installed.is_file():
        return installed.read_text("utf-8")
    checkout = Path(__file__).resolve().parents[3] / "docs" / "editors-guide.md"
    if checkout.is_file():
        return checkout.read_text("utf-8")
    raise ProceedingsError("the guide was not installed with the program", "install proceedings again")
