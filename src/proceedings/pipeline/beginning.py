"""A folder becomes a workspace; the guide is at hand wherever the program is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from proceedings.importing.beginning import Wanted, beginning
from proceedings.pipeline.import_state import ImportState
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
    texts = beginning(wanted, papers)
    for name, text in texts.items():
        path = root / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        if name.count("/") == 1 and not name.endswith(".gitignore"):
            written.append(name)
    (root / "papers").mkdir(exist_ok=True)
    if not papers:
        # An import may put its own in place of what nobody has changed since.
        samples = ("proceedings/agenda.yaml", "proceedings/people.yaml")
        ImportState(root).keep_last({name: texts[name] for name in samples if name in written})
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
    """The editor's guide and that of imports: beside the program where it is installed, else in its
    checkout.
    """
    package, docs = resources.files("proceedings"), Path(__file__).resolve().parents[3] / "docs"
    for guides in (
        (package / "guide.md", package / "importing-guide.md"),
        (docs / "editors-guide.md", docs / "importing.md"),
    ):
        if all(guide.is_file() for guide in guides):
            return "\n".join(guide.read_text("utf-8") for guide in guides)
    raise ProceedingsError("the guide was not installed with the program", "install proceedings again")
