"""What the judges are asked about:
real files, taken in as an editor's would be, and the volumes made of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.gathering import gather
from proceedings.values.request import BuildRequest
from proceedings.values.submission import Submission

TOOL = str(Path(sys.executable).with_name("proceedings"))
SLIDES = frozenset({".ppt", ".pptx", ".odp"})
POSTERS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
PAPERS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".md", ".html"})
REWRITTEN = frozenset({"ghostscript", "pictures"})
"""Words of a treatment: the document is no longer the one that was mended in place."""

_VOLUME = """\
title: What the Judges Say
event: {name: Meeting of the Judges, starts: 2020-01-01, ends: 2020-01-01, timezone: Europe/Zurich}
options: {biographies: supplied}
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """One file as intake leaves it:
    where it came from, its pages, the level that they hold, what was done to it.
    """

    source: Path
    pdf: Path
    level: str | None
    treatment: tuple[str, ...]

    @property
    def is_rewritten(self) -> bool:
        """Whether an outside program
        or pictures stand in the place of the document as its author made it.
        """
        return bool(REWRITTEN & set(self.treatment))


def submissions(folder: Path) -> list[Path]:
    """The files below a folder that somebody could submit, in the order of their names."""
    return [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in SLIDES | POSTERS | PAPERS]


def write_workspace(workspace: Path, files: Sequence[Path], conformance: str = "2b") -> dict[str, Path]:
    """Write a workspace with a contribution for each file;
    gives back the files by their names in the agenda.
    """
    shutil.rmtree(workspace / "papers", ignore_errors=True)
    (workspace / "proceedings").mkdir(parents=True, exist_ok=True)
    (workspace / "papers").mkdir()
    sources, entries = {}, []
    for number, file in enumerate(files, 1):
        source = f"papers/{number:04}-{file.name}"
        shutil.copyfile(file, workspace / source)
        sources[source] = file
        title, kind = json.dumps(file.name, ensure_ascii=False), _kind(file)
        documents = f"[{{{kind}: {json.dumps(source, ensure_ascii=False)}}}]"
        entries.append(
            f"          - title: {title}\n            speaker: anybody\n            documents: {documents}\n"
        )
    head = "days:\n  - date: 2020-01-01\n    items:\n      - session: A\n        title: All\n        contributions:\n"
    (workspace / "proceedings" / "agenda.yaml").write_text(head + "".join(entries), "utf-8")
    (workspace / "proceedings" / "volume.yaml").write_text(f"{_VOLUME}conformance: {conformance}\n", "utf-8")
    (workspace / "proceedings" / "people.yaml").write_text("anybody: {name: Anna Body}\n", "utf-8")
    return sources


def _kind(file: Path) -> str:
    suffix = file.suffix.lower()
    return "slides" if suffix in SLIDES else "poster" if suffix in POSTERS else "paper"


def take_in(workspace: Path, files: Sequence[Path], conformance: str = "2b", jobs: int = 2) -> list[Taken]:
    """Take the files in, in a workspace of theirs; those that are refused are left out.

    One job works in this process,
    which alone sees what became of the path since the first worker was started.
    """
    sources = write_workspace(workspace, files, conformance)
    (workspace / "build").mkdir(exist_ok=True)
    store = Store(workspace / "build" / ".store")
    with Workers(jobs) as workers:
        gathered = gather(BuildRequest(workspace, draft=True), store, workers, lambda step: None)
    store.flush()
    assert gathered.volume is not None, gathered.diagnostics
    names = {document.id: str(document.source) for document in gathered.volume.documents}
    return [_taken(sources[names[name]], submission) for name, submission in gathered.submissions.items()]


def _taken(source: Path, submission: Submission) -> Taken:
    return Taken(source, submission.pdf, submission.conforms, submission.treatment)


def bind(workspace: Path, files: Sequence[Path], conformance: str = "2b") -> tuple[Path, dict[str, Path]]:
    """Build the volume of the files in a workspace where they were taken in.

    Gives back the volume, and the files by their names in the agenda.
    """
    sources = write_workspace(workspace, files, conformance)
    command = [TOOL, "build", "--draft", "--json", str(workspace)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"the volume in {workspace} was not built: {done.stderr[-2000:]}")
    return workspace / "build" / "proceedings.pdf", sources


def sources_by_page(workspace: Path, sources: Mapping[str, Path]) -> dict[int, str]:
    """Names of the files that the pages of a built volume come from, by 1-based page."""
    parts = json.loads((workspace / "build" / "contents.json").read_bytes())["parts"]
    return {
        part["first_page"] + n: sources[part["source"]].name
        for part in parts
        if part["source"] in sources
        for n in range(part["page_count"])
    }


@contextmanager
def without_ghostscript(folder: Path) -> Iterator[None]:
    """All programs of the path but Ghostscript,
    so that a document stays as it was mended in place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("PATH", "")
    for program in _programs(path):
        link = folder / program.name
        if not program.name.startswith("gs") and not link.is_symlink():
            link.symlink_to(program)
    os.environ["PATH"] = str(folder)
    try:
        yield
    finally:
        os.environ["PATH"] = path


def _programs(path: str) -> Iterator[Path]:
    for folder in map(Path, path.split(os.pathsep)):
        if folder.is_dir():
            yield from (item for item in folder.iterdir() if item.is_file() and os.access(item, os.X_OK))
